// Rows of a table of an earlier text: replaced, added, or repealed. The header is repeated, the cells on the left name
// the row; of a repealed row the results may be left out, or state what the amender supposes.
#include <algorithm>

#include "compiler/sema/amendments/compose.hpp"

namespace avenant::sema {

namespace {

/// One table for each result column.
class RowAmendment {
 public:
  RowAmendment(Context& context, const PlacedRule& placed, const Amended& amended, RowChange change)
      : context_(context), placed_(placed), amended_(amended), change_(change) {}

  void read(syntax::TableView table, base::Span address) {
    const auto part = open_part(context_, placed_, amended_.variables.front(), address);
    if (!part) return;
    const hir::Version* before = version_before(context_, amended_.variables.front(), placed_.text);
    // A barème in tranches is no table of rows.
    if (!before->rule.table.valid()) {
      context_.sink.report(Code::AmendmentForm, address)
          .with("what", "seules les lignes d’un barème se remplacent, se complètent ou s’abrogent ainsi",
                "only rows of a table are replaced, completed or repealed in this way");
      return;
    }
    const hir::Table amended_table = context_.program.tables[before->rule.table];
    const bool repeals = change_ == RowChange::Repealed;
    tables_ = read_more_rows(context_, part->open, amended_.variables, context_.quote(amended_.name), table,
                             amended_table, repeals ? RowResults::Supposed : RowResults::Given);
    own_from_ = part->open.version.from;
    const std::size_t n_errors = context_.sink.n_errors();
    for (std::size_t column = 0; column < tables_.size(); ++column) {
      OpenPart of_column = *part;
      of_column.variable = amended_.variables[column];
      variable_ = of_column.variable;
      compose(context_, placed_, of_column, [&](hir::Version& version) { return patch(version, tables_[column]); });
      // What is wrong with a row is wrong in every column.
      if (context_.sink.n_errors() > n_errors) return;
      if (repeals) note_repealed(tables_[column]);
    }
  }

 private:
  bool patch(hir::Version& version, const hir::Table& written) {
    hir::Table table = context_.program.tables[version.rule.table];
    for (const hir::TableRow& row : written.rows) {
      const auto same = std::find_if(table.rows.begin(), table.rows.end(), [&](const hir::TableRow& other) {
        return other.otherwise == row.otherwise && same_expressions(context_, other.cells, row.cells);
      });
      const base::Span there = same == table.rows.end() ? base::Span{} : same->span;
      if ((change_ == RowChange::Added) == there.valid()) {
        report(row, there.valid() ? there : written_before(written, row));
        return false;
      }
      if (there.valid() && is_twice(*same, version)) {
        report_twice(row, there);
        return false;
      }
      if (change_ == RowChange::Repealed && !is_as_supposed(row, *same)) return false;
      apply(table, same, row);
      if (change_ != RowChange::Repealed) context_.written_rows[row.span] = {version.provenance.text, own_from_};
    }
    if (table.rows.empty()) {
      context_.sink.report(Code::NothingLeftToAmend, written.rows.front().span)
          .with("name", context_.quote(amended_.name))
          .with("what", "il n’aurait plus de ligne ; pour l’abroger, écrivez « abroge barème … »",
                "it would have no row left; to repeal it, write “abroge barème …”");
      return false;
    }
    version.rule.table = context_.program.tables.add(std::move(table));
    return true;
  }

  /// The same row above in the same amendment, or an invalid place.
  [[nodiscard]] base::Span written_before(const hir::Table& written, const hir::TableRow& row) const {
    for (const hir::TableRow& other : written.rows) {
      if (&other == &row) break;
      if (other.otherwise == row.otherwise && same_expressions(context_, other.cells, row.cells)) return other.span;
    }
    return {};
  }

  void apply(hir::Table& table, std::vector<hir::TableRow>::iterator same, const hir::TableRow& row) const {
    switch (change_) {
      case RowChange::Replaced: {
        const base::Span place = same->replaces.valid() ? same->replaces : same->span;
        *same = row;
        same->replaces = place;
        return;
      }
      case RowChange::Added: {
        // « sinon » stays the last row.
        const bool before_otherwise = !table.rows.empty() && table.rows.back().otherwise;
        table.rows.insert(table.rows.end() - (before_otherwise ? 1 : 0), row);
        return;
      }
      case RowChange::Repealed:
        table.rows.erase(same);
        return;
    }
  }

  /// Whether the same text changes for the second time, for the same day, a row that it writes: nothing says which
  /// change holds.
  [[nodiscard]] bool is_twice(const hir::TableRow& changed, const hir::Version& version) const {
    const auto known = context_.written_rows.find(changed.span);
    return known != context_.written_rows.end() && known->second.first == version.provenance.text &&
           known->second.second == own_from_;
  }

  void report_twice(const hir::TableRow& row, base::Span first) {
    context_.sink.report(Code::ChangedTwice, row.span)
        .with("name", context_.quote(row.span))
        .label(first, Label::FirstHere);
  }

  bool is_as_supposed(const hir::TableRow& supposed, const hir::TableRow& found) {
    if (!supposed.result.valid() || same_expression(context_, supposed.result, found.result)) return true;
    const base::Span place = context_.program.expressions[supposed.result].span;
    const base::Span there = context_.program.expressions[found.result].span;
    context_.sink.report(Code::RowNotAsSupposed, place)
        .with("found", context_.quote(there))
        .with("expected", context_.quote(place))
        .label(there, Label::DeclaredHere);
    return false;
  }

  /// A row that is not there, unless it is to be added; one that is there already; one that a text has repealed.
  void report(const hir::TableRow& row, base::Span other) {
    const bool adds = change_ == RowChange::Added;
    const auto repealed =
        std::find_if(context_.repealed_rows.rbegin(), context_.repealed_rows.rend(), [&](const RepealedRow& one) {
          return one.variable == variable_ && one.row.otherwise == row.otherwise &&
                 same_expressions(context_, one.row.cells, row.cells);
        });
    if (!adds && repealed != context_.repealed_rows.rend()) {
      context_.sink.report(Code::AlreadyRepealed, row.span)
          .with("name", context_.quote(row.span))
          .with("text", context_.text(context_.program.texts[repealed->text].name))
          .label(repealed->row.span, Label::DeclaredHere);
      return;
    }
    if (!adds && other.valid()) return report_twice(row, other);
    auto report = context_.sink.report(adds ? Code::RowAlreadyThere : Code::NoSuchRow, row.span);
    report.with("name", context_.quote(amended_.name));
    if (other.valid()) report.label(other, Label::DeclaredHere);
  }

  void note_repealed(const hir::Table& table) {
    for (const hir::TableRow& row : table.rows) context_.repealed_rows.push_back({variable_, placed_.text, row});
  }

  Context& context_;
  const PlacedRule& placed_;
  const Amended& amended_;
  RowChange change_;
  hir::VariableId variable_;
  std::optional<value::Date> own_from_;  ///< From when the change counts, as its text states it.
  std::vector<hir::Table> tables_;
};

}  // namespace

void amend_rows(Context& context, const PlacedRule& placed, const Amended& amended, RowChange change,
                syntax::TableView table, base::Span address) {
  RowAmendment(context, placed, amended, change).read(table, address);
}

}  // namespace avenant::sema
