// Conditions: each is true, or false, for the whole interval, or is not decided.
#include <algorithm>

#include "compiler/sweep/formula/formula_prover.hpp"

namespace avenant::sweep {

using eval::AbstractOutcome;
using program::Node;
using program::NodeId;
using program::Op;
using value::Rational;

std::optional<bool> FormulaProver::decide(NodeId id) {
  ++work_;
  const Node& node = package_.node(id);
  const AbstractOutcome outcome = abstract_.evaluate(id);
  // What may be absent is neither.
  if (outcome.value.may_be_absent) return std::nullopt;
  if (outcome.is_surely_true()) return true;
  if (outcome.is_surely_false()) return false;
  if (node.op == Op::kAnd) return logic(node, false);
  if (node.op == Op::kOr) return logic(node, true);
  if (node.op == Op::kNot) {
    const std::optional<bool> inner = decide(operand(node, 0));
    if (!inner) return std::nullopt;
    return !*inner;
  }
  if (node.op == Op::kIf) {
    const std::optional<bool> chosen = decide(operand(node, 0));
    if (!chosen) return std::nullopt;
    return decide(operand(node, *chosen ? 1 : 2));
  }
  if (node.op == Op::kVariable) {
    const Result value = variable(program::VariableId(node.payload));
    if (!value || value->constant.is_absent()) return std::nullopt;
    return value->constant.as_boolean();
  }
  if (node.op == Op::kInPeriod) return in_period(node);
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) return comparison(node);
  // Of the others, what the abstract evaluation says.
  return std::nullopt;
}

/// `et`, where `absorbing` is false, or `ou`. One operand that absorbs decides, whatever the others; else all must be
/// decided.
std::optional<bool> FormulaProver::logic(const Node& node, bool absorbing) {
  bool all_decided = true;
  for (std::uint32_t i = 0; i < node.n_operands; ++i) {
    const std::optional<bool> one = decide(operand(node, i));
    if (one == absorbing) return absorbing;
    all_decided = all_decided && one.has_value();
  }
  return all_decided ? std::optional<bool>(!absorbing) : std::nullopt;
}

std::optional<bool> FormulaProver::in_period(const Node& node) {
  const program::Period& period = package_.periods[node.payload];
  if (!texts_.is_known(period.text)) return false;
  return within(this->node(operand(node, 0)), period.from, period.until);
}

std::optional<bool> FormulaProver::within(const Result& date, value::Date from, value::Date until) {
  if (!date) return std::nullopt;
  if (!date->is_formula) return date->constant.is_absent() ? std::optional<bool>(false) : std::nullopt;
  Symbolic first;
  first.formula = store_.constant(Rational::whole(from.days()));
  Symbolic end;
  end.formula = store_.constant(Rational::whole(until.days()));
  const std::optional<Signs> after_first = compare(*date, first);
  const std::optional<Signs> after_end = compare(*date, end);
  if (!after_first || !after_end) return std::nullopt;
  if (after_first->greatest < 0 || after_end->least >= 0) return false;
  if (after_first->least >= 0 && after_end->greatest < 0) return true;
  return std::nullopt;
}

std::optional<bool> FormulaProver::comparison(const Node& node) {
  const Result left = this->node(operand(node, 0));
  if (!left || !left->is_formula) return std::nullopt;
  const Result right = this->node(operand(node, 1));
  if (!right || !right->is_formula) return std::nullopt;
  const std::optional<Signs> signs = compare(*left, *right);
  if (!signs) return std::nullopt;
  const auto between = [&](int least, int greatest) -> std::optional<bool> {
    if (least <= signs->least && signs->greatest <= greatest) return true;
    if (signs->greatest < least || greatest < signs->least) return false;
    return std::nullopt;
  };
  const auto not_zero = [&]() -> std::optional<bool> {
    const std::optional<bool> zero = between(0, 0);
    if (!zero) return std::nullopt;
    return !*zero;
  };
  if (node.op == Op::kEqual) return between(0, 0);
  if (node.op == Op::kNotEqual) return not_zero();
  if (node.op == Op::kLess) return between(-1, -1);
  if (node.op == Op::kLessEqual) return between(-1, 0);
  if (node.op == Op::kGreater) return between(1, 1);
  return between(0, 1);
}

/// A difference that only rises, or only falls, lies between those at the ends of the interval.
std::optional<FormulaProver::Signs> FormulaProver::compare(const Symbolic& left, const Symbolic& right) {
  const std::optional<FormulaId> difference = store_.difference(left.formula, right.formula);
  if (!difference || store_.direction(*difference) == Direction::Unknown) return std::nullopt;
  const std::optional<Rational> at_first = store_.at(*difference, first_);
  const std::optional<Rational> at_last = store_.at(*difference, last_);
  if (!at_first || !at_last) return std::nullopt;
  return Signs{std::min(at_first->sign(), at_last->sign()), std::max(at_first->sign(), at_last->sign())};
}

}  // namespace avenant::sweep
