#include "tests/files/line_diff.hpp"

#include <algorithm>
#include <vector>

namespace avenant::file_tests {
namespace {

constexpr std::size_t kMaxCells = 4'000'000;
constexpr std::size_t kContext = 2;

struct DiffLine {
  char sign = ' ';
  std::string_view text;
};

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

/// Walks the table of longest common subsequences from the start.
std::vector<DiffLine> align(const std::vector<std::string_view>& left, const std::vector<std::string_view>& right) {
  const std::size_t width = right.size() + 1;
  std::vector<std::size_t> longest;
  const bool small = (left.size() + 1) * width <= kMaxCells;
  if (small) {
    longest.assign((left.size() + 1) * width, 0);
    for (std::size_t row = left.size(); row-- > 0;) {
      for (std::size_t column = right.size(); column-- > 0;) {
        const std::size_t skip = std::max(longest[(row + 1) * width + column], longest[row * width + column + 1]);
        const bool same = left[row] == right[column];
        longest[row * width + column] = same ? longest[(row + 1) * width + column + 1] + 1 : skip;
      }
    }
  }
  std::vector<DiffLine> out;
  std::size_t row = 0;
  std::size_t column = 0;
  while (row < left.size() && column < right.size()) {
    if (left[row] == right[column]) {
      out.push_back({' ', left[row]});
      ++row;
      ++column;
    } else if (!small || longest[(row + 1) * width + column] >= longest[row * width + column + 1]) {
      out.push_back({'-', left[row++]});
    } else {
      out.push_back({'+', right[column++]});
    }
  }
  while (row < left.size()) out.push_back({'-', left[row++]});
  while (column < right.size()) out.push_back({'+', right[column++]});
  return out;
}

}  // namespace

std::string line_diff(std::string_view expected, std::string_view actual) {
  const std::vector<DiffLine> lines = align(split_lines(expected), split_lines(actual));
  std::vector<bool> shown(lines.size(), false);
  for (std::size_t index = 0; index < lines.size(); ++index) {
    if (lines[index].sign == ' ') continue;
    const std::size_t first = index - std::min(index, kContext);
    const std::size_t last = std::min(index + kContext + 1, lines.size());
    std::fill(shown.begin() + static_cast<std::ptrdiff_t>(first), shown.begin() + static_cast<std::ptrdiff_t>(last),
              true);
  }
  std::string out;
  for (std::size_t index = 0; index < lines.size(); ++index) {
    const bool gap = !shown[index] && (index == 0 || shown[index - 1]);
    if (gap) out += "    ...\n";
    if (shown[index]) out.append("  ").append(1, lines[index].sign).append(" ").append(lines[index].text).append("\n");
  }
  return out;
}

}  // namespace avenant::file_tests
