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
  RowBinder(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults)
      : window_(window), path_(path), targets_(targets), reader_(window), faults_(faults), bound_(targets.size()) {}

  bool header(const CsvOptions& options);
  std::size_t rows(const std::function<bool(std::span<const BoundCase>)>& on_case);

 private:
  void report_row(const CsvRow& row, std::size_t number);
  void report_cell_count(const CsvRow& row, std::size_t number);
  void report_no_case();
  [[nodiscard]] bool second_line_is_row(const CsvRow& row) const;
  void read_columns(const CsvRow& row, const CsvTarget& target, const std::string& id_column);
  void bind(const CsvRow& row, std::size_t target);
  void slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, std::size_t target);

  // What the columns are to one target.
  struct Columns {
    std::vector<CsvColumn> all;
    std::vector<std::size_t> used;  // indices of the columns that are not ignored
    std::size_t id_column = 0;      // 1 + index; 0: none
  };

  Window& window_;
  std::string_view path_;
  std::span<const CsvTarget> targets_;
  CsvReader reader_;
  FaultLog& faults_;
  std::vector<Columns> columns_;  // by target
  std::size_t n_columns_ = 0;
  std::vector<BoundCase> bound_;  // by target
  RawValue raw_;
};

void RowBinder::report_no_case() {
  diagnostics::Sink sink;
  sink.report(Code::NoCase).path(path_);
  faults_.add_all({}, sink);
}

bool RowBinder::header(const CsvOptions& options) {
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
    report_row(row, 0);
    return false;
  }
  for (const CsvTarget& target : targets_) read_columns(row, target, options.id_column);
  n_columns_ = row.cells.size();
  return std::all_of(columns_.begin(), columns_.end(), [](const Columns& columns) { return !columns.all.empty(); });
}

void RowBinder::read_columns(const CsvRow& row, const CsvTarget& target, const std::string& id_column) {
  std::vector<bool> given(target.package.inputs.size(), false);
  for (const eval::InputValue& common : target.binder.common().inputs) given[common.input.value] = true;
  for (const UnreadableInput& common : target.binder.common().unreadable) given[common.input.value] = true;
  const CsvExpectation expectation{target.package, target.binder.index(), target.dispositif,
                                   id_column,      target.needed,         given};
  Columns columns;
  columns.all = read_header(row, path_, expectation, target.faults);
  for (std::size_t i = 0; i < columns.all.size(); ++i) {
    if (columns.all[i].role != ColumnRole::Ignored) columns.used.push_back(i);
    if (columns.all[i].is_id) columns.id_column = i + 1;
  }
  columns_.push_back(std::move(columns));
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
  const std::size_t offset = row.cells.size() > n_columns_ ? row.cells[n_columns_].offset : row.text.size();
  const Position position = row.position_of(offset);
  sink.report(Code::WrongCellCount)
      .path(place_text(path_, position))
      .with("found", static_cast<std::int64_t>(row.cells.size()))
      .with("expected", static_cast<std::int64_t>(n_columns_));
  faults_.add_all({position, number, {}, {}, row.text, true}, sink);
}

void RowBinder::slow_cell(const CsvRow& row, const CsvCell& cell, const CsvColumn& column, std::size_t target) {
  FaultPlace place;
  place.position = row.position_of(cell.offset);
  place.case_number = bound_[target].number;
  place.id = bound_[target].id;
  place.column = column.name;
  place.value = cell.text;
  raw_.kind = RawKind::Text;
  raw_.text = cell.text;
  targets_[target].binder.add(column.input, raw_, place, place_text(path_, place.position), bound_[target]);
}

void RowBinder::bind(const CsvRow& row, std::size_t target) {
  const Columns& columns = columns_[target];
  CaseBinder& binder = targets_[target].binder;
  BoundCase& bound = bound_[target];
  bound.clear();
  if (columns.id_column != 0) bound.id = row.cells[columns.id_column - 1].text;
  for (const std::size_t index : columns.used) {
    const CsvCell& cell = row.cells[index];
    if (cell.text.empty()) continue;
    const CsvColumn& column = columns.all[index];
    if (column.role == ColumnRole::Comment) bound.comment = cell.text;
    if (column.role != ColumnRole::Input) continue;
    if (!binder.add_quickly(column.input, RawKind::Text, cell.text, bound)) slow_cell(row, cell, column, target);
  }
  binder.add_common(bound);
}

/// Whether the second line of a row of several lines has as many cells as a row: then a stray quote joined them.
bool RowBinder::second_line_is_row(const CsvRow& row) const {
  if (row.first_line >= row.text.size()) return false;
  std::string_view line = row.text.substr(row.first_line + 1);
  line = line.substr(0, line.find('\n'));
  const auto n_separators = static_cast<std::size_t>(std::count(line.begin(), line.end(), reader_.separator()));
  return n_separators + 1 == n_columns_;
}

std::size_t RowBinder::rows(const std::function<bool(std::span<const BoundCase>)>& on_case) {
  std::size_t n_rows = 0;
  CsvRow row;
  while (reader_.next(row)) {
    ++n_rows;
    if (row.problem != CsvProblem::None) {
      report_row(row, n_rows);
    } else if (row.cells.size() != n_columns_) {
      if (second_line_is_row(row) && reader_.blame_open_quote(row)) {
        report_row(row, n_rows);
      } else {
        report_cell_count(row, n_rows);
      }
    } else {
      for (std::size_t target = 0; target < targets_.size(); ++target) {
        bound_[target].number = n_rows;
        bind(row, target);
      }
      if (!on_case(bound_)) return n_rows;
    }
  }
  if (n_rows == 0) report_no_case();
  return n_rows;
}

}  // namespace

std::size_t read_csv_cases(Window& window, std::string_view path, std::span<const CsvTarget> targets, FaultLog& faults,
                           const CsvOptions& options, const std::function<bool(std::span<const BoundCase>)>& on_case) {
  RowBinder rows(window, path, targets, faults);
  if (!rows.header(options)) return 0;
  return rows.rows(on_case);
}

}  // namespace avenant::cases
