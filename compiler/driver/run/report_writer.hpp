// Writes decided cases one after another in the form asked for, and counts what they say.
// Read next: compiler/report/case_text.hpp, case_json.hpp and case_csv.hpp.
#pragma once

#include <cstddef>
#include <ostream>
#include <string>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_csv.hpp"
#include "compiler/report/case_json.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/case_scenario.hpp"
#include "compiler/report/case_text.hpp"

namespace avenant::driver {

/// Whether results are rows of a table.
[[nodiscard]] bool is_csv(Format format);
/// How a run writes CSV.
[[nodiscard]] report::CaseCsvOptions csv_options(const Options& options);

/// Everything given to it must outlive it.
class ReportWriter {
 public:
  ReportWriter(const Context& context, const program::Package& package, const RunSetup& setup, std::ostream& out);

  /// Whether values are enough: nothing of how they came about is written.
  [[nodiscard]] bool needs_only_values() const;
  /// Begins the output: of a table, its header.
  void begin();
  void write(const report::CaseReport& report);
  /// Writes cases that were put into words elsewhere, as write() would, and counts them.
  void write_text(std::string_view text) { out_.write(text.data(), static_cast<std::streamsize>(text.size())); }
  void add_written(std::size_t n_cases) { n_written_ += n_cases; }
  [[nodiscard]] bool has_written() const { return n_written_ > 0; }
  /// Ends the output, so that it is whole.
  void finish();
  [[nodiscard]] std::size_t n_written() const { return n_written_; }

 private:
  void count(const report::CaseReport& report);
  [[nodiscard]] std::string summary() const;
  /// The case as a scenario in the canonical layout.
  [[nodiscard]] std::string scenario_of(const report::CaseReport& report) const;

  const Context& context_;
  std::ostream& out_;
  Format format_;
  const RunSetup& setup_;
  report::CasePrinter printer_;
  report::CaseJson json_;
  report::CaseCsv csv_;
  report::CaseScenario scenario_;
  std::string row_;
  std::size_t n_written_ = 0;
  std::size_t n_yes_ = 0;
  std::size_t n_no_ = 0;
  std::size_t n_undecided_ = 0;
};

}  // namespace avenant::driver
