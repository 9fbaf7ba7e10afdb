// A partial case as a reader wants it: what is certain, what is still possible, what to ask next.
// Read next: partial_report.hpp.
#pragma once

#include <string>

#include "compiler/report/case_text.hpp"
#include "compiler/report/partial/partial_report.hpp"

namespace avenant::report {

/// Prints partial reports of one package, which must outlive it.
class PartialPrinter {
 public:
  PartialPrinter(const program::Package& package, const CaseTextOptions& options);

  /// One case, ended by a line break. `run` gives the choices of readings.
  [[nodiscard]] std::string print(const PartialReport& report, const eval::RunOptions& run) const;
  /// What a question is about: its name, title, and the form of an answer, without a line break.
  [[nodiscard]] std::string question(const eval::partial::Question& question) const;

 private:
  class Page;
  const program::Package& package_;
  CaseTextOptions options_;
  ErrorDescriber errors_;
};

/// What a fact of a question is called: the address of an input, or « à la date du ».
[[nodiscard]] std::string question_name(const program::Package& package, const eval::partial::Question& question,
                                        diagnostics::Language language);

}  // namespace avenant::report
