// Makes the explanation of a case from the interpreter's trace of it. Read next: operations.hpp, tests.hpp.
#pragma once

#include "compiler/cases/case_binder.hpp"
#include "compiler/explain/explanation.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::explain {

/// Explains cases of one package, one after another. Everything given to it must outlive it, and what it makes.
class Explainer {
 public:
  Explainer(const program::Package& package, const std::vector<report::ResultView>& views, std::string_view dispositif,
            const eval::RunOptions& options);

  /// The explanation of the results asked for; it refers to `bound`. Linear in the trace and the expressions walked.
  [[nodiscard]] Explanation explain(const cases::BoundCase& bound);
  /// The evaluator, which holds the case last explained.
  [[nodiscard]] eval::Evaluator& evaluator() { return evaluator_; }
  [[nodiscard]] const std::vector<program::VariableId>& requests() const { return requests_; }

 private:
  const program::Package& package_;
  const std::vector<report::ResultView>& views_;
  std::string dispositif_;
  eval::Evaluator evaluator_;
  std::vector<program::VariableId> requests_;
};

}  // namespace avenant::explain
