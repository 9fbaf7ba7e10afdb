// Decides one case as far as what is given allows, and gathers what its report says: what is certain, what is still
// possible, what to ask. Read next: runtime/eval/partial/partial_case.hpp; partial_text.hpp and partial_json.hpp.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/partial/partial_case.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// The outcomes still possible of a view's members, in their order.
struct PartialResult {
  const ResultView* view = nullptr;
  std::vector<eval::partial::Possible> outcomes;
};

/// Everything that is said of one partial case.
struct PartialReport {
  const cases::BoundCase* bound = nullptr;
  std::vector<PartialResult> results;
  std::size_t n_settled = 0;  ///< Members that are certain.
  std::size_t n_results = 0;  ///< Members in all.
  eval::partial::Remaining remaining;
  std::vector<eval::partial::Question> questions;  ///< Those of `remaining`, in the order to ask; if they are wanted.
};

/// Decides partial cases one after another with one evaluator. Everything given to it must outlive it.
class PartialDecider {
 public:
  PartialDecider(const program::Package& package, const std::vector<ResultView>& views,
                 const eval::RunOptions& options);

  /// Takes the facts of a case in place of those of the one before. A fact that cannot be read is an error of what
  /// reads it, as in a full run.
  void begin(const cases::BoundCase& bound);
  /// What is certain and possible now; `bound` is that of the case. `asks`: the questions are put in order too.
  [[nodiscard]] PartialReport decide(const cases::BoundCase& bound, bool asks);
  [[nodiscard]] const std::vector<program::VariableId>& requests() const { return partial_.requests(); }
  [[nodiscard]] eval::partial::PartialEvaluator& evaluator() { return partial_; }

 private:
  const program::Package& package_;
  const std::vector<ResultView>& views_;
  eval::partial::PartialEvaluator partial_;
};

/// The errors that are certain, counted as those of a full run.
[[nodiscard]] ErrorCounts count_errors(const program::Package& package, const PartialReport& report);

}  // namespace avenant::report
