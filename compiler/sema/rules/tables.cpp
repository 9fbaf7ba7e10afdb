#include <algorithm>

#include "compiler/sema/amendments/amendments.hpp"
#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

namespace {

using syntax::CellView;
using syntax::PatternKind;
using syntax::RowView;

bool is_otherwise(const std::vector<CellView>& cells) {
  if (cells.empty()) return false;
  const auto patterns = cells.front().patterns();
  return patterns.size() == 1 && patterns.front().kind() == PatternKind::Else;
}

bool is_dash(CellView cell) {
  const auto patterns = cell.patterns();
  return patterns.empty() || (patterns.size() == 1 && patterns.front().kind() == PatternKind::Any);
}

/// Reads the rows of one table for all its result variables.
class TableReader {
 public:
  TableReader(Context& context, const OpenVersion& open, const std::vector<hir::VariableId>& ids, std::string name)
      : context_(context), open_(open), ids_(ids), name_(std::move(name)) {
    tables_.resize(ids.size());
  }

  /// The whole table of a barème.
  std::vector<hir::Table> read(syntax::DecisionTableView view) {
    const auto table = view.table();
    if (!table) return {};
    const auto row_axis = view.row_axis();
    const auto column_axis = view.column_axis();
    if (table->header_rule() && (column_axis.empty() || row_axis.empty())) {
      const char* axis = column_axis.empty() ? "en colonnes" : "en lignes";
      context_.sink.report(Code::MissingAxis, view.name()->span()).with("axis", axis);
      return {};
    }
    if (view.is_cross()) {
      const auto headers = table->header_rows();
      if (headers.size() != column_axis.size()) {
        context_.sink.report(Code::HeaderRowCount, headers.empty() ? view.name()->span() : headers.front().span())
            .with("found", static_cast<std::int64_t>(headers.size()))
            .with("expected", static_cast<std::int64_t>(column_axis.size()));
      } else {
        for (const ExpressionView axis : row_axis) (void)read_subject(axis, axis.span());
        for (const ExpressionView axis : column_axis) (void)read_subject(axis, axis.span());
        for (hir::Table& one : tables_) one.n_column_subjects = static_cast<std::uint32_t>(column_axis.size());
        read_cross(*table, row_axis.size());
      }
    } else {
      read_rows(*table);
    }
    if (tables_.front().rows.empty() && !view.node().has_error() && !damaged_) {
      context_.sink.report(Code::NoRows, view.name()->span()).with("name", name_);
    }
    return std::move(tables_);
  }

  /// Rows under the header of a table that an earlier text states, in the form of that table.
  std::vector<hir::Table> read_more(syntax::TableView table, const hir::Table& amended, RowResults results) {
    const auto headers = table.header_rows();
    if (headers.empty()) return {};
    results_ = results;
    const bool is_cross = table.header_rule().has_value();
    if (is_cross != (amended.n_column_subjects > 0)) {
      report_other_header(headers.front().span(), amended);
    } else if (!is_cross) {
      amended_ = &amended;
      read_rows(table);
    } else if (headers.size() != amended.n_column_subjects) {
      context_.sink.report(Code::HeaderRowCount, headers.front().span())
          .with("found", static_cast<std::int64_t>(headers.size()))
          .with("expected", static_cast<std::int64_t>(amended.n_column_subjects));
    } else {
      for (std::size_t i = 0; i < amended.subjects.size(); ++i) add_subject(amended.subjects[i]);
      read_cross(table, amended.subjects.size() - headers.size());
    }
    return std::move(tables_);
  }

 private:
  void report_other_header(base::Span span, const hir::Table& amended) {
    std::string expected;
    for (const ExpressionId subject : amended.subjects)
      expected += (expected.empty() ? "" : " ; ") + context_.quote(span_of(context_, subject));
    if (ids_.size() > 1) {
      for (const hir::VariableId id : ids_) {
        expected += (id == ids_.front() ? " || " : " | ") + context_.program.variables[id].result_column;
      }
    }
    context_.sink.report(Code::OtherHeader, span).with("name", name_).with("expected", expected);
    damaged_ = true;
  }

  /// The result columns under a repeated header: all of them, in order; none at all where only cells are needed.
  bool has_its_results(const std::vector<CellView>& header) const {
    if (header.empty()) return results_ == RowResults::Supposed;
    if (header.size() != ids_.size()) return false;
    // A table of one result may call it as it likes.
    return ids_.size() == 1 || std::equal(header.begin(), header.end(), ids_.begin(), [&](CellView cell, auto id) {
             return base::normalise(cell.text()) == base::normalise(context_.program.variables[id].result_column);
           });
  }

  void add_subject(ExpressionId subject) {
    for (hir::Table& table : tables_) table.subjects.push_back(subject);
  }

