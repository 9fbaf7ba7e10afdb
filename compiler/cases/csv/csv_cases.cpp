#include "compiler/cases/csv/csv_cases.hpp"

#include <algorithm>

#include "compiler/cases/csv/csv_header.hpp"
#include "compiler/cases/csv/csv_reader.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Code;

/// The code of a row that cannot be split.
Code code_of(CsvProblem problem) {
  switch (problem) {
    case CsvProblem::None:
    case CsvProblem::UnclosedQuote:
      return Code::UnclosedQuoteInRow;
    case CsvProblem::TextAfterQuote:
      return Code::TextAfterQuote;
    case CsvProblem::TooLong:
      return Code::CaseTooLong;
    case CsvProblem::NotUtf8:
      return Code::DataNotUtf8;
    case CsvProblem::Nul:
      return Code::NulInRow;
  }
  return Code::UnclosedQuoteInRow;
}

/// Makes cases of rows.
class RowBinder {
 public:
  RowBinder(Window& window, std::string_view path, const program::Package& package, CaseBinder& binder,
            FaultLog& faults)
      : window_(window), path_(path), package_(package), reader_(window), binder_(binder), faults_(faults) {}

  bool header(std::string_view dispositif, const CsvOptions& options);
  std::size_t rows(const std::function<bool(const BoundCase&)>& on_case);

 private:
  void report_row(const CsvRow& row, std::size_t number);
  void report_cell_count(const CsvRow& row, std::size_t number);
  void report_no_case();
  [[nodiscard]] bool second_line_is_row(const CsvRow& row) const;
  void bind(const CsvRow& row);
  void slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column);

  Window& window_;
  std::string_view path_;
  const program::Package& package_;
  CsvReader reader_;
  CaseBinder& binder_;
  FaultLog& faults_;
  std::vector<CsvColumn> columns_;
  std::vector<std::size_t> used_;  // indices of the columns that are not ignored
  std::size_t id_column_ = 0;      // 1 + index; 0: none
  BoundCase bound_;
  RawValue raw_;
};

void RowBinder::report_no_case() {
  diagnostics::Sink sink;
  sink.report(Code::NoCase).path(path_);
  faults_.add_all({}, sink);
}

bool RowBinder::header(std::string_view dispositif, const CsvOptions& options) {
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
    report_row(row, 0);
    return false;
  }
  std::vector<bool> given(package_.inputs.size(), false);
  for (const eval::InputValue& common : binder_.common().inputs) given[common.input.value] = true;
  for (const UnreadableInput& common : binder_.common().unreadable) given[common.input.value] = true;
  const CsvExpectation expectation{package_, binder_.index(), dispositif, options.id_column, options.needed, given};
  columns_ = read_header(row, path_, expectation, faults_);
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i].role != ColumnRole::Ignored) used_.push_back(i);
    if (columns_[i].is_id) id_column_ = i + 1;
  }
  return !columns_.empty();
}

void RowBinder::report_row(const CsvRow& row, std::size_t number) {
  const Position position = row.position_of(row.problem_offset);
  diagnostics::Sink sink;
  diagnostics::Builder message = sink.report(code_of(row.problem)).path(place_text(path_, position));
  if (row.problem == CsvProblem::TooLong) message.with("limit", static_cast<std::int64_t>(kMaxCaseBytes / 1024 / 1024));
  if (row.problem == CsvProblem::NotUtf8) {
    message.with("byte", hexadecimal_byte(row.text[row.problem_offset]))
        .with("offset", static_cast<std::int64_t>(window_.n_dropped() + row.problem_offset));
  }
  faults_.add_all({position, number, {}, {}, row.text, true}, sink);
}

void RowBinder::report_cell_count(const CsvRow& row, std::size_t number) {
  diagnostics::Sink sink;
  const std::size_t offset = row.cells.size() > columns_.size() ? row.cells[columns_.size()].offset : row.text.size();
  const Position position = row.position_of(offset);
  sink.report(Code::WrongCellCount)
      .path(place_text(path_, position))
      .with("found", static_cast<std::int64_t>(row.cells.size()))
      .with("expected", static_cast<std::int64_t>(columns_.size()));
  faults_.add_all({position, number, {}, {}, row.text, true}, sink);
}

void RowBinder::slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column) {
  FaultPlace place;
  place.position = row.position_of(cell.offset);
  place.case_number = bound_.number;
  place.id = bound_.id;
  place.column = column.name;
  place.value = cell.text;
  raw_.kind = RawKind::Text;
  raw_.text = cell.text;
  binder_.add(column.input, raw_, place, place_text(path_, place.position), bound_);
}

void RowBinder::bind(const CsvRow& row) {
  bound_.clear();
  if (id_column_ != 0) bound_.id = row.cells[id_column_ - 1].text;
  for (const std::size_t index : used_) {
    const CsvCell& cell = row.cells[index];
    if (cell.text.empty()) continue;
    const CsvColumn& column = columns_[index];
    if (column.role == ColumnRole::Comment) bound_.comment = cell.text;
    if (column.role != ColumnRole::Input) continue;
    if (!binder_.add_quickly(column.input, RawKind::Text, cell.text, bound_)) slow_cell(row, cell, column);
  }
  binder_.add_common(bound_);
}

/// Whether the second line of a row of several lines has as many cells as a row: then a stray quote joined them.
bool RowBinder::second_line_is_row(const CsvRow& row) const {
  if (row.first_line >= row.text.size()) return false;
  std::string_view line = row.text.substr(row.first_line + 1);
  line = line.substr(0, line.find('\n'));
  const auto n_separators = static_cast<std::size_t>(std::count(line.begin(), line.end(), reader_.separator()));
  return n_separators + 1 == columns_.size();
}

std::size_t RowBinder::rows(const std::function<bool(const BoundCase&)>& on_case) {
  std::size_t n_rows = 0;
  CsvRow row;
  while (reader_.next(row)) {
    ++n_rows;
    if (row.problem != CsvProblem::None) {
      report_row(row, n_rows);
    } else if (row.cells.size() != columns_.size()) {
      if (second_line_is_row(row) && reader_.blame_open_quote(row)) {
        report_row(row, n_rows);
      } else {
        report_cell_count(row, n_rows);
      }
    } else {
      bound_.number = n_rows;
      bind(row);
      if (!on_case(bound_)) return n_rows;
    }
  }
  if (n_rows == 0) report_no_case();
  return n_rows;
}

}  // namespace

std::size_t read_csv_cases(Window& window, std::string_view path, const program::Package& package,
                           std::string_view dispositif, CaseBinder& binder, FaultLog& faults, const CsvOptions& options,
                           const std::function<bool(const BoundCase&)>& on_case) {
  RowBinder rows(window, path, package, binder, faults);
  if (!rows.header(dispositif, options)) return 0;
  return rows.rows(on_case);
}

}  // namespace avenant::cases
