#include "compiler/cases/csv/csv_faults.hpp"

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

}  // namespace

void report_row(const CsvRow& row, const CsvRowPlace& place, FaultLog& faults) {
  const Position position = row.position_of(row.problem_offset);
  diagnostics::Sink sink;
  diagnostics::Builder message = sink.report(code_of(row.problem)).path(place_text(place.path, position));
  if (row.problem == CsvProblem::TooLong) message.with("limit", static_cast<std::int64_t>(kMaxCaseBytes / 1024 / 1024));
  if (row.problem == CsvProblem::NotUtf8) {
    message.with("byte", hexadecimal_byte(row.text[row.problem_offset]))
        .with("offset", static_cast<std::int64_t>(place.offset + row.problem_offset));
  }
  faults.add_all({position, place.number, {}, {}, row.text, true}, sink);
}

void report_cell_count(const CsvRow& row, std::size_t n_columns, const CsvRowPlace& place, FaultLog& faults) {
  diagnostics::Sink sink;
  const std::size_t offset = row.cells.size() > n_columns ? row.cells[n_columns].offset : row.text.size();
  const Position position = row.position_of(offset);
  sink.report(Code::WrongCellCount)
      .path(place_text(place.path, position))
      .with("found", static_cast<std::int64_t>(row.cells.size()))
      .with("expected", static_cast<std::int64_t>(n_columns));
  faults.add_all({position, place.number, {}, {}, row.text, true}, sink);
}

}  // namespace avenant::cases
