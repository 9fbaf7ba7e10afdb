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

/// Where the row was first written whose place a row takes.
base::Span origin_of(const hir::TableRow& row) {
  return row.replaces.valid() ? row.replaces : row.span;
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
  bool write(const hir::Table& table) {
    const std::vector<hir::TableRow>& wanted = table.rows;
    std::vector<const hir::TableRow*> taken;
    for (std::size_t i = 0; i < rows_.size(); ++i) {
      const bool is_last = has_otherwise_ && i + 1 == rows_.size();
      const std::size_t n_here = is_last ? 1 : n_results_;
      std::size_t n_found = 0;
      for (std::size_t position = 0; position < n_here; ++position) {
        const hir::TableRow* found = find(wanted, rows_[i], position);
        if (found == nullptr) continue;
        ++n_found;
        taken.push_back(found);
        keep_or_change(rows_[i], position, *found);
      }
      // A table of two entries has no word for a crossing that is not there.
      if (n_found != 0 && n_found != n_here) return write_as_rows(table);
      if (n_found == 0) edits_.remove(rows_[i].span().begin, rows_[i].span().end);
    }
    std::vector<hir::TableRow> others;
    for (const hir::TableRow& one : wanted) {
      if (std::find(taken.begin(), taken.end(), &one) == taken.end()) others.push_back(one);
    }
    return add(others) || (view_.is_cross() && write_as_rows(table));
  }

 private:
  static bool is_otherwise(RowView row) {
    const auto cells = row.cells();
    const auto patterns = cells.empty() ? std::vector<syntax::PatternView>{} : cells.front().patterns();
    return patterns.size() == 1 && patterns.front().kind() == syntax::PatternKind::Else;
  }

  /// The row of the program that is, or stands for, a written row, or a cell of one.
  const hir::TableRow* find(const std::vector<hir::TableRow>& wanted, RowView row, std::size_t position) const {
    const auto cells = row.cells();
    const base::Span place = view_.is_cross() ? cells[cells.size() - n_results_ + position].span() : row.span();
    const auto found =
        std::find_if(wanted.begin(), wanted.end(), [&](const hir::TableRow& one) { return origin_of(one) == place; });
    return found == wanted.end() ? nullptr : &*found;
  }

  /// The whole table again, one row for each crossing, without `en lignes` and `en colonnes`.
  bool write_as_rows(const hir::Table& table) {
    const syntax::TableView written = *view_.table();
    Edits& edits = edits_;
    for (const syntax::NodeRef child : view_.node().children()) {
      const bool axis = child.kind() == syntax::NodeKind::RowAxis || child.kind() == syntax::NodeKind::ColumnAxis;
      if (axis) edits.remove(child.span().begin, child.span().end);
    }
    const std::string indent(column_of(edits.text(), written.span().begin), ' ');
    std::string text = "|";
    for (const auto& axis : {view_.row_axis(), view_.column_axis()}) {
      for (const syntax::ExpressionView subject : axis) text += " " + std::string(subject.text()) + " |";
    }
    text += "| " + std::string(view_.name()->text()) + " |";
    for (const hir::TableRow& row : table.rows) {
      text += "\n" + indent + "|";
      for (const hir::ExpressionId cell : row.cells) {
        text += cell.valid() ? " " + std::string(plan_.words(plan_.program.expressions[cell].span)) + " |" : " - |";
      }
      text += "| " + std::string(plan_.words(row.span)) + " |";
    }
    edits.replace(written.span().begin, written.span().end, text);
    return true;
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
    // « sinon » stays the last row.
    const base::Span above = rows_.size() == (has_otherwise_ ? 1U : 0U)
                                 ? view_.table()->header_rows().back().span()
                                 : rows_[rows_.size() - (has_otherwise_ ? 2 : 1)].span();
    edits_.insert_below(above.end, added);
    return true;
  }

  /// The words of a row that is not in the first wording; nothing where no text states all of its cells.
  std::optional<std::string> added_row(std::span<const hir::TableRow> wanted) const {
    const hir::TableRow& first = wanted.front();
    if (!view_.is_cross()) {
      const auto found = written_row(first.span);
      return found ? std::optional(std::string(found->first.text())) : std::nullopt;
    }
    const auto found = written_row(origin_of(first));
    if (!found || header_texts(found->second) != header_texts(*view_.table())) return std::nullopt;
    Edits words(found->first.node().tree().text());
    const auto cells = found->first.cells();
    for (std::size_t i = 0; i < wanted.size(); ++i) {
      const base::Span cell = cells[cells.size() - n_results_ + i].span();
      if (origin_of(wanted[i]) != cell) return std::nullopt;
      if (wanted[i].span != cell) words.replace(cell.begin, cell.end, std::string(plan_.words(wanted[i].span)));
    }
    return words.apply(found->first.span().begin, found->first.span().end);
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
  const hir::Table& wanted = plan.program.tables[version.rule.table];
  if (!RowWriter(plan, place, *view).write(wanted)) plan.unwritten.insert(std::string(rule.name()->text()));
}

}  // namespace avenant::consolidate