  ExpressionId read_subject(std::optional<ExpressionView> view, base::Span span) {
    const ExpressionId subject = view ? read_expression(context_, open_.scope, view) : error_expression(context_, span);
    add_subject(subject);
    return subject;
  }

  /// A header cell names what its column tests; a written value there is a row without a header above it.
  void check_subject(ExpressionId subject, CellView cell) {
    const bool named = cell.value().has_value() && !is_constant(context_, subject);
    if (named) return;
    context_.sink.report(Code::NotASubject, cell.span());
    damaged_ = true;
  }

  bool check_count(RowView row, std::size_t found, std::size_t expected) {
    if (row.node().has_error()) return false;
    if (found == expected) return true;
    context_.sink.report(Code::RowCellCount, row.span())
        .with("found", static_cast<std::int64_t>(found))
        .with("expected", static_cast<std::int64_t>(expected));
    return false;
  }

  /// The address of unknown figures in a row: the rule's name and the cells that say something.
  std::string address(const std::vector<CellView>& cells) const {
    std::string inside;
    for (const CellView cell : cells) {
      if (is_dash(cell)) continue;
      inside += (inside.empty() ? "" : " ; ") + context_.spelled(cell.node());
    }
    return inside.empty() ? name_ : name_ + "(" + inside + ")";
  }

  /// A result: one value, or several cases where the type is a set.
  ExpressionId read_result(CellView cell, const Type& type, std::string where, std::string& source_note) {
    const auto patterns = cell.patterns();
    const bool is_supposed = results_ == RowResults::Supposed;
    if (is_dash(cell) && is_supposed) return {};
    if (is_dash(cell)) {
      context_.sink.report(Code::MissingResult, cell.span());
      return error_expression(context_, cell.span());
    }
    Scope scope = open_.scope;
    scope.address = std::move(where);
    if (type.is(TypeKind::Set) && patterns.size() > 1) {
      value::Set128 set;
      for (const syntax::PatternView pattern : patterns) {
        const auto index = require_case(context_, type.enumeration, pattern.text(), pattern.span());
        if (index) set.insert(static_cast<int>(*index));
      }
      return constant(context_, type, value::Value::set(set), cell.span());
    }
    const auto value = patterns.size() == 1 ? patterns.front().value() : std::nullopt;
    if (!value || patterns.front().kind() != PatternKind::Value) {
      context_.sink.report(Code::NotConstant, cell.span());
      return error_expression(context_, cell.span());
    }
    if (const auto number = value->as<syntax::NumberView>(); number && number->source_note()) {
      source_note = std::string(number->source_note()->content());
    }
    // A figure that is only supposed is no figure of this text: its words are compared.
    if (is_supposed && value->kind() == syntax::ExpressionKind::UnknownFigure)
      return error_expression(context_, value->span());
    if (type.is(TypeKind::Set)) return conform(context_, read_set(context_, scope, *value, type.enumeration), type);
    return read_as(context_, scope, value, type);
  }

  void add_row(std::size_t column, std::vector<ExpressionId> cells, std::optional<CellView> result, base::Span span,
               std::string where, bool otherwise) {
    hir::TableRow row;
    row.cells = std::move(cells);
    row.otherwise = otherwise;
    row.span = span;
    const Type type = context_.program.variables[ids_[column]].type;
    if (result) row.result = read_result(*result, type, std::move(where), row.source_note);
    tables_[column].rows.push_back(std::move(row));
  }

  /// The tests of the cells of a row on their subjects.
  std::vector<ExpressionId> read_tests(const std::vector<CellView>& cells, const std::vector<ExpressionId>& subjects) {
    std::vector<ExpressionId> tests;
    for (std::size_t i = 0; i < subjects.size(); ++i)
      tests.push_back(read_cell(context_, open_.scope, subjects[i], cells[i]));
    return tests;
  }

  void read_rows(syntax::TableView table) {
    const auto headers = table.header_rows();
    if (headers.empty()) return;
    const auto header_cells = headers.front().cells();
    const std::size_t n_results = headers.front().results().size();
    std::vector<ExpressionId> subjects;
    for (const CellView cell : header_cells) {
      subjects.push_back(read_subject(cell.value(), cell.span()));
      check_subject(subjects.back(), cell);
    }
    const bool is_same = amended_ == nullptr || (same_expressions(context_, subjects, amended_->subjects) &&
                                                 has_its_results(headers.front().results()));
    if (!damaged_ && !is_same) {
      report_other_header(headers.front().span(), *amended_);
    }
    if (damaged_) return;
    const auto rows = table.rows();
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const auto cells = rows[i].cells();
      const auto results = rows[i].results();
      const bool otherwise = is_otherwise(cells);
      if (otherwise && (i + 1 != rows.size() || !std::all_of(cells.begin() + 1, cells.end(), is_dash))) {
        context_.sink.report(Code::OtherwiseRow, cells.front().span());
        continue;
      }
      if (!otherwise && !check_count(rows[i], cells.size(), subjects.size())) continue;
      if (!check_count(rows[i], results.size(), n_results)) continue;
      const bool has_results = !results.empty() || results_ == RowResults::Given;
      if (has_results && results.size() < ids_.size()) continue;
      const auto tests = otherwise ? std::vector<ExpressionId>{} : read_tests(cells, subjects);
      for (std::size_t column = 0; column < ids_.size(); ++column) {
        const auto result = has_results ? std::optional(results[column]) : std::nullopt;
        add_row(column, tests, result, rows[i].span(), otherwise ? name_ + "(sinon)" : address(cells), otherwise);
      }
    }
  }

