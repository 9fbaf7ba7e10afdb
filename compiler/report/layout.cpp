#include "compiler/report/layout.hpp"

#include <algorithm>

#include "compiler/base/utf8.hpp"

namespace avenant::report {

std::size_t columns(std::string_view text) {
  return base::count_code_points(text);
}

std::string left(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(text) + std::string(used < width ? width - used : 0, ' ');
}

std::string right(std::string_view text, std::size_t width) {
  const std::size_t used = columns(text);
  return std::string(used < width ? width - used : 0, ' ') + std::string(text);
}

std::string wrap(std::string_view text, std::size_t indent, std::size_t width, std::size_t hanging) {
  std::string result(indent, ' ');
  std::size_t used = indent;
  bool is_first = true;
  while (!text.empty()) {
    const std::size_t space = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, space);
    text.remove_prefix(std::min(space + 1, text.size()));
    if (!is_first && used + 1 + columns(word) > width) {
      // Two spaces where a line is broken leave none at its end.
      while (result.ends_with(' ')) result.pop_back();
      result += "\n" + std::string(indent + hanging, ' ');
      used = indent + hanging;
      is_first = true;
    }
    if (!is_first) {
      result += ' ';
      ++used;
    }
    result += word;
    used += columns(word);
    is_first = false;
  }
  return result;
}

std::vector<std::size_t> Grid::widths() const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    if (row.size() > widths.size()) widths.resize(row.size(), 0);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], columns(row[i]));
  }
  return widths;
}

std::size_t Grid::width() const {
  std::size_t total = 0;
  for (const std::size_t width : widths()) total += width + (total == 0 ? 0 : 2);
  return total;
}

std::string Grid::text(std::size_t indent) const {
  const std::vector<std::size_t> all = widths();
  std::string result;
  for (const auto& row : rows_) {
    std::string line(indent, ' ');
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += i == 0 ? left(row[i], all[i]) : "  " + right(row[i], all[i]);
    }
    line.erase(line.find_last_not_of(' ') + 1);
    result += line + "\n";
  }
  return result;
}

}  // namespace avenant::report
