#include "compiler/diagnostics/excerpt.hpp"

#include <algorithm>
#include <map>

#include "compiler/base/display.hpp"
#include "compiler/base/utf8.hpp"

namespace avenant::diagnostics {
namespace {

using base::DisplayCell;

constexpr std::string_view kCut = "…";
/// A line longer than this is cut to a window of bytes before any column is counted.
constexpr std::size_t kLongLine = 4096;
constexpr std::size_t kBytesBefore = 1024;
constexpr std::size_t kBytesAfter = 2048;

/// A mark in columns of what is shown.
struct Placed {
  std::size_t begin = 0;
  std::size_t end = 0;
  const LineMark* mark = nullptr;
};

/// One row under a line: a character and a style for each column.
class Row {
 public:
  void put(std::size_t column, char character, Style style) {
    if (columns_.size() <= column) columns_.resize(column + 1);
    columns_[column] = {character, style};
  }
  /// The row, then `text` after a blank when it is not empty.
  [[nodiscard]] std::string render(std::string_view text, Style text_style, bool color) const {
    std::string out;
    for (std::size_t at = 0; at < columns_.size();) {
      std::string run;
      const Style style = columns_[at].style;
      for (; at < columns_.size() && columns_[at].style == style; ++at) run.push_back(columns_[at].character);
      out += paint(run, style, color);
    }
    if (!text.empty()) out.append(" ").append(paint(text, text_style, color));
    return out;
  }

