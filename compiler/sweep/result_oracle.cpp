#include "compiler/sweep/result_oracle.hpp"

#include "compiler/base/check.hpp"

namespace avenant::sweep {

namespace {

/// So many looks at nodes, for formulas, count as one evaluation of an interval.
constexpr std::uint64_t kLooksOfOne = 200;

}  // namespace

ResultOracle::ResultOracle(const program::Package& package, eval::AbstractEvaluator& abstract,
                           eval::Evaluator& concrete, const InputDomain& domain, FormulaStore& store,
                           program::VariableId variable, const WorkLimits& limits)
    : package_(package),
      abstract_(abstract),
      concrete_(concrete),
      domain_(domain),
      store_(store),
      prover_(package, abstract, concrete, domain, store),
      variable_(variable),
      limits_(limits) {
  const program::TypeKind kind = package.type(package.variable(variable).type).kind;
  is_numeric_ = domain.is_numeric() && (kind == program::TypeKind::kNumber || kind == program::TypeKind::kDate);
}

bool ResultOracle::is_exhausted() {
  const bool is_too_much = n_evaluations_ + prover_.work() / kLooksOfOne >= limits_.max_evaluations;
  const bool ends = is_too_much || (limits_.is_interrupted && limits_.is_interrupted());
  was_cut_short_ = was_cut_short_ || ends;
  return ends;
}

eval::Outcome ResultOracle::decide(Rank rank) {
  const value::Value value = domain_.value_at(rank);
  if (value.is_absent()) {
    concrete_.clear(domain_.input());
  } else {
    concrete_.set(domain_.input(), value);
  }
  return concrete_.request(variable_);
}

std::optional<eval::Outcome> ResultOracle::constant(Rank first, Rank last) {
  ++n_evaluations_;
  if (first == last) return decide(first);
  abstract_.set(domain_.input(), domain_.values(first, last));
  const eval::AbstractOutcome outcome = abstract_.request(variable_);
  std::optional<eval::Outcome> one;
  if (outcome.is_certain_value()) one = eval::Outcome::of(outcome.value.single());
  if (outcome.surely_fails()) {
    const auto sites = abstract_.sites(outcome.errors);
    if (sites.size() == 1) one = eval::Outcome::error(sites.front());
  }
  // What is no number has no formula, but conditions on the way may be decided by those of numbers and dates.
  if (!one && !is_numeric_ && domain_.is_numeric() && !domain_.is_absent(first)) {
    if (const std::optional<value::Value> value = prover_.settle(variable_, first, last))
      one = eval::Outcome::of(*value);
  }
  // The two evaluators are one calculus: this is where a difference would show.
  if (one) AVENANT_CHECK(decide(first) == *one && decide(last) == *one, "sweep: an interval and its ends disagree");
  return one;
}

std::optional<FormulaId> ResultOracle::formula(Rank first, Rank last) {
  if (!is_numeric_ || domain_.is_absent(first)) return std::nullopt;
  ++n_evaluations_;
  abstract_.set(domain_.input(), domain_.values(first, last));
  const std::optional<FormulaId> found = prover_.prove(variable_, first, last);
  // A sum taken in another order may leave the limits of numbers: what cannot be computed at the ends is not written.
  if (found && (!value(*found, first) || !value(*found, last))) return std::nullopt;
  if (found) {
    const bool agrees = decide(first) == at(*found, first) && decide(last) == at(*found, last);
    AVENANT_CHECK(agrees, "sweep: a formula and the ends of its interval disagree");
  }
  return found;
}

std::optional<eval::Outcome> ResultOracle::value(FormulaId formula, Rank rank) {
  if (domain_.is_absent(rank)) return std::nullopt;
  const std::optional<value::Rational> number = store_.at(formula, domain_.position(rank));
  if (!number) return std::nullopt;
  if (package_.type(package_.variable(variable_).type).kind == program::TypeKind::kDate) {
    return eval::Outcome::of({number->numerator(), 1});
  }
  return eval::Outcome::of(value::Value::number(*number));
}

eval::Outcome ResultOracle::at(FormulaId formula, Rank rank) {
  const std::optional<eval::Outcome> outcome = value(formula, rank);
  // It was proved to be what the interpreter says.
  return outcome ? *outcome : decide(rank);
}

}  // namespace avenant::sweep
