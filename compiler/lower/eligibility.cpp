#include "compiler/lower/expression.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

// A condition that belongs to a family has a member for each of its rule's.
std::size_t own_ordinal(const Context& context, hir::VariableId variable, std::size_t ordinal) {
  return context.hir.variables[variable].indices.empty() ? 0 : ordinal;
}

// A group shows its conditions where it is listed when nothing but the rule that lists it can change it: one version,
// in force with the rule's, and no derogation. Other groups are read as variables, and show their conditions there.
bool is_shown_in_place(const Context& context, hir::VariableId id, const hir::Version& rule, std::size_t ordinal) {
  const hir::Variable& group = context.hir.variables[id];
  if (group.versions.size() != 1 || group.versions[0].repealed) return false;
  const hir::Version& version = group.versions[0];
  if (version.rule.body.valid()) return false;
  const bool same_time = !version.application.valid() || (version.application == rule.application &&
                                                          version.from == rule.from && version.until == rule.until);
  return same_time && !has_derogations(context, id, ordinal);
}

program::ConditionId lower_condition(Context& context, const hir::Condition& condition, const hir::Version& rule,
                                     std::size_t rule_ordinal) {
  const hir::Variable& variable = context.hir.variables[condition.variable];
  const std::size_t ordinal = own_ordinal(context, condition.variable, rule_ordinal);
  if (is_shown_in_place(context, condition.variable, rule, ordinal)) {
    return lower_conditions(context, variable.versions[0], ordinal, condition.label);
  }
  const program::VariableId member = member_of(context, condition.variable, ordinal);
  const program::NodeId node = read_member(context, member, variable.provenance.span);
  return context.builder.add_condition(condition.label, node, place_of(context, variable.provenance));
}

}  // namespace

program::ConditionId lower_conditions(Context& context, const hir::Version& version, std::size_t ordinal,
                                      const std::string& label) {
  std::vector<program::ConditionId> children;
  for (const hir::Condition& condition : version.rule.conditions) {
    children.push_back(lower_condition(context, condition, version, ordinal));
  }
  const bool all = version.rule.mode != hir::ConditionMode::Any;
  return context.builder.add_condition_group(label, all ? program::ConditionGroup::kAll : program::ConditionGroup::kAny,
                                             children, place_of(context, version.provenance));
}

}  // namespace avenant::lower
