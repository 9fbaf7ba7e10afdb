// A decided case as a reader wants it: yes or no, why not, amounts by year, notices.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/error_text.hpp"

namespace avenant::report {

struct CaseTextOptions {
  diagnostics::Language language = diagnostics::Language::French;
  bool color = false;
  std::size_t width = 100;  ///< Columns that tables keep within where they can.
};

/// Prints reports of one package, which must outlive it.
class CasePrinter {
 public:
  CasePrinter(const program::Package& package, const CaseTextOptions& options);

  /// One case, ended by a line break. `readings` are the choices of the run, for the line that names them.
  [[nodiscard]] std::string print(const CaseReport& report, const eval::RunOptions& run) const;

 private:
  class Page;
  const program::Package& package_;
  CaseTextOptions options_;
  ErrorDescriber errors_;
};

}  // namespace avenant::report
