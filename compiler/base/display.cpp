#include "compiler/base/display.hpp"

#include <algorithm>
#include <utf8proc.h>

namespace avenant::base {
namespace {

constexpr std::string_view kReplacement = "\uFFFD";

bool is_bidirectional_mark(utf8proc_int32_t code_point) {
  return (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069) ||
         code_point == 0x200E || code_point == 0x200F || code_point == 0x061C;
}

bool is_control(utf8proc_int32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 || code_point == 0x2029;
}

}  // namespace

std::vector<DisplayCell> display_cells(std::string_view line, std::uint32_t tab) {
  std::vector<DisplayCell> cells;
  cells.reserve(line.size());
  std::uint32_t column = 0;
  for (std::size_t at = 0; at < line.size();) {
    utf8proc_int32_t code_point = -1;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(line.data()) + at;
    const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(line.size() - at), &code_point);
    const std::size_t size = length > 0 ? static_cast<std::size_t>(length) : 1;
    DisplayCell cell;
    cell.offset = static_cast<std::uint32_t>(at);
    cell.column = column;
    if (code_point == '\t') {
      cell.width = tab - column % tab;
      cell.shown.assign(cell.width, ' ');
    } else if (length <= 0 || is_control(code_point) || is_bidirectional_mark(code_point)) {
      cell.width = 1;
      cell.shown = kReplacement;
    } else {
      cell.width = static_cast<std::uint32_t>(std::max(0, utf8proc_charwidth(code_point)));
      cell.shown = line.substr(at, size);
    }
    column += cell.width;
    at += size;
    cells.push_back(std::move(cell));
  }
  return cells;
}

std::string display_text(std::string_view text) {
  std::string one_line(text);
  std::replace(one_line.begin(), one_line.end(), '\n', ' ');
  std::replace(one_line.begin(), one_line.end(), '\r', ' ');
  std::replace(one_line.begin(), one_line.end(), '\t', ' ');
  std::string out;
  for (const DisplayCell& cell : display_cells(one_line)) out += cell.shown;
  return out;
}

std::size_t display_width(std::string_view text) {
  const std::vector<DisplayCell> cells = display_cells(text);
  return cells.empty() ? 0 : cells.back().column + cells.back().width;
}

}  // namespace avenant::base
