// Expressions: the formula of each operation from those of its operands. What has none, and is not the same for the
// whole interval, proves nothing. An operation that may fail there proves nothing either.
#include <algorithm>

#include "compiler/sweep/formula/formula_prover.hpp"
#include "runtime/eval/domain/dates.hpp"
#include "runtime/eval/domain/numbers.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::sweep {

using eval::AbstractOutcome;
using eval::AbstractValue;
using eval::domain::Failures;
using program::Node;
using program::NodeId;
using program::Op;
using program::TypeKind;
using value::Rational;

namespace {

bool may_fail(const Failures& failures) {
  return failures.first || failures.second;
}

bool is_choice(Op op) {
  return op == Op::kIf || op == Op::kAssume || op == Op::kOrElse;
}

bool is_extremum(Op op) {
  return op == Op::kEarliest || op == Op::kLatest || op == Op::kMin || op == Op::kMax;
}

bool is_unary(Op op) {
  return op == Op::kUnwrap || op == Op::kNegate || op == Op::kRound || op == Op::kExact || op == Op::kInRange;
}

bool is_binary(Op op) {
  return op == Op::kAdd || op == Op::kSubtract || op == Op::kMultiply || op == Op::kDivide || op == Op::kDateAdd ||
         op == Op::kDateSubtract || op == Op::kDaysBetween || op == Op::kAnniversary || op == Op::kLastAnniversary ||
         op == Op::kCompletedYears;
}

bool is_shift(Op op) {
  return op == Op::kDateAdd || op == Op::kDateSubtract || op == Op::kAnniversary;
}

}  // namespace

/// Where the abstract evaluation knows the one value.
FormulaProver::Result FormulaProver::settled(NodeId id) {
  const AbstractOutcome outcome = abstract_.evaluate(id);
  if (!outcome.is_certain_value()) return std::nullopt;
  return constant(package_.type(package_.node(id).type), outcome.value.single());
}

FormulaProver::Result FormulaProver::node(NodeId id) {
  ++work_;
  const Node& node = package_.node(id);
  if (node.op == Op::kConst) return constant(package_.type(node.type), package_.constants[node.payload]);
  if (node.op == Op::kInput) return input(program::InputId(node.payload));
  if (node.op == Op::kVariable) return variable(program::VariableId(node.payload));
  if (node.op == Op::kTable) return table(node);
  if (node.op == Op::kSelect) return select(node);
  if (is_choice(node.op)) return choice(id, node);
  if (is_extremum(node.op)) return extremum(node);
  if (is_unary(node.op)) return unary(node);
  if (is_binary(node.op)) {
    if (Result result = binary(node)) return result;
    return settled(id);
  }
  if (const Result known = settled(id)) return known;
  if (package_.type(node.type).kind != TypeKind::kBoolean) return std::nullopt;
  const std::optional<bool> decided = decide(id);
  return decided ? constant(package_.type(node.type), value::Value::boolean(*decided)) : std::nullopt;
}

FormulaProver::Result FormulaProver::choice(NodeId id, const Node& node) {
  if (node.op == Op::kOrElse) {
    const Result preferred = this->node(operand(node, 0));
    if (!preferred) return settled(id);
    const bool is_absent = !preferred->is_formula && preferred->constant.is_absent();
    return is_absent ? this->node(operand(node, 1)) : preferred;
  }
  const std::optional<bool> condition = decide(operand(node, 0));
  if (node.op == Op::kAssume) return condition == true ? this->node(operand(node, 1)) : std::nullopt;
  if (!condition) return settled(id);
  return this->node(operand(node, *condition ? 1 : 2));
}

/// Exactly one row is true and the others are false, for the whole interval; or all are false.
FormulaProver::Result FormulaProver::table(const Node& node) {
  const program::Table& table = package_.tables[node.payload];
  std::optional<NodeId> chosen;
  for (const program::Row& row : package_.rows_of(table)) {
    bool is_true = true;
    bool is_false = false;
    for (std::uint32_t cell = 0; cell < row.n_cells && !is_false; ++cell) {
      const std::optional<bool> one = decide(operand(node, row.first_operand + cell));
      is_false = one == false;
      is_true = is_true && one == true;
    }
    if (is_false) continue;
    if (!is_true || chosen) return std::nullopt;
    chosen = operand(node, row.first_operand + row.n_cells);
  }
  if (!chosen && table.has_otherwise) chosen = operand(node, node.n_operands - 1);
  return chosen ? this->node(*chosen) : std::nullopt;
}

