#include "compiler/check/unit.hpp"

namespace avenant::check {

std::vector<Unit> units_of(const program::Package& package) {
  std::vector<Unit> units;
  units.reserve(package.variables.size() + package.notices.size());
  for (std::size_t index = 0; index < package.variables.size(); ++index) {
    Unit unit;
    unit.variable = program::VariableId(index);
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
    unit.roots.push_back(notice.condition);
    units.push_back(std::move(unit));
  }
  return units;
}

}  // namespace avenant::check
