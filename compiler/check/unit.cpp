#include "compiler/check/unit.hpp"

#include <string>
#include <string_view>
#include <unordered_set>

namespace avenant::check {

namespace {

/// The name before indices and labels: of `aide(3)` and `aide « libellé »`, `aide`.
std::string_view base_name(std::string_view name) {
  std::size_t end = 0;
  while (end < name.size() && name[end] != '(' && name[end] != ' ') ++end;
  return name.substr(0, end);
}

/// Whether the name is one that its author wrote: of a rule, of its column, member or condition.
bool is_written(std::string_view name, const std::unordered_set<std::string>& rules) {
  const std::string_view base = base_name(name);
  if (rules.count(std::string(base)) == 0) return false;
  const std::string_view rest = name.substr(base.size());
  // What follows is nothing, indices up to the end, or a label: an operator or a field makes it an argument or a call.
  if (rest.empty() || rest.starts_with(" «")) return true;
  const std::size_t close = rest.find(')');
  return rest[0] == '(' && close != std::string_view::npos &&
         (close + 1 == rest.size() || rest.substr(close + 1).starts_with(" «"));
}

std::shared_ptr<const std::vector<bool>> parts_of(const program::Package& package, const hir::Program& hir) {
  std::unordered_set<std::string> rules;
  for (const hir::Variable& variable : hir.variables) {
    const std::string& name = hir.names.text(variable.name);
    if (variable.parameters.empty()) rules.insert(std::string(base_name(name)));
  }
  auto parts = std::make_shared<std::vector<bool>>();
  for (const program::Variable& variable : package.variables) {
    const bool is_series = variable.kind == program::RuleKind::kParameter;
    // A program without its rules has no names to tell parts by.
    const bool is_made = !rules.empty() && !is_written(package.text_of(variable.name), rules);
    parts->push_back(is_series || is_made);
  }
  return parts;
}

}  // namespace

std::vector<Unit> units_of(const program::Package& package, const hir::Program& hir) {
  const auto parts = parts_of(package, hir);
  std::vector<Unit> units;
  units.reserve(package.variables.size() + package.notices.size());
  for (std::size_t index = 0; index < package.variables.size(); ++index) {
    Unit unit;
    unit.variable = program::VariableId(index);
    unit.is_part = (*parts)[index];
    unit.parts = parts;
    for (const program::Version& version : package.versions_of(package.variables[index])) {
      if (version.date) unit.roots.push_back(version.date);
      if (!version.rule) continue;
      const program::Rule& rule = package.rule(version.rule);
      unit.roots.push_back(rule.body);
      for (const program::Derogation& derogation : package.derogations_of(rule)) {
        unit.roots.push_back(derogation.guard);
        unit.roots.push_back(derogation.body);
      }
    }
    units.push_back(std::move(unit));
  }
  for (const program::Notice& notice : package.notices) {
    Unit unit;
    unit.notice = notice.condition;
    unit.parts = parts;
    unit.roots.push_back(notice.condition);
    units.push_back(std::move(unit));
  }
  return units;
}

}  // namespace avenant::check