 private:
  struct Column {
    char character = ' ';
    Style style = Style::Plain;
  };
  std::vector<Column> columns_;
};

/// The part of a very long line that is worth measuring, moved to code point borders.
struct Window {
  std::size_t begin = 0;
  std::size_t end = 0;
};

Window byte_window(std::string_view line, std::size_t anchor) {
  if (line.size() <= kLongLine) return {0, line.size()};
  Window window{anchor - std::min(anchor, kBytesBefore), std::min(line.size(), anchor + kBytesAfter)};
  while (window.begin > 0 && base::continues_code_point(line[window.begin])) --window.begin;
  while (window.end < line.size() && base::continues_code_point(line[window.end])) ++window.end;
  return window;
}

std::size_t total_width(const std::vector<DisplayCell>& cells) {
  return cells.empty() ? 0 : cells.back().column + cells.back().width;
}

/// The column at which a byte offset is shown.
std::size_t column_of(const std::vector<DisplayCell>& cells, std::size_t offset) {
  const auto after = std::partition_point(cells.begin(), cells.end(),
                                          [offset](const DisplayCell& cell) { return cell.offset < offset; });
  return after == cells.end() ? total_width(cells) : after->column;
}

/// The marks in columns; each takes at least one column.
std::vector<Placed> place_marks(const std::vector<DisplayCell>& cells, const std::vector<LineMark>& marks,
                                const Window& window) {
  std::vector<Placed> placed;
  const auto inside = [&](std::size_t offset) { return std::clamp(offset, window.begin, window.end) - window.begin; };
  for (const LineMark& mark : marks) {
    const std::size_t begin = column_of(cells, inside(mark.begin));
    const std::size_t end = column_of(cells, inside(mark.end));
    placed.push_back({begin, std::max(end, begin + 1), &mark});
  }
  return placed;
}

/// The first column to show so that the marks, or at least the first one, are visible.
std::size_t first_column(std::size_t total, const std::vector<Placed>& placed, std::size_t width) {
  if (total <= width || placed.empty()) return 0;
  std::size_t begin = placed.front().begin;
  std::size_t end = placed.front().end;
  for (const Placed& mark : placed) {
    const std::size_t joined_begin = std::min(begin, mark.begin);
    const std::size_t joined_end = std::max(end, mark.end);
    if (joined_end - joined_begin + 2 > width) continue;
    begin = joined_begin;
    end = joined_end;
  }
  const std::size_t marked = std::min(end - begin, width);
  const std::size_t before = (width - marked) / 2;
  const std::size_t start = begin - std::min(begin, before);
  return std::min(start, total - width);
}

struct Shown {
  std::string text;
  std::size_t first = 0;   ///< First column shown.
  std::size_t indent = 0;  ///< Columns taken by the sign that the start was cut.
  std::size_t last = 0;    ///< One past the last column shown.
};

Shown cut(const std::vector<DisplayCell>& cells, std::size_t first, std::size_t width, bool cut_before,
          bool cut_after) {
  Shown shown;
  const std::size_t last = first + width;
  shown.first = first;
  shown.last = last;
  cut_before = cut_before || first > 0;
  cut_after = cut_after || total_width(cells) > last;
  if (cut_before) {
    shown.text = kCut;
    shown.indent = 1;
  }
  for (const DisplayCell& cell : cells) {
    if (cell.column >= first && cell.column + cell.width <= last) shown.text += cell.shown;
  }
  if (cut_after) shown.text += kCut;
  return shown;
}

std::string numbered_gutter(std::uint32_t number, const ExcerptLayout& layout) {
  const std::string digits = std::to_string(number);
  const std::string padding(layout.gutter_width - std::min(layout.gutter_width, digits.size()), ' ');
  return paint(padding + digits + " |", Style::Gutter, layout.color);
}

/// The rows under a line: all marks in the first, with the words of the rightmost beside it; then the words of the
/// others, from right to left, each under its mark.
std::string mark_rows(std::vector<Placed> placed, const ExcerptLayout& layout) {
  std::stable_sort(placed.begin(), placed.end(),
                   [](const Placed& left, const Placed& right) { return left.begin < right.begin; });
  const std::string gutter = blank_gutter(layout);
  Row first;
  for (bool primary : {false, true}) {
    // Marks of the wrong place are drawn last, so that they stay whole where two marks overlap.
    for (const Placed& mark : placed) {
      if ((mark.mark->character == '^') != primary) continue;
      for (std::size_t column = mark.begin; column < mark.end; ++column)
        first.put(column, mark.mark->character, mark.mark->style);
    }
  }
  const Placed& rightmost = placed.back();
  const bool ends_row =
      std::all_of(placed.begin(), placed.end(), [&](const Placed& mark) { return mark.end <= rightmost.end; });
  const bool beside = ends_row && !rightmost.mark->text.empty();
  std::string out =
      gutter + " " + first.render(beside ? rightmost.mark->text : "", rightmost.mark->style, layout.color) + "\n";
  if (beside) placed.pop_back();
  std::erase_if(placed, [](const Placed& mark) { return mark.mark->text.empty(); });
  for (; !placed.empty(); placed.pop_back()) {
    Row row;
    for (const Placed& mark : placed) row.put(mark.begin, '|', mark.mark->style);
    out += gutter + " " + row.render("", Style::Plain, layout.color) + "\n";
    const Placed& last = placed.back();
    Row words;
    for (const Placed& mark : placed)
      if (mark.begin < last.begin) words.put(mark.begin, '|', mark.mark->style);
    if (last.begin > 0) words.put(last.begin - 1, ' ', Style::Plain);
    const std::string before = last.begin > 0 ? words.render("", Style::Plain, layout.color) : "";
    out += gutter + " " + before + paint(last.mark->text, last.mark->style, layout.color) + "\n";
  }
  return out;
}

/// The marks of each line of one source. A place of several lines marks its first line to the end and its last line
/// from the first letter.
std::map<std::uint32_t, std::vector<LineMark>> marks_by_line(const base::SourceMap& sources, base::SourceId source,
                                                             const std::vector<Mark>& marks) {
  std::map<std::uint32_t, std::vector<LineMark>> lines;
  const base::Source& text = sources[source];
  for (const Mark& mark : marks) {
    const std::uint32_t first = sources.line_column(source, mark.span.begin).line;
    const std::uint32_t last_offset = mark.span.end > mark.span.begin ? mark.span.end - 1 : mark.span.end;
    const std::uint32_t last = sources.line_column(source, last_offset).line;
    const std::size_t first_begin = mark.span.begin - text.line_starts[first - 1];
    const std::size_t last_end = mark.span.end - text.line_starts[last - 1];
    if (first == last) {
      const std::size_t end = std::min(last_end, sources.line(source, first).size());
      lines[first].push_back({first_begin, std::max(first_begin, end), mark.character, mark.style, mark.text});
      continue;
    }
    const std::string_view last_line = sources.line(source, last);
    const std::size_t letter = std::min(last_line.find_first_not_of(" \t"), last_line.size());
    const std::size_t end = std::min(last_end, last_line.size());
    lines[first].push_back({first_begin, sources.line(source, first).size(), mark.character, mark.style, ""});
    lines[last].push_back({std::min(letter, end), end, mark.character, mark.style, mark.text});
  }
  return lines;
}

}  // namespace

std::string blank_gutter(const ExcerptLayout& layout) {
  return paint(std::string(layout.gutter_width, ' ') + " |", Style::Gutter, layout.color);
}

std::string excerpt_line(std::string_view line, std::uint32_t number, const std::vector<LineMark>& marks,
                         const ExcerptLayout& layout) {
  const std::size_t anchor = marks.empty() ? 0 : std::min(marks.front().begin, line.size());
  const Window window = byte_window(line, anchor);
  const auto cells = base::display_cells(line.substr(window.begin, window.end - window.begin));
  std::vector<Placed> placed = place_marks(cells, marks, window);
  const std::size_t start = first_column(total_width(cells), placed, layout.width);
  const Shown shown = cut(cells, start, layout.width, window.begin > 0, window.end < line.size());
  std::string out = numbered_gutter(number, layout);
  if (!shown.text.empty()) out.append(" ").append(shown.text);
  out += '\n';
  std::vector<Placed> visible;
  for (Placed mark : placed) {
    if (mark.begin < shown.first || mark.begin > shown.last) continue;
    mark.end = std::max(mark.begin + 1, std::min(mark.end, shown.last));
    mark.begin = mark.begin - shown.first + shown.indent;
    mark.end = mark.end - shown.first + shown.indent;
    visible.push_back(mark);
  }
  std::erase_if(visible, [](const Placed& mark) { return mark.mark->character == ' '; });
  if (!visible.empty()) out += mark_rows(std::move(visible), layout);
  return out;
}

std::string excerpt(const base::SourceMap& sources, base::SourceId source, const std::vector<Mark>& marks,
                    const ExcerptLayout& layout) {
  std::string out = blank_gutter(layout) + "\n";
  std::uint32_t previous = 0;
  for (const auto& [line, line_marks] : marks_by_line(sources, source, marks)) {
    const bool one_between = previous != 0 && line == previous + 2;
    if (one_between) out += excerpt_line(sources.line(source, previous + 1), previous + 1, {}, layout);
    const bool gap = previous != 0 && line > previous + 2;
    if (gap) out += paint(std::string(layout.gutter_width, ' ') + "...", Style::Gutter, layout.color) + "\n";
    out += excerpt_line(sources.line(source, line), line, line_marks, layout);
    previous = line;
  }
  return out;
}

}  // namespace avenant::diagnostics
