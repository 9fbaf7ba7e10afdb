// Which versions, derogations and bodies may give a variable's value.
#include <algorithm>
#include <bit>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using program::NodeId;

// Bit 0 is the body, bit i + 1 derogation i, as in Derogation::parents. "Surely" is in every case that is reached.
struct Machine::Candidates {
  std::uint64_t may_be_possible = 1;
  std::uint64_t surely_possible = 1;
  std::uint64_t may_be_covered = 0;
  std::uint64_t surely_covered = 0;
  // Derogations that are considered where a parent is possible, and whose guard may be true.
  std::uint64_t may_be_true = 0;
  // Derogations of texts that count.
  std::uint64_t known = 0;
  Errors guard_errors;

  // Derogations whose body is certain, and its value.
  std::uint64_t certain = 0;
  value::Value values[program::kMaxDerogations + 1];

  void surely_give(std::uint32_t index, const AbstractOutcome& body) {
    if (!body.is_certain_value()) return;
    certain |= std::uint64_t{1} << index;
    values[index] = body.value.single();
  }
  bool surely_agree(std::uint32_t left, std::uint32_t right) const {
    return (certain >> left & certain >> right & 1U) != 0 && values[left] == values[right];
  }
  std::uint64_t may_be_candidates() const { return may_be_possible & ~surely_covered; }
  std::uint64_t sure_candidates() const { return surely_possible & ~may_be_covered; }
};

namespace {

std::uint64_t bit(std::uint32_t index) {
  return std::uint64_t{1} << index;
}

const program::Derogation& derogation_of(const program::Package& package, const program::Rule& rule,
                                         std::uint32_t index) {
  return package.derogations[rule.first_derogation + index - 1];
}

// Whether values of the two may be the same.
bool may_agree(const AbstractValue& left, const AbstractValue& right) {
  return !meet(left, right).is_nothing();
}

}  // namespace

void Machine::versions(const program::Variable& variable, AbstractOutcome& out) {
  const Context context(*this);
  for (std::uint32_t index = variable.n_versions; index-- > 0;) {
    const program::Version& version = package_.versions[variable.first_version + index];
    if (sources.known_texts[version.text.value] == 0) continue;
    if (!version.date) return version_body(variable, version, out);
    const Slot slot(*this);
    const AbstractOutcome& date = node(version.date, *slot);
    out.errors = sets.unite(out.errors, date.errors);
    const AbstractValue inside = within_period(date.value, version.from, version.until);
    if (inside.has_values()) {
      const Context applied(*this);
      if (refine_period(version.date, version.from, version.until, true, true)) version_body(variable, version, out);
    }
    AbstractValue given = date.value;
    given.may_be_absent = false;
    const bool may_pass = date.value.may_be_absent || !given.is_within(inside);
    if (!may_pass || !refine_period(version.date, version.from, version.until, false, true)) return;
  }
  hit(variable.no_version, out.errors);
}

void Machine::version_body(const program::Variable& variable, const program::Version& version, AbstractOutcome& out) {
  if (!version.rule) return hit(version.repealed, out.errors);
  const program::Rule& rule = package_.rules[version.rule.value];
  if (rule.n_derogations == 0) return join_node(rule.body, out);
  const Slot slot(*this);
  clear(*slot);
  this->rule(variable, rule, *slot);
  domain::join_into(out.value, slot->value);
  out.errors = sets.unite(out.errors, slot->errors);
}

// Takes it that the derogation is possible: that its guard, and those of the chain that it hangs from, are not false.
bool Machine::refine_guards(const program::Rule& rule, std::uint32_t node, bool strict) {
  while (node != 0) {
    const program::Derogation& derogation = derogation_of(package_, rule, node);
    if (!refine(derogation.guard, true, strict)) return false;
    strict = false;
    node =
        std::has_single_bit(derogation.parents) ? static_cast<std::uint32_t>(std::countr_zero(derogation.parents)) : 0;
  }
  return true;
}

// Takes it that no derogation covers the node: none that derogates from it has a true guard.
bool Machine::refine_uncovered(const program::Rule& rule, std::uint32_t node, const Candidates& candidates) {
  for (std::uint32_t index = node + 1; index <= rule.n_derogations; ++index) {
    const program::Derogation& derogation = derogation_of(package_, rule, index);
    if ((candidates.known & bit(index)) == 0 || (derogation.parents & bit(node)) == 0) continue;
    if (!refine(derogation.guard, false, false)) return false;
  }
  return true;
}