FormulaProver::Result FormulaProver::select(const Node& node) {
  const program::Select& select = package_.selects[node.payload];
  const Result by = this->node(operand(node, 0));
  if (!by) return std::nullopt;
  value::Value selector = by->constant;
  if (by->is_formula) {
    if (!by->range.is_single()) return std::nullopt;
    selector = by->range.single();
  }
  if (selector.is_absent()) return std::nullopt;
  const value::Int128 index = value::Int128{selector.a} - select.least;
  std::uint32_t target = select.otherwise;
  if (index >= 0 && index < value::Int128{select.n_targets}) {
    target = package_.select_targets[select.first_target + static_cast<std::size_t>(index)];
  }
  // A target is 1 + the index of an operand.
  return target == 0 ? std::nullopt : this->node(operand(node, target - 1));
}

/// The operand that is the least, or the greatest, for the whole interval.
FormulaProver::Result FormulaProver::extremum(const Node& node) {
  const bool least = node.op == Op::kMin || node.op == Op::kEarliest;
  Result best;
  bool is_absent = false;
  for (std::uint32_t i = 0; i < node.n_operands; ++i) {
    const Result one = this->node(operand(node, i));
    if (!one) return std::nullopt;
    if (!one->is_formula) {
      // A durée has another order.
      if (!one->constant.is_absent()) return std::nullopt;
      // Of the latest, one that is absent decides; but the others must not fail.
      is_absent = is_absent || node.op == Op::kLatest;
      continue;
    }
    if (!best) {
      best = one;
      continue;
    }
    const std::optional<Signs> signs = compare(*one, *best);
    if (!signs) return std::nullopt;
    const bool is_less = signs->greatest <= 0;
    const bool is_greater = signs->least >= 0;
    if (!is_less && !is_greater) return std::nullopt;
    if (least ? is_less : is_greater) best = one;
  }
  return best && !is_absent ? best : constant(package_.type(node.type), value::Value::absent());
}

FormulaProver::Result FormulaProver::unary(const Node& node) {
  const Result of = this->node(operand(node, 0));
  if (!of) return std::nullopt;
  if (!of->is_formula) return node.op == Op::kUnwrap && !of->constant.is_absent() ? of : std::nullopt;
  if (node.op == Op::kUnwrap) return of;
  Failures failures;
  AbstractValue range;
  if (node.op == Op::kInRange) {
    const AbstractValue inside =
        eval::domain::restrict_to(package_, of->range, package_.ranges[node.payload], failures.first);
    return may_fail(failures) ? std::nullopt : made(of->formula, inside);
  }
  if (node.op == Op::kNegate) {
    eval::domain::negate(range, of->range);
    return made(store_.multiple(of->formula, Rational::whole(-1)), range);
  }
  if (node.op == Op::kRound) {
    const Rational step = package_.constants[node.payload].as_number();
    const auto sense = static_cast<value::Rounding>(node.mode);
    eval::domain::round(range, of->range, step, sense, failures);
    return may_fail(failures) ? std::nullopt : made(store_.rounded(of->formula, step, sense), range);
  }
  const std::int64_t denominator = package_.constants[node.payload].a;
  const std::int64_t grain = store_.grain(of->formula);
  if (grain > 0 && denominator % grain == 0) return of;
  eval::domain::assert_exact(range, of->range, denominator, failures);
  return may_fail(failures) ? std::nullopt : made(of->formula, range);
}

