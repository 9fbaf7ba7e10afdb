// Versions that cannot apply, derogations that are never possible or always are.
#include <algorithm>

#include "runtime/optimise/simplify.hpp"

namespace avenant::optimise {

using program::NodeId;
using program::VariableId;

namespace {

eval::AbstractValue period_of(const program::Version& version) {
  if (version.until.days() <= version.from.days()) return {};
  return eval::AbstractValue::dates(version.from, value::Date::unchecked(version.until.days() - 1));
}

// It applies whatever the date.
void always(program::Version& version) {
  version.date = {};
  version.from = {};
  version.until = program::kNoEnd;
}

}  // namespace

// Where the date has a value, the version applies.
bool Simplifier::is_never_outside(const program::Version& version) const {
  const eval::AbstractOutcome& date = knowledge_.of(version.date);
  return knowledge_.is_reached(version.date) && !date.value.may_be_absent && date.value.is_within(period_of(version));
}

bool Simplifier::is_surely_outside(const program::Version& version) const {
  const eval::AbstractOutcome& date = knowledge_.of(version.date);
  if (!knowledge_.is_reached(version.date) || !date.never_fails()) return false;
  const eval::AbstractValue period = period_of(version);
  return !date.value.has_values() || !period.has_values() || !eval::meet(date.value, period).has_values();
}

// From the last version down, as one is looked for.
void Simplifier::variable(VariableId id) {
  const program::Variable& variable = knowledge_.package().variable(id);
  const eval::AbstractOutcome& outcome = knowledge_.of(id);
  std::vector<program::Version> kept;
  for (std::uint32_t index = variable.n_versions; index-- > 0;) {
    program::Version version = knowledge_.package().versions[variable.first_version + index];
    if (!knowledge_.is_known(version.text)) continue;
    if (version.date && is_surely_outside(version)) continue;
    const bool is_last_looked_at = !version.date || is_never_outside(version);
    if (version.date && is_last_looked_at && knowledge_.of(version.date).never_fails()) always(version);
    version.condition = {};
    if (version.rule) version.rule = rule(version);
    kept.push_back(version);
    if (is_last_looked_at) break;
  }
  std::reverse(kept.begin(), kept.end());
  const auto has_rule = [](const program::Version& each) { return static_cast<bool>(each.rule); };
  const auto last = std::find_if(kept.rbegin(), kept.rend(), has_rule);
  if (outcome.is_certain_value() && last != kept.rend()) {
    program::Version version = *last;
    const program::TypeKind kind = knowledge_.package().type(variable.type).kind;
    if (kind != program::TypeKind::kList && kind != program::TypeKind::kElement) {
      const NodeId body = draft_.add_constant(variable.type, outcome.value.single(), version.place);
      version.rule = draft_.add_rule(body, {});
      always(version);
      kept.assign(1, version);
    }
  }
  draft_.set_versions(id, kept);
}

// Without the derogations that are never possible. One that always is, and that alone derogates from the body, takes
// its place.
program::RuleId Simplifier::rule(const program::Version& version) {
  const program::Package& package = knowledge_.package();
  const program::Rule& rule = package.rule(version.rule);
  NodeId body = draft_.now(rule.body);
  std::vector<program::Derogation> kept;
  // Of the body and the derogations, as in Derogation::parents: their bit in the rule made; 0: they are gone.
  std::vector<std::uint64_t> bits{1};
  for (program::Derogation derogation : package.derogations_of(rule)) {
    std::uint64_t parents = 0;
    for (std::size_t i = 0; i < bits.size(); ++i) {
      if ((derogation.parents >> i & 1U) != 0) parents |= bits[i];
    }
    const bool is_possible = knowledge_.is_known(derogation.text) && parents != 0 &&
                             knowledge_.is_reached(derogation.guard) && !knowledge_.is_surely_false(derogation.guard);
    if (!is_possible) {
      bits.push_back(0);
      continue;
    }
    bits.push_back(std::uint64_t{2} << kept.size());
    derogation.parents = parents;
    derogation.guard = draft_.now(derogation.guard);
    derogation.body = draft_.now(derogation.body);
    kept.push_back(derogation);
  }
  const auto is_of_body = [](const program::Derogation& each) { return (each.parents & 1U) != 0; };
  while (!kept.empty() && kept[0].parents == 1 && std::count_if(kept.begin(), kept.end(), is_of_body) == 1) {
    const program::Node& guard = draft_.node(kept[0].guard);
    const bool holds = guard.op == program::Op::kConst && draft_.package().constants[guard.payload].as_boolean();
    if (!holds) break;
    body = kept[0].body;
    kept.erase(kept.begin());
    // Its bit was the second; that of the body, which is gone, is now its own.
    for (program::Derogation& each : kept) each.parents >>= 1U;
  }
  return draft_.add_rule(body, kept);
}

}  // namespace avenant::optimise
