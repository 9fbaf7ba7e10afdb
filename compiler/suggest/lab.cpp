#include "compiler/suggest/lab.hpp"

#include <utility>

#include "runtime/value/rational.hpp"

namespace avenant::suggest {
namespace {

using eval::Outcome;
using program::NodeId;
using program::Op;
using program::TypeKind;
using value::Value;

Op opposite(Op op) {
  if (op == Op::kEqual) return Op::kNotEqual;
  if (op == Op::kNotEqual) return Op::kEqual;
  if (op == Op::kLess) return Op::kGreaterEqual;
  if (op == Op::kGreaterEqual) return Op::kLess;
  if (op == Op::kLessEqual) return Op::kGreater;
  return Op::kLessEqual;
}

bool is_period(BoundaryKind kind) {
  return kind == BoundaryKind::PeriodStart || kind == BoundaryKind::PeriodEnd;
}

bool is_start(BoundaryKind kind) {
  return kind == BoundaryKind::VersionStart || kind == BoundaryKind::PeriodStart;
}

/// The day that a date is compared to.
value::Date day_of(const program::Package& package, const Boundary& boundary) {
  if (is_period(boundary.kind)) {
    const program::Period& period = package.periods[package.nodes[boundary.index].payload];
    return is_start(boundary.kind) ? period.from : period.until;
  }
  const program::Version& version = package.versions[boundary.index];
  return is_start(boundary.kind) ? version.from : version.until;
}

/// Sets the period of a version, or of a node, so that the case falls on the other side. A period of a node may be that
/// of others too: it gets one of its own.
void set_day(program::Package& package, const Boundary& boundary, bool side) {
  const value::Date day = side ? program::kNoEnd : value::Date::unchecked(value::kFirstDay);
  if (!is_period(boundary.kind)) {
    program::Version& version = package.versions[boundary.index];
    (is_start(boundary.kind) ? version.from : version.until) = day;
    return;
  }
  program::Node& node = package.nodes[boundary.index];
  program::Period own = package.periods[node.payload];
  (is_start(boundary.kind) ? own.from : own.until) = day;
  node.payload = static_cast<std::uint32_t>(package.periods.size());
  package.periods.push_back(own);
}

}  // namespace

/// A program in which one boundary says the opposite, for cases on one side of it.
struct Lab::Mutant {
  Boundary boundary;
  program::Package package;
  eval::Evaluator evaluator;

  Mutant(const program::Package& original, const Boundary& the_boundary, bool side)
      : boundary(the_boundary), package(changed(original, the_boundary, side)), evaluator(package) {}

  static program::Package changed(const program::Package& original, const Boundary& boundary, bool side) {
    program::Package package = original;
    if (boundary.kind == BoundaryKind::Comparison) {
      program::Node& node = package.nodes[boundary.node.value];
      node.op = opposite(node.op);
    } else {
      set_day(package, boundary, side);
    }
    return package;
  }
};

Lab::Lab(const program::Package& package) : package_(package), evaluator_(package) {}

Lab::~Lab() = default;

void Lab::set(const Situation& situation) {
  evaluator_.set_options(situation.options);
  evaluator_.begin_case();
  for (const auto& [input, value] : situation.inputs) evaluator_.set(program::InputId(input), value);
}

void Lab::set(std::uint32_t input, Value value) {
  evaluator_.set(program::InputId(input), value);
}

std::optional<bool> Lab::side(const Boundary& boundary) {
  ++n_decided_;
  const Outcome outcome = evaluator_.evaluate(boundary.node);
  if (!outcome.ok() || outcome.value.is_absent()) return std::nullopt;
  if (boundary.kind == BoundaryKind::Comparison) return outcome.value.as_boolean();
  return day_of(package_, boundary) <= outcome.value.as_date();
}

std::optional<value::Rational> Lab::distance(const Boundary& boundary) {
  const auto whole = [](std::int64_t number) { return value::Rational::unchecked(number, 1); };
  if (boundary.kind != BoundaryKind::Comparison) {
    const Outcome date = evaluator_.evaluate(boundary.node);
    if (!date.ok() || date.value.is_absent()) return std::nullopt;
    return whole(date.value.a - day_of(package_, boundary).days());
  }
  const program::Node& node = package_.node(boundary.node);
  const auto operands = package_.operands_of(node);
  const Outcome left = evaluator_.evaluate(operands[0]);
  const Outcome right = evaluator_.evaluate(operands[1]);
  if (!left.ok() || !right.ok() || left.value.is_absent() || right.value.is_absent()) return std::nullopt;
  if (package_.type(package_.node(operands[0]).type).kind != TypeKind::kNumber)
    return whole(left.value.a - right.value.a);
  const auto difference = value::subtract(left.value.as_number(), right.value.as_number());
  if (!difference.ok()) return std::nullopt;
  return difference.value;
}

Lab::Mutant& Lab::mutant_of(const Boundary& boundary, bool side) {
  std::unique_ptr<Mutant>& mutant = mutants_[side ? 1 : 0];
  const bool same = mutant != nullptr && mutant->boundary.kind == boundary.kind &&
                    mutant->boundary.node == boundary.node && mutant->boundary.index == boundary.index;
  if (!same) mutant = std::make_unique<Mutant>(package_, boundary, side);
  return *mutant;
}

/// What the conditions of a refusal come to, leaves only: `car` names them.
void Lab::add_conditions(eval::Evaluator& evaluator, program::ConditionId root, Signature& signature) const {
  std::vector<program::ConditionId> pending = {root};
  while (!pending.empty()) {
    const program::Condition& condition = package_.conditions[pending.back().value];
    pending.pop_back();
    if (condition.group == program::ConditionGroup::kLeaf) signature.push_back(evaluator.evaluate(condition.node));
    for (const program::ConditionId child : package_.children_of(condition)) pending.push_back(child);
  }
}

Lab::Signature Lab::signature(eval::Evaluator& evaluator, program::VariableId request) const {
  Signature signature = {evaluator.request(request)};
  const program::Variable& variable = package_.variable(request);
  if (variable.kind != program::RuleKind::kEligibility || !signature[0].ok() || signature[0].value.as_boolean()) {
    return signature;
  }
  for (const program::Version& version : package_.versions_of(variable)) {
    if (version.condition) add_conditions(evaluator, version.condition, signature);
  }
  return signature;
}

Effect Lab::effect(const Boundary& boundary, program::VariableId request, const Situation& situation) {
  set(situation);
  const std::optional<bool> own = side(boundary);
  if (!own) return Effect::None;
  n_decided_ += 2;
  Mutant& mutant = mutant_of(boundary, *own);
  mutant.evaluator.set_options(situation.options);
  mutant.evaluator.begin_case();
  for (const auto& [input, value] : situation.inputs) mutant.evaluator.set(program::InputId(input), value);
  const Signature as_it_is = signature(evaluator_, request);
  const Signature otherwise = signature(mutant.evaluator, request);
  if (as_it_is.front() != otherwise.front()) return Effect::Outcome;
  return as_it_is == otherwise ? Effect::None : Effect::Conditions;
}

}  // namespace avenant::suggest
