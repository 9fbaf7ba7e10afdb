// What is known of one result of one case as an input moves: the abstract evaluator for intervals, the interpreter for
// values. Read next: partition.hpp, which asks, and formula/formula_prover.hpp.
#pragma once

#include <functional>

#include "compiler/sweep/formula/formula_prover.hpp"
#include "compiler/sweep/input_domain.hpp"
#include "compiler/sweep/partition.hpp"
#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::sweep {

/// How much work one result may take.
struct WorkLimits {
  std::uint64_t max_evaluations = 50'000;  ///< Of intervals.
  /// Asked now and then: true ends the work.
  std::function<bool()> is_interrupted;
};

/// The evaluators hold the other facts of the case. Everything given must outlive it.
class ResultOracle final : public Oracle {
 public:
  ResultOracle(const program::Package& package, eval::AbstractEvaluator& abstract, eval::Evaluator& concrete,
               const InputDomain& domain, FormulaStore& store, program::VariableId variable, const WorkLimits& limits);

  [[nodiscard]] std::optional<eval::Outcome> constant(Rank first, Rank last) override;
  [[nodiscard]] std::optional<FormulaId> formula(Rank first, Rank last) override;
  [[nodiscard]] eval::Outcome at(FormulaId formula, Rank rank) override;
  [[nodiscard]] std::optional<eval::Outcome> value(FormulaId formula, Rank rank) override;
  [[nodiscard]] Direction direction(FormulaId formula) override { return store_.direction(formula); }
  [[nodiscard]] bool is_exhausted() override;

  /// The outcome of one value, by the interpreter.
  [[nodiscard]] eval::Outcome decide(Rank rank);
  /// Whether the work ended before everything was known.
  [[nodiscard]] bool was_cut_short() const { return was_cut_short_; }
  [[nodiscard]] std::uint64_t n_evaluations() const { return n_evaluations_; }

 private:
  const program::Package& package_;
  eval::AbstractEvaluator& abstract_;
  eval::Evaluator& concrete_;
  const InputDomain& domain_;
  FormulaStore& store_;
  FormulaProver prover_;
  program::VariableId variable_;
  const WorkLimits& limits_;
  bool is_numeric_ = false;
  bool was_cut_short_ = false;
  std::uint64_t n_evaluations_ = 0;
};

}  // namespace avenant::sweep
