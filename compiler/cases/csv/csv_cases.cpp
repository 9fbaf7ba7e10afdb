#include "compiler/cases/csv/csv_cases.hpp"

#include <algorithm>
#include <utility>

#include "compiler/cases/csv/csv_faults.hpp"

namespace avenant::cases {

void CsvCases::report_no_case() {
  diagnostics::Sink sink;
  sink.report(diagnostics::Code::NoCase).path(path_);
  faults_.add_all({}, sink);
}

bool CsvCases::read_header(const CsvOptions& options) {
  CsvRow row;
  std::string_view line = reader_.first_line();
  // Spreadsheets understand a first line that names the separator.
  if (line.starts_with("sep=") && line.size() <= 6) {
    reader_.next(row);
    line = reader_.first_line();
  }
  reader_.set_separator(options.separator ? *options.separator : recognise_separator(line, targets_[0].binder.index()));
  if (!reader_.next(row)) {
    report_no_case();
    return false;
  }
  if (row.problem != CsvProblem::None) {
    report_row(row, {path_, 0, window_.n_dropped()}, faults_);
    return false;
  }
  for (const CsvTarget& target : targets_) read_columns(row, target, options.id_column);
  n_columns_ = row.cells.size();
  return std::all_of(columns_.begin(), columns_.end(), [](const Columns& columns) { return !columns.all.empty(); });
}

void CsvCases::read_columns(const CsvRow& row, const CsvTarget& target, const std::string& id_column) {
  std::vector<bool> given(target.package.inputs.size(), false);
  for (const eval::InputValue& common : target.binder.common().inputs) given[common.input.value] = true;
  for (const UnreadableInput& common : target.binder.common().unreadable) given[common.input.value] = true;
  const CsvExpectation expectation{target.package, target.binder.index(), target.dispositif,
                                   id_column,      target.needed,         given};
  Columns columns;
  columns.all = cases::read_header(row, path_, expectation, target.faults);
  for (std::size_t i = 0; i < columns.all.size(); ++i) {
    if (columns.all[i].role != ColumnRole::Ignored) columns.used.push_back(i);
    if (columns.all[i].is_id) columns.id_column = i + 1;
  }
  columns_.push_back(std::move(columns));
}

void CsvCases::slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, CaseBinder& binder,
                         BoundCase& bound) {
  FaultPlace place;
  place.position = row.position_of(cell.offset);
  place.case_number = bound.number;
  place.id = bound.id;
  place.column = column.name;
  place.value = cell.text;
  raw_.kind = RawKind::Text;
  raw_.text = cell.text;
  binder.add(column.input, raw_, place, place_text(path_, place.position), bound);
}

void CsvCases::bind(const CsvRow& row, std::size_t target, BoundCase& bound) {
  const Columns& columns = columns_[target];
  CaseBinder& binder = targets_[target].binder;
  bound.clear();
  if (columns.id_column != 0) bound.id = row.cells[columns.id_column - 1].text;
  for (const std::size_t index : columns.used) {
    const CsvCell& cell = row.cells[index];
    if (cell.text.empty()) continue;
    const CsvColumn& column = columns.all[index];
    if (column.role == ColumnRole::Comment) bound.comment = cell.text;
    if (column.role != ColumnRole::Input) continue;
    if (!binder.add_quickly(column.input, RawKind::Text, cell.text, bound)) slow_cell(row, cell, column, binder, bound);
  }
  binder.add_common(bound);
}

/// Whether the second line of a row of several lines has as many cells as a row: then a stray quote joined them.
bool CsvCases::second_line_is_row(const CsvRow& row) const {
  if (row.first_line >= row.text.size()) return false;
  std::string_view line = row.text.substr(row.first_line + 1);
  line = line.substr(0, line.find('\n'));
  const auto n_separators = static_cast<std::size_t>(std::count(line.begin(), line.end(), reader_.separator()));
  return n_separators + 1 == n_columns_;
}

CsvStep CsvCases::next(std::span<BoundCase> bound) {
  CsvRow row;
  if (!reader_.next(row)) {
    if (n_rows_ == 0) report_no_case();
    return CsvStep::End;
  }
  ++n_rows_;
  const CsvRowPlace place{path_, n_rows_, window_.n_dropped()};
  if (row.problem == CsvProblem::None && row.cells.size() != n_columns_) {
    if (!second_line_is_row(row) || !reader_.blame_open_quote(row)) {
      report_cell_count(row, n_columns_, place, faults_);
      return CsvStep::Refused;
    }
  }
  if (row.problem != CsvProblem::None) {
    report_row(row, place, faults_);
    return CsvStep::Refused;
  }
  for (std::size_t target = 0; target < targets_.size(); ++target) {
    bound[target].number = n_rows_;
    bind(row, target, bound[target]);
  }
  return CsvStep::Case;
}

PlainRows CsvCases::take_plain(std::size_t n_most) {
  const PlainRows rows = reader_.take_plain(n_most);
  n_rows_ += rows.n_rows;
  return rows;
}

std::size_t read_csv_cases(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults,
                           const CsvOptions& options, const std::function<bool(std::span<const BoundCase>)>& on_case) {
  CsvCases data(window, path, targets, faults);
  if (!data.read_header(options)) return 0;
  std::vector<BoundCase> bound(targets.size());
  CsvStep step = CsvStep::Refused;
  while ((step = data.next(bound)) != CsvStep::End) {
    if (step == CsvStep::Case && !on_case(bound)) break;
  }
  return data.n_rows();
}

}  // namespace avenant::cases
