#include "compiler/sweep/formula/formula_prover.hpp"

#include <algorithm>
#include <bit>
#include <vector>

namespace avenant::sweep {

using eval::AbstractOutcome;
using eval::AbstractValue;
using program::Type;
using value::Rational;

FormulaProver::FormulaProver(const program::Package& package, eval::AbstractEvaluator& abstract,
                             const eval::Evaluator& texts, const InputDomain& domain, FormulaStore& store)
    : package_(package), abstract_(abstract), texts_(texts), domain_(domain), store_(store) {}

std::optional<FormulaId> FormulaProver::prove(program::VariableId id, Rank first, Rank last) {
  variables_.clear();
  first_ = domain_.position(first);
  last_ = domain_.position(last);
  const Result result = variable(id);
  if (!result || !result->is_formula) return std::nullopt;
  return result->formula;
}

std::optional<value::Value> FormulaProver::settle(program::VariableId id, Rank first, Rank last) {
  variables_.clear();
  first_ = domain_.position(first);
  last_ = domain_.position(last);
  const Result result = variable(id);
  if (!result || result->is_formula) return std::nullopt;
  return result->constant;
}

FormulaProver::Result FormulaProver::constant(const Type& type, value::Value value) {
  Symbolic symbolic;
  symbolic.constant = value;
  if (!is_numeric(type) || value.is_absent()) return symbolic;
  symbolic.is_formula = true;
  symbolic.formula = store_.constant(value.as_number());
  symbolic.range = AbstractValue::point(package_, type, value);
  return symbolic;
}

FormulaProver::Result FormulaProver::made(std::optional<FormulaId> formula, const AbstractValue& range) const {
  if (!formula) return std::nullopt;
  Symbolic symbolic;
  symbolic.is_formula = true;
  symbolic.formula = *formula;
  symbolic.range = range;
  return symbolic;
}

bool FormulaProver::depends_on_input(program::VariableId id) {
  if (const auto found = depends_.find(id.value); found != depends_.end()) return found->second;
  const std::vector<program::InputId> inputs = abstract_.cone_of(id).inputs;
  const bool depends = std::binary_search(inputs.begin(), inputs.end(), domain_.input());
  depends_.emplace(id.value, depends);
  return depends;
}

/// What moves is looked into even where it has one value on the interval, so that a formula is the same on an interval
/// and on a part of it.
FormulaProver::Result FormulaProver::variable(program::VariableId id) {
  if (const auto found = variables_.find(id.value); found != variables_.end()) return found->second;
  ++work_;
  const program::Variable& declared = package_.variable(id);
  const Type& type = package_.type(declared.type);
  Result result;
  if (is_numeric(type) && depends_on_input(id)) result = moving_variable(declared);
  if (!result) {
    const AbstractOutcome& outcome = abstract_.evaluate(id);
    if (outcome.is_certain_value()) result = constant(type, outcome.value.single());
  }
  if (!result && !is_numeric(type)) result = moving_variable(declared);
  variables_.emplace(id.value, result);
  return result;
}

FormulaProver::Result FormulaProver::moving_variable(const program::Variable& declared) {
  for (std::uint32_t index = declared.n_versions; index-- > 0;) {
    const program::Version& one = package_.versions[declared.first_version + index];
    const std::optional<bool> chosen = applies(one);
    if (!chosen) return std::nullopt;
    if (*chosen) return version(one);
  }
  return std::nullopt;
}

std::optional<bool> FormulaProver::applies(const program::Version& version) {
  if (!texts_.is_known(version.text)) return false;
  if (!version.date) return true;
  const AbstractOutcome date = abstract_.evaluate(version.date);
  if (!date.never_fails()) return within(node(version.date), version.from, version.until);
  if (!date.value.has_values()) return false;
  if (date.value.high().a < version.from.days() || date.value.low().a >= version.until.days()) return false;
  const bool inside = date.value.low().a >= version.from.days() && date.value.high().a < version.until.days();
  if (inside && !date.value.may_be_absent) return true;
  return within(node(version.date), version.from, version.until);
}

FormulaProver::Result FormulaProver::version(const program::Version& version) {
  if (!version.rule) return std::nullopt;
  return rule(package_.rule(version.rule));
}

/// The only candidate of the derogations and the body; bit 0 is the body, bit i + 1 derogation i.
FormulaProver::Result FormulaProver::rule(const program::Rule& rule) {
  std::uint64_t possible = 1;
  std::uint64_t covered = 0;
  const auto derogations = package_.derogations_of(rule);
  for (std::size_t i = 0; i < derogations.size(); ++i) {
    const program::Derogation& one = derogations[i];
    if (!texts_.is_known(one.text) || (one.parents & possible) == 0) continue;
    const std::optional<bool> guard = decide(one.guard);
    if (!guard) return std::nullopt;
    if (!*guard) continue;
    possible |= std::uint64_t{1} << (i + 1);
    covered |= one.parents;
  }
  const std::uint64_t candidates = possible & ~covered;
  if (!std::has_single_bit(candidates)) return std::nullopt;
  const auto chosen = static_cast<std::size_t>(std::countr_zero(candidates));
  return node(chosen == 0 ? rule.body : derogations[chosen - 1].body);
}

FormulaProver::Result FormulaProver::input(program::InputId id) {
  if (id == domain_.input()) {
    const AbstractOutcome& given = abstract_.input(id);
    if (!given.never_fails() || given.value.may_be_absent || !domain_.is_numeric()) return std::nullopt;
    return made(store_.input(), given.value);
  }
  const AbstractOutcome& given = abstract_.input(id);
  if (!given.is_certain_value()) return std::nullopt;
  return constant(package_.type(package_.input(id).type), given.value.single());
}

}  // namespace avenant::sweep