  /// Tests of each result column of the cross form, one list per header row.
  using HeaderTests = std::vector<std::vector<ExpressionId>>;

  /// The first subjects are tested by the cells of a row, the others by the header rows.
  void read_cross(syntax::TableView table, std::size_t n_row_subjects) {
    const auto headers = table.header_rows();
    const std::vector<ExpressionId> subjects = tables_.front().subjects;
    const std::vector<ExpressionId> row_subjects(subjects.begin(),
                                                 subjects.begin() + static_cast<std::ptrdiff_t>(n_row_subjects));
    const std::size_t n_cells = headers.front().cells().size();
    HeaderTests tests(n_cells);
    std::vector<std::vector<CellView>> header_cells(n_cells);
    for (std::size_t h = 0; h < headers.size(); ++h) {
      const ExpressionId subject = subjects[n_row_subjects + h];
      const auto cells = headers[h].cells();
      if (!check_count(headers[h], cells.size(), n_cells)) return;
      for (std::size_t column = row_subjects.size(); column < n_cells; ++column) {
        tests[column].push_back(read_cell(context_, open_.scope, subject, cells[column]));
        header_cells[column].push_back(cells[column]);
      }
    }
    for (const RowView row : table.rows()) read_cross_row(row, row_subjects, tests, header_cells);
  }

  void read_cross_row(RowView row, const std::vector<ExpressionId>& row_subjects, const HeaderTests& header_tests,
                      const std::vector<std::vector<CellView>>& header_cells) {
    const auto cells = row.cells();
    if (!check_count(row, cells.size(), header_tests.size())) return;
    const auto row_tests = read_tests(cells, row_subjects);
    for (std::size_t column = row_subjects.size(); column < cells.size(); ++column) {
      std::vector<ExpressionId> tests = row_tests;
      tests.insert(tests.end(), header_tests[column].begin(), header_tests[column].end());
      std::vector<CellView> labels(cells.begin(), cells.begin() + static_cast<std::ptrdiff_t>(row_subjects.size()));
      labels.insert(labels.end(), header_cells[column].begin(), header_cells[column].end());
      add_row(0, std::move(tests), cells[column], cells[column].span(), address(labels), false);
    }
  }

  Context& context_;
  const OpenVersion& open_;
  const std::vector<hir::VariableId>& ids_;
  std::string name_;
  std::vector<hir::Table> tables_;
  const hir::Table* amended_ = nullptr;  ///< The table whose header is repeated.
  RowResults results_ = RowResults::Given;
  bool damaged_ = false;  ///< A header was wrong: its rows say nothing more.
};

}  // namespace

std::vector<std::string> result_columns(syntax::DecisionTableView view) {
  std::vector<std::string> columns;
  const auto table = view.table();
  if (!table || view.is_cross() || table->header_rows().empty()) return columns;
  for (const CellView cell : table->header_rows().front().results()) columns.emplace_back(cell.text());
  return columns;
}

void read_table(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids) {
  if (placed.rule.as<syntax::DecisionTableView>()->brackets()) {
    read_brackets(context, placed, ids);
    return;
  }
  const syntax::DecisionTableView view = *placed.rule.as<syntax::DecisionTableView>();
  const OpenVersion open = open_version(context, placed, context.program.variables[ids.front()].indices, true);
  std::vector<hir::Table> tables = TableReader(context, open, ids, std::string(view.name()->text())).read(view);
  for (std::size_t i = 0; i < tables.size(); ++i) {
    hir::Version version = open.version;
    version.rule.assumptions = read_table_assumptions(context, placed, open.scope);
    version.rule.table = context.program.tables.add(std::move(tables[i]));
    context.program.variables[ids[i]].versions.push_back(std::move(version));
  }
}

std::vector<hir::Table> read_more_rows(Context& context, const OpenVersion& open,
                                       const std::vector<hir::VariableId>& ids, std::string_view name,
                                       syntax::TableView table, const hir::Table& amended, RowResults results) {
  return TableReader(context, open, ids, std::string(name)).read_more(table, amended, results);
}

}  // namespace avenant::sema
