// The raw trace of a case, readable: for each rule reached its version, its article, the row or the conditions that
// made it what it is, the derogations in play, and the values it used. Read next: runtime/eval/trace.hpp.
#pragma once

#include <span>
#include <string>

#include "compiler/cases/case_binder.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/error_text.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::report {

struct ExplanationOptions {
  diagnostics::Language language = diagnostics::Language::French;
  bool color = false;
};

/// Explains cases of one package. Everything given to it must outlive it.
class Explainer {
 public:
  Explainer(const program::Package& package, const eval::RunOptions& run, const ExplanationOptions& options);

  /// One tree for each request; a rule reached twice in a case is explained once. Linear in the trace.
  [[nodiscard]] std::string explain(const cases::BoundCase& bound, const eval::Trace& trace,
                                    std::span<const program::VariableId> requests) const;

 private:
  class Page;
  const program::Package& package_;
  const eval::RunOptions& run_;
  ExplanationOptions options_;
  ErrorDescriber errors_;
};

}  // namespace avenant::report
