// Text as a terminal shows it: one cell per code point with its width in columns. Read next: diagnostics/excerpt.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::base {

/// A code point as shown. Tabs are spaces; control and bidirectional marks are U+FFFD, so no text moves the cursor.
struct DisplayCell {
  std::uint32_t offset = 0;  ///< Byte offset in the text.
  std::uint32_t column = 0;  ///< First column, from 0.
  std::uint32_t width = 0;   ///< 0 for combining marks, 2 for wide characters, 1 to `tab` for tabs.
  std::string shown;
};

/// The cells of one line of UTF-8 text. `tab` is the distance of tab stops, at least 1.
[[nodiscard]] std::vector<DisplayCell> display_cells(std::string_view line, std::uint32_t tab = 4);

/// The text on one line as shown, with line breaks as spaces.
[[nodiscard]] std::string display_text(std::string_view text);

/// The number of columns that the text takes once shown.
[[nodiscard]] std::size_t display_width(std::string_view text);

}  // namespace avenant::base
