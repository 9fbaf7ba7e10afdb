#include "compiler/format/table_columns.hpp"

#include <algorithm>

#include "compiler/base/display.hpp"

namespace avenant::format {
namespace {

using syntax::NodeKind;

/// A last column with a cell wider than this, such as a list of departments, is not padded.
constexpr std::uint32_t kMaxPaddedWidth = 100;

struct CellText {
  std::string text;
  std::uint32_t width = 0;
  bool is_figure = false;  ///< Nothing but a number with its unit.
  bool is_open = false;    ///< A dash or nothing: says nothing about the column.
};

struct RowText {
  std::uint32_t line = 0;
  bool is_rule = false;  ///< |---|---|
  bool is_header = false;
  bool opens_results = false;  ///< Whether it begins with `||`: it has no cell before its results.
  std::vector<CellText> cells;
  std::vector<bool> doubled;  ///< For each cell, whether `||` comes after it.
  std::string rule;           ///< Of |:--|--:|, as read: its colons stay.
};

/// Whether the pieces [from, to) are one number with its unit.
bool is_figure(const Document& document, const Line& line, std::size_t from, std::size_t to) {
  if (from == to) return false;
  std::uint32_t node = document.parents[line.pieces[from].leaf];
  if (document.kind(node) == NodeKind::UnaryExpression) node = document.parents[line.pieces[from + 1].leaf];
  if (document.kind(node) != NodeKind::NumberLiteral) return false;
  const bool measured = document.child(node, NodeKind::Unit) != Document::kNone ||
                        document.child(node, NodeKind::Percent) != Document::kNone;
  const std::uint32_t last = line.pieces[to - 1].leaf;
  return measured && document.child(node, NodeKind::SourceNote) == Document::kNone && last < document.node(node).next;
}

CellText cell_of(const Document& document, const Line& line, std::size_t from, std::size_t to) {
  CellText cell;
  for (std::size_t i = from; i < to; ++i) {
    if (i > from) cell.text.append(line.pieces[i].before, ' ');
    cell.text += line.pieces[i].text;
  }
  cell.width = from < to ? width_between(line, from, to) : 0;
  cell.is_figure = is_figure(document, line, from, to);
  cell.is_open = cell.text.empty() || cell.text == "-";
  return cell;
}

RowText row_of(const Document& document, std::uint32_t line_index) {
  const Line& line = document.lines[line_index];
  RowText row;
  row.line = line_index;
  const std::uint32_t first = line.pieces.front().leaf;
  row.is_rule = document.kind(first) == NodeKind::HeaderRule;
  row.opens_results = document.kind(first) == NodeKind::DoublePipe;
  row.is_header = document.parent_kind(first) == NodeKind::HeaderRow;
  if (row.is_rule) {
    row.rule = line.pieces.front().text;
    return row;
  }
  std::size_t begin = 1;
  for (std::size_t i = 1; i < line.pieces.size(); ++i) {
    const NodeKind kind = document.kind(line.pieces[i].leaf);
    if (kind != NodeKind::Pipe && kind != NodeKind::DoublePipe) continue;
    row.cells.push_back(cell_of(document, line, begin, i));
    row.doubled.push_back(kind == NodeKind::DoublePipe);
    begin = i + 1;
  }
  return row;
}

/// One table: its rows, and the width and side of each column.
class TableWriter {
 public:
  TableWriter(Document& document, std::vector<RowText> rows) : document_(document), rows_(std::move(rows)) {}

  void run() {
    measure();
    for (const RowText& row : rows_) {
      Line& line = document_.lines[row.line];
      line.row = row.is_rule ? rule_text(row.rule) : row_text(row);
    }
  }

 private:
  struct Column {
    std::uint32_t width = 0;
    std::uint32_t n_figures = 0;
    bool others = false;
    bool doubled = false;
    [[nodiscard]] bool at_right() const { return n_figures > 0 && !others; }
  };

  void measure();
  [[nodiscard]] std::string row_text(const RowText& row) const;
  [[nodiscard]] std::string rule_text(std::string_view read) const;

  Document& document_;
  std::vector<RowText> rows_;
  std::vector<Column> columns_;
  bool last_is_ragged_ = false;
  std::uint32_t last_header_width_ = 0;
};

void TableWriter::measure() {
  for (const RowText& row : rows_) {
    if (row.cells.size() > columns_.size()) columns_.resize(row.cells.size());
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      Column& column = columns_[i];
      const CellText& cell = row.cells[i];
      column.width = std::max(column.width, cell.width);
      column.doubled = column.doubled || row.doubled[i];
      if (row.is_header || cell.is_open) continue;
      column.n_figures += cell.is_figure ? 1 : 0;
      column.others = column.others || !cell.is_figure;
    }
    if (row.is_header && !row.cells.empty()) last_header_width_ = std::max(last_header_width_, row.cells.back().width);
  }
  last_is_ragged_ = !columns_.empty() && columns_.back().width > kMaxPaddedWidth;
}

std::string TableWriter::row_text(const RowText& row) const {
  std::string text = row.opens_results ? "||" : "|";
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    const CellText& cell = row.cells[i];
    const Column& column = columns_[i];
    const bool padded = i + 1 < columns_.size() || !last_is_ragged_;
    const std::string padding(padded ? column.width - cell.width : 0, ' ');
    const bool at_right = padded && column.at_right() && !row.is_header && !cell.is_open;
    text += ' ';
    text += at_right ? padding + cell.text : cell.text + padding;
    // Of an empty cell that nothing pads, one space is enough.
    if (!cell.text.empty() || !padding.empty()) text += ' ';
    text += row.doubled[i] ? "||" : "|";
  }
  return text;
}

// Colons, which Markdown reads as sides, and bars mean nothing here but are the author's.
std::string TableWriter::rule_text(std::string_view read) const {
  constexpr std::size_t kMinDashes = 3;
  std::string text;
  for (std::size_t i = 0; !read.empty(); ++i) {
    const std::size_t n_bars = std::min(read.find_first_not_of('|'), read.size());
    text.append(read.substr(0, n_bars));
    read.remove_prefix(n_bars);
    const std::string_view cell = read.substr(0, read.find('|'));
    read.remove_prefix(cell.size());
    if (cell.find('-') == std::string_view::npos) continue;
    const bool ragged = last_is_ragged_ && i + 1 >= columns_.size();
    const std::uint32_t column = i < columns_.size() ? columns_[i].width : 1;
    std::string dashes(std::max<std::size_t>((ragged ? last_header_width_ : column) + 2, kMinDashes), '-');
    if (const std::size_t colon = cell.find(':'); colon < cell.find('-')) dashes.front() = ':';
    if (const std::size_t colon = cell.rfind(':'); colon != std::string_view::npos && colon > cell.find('-')) {
      dashes.back() = ':';
    }
    text += dashes;
  }
  return text;
}

}  // namespace

void lay_out_tables(Document& document, const Chunk& chunk) {
  std::vector<RowText> rows;
  const auto finish = [&] {
    if (!rows.empty()) TableWriter(document, std::move(rows)).run();
    rows.clear();
  };
  for (std::uint32_t i = chunk.first; i < chunk.last; ++i) {
    const Line& line = document.lines[i];
    if (line.kind == LineKind::Row) {
      rows.push_back(row_of(document, i));
    } else if (!line.pieces.empty()) {
      finish();
    }
  }
  finish();
}

}  // namespace avenant::format