void Machine::guards(const program::Rule& rule, Candidates& found) {
  for (std::uint32_t index = 1; index <= rule.n_derogations; ++index) {
    const program::Derogation& derogation = derogation_of(package_, rule, index);
    if (sources.known_texts[derogation.text.value] == 0) continue;
    found.known |= bit(index);
    if ((derogation.parents & found.may_be_possible) == 0) continue;
    const bool surely_considered = (derogation.parents & found.surely_possible) != 0;
    const Context context(*this);
    const bool has_one_parent = std::has_single_bit(derogation.parents);
    const auto parent = static_cast<std::uint32_t>(std::countr_zero(derogation.parents));
    if (has_one_parent && !refine_guards(rule, parent, false)) continue;
    const Slot slot(*this);
    const AbstractOutcome& guard = node(derogation.guard, *slot);
    gather(found.guard_errors, guard, surely_considered);
    const bool may_be_true = guard.value.may_be_true();
    if (may_be_true || !guard.errors.is_empty()) found.may_be_possible |= bit(index);
    if (may_be_true) found.may_be_true |= bit(index);
    if (may_be_true) found.may_be_covered |= derogation.parents;
    if (!surely_considered) continue;
    if (!guard.value.may_be_false()) found.surely_possible |= bit(index);
    if (guard.is_surely_true()) found.surely_covered |= derogation.parents;
  }
}

void Machine::rule(const program::Variable& variable, const program::Rule& rule, AbstractOutcome& out) {
  Candidates found;
  guards(rule, found);
  if (!found.guard_errors.unreachable) candidates(variable, rule, found, out);
}

// The common value of the candidates; else the errors of guards, of candidates, and a conflict.
void Machine::candidates(const program::Variable& variable, const program::Rule& rule, Candidates& found,
                         AbstractOutcome& out) {
  Errors errors;
  bool first = true;
  bool same = true;
  AbstractValue agreed;
  bool must_agree = false;
  bool cannot_agree = false;
  for (std::uint32_t index = 0; index <= rule.n_derogations; ++index) {
    if ((found.may_be_candidates() & bit(index)) == 0) continue;
    const Context context(*this);
    if (!refine_guards(rule, index, false) || !refine_uncovered(rule, index, found)) {
      found.may_be_possible &= ~bit(index);
      continue;
    }
    const bool sure = (found.sure_candidates() & bit(index)) != 0;
    const Slot slot(*this);
    const AbstractOutcome& body = node(index == 0 ? rule.body : derogation_of(package_, rule, index).body, *slot);
    gather(errors, body, sure);
    same = same && body.is_certain_value() && (first || body.value == out.value);
    domain::join_into(out.value, body.value);
    found.surely_give(index, body);
    first = false;
    if (!sure) continue;
    if (must_agree) cannot_agree = cannot_agree || !may_agree(agreed, body.value);
    agreed = must_agree ? meet(agreed, body.value) : body.value;
    must_agree = true;
  }
  if (same && !first) return;
  if (errors.unreachable) return clear(out);
  if (must_agree) out.value = meet(out.value, agreed);
  if (errors.surely_fails || cannot_agree) out.value = AbstractValue::nothing();
  out.errors = settled(found.guard_errors);
  if (found.guard_errors.surely_fails) return;
  out.errors = sets.unite(out.errors, settled(errors));
  if (!errors.surely_fails && may_conflict(rule, found)) hit(variable.conflict, out.errors);
}

// Whether two candidates that are not sure to agree may be in play together while every guard has a value: none of the
// two derogates from the other, and their guards can both be true.
bool Machine::may_conflict(const program::Rule& rule, const Candidates& found) {
  const std::uint64_t possible = found.may_be_candidates() & (found.may_be_true | 1U);
  for (std::uint32_t right = 1; right <= rule.n_derogations; ++right) {
    if ((possible & bit(right)) == 0) continue;
    const std::uint64_t parents = derogation_of(package_, rule, right).parents;
    const Context one(*this);
    if (!refine_guards(rule, right, true)) continue;
    for (std::uint32_t left = 0; left < right; ++left) {
      if ((possible & bit(left)) == 0 || (parents & bit(left)) != 0 || found.surely_agree(left, right)) continue;
      const Context both(*this);
      if (refine_guards(rule, left, true)) return true;
    }
  }
  return false;
}

}  // namespace avenant::eval::abstract
