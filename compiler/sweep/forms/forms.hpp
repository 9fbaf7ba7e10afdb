// A sweep written out: for a terminal, as CSV, as JSON, as a picture and as a page. The same sheet gives the same
// bytes. Read next: words.hpp, what they all say; docs/sweep.md, what they look like.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/sweep/forms/words.hpp"

namespace avenant::sweep {

struct TextOptions {
  bool color = false;
  std::size_t max_pieces = 60;  ///< Of one result; the others are counted.
};

[[nodiscard]] std::string text_of(const Sheet& sheet, const TextOptions& options = {});
/// One row a piece, under a header. `french`: for a spreadsheet, with semicolons.
[[nodiscard]] std::string csv_of(const Sheet& sheet, bool french);
[[nodiscard]] std::string json_of(const Sheet& sheet);
/// A picture that needs nothing else: a panel for each result that moves.
[[nodiscard]] std::string svg_of(const Sheet& sheet);
/// A page that needs nothing else: the pictures and their tables.
[[nodiscard]] std::string html_of(const Sheet& sheet);

}  // namespace avenant::sweep
