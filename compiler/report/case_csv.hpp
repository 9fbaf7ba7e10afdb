// Decided cases as CSV, one a row: values for a database or a spreadsheet; docs/commands.md describes the columns.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/error_text.hpp"

namespace avenant::report {

/// Whom the table is for.
enum class CsvStyle : std::uint8_t {
  Plain,              ///< RFC 4180: commas, decimal points, ISO dates, LF.
  FrenchSpreadsheet,  ///< Semicolons, decimal commas, 22/06/2024, VRAI and FAUX, a byte order mark, CRLF.
};

/// Adds a cell to a row, quoted where RFC 4180 needs it.
void append_csv_cell(std::string& row, std::string_view text, char separator);

struct CaseCsvOptions {
  diagnostics::Language language = diagnostics::Language::French;
  CsvStyle style = CsvStyle::Plain;
  bool error_columns = false;  ///< A column with the class of its error beside each result.
};

/// Writes the header and the rows of one run. Everything given to it must outlive it.
class CaseCsv {
 public:
  CaseCsv(const program::Package& package, const std::vector<ResultView>& views, std::string_view dispositif,
          const CaseCsvOptions& options);

  /// Appends the header, with its line break.
  void header(std::string& out) const;
  /// Appends the row of one case, with its line break.
  void row(const CaseReport& report, std::string& out) const;
  /// Whether rows have a cell for notices, and one for errors beside each result.
  [[nodiscard]] bool has_notices() const { return has_notices_; }
  [[nodiscard]] bool has_error_columns() const { return options_.error_columns; }

  /// Parts of a row, each appended as one cell without its separator: a value, the notices by their indices, and the
  /// errors of a case.
  void value(std::string& out, const program::Type& type, value::Value value) const;
  void notices(std::string& out, const std::vector<std::uint32_t>& notices) const;
  void errors(std::string& out, const CaseReport& report) const;

 private:
  void cell(std::string& out, std::string_view text) const { append_csv_cell(out, text, separator_); }
  void number(std::string& out, value::Rational number) const;
  [[nodiscard]] std::string member_name(const ResultView& view, std::size_t member) const;

  const program::Package& package_;
  const std::vector<ResultView>& views_;
  CaseCsvOptions options_;
  char separator_;
  bool has_notices_ = false;
  ErrorDescriber errors_;
};

}  // namespace avenant::report
