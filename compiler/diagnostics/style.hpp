// The few styles of a message on a terminal, and how they are painted: ANSI sequences, or nothing.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avenant::diagnostics {

enum class Style : std::uint8_t { Plain, Bold, Error, Warning, Note, Gutter, Secondary, Fix };

/// The text in a style; unchanged when `color` is false or the style is Plain.
[[nodiscard]] std::string paint(std::string_view text, Style style, bool color);

}  // namespace avenant::diagnostics
