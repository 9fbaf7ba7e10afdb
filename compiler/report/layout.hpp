// Texts in columns: widths are counted in code points, which is what terminals show for French.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace avenant::report {

/// The number of columns of a text.
[[nodiscard]] std::size_t columns(std::string_view text);
/// The text followed, or preceded, by spaces up to a width.
[[nodiscard]] std::string left(std::string_view text, std::size_t width);
[[nodiscard]] std::string right(std::string_view text, std::size_t width);
/// The text broken at spaces into lines of at most `width` columns, without a final line break: the first one after
/// `indent` spaces, the others after `hanging` more. A word longer than a line has its own.
[[nodiscard]] std::string wrap(std::string_view text, std::size_t indent, std::size_t width, std::size_t hanging = 0);

/// A small table: every column as wide as its widest cell, the first one to the left and the others to the right.
class Grid {
 public:
  void add_row(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  [[nodiscard]] bool empty() const { return rows_.empty(); }
  [[nodiscard]] std::size_t n_rows() const { return rows_.size(); }
  /// The total width, two spaces between columns.
  [[nodiscard]] std::size_t width() const;
  /// The rows, each after `indent` spaces and ended by a line break.
  [[nodiscard]] std::string text(std::size_t indent) const;

 private:
  [[nodiscard]] std::vector<std::size_t> widths() const;

  std::vector<std::vector<std::string>> rows_;
};

}  // namespace avenant::report
