#include "compiler/cases/csv/csv_cases.hpp"

#include <algorithm>

#include "compiler/cases/csv/csv_faults.hpp"

namespace avenant::cases {

void CsvCases::report_no_case() {
  diagnostics::Sink sink;
  sink.report(diagnostics::Code::NoCase).path(path_);
  faults_.add_all({}, sink);
}

bool CsvCases::read_header(std::string_view dispositif, const CsvOptions& options) {
  CsvRow row;
  std::string_view line = reader_.first_line();
  // Spreadsheets understand a first line that names the separator.
  if (line.starts_with("sep=") && line.size() <= 6) {
    reader_.next(row);
    line = reader_.first_line();
  }
  reader_.set_separator(options.separator ? *options.separator : recognise_separator(line, binder_.index()));
  if (!reader_.next(row)) {
    report_no_case();
    return false;
  }
  if (row.problem != CsvProblem::None) {
    report_row(row, {path_, 0, window_.n_dropped()}, faults_);
    return false;
  }
  std::vector<bool> given(package_.inputs.size(), false);
  for (const eval::InputValue& common : binder_.common().inputs) given[common.input.value] = true;
  for (const UnreadableInput& common : binder_.common().unreadable) given[common.input.value] = true;
  const CsvExpectation expectation{package_, binder_.index(), dispositif, options.id_column, options.needed, given};
  columns_ = cases::read_header(row, path_, expectation, faults_);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].role != ColumnRole::Ignored) used_.push_back(i);
    if (columns_[i].is_id) id_column_ = i + 1;
  }
  return !columns_.empty();
}

void CsvCases::slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, BoundCase& bound) {
  FaultPlace place;
  place.position = row.position_of(cell.offset);
  place.case_number = bound.number;
  place.id = bound.id;
  place.column = column.name;
  place.value = cell.text;
  raw_.kind = RawKind::Text;
  raw_.text = cell.text;
  binder_.add(column.input, raw_, place, place_text(path_, place.position), bound);
}

void CsvCases::bind(const CsvRow& row, BoundCase& bound) {
  bound.clear();
  if (id_column_ != 0) bound.id = row.cells[id_column_ - 1].text;
  for (const std::size_t index : used_) {
    const CsvCell& cell = row.cells[index];
    if (cell.text.empty()) continue;
    const CsvColumn& column = columns_[index];
    if (column.role == ColumnRole::Comment) bound.comment = cell.text;
    if (column.role != ColumnRole::Input) continue;
    if (!binder_.add_quickly(column.input, RawKind::Text, cell.text, bound)) slow_cell(row, cell, column, bound);
  }
  binder_.add_common(bound);
}

/// Whether the second line of a row of several lines has as many cells as a row: then a stray quote joined them.
bool CsvCases::second_line_is_row(const CsvRow& row) const {
  if (row.first_line >= row.text.size()) return false;
  std::string_view line = row.text.substr(row.first_line + 1);
  line = line.substr(0, line.find('\n'));
  const auto n_separators = static_cast<std::size_t>(std::count(line.begin(), line.end(), reader_.separator()));
  return n_separators + 1 == columns_.size();
}

CsvStep CsvCases::next(BoundCase& bound) {
  CsvRow row;
  if (!reader_.next(row)) {
    if (n_rows_ == 0) report_no_case();
    return CsvStep::End;
  }
  ++n_rows_;
  const CsvRowPlace place{path_, n_rows_, window_.n_dropped()};
  if (row.problem == CsvProblem::None && row.cells.size() != columns_.size()) {
    if (!second_line_is_row(row) || !reader_.blame_open_quote(row)) {
      report_cell_count(row, columns_.size(), place, faults_);
      return CsvStep::Refused;
    }
  }
  if (row.problem != CsvProblem::None) {
    report_row(row, place, faults_);
    return CsvStep::Refused;
  }
  bound.number = n_rows_;
  bind(row, bound);
  return CsvStep::Case;
}

PlainRows CsvCases::take_plain(std::size_t n_most) {
  const PlainRows rows = reader_.take_plain(n_most);
  n_rows_ += rows.n_rows;
  return rows;
}

std::size_t read_csv_cases(Window& window, std::string_view path, const program::Package& package,
                           std::string_view dispositif, CaseBinder& binder, FaultLog& faults, const CsvOptions& options,
                           const std::function<bool(const BoundCase&)>& on_case) {
  CsvCases data(window, path, package, binder, faults);
  if (!data.read_header(dispositif, options)) return 0;
  BoundCase bound;
  CsvStep step = CsvStep::Refused;
  while ((step = data.next(bound)) != CsvStep::End) {
    if (step == CsvStep::Case && !on_case(bound)) break;
  }
  return data.n_rows();
}

}  // namespace avenant::cases
