#include <algorithm>
#include <span>

#include "compiler/consolidate/plan.hpp"

namespace avenant::consolidate {

namespace {

using syntax::CellView;
using syntax::RowView;

bool lies_in(base::Span inner, base::Span outer) {
  return inner.source == outer.source && outer.begin <= inner.begin && inner.end <= outer.end;
}

/// The cells of the headers of a table, as text.
std::vector<std::string> header_texts(syntax::TableView table) {
  std::vector<std::string> texts;
  for (const RowView header : table.header_rows()) {
    for (const CellView cell : header.cells()) texts.emplace_back(cell.text());
  }
  return texts;
}

/// Writes the rows of a table that later texts changed.
class RowWriter {
 public:
  RowWriter(Plan& plan, RulePlace place, syntax::DecisionTableView view)
      : plan_(plan), edits_(plan.edits_at(place)), view_(view), rows_(view.table()->rows()) {
    has_otherwise_ = !rows_.empty() && is_otherwise(rows_.back());
    const std::size_t n_cells = view.table()->header_rows().front().cells().size();
    n_results_ = view.is_cross() ? n_cells - view.row_axis().size() : 1;
  }

  /// Gives whether the rows could be written.
  bool write(const std::vector<hir::TableRow>& wanted) {
    const std::size_t n_last = has_otherwise_ ? 1 : 0;
    const std::size_t n_written = (rows_.size() - n_last) * n_results_;
    if (wanted.size() < n_written + n_last) return false;
    for (std::size_t i = 0; i < n_written; ++i) keep_or_change(rows_[i / n_results_], i % n_results_, wanted[i]);
    if (has_otherwise_) keep_or_change(rows_.back(), 0, wanted.back());
    return add(
        {wanted.begin() + static_cast<std::ptrdiff_t>(n_written), wanted.end() - static_cast<std::ptrdiff_t>(n_last)});
  }

 private:
  static bool is_otherwise(RowView row) {
    const auto cells = row.cells();
    const auto patterns = cells.empty() ? std::vector<syntax::PatternView>{} : cells.front().patterns();
    return patterns.size() == 1 && patterns.front().kind() == syntax::PatternKind::Else;
  }

  void keep_or_change(RowView row, std::size_t position, const hir::TableRow& wanted) {
    if (lies_in(wanted.span, row.span())) return;
    if (!view_.is_cross()) {
      edits_.replace(row.span().begin, row.span().end, std::string(plan_.words(wanted.span)));
      return;
    }
    // In the cross form a row of the program is one cell.
    const auto cells = row.cells();
    const base::Span cell = cells[cells.size() - n_results_ + position].span();
    edits_.replace(cell.begin, cell.end, std::string(plan_.words(wanted.span)));
  }

  /// The written row of an amendment that a place lies in, with its table.
  std::optional<std::pair<RowView, syntax::TableView>> written_row(base::Span span) const {
    const auto place = plan_.index.find(span);
    const auto table = place ? plan_.index.rule(*place).table() : std::nullopt;
    if (!table) return std::nullopt;
    for (const RowView row : table->rows()) {
      if (lies_in(span, row.span())) return std::make_pair(row, *table);
    }
    return std::nullopt;
  }

  /// Rows that later texts add, each with the cells of it that later ones still changed.
  bool add(const std::vector<hir::TableRow>& wanted) {
    if (wanted.size() % n_results_ != 0) return false;
    std::string added;
    for (std::size_t i = 0; i < wanted.size(); i += n_results_) {
      const auto row = added_row(std::span(wanted).subspan(i, n_results_));
      if (!row) return false;
      const std::size_t column = column_of(edits_.text(), rows_.front().span().begin);
      added += (added.empty() ? "" : "\n") + std::string(column, ' ') + *row;
    }
    if (added.empty()) return true;
    if (rows_.size() == (has_otherwise_ ? 1U : 0U)) return false;
    edits_.insert_below(rows_[rows_.size() - (has_otherwise_ ? 2 : 1)].span().end, added);
    return true;
  }

  /// The words of a row that is not in the first wording; nothing where no text states all of its cells.
  std::optional<std::string> added_row(std::span<const hir::TableRow> wanted) const {
    for (const hir::TableRow& one : wanted) {
      const auto found = written_row(one.span);
      if (!found) return std::nullopt;
      if (!view_.is_cross()) return std::string(found->first.text());
      if (header_texts(found->second) != header_texts(*view_.table())) continue;
      Edits words(found->first.node().tree().text());
      const auto cells = found->first.cells();
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const base::Span cell = cells[cells.size() - n_results_ + i].span();
        if (!lies_in(wanted[i].span, found->first.span())) {
          words.replace(cell.begin, cell.end, std::string(plan_.words(wanted[i].span)));
        }
      }
      return words.apply(found->first.span().begin, found->first.span().end);
    }
    return std::nullopt;
  }

  Plan& plan_;
  Edits& edits_;
  syntax::DecisionTableView view_;
  std::vector<RowView> rows_;
  bool has_otherwise_ = false;
  std::size_t n_results_ = 1;
};

}  // namespace

void write_rows(Plan& plan, RulePlace place, const hir::Version& version) {
  const syntax::RuleView rule = whole_rule(plan.index.rule(place));
  const auto view = rule.as<syntax::DecisionTableView>();
  if (!view || !view->table() || view->table()->header_rows().empty()) return;
  const std::vector<hir::TableRow>& wanted = plan.program.tables[version.rule.table].rows;
  if (!RowWriter(plan, place, *view).write(wanted)) plan.unwritten.insert(std::string(rule.name()->text()));
}

}  // namespace avenant::consolidate