FormulaProver::Result FormulaProver::binary(const Node& node) {
  const Result left = this->node(operand(node, 0));
  if (!left) return std::nullopt;
  const Result right = this->node(operand(node, 1));
  if (!right) return std::nullopt;
  if (!left->is_formula) return std::nullopt;
  if (is_shift(node.op)) return shifted_date(node, *left, *right);
  if (!right->is_formula) return std::nullopt;
  if (node.op == Op::kLastAnniversary || node.op == Op::kCompletedYears) {
    return reached_anniversary(node, *left, *right);
  }
  Failures failures;
  AbstractValue range;
  std::optional<FormulaId> formula;
  if (node.op == Op::kAdd) {
    eval::domain::add(range, left->range, right->range, failures);
    formula = store_.sum(left->formula, right->formula);
  } else if (node.op == Op::kSubtract) {
    eval::domain::subtract(range, left->range, right->range, failures);
    formula = store_.difference(left->formula, right->formula);
  } else if (node.op == Op::kDaysBetween) {
    eval::domain::days_between(range, left->range, right->range);
    formula = store_.difference(left->formula, right->formula);
  } else if (node.op == Op::kMultiply) {
    eval::domain::multiply(range, left->range, right->range, failures);
    formula = store_.product(left->formula, right->formula);
  } else {
    eval::domain::divide(range, left->range, right->range, failures);
    if (!may_fail(failures)) formula = store_.quotient(left->formula, right->formula);
  }
  return may_fail(failures) ? std::nullopt : made(formula, range);
}

/// The last anniversary that an anniversary itself has reached, or how many years that is: bounds alone cannot know
/// that a date and its anniversary move together.
FormulaProver::Result FormulaProver::reached_anniversary(const Node& node, const Symbolic& date, const Symbolic& at) {
  std::optional<std::int64_t> years;
  if (at.formula == date.formula) years = 0;
  const Formula& formula = store_.formula(at.formula);
  if (!years && formula.constant.is_zero() && formula.terms.size() == 1 &&
      formula.terms[0].factor == Rational::whole(1)) {
    const Atom& atom = store_.atom(formula.terms[0].atom);
    const auto policy = static_cast<value::MissingDay>(node.mode);
    const bool is_same = atom.kind == AtomKind::Months && atom.of == date.formula && atom.policy == policy &&
                         policy != value::MissingDay::unstated;
    const std::int64_t months = atom.step.numerator();
    if (is_same && months > 0 && months % 12 == 0) years = months / 12;
  }
  if (!years) return std::nullopt;
  if (node.op == Op::kLastAnniversary) return at;
  return constant(package_.type(node.type), value::Value::number(Rational::unchecked(*years, 1)));
}

/// A date plus or minus months, then days.
FormulaProver::Result FormulaProver::shifted_date(const Node& node, const Symbolic& date, const Symbolic& duration) {
  std::int64_t months = 0;
  std::int64_t days = 0;
  if (node.op == Op::kAnniversary) {
    if (!duration.is_formula || !store_.is_constant(duration.formula)) return std::nullopt;
    const std::int64_t years = store_.formula(duration.formula).constant.numerator();
    constexpr std::int64_t kMostYears = 10'000;
    if (years < -kMostYears || years > kMostYears) return std::nullopt;
    months = 12 * years;
  } else {
    if (duration.is_formula || duration.constant.is_absent()) return std::nullopt;
    const std::int64_t sign = node.op == Op::kDateAdd ? 1 : -1;
    months = sign * duration.constant.as_duration().months();
    days = sign * duration.constant.as_duration().days();
  }
  const auto policy = static_cast<value::MissingDay>(node.mode);
  program::Type type;
  type.kind = TypeKind::kDuration;
  Failures failures;
  AbstractValue later;
  AbstractValue range;
  const auto shift = [&](const AbstractValue& from, std::int64_t n_months, std::int64_t n_days, AbstractValue& to) {
    const auto by = value::Duration::unchecked(static_cast<std::int32_t>(n_months), static_cast<std::int32_t>(n_days));
    eval::domain::add_to_date(to, from, AbstractValue::point(package_, type, value::Value::duration(by)), policy,
                              failures);
  };
  shift(date.range, months, 0, later);
  if (may_fail(failures)) return std::nullopt;
  shift(later, 0, days, range);
  if (may_fail(failures)) return std::nullopt;
  const std::optional<FormulaId> moved =
      months == 0 ? date.formula : store_.months_later(date.formula, static_cast<std::int32_t>(months), policy);
  return moved ? made(store_.sum(*moved, store_.constant(Rational::unchecked(days, 1))), range) : std::nullopt;
}

}  // namespace avenant::sweep
