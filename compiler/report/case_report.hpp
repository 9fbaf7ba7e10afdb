// Decides one case and gathers what its report says: results, conditions, readings, notices.
// Read next: case_text.hpp and case_json.hpp, which print it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// A condition of an éligibilité as this case met it, groups included, parents before children.
struct ConditionReport {
  program::ConditionId condition;
  std::uint32_t depth = 0;
  eval::Outcome outcome;
  std::optional<eval::ComparisonTrace> shortfall;  ///< Of a leaf that fails: the one figure or date that falls short.
  std::vector<program::PlaceId> failing_rules;     ///< Of a leaf that fails: the rules it reads that are false.
  std::vector<program::DerogationId> derogations;  ///< Of a leaf that holds: the derogations it holds by.
};

/// The outcomes of a view's members, in their order.
struct ResultReport {
  const ResultView* view = nullptr;
  std::vector<eval::Outcome> outcomes;
  std::vector<bool> out_of_force;                        ///< By member: no text in force defines it for this case.
  std::vector<std::vector<ConditionReport>> conditions;  ///< By member, of an éligibilité.
  std::vector<program::TextId> texts;                    ///< By member: the text of the version that applies, or none.

  /// Whether a member is a part of an objectif that no text in force states: not concerned, it has no value to show,
  /// and that is no failure.
  [[nodiscard]] bool is_not_concerned(std::size_t member) const {
    return view->kind == program::RuleKind::kObjective && out_of_force[member] && !outcomes[member].ok();
  }
};

/// Everything that is said of one case.
struct CaseReport {
  const cases::BoundCase* bound = nullptr;
  std::vector<ResultReport> results;
  std::vector<program::ReadingId> readings;  ///< Those that some result depended on.
  std::vector<std::uint32_t> notices;        ///< Indices in Package::notices.
};

/// Decides cases one after another with one evaluator. Everything given to it must outlive it.
class CaseDecider {
 public:
  CaseDecider(const program::Package& package, const std::vector<ResultView>& views, std::string_view dispositif,
              const eval::RunOptions& options);

  /// The report refers to `bound`.
  [[nodiscard]] CaseReport decide(const cases::BoundCase& bound);
  /// Results and notices only, much faster: no conditions, readings, texts. The report is reused from case to case, so
  /// that nothing is allocated; it refers to `bound`.
  const CaseReport& decide_values(const cases::BoundCase& bound);
  /// The variables that the views show.
  [[nodiscard]] const std::vector<program::VariableId>& requests() const { return requests_; }

 private:
  const program::Package& package_;
  const std::vector<ResultView>& views_;
  std::string dispositif_;
  eval::Evaluator evaluator_;
  void find_notices(CaseReport& report);

  std::vector<program::VariableId> requests_;
  std::vector<std::uint32_t> notices_;  ///< Of the dispositif: indices in Package::notices.
  CaseReport values_;
};

/// How the errors of a report count for the exit code.
struct ErrorCounts {
  std::size_t n_bad_data = 0;  ///< Missing, out of range.
  std::size_t n_failures = 0;  ///< Other errors that are not answers.
};
void count_error(const program::Package& package, const eval::Outcome& outcome, ErrorCounts& counts);
[[nodiscard]] ErrorCounts count_errors(const program::Package& package, const CaseReport& report);

}  // namespace avenant::report
