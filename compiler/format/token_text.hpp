// How one token is written, and the spaces between two tokens of a line. Read next: columns.hpp, which aligns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/format/document.hpp"

namespace avenant::format {

/// A token as it is written: signs for their ASCII spellings, one plain space where a token holds spaces, ’ in
/// keywords, `1er`, digits grouped by three where a unit follows. Names, labels and reasons keep their letters.
[[nodiscard]] std::string piece_text(const Document& document, std::uint32_t leaf);

/// Spaces between two tokens that follow each other on a line: 0 or 1.
[[nodiscard]] std::uint32_t spaces_between(const Document& document, const Piece& left, const Piece& right);

/// A comment without the spaces at its end.
[[nodiscard]] std::string comment_text(std::string_view comment);

}  // namespace avenant::format
