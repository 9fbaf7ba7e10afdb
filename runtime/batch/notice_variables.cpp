#include "runtime/batch/notice_variables.hpp"

namespace avenant::batch {
namespace {

program::SiteId add_site(program::Package& package, value::RuntimeErrorClass error, program::PlaceId place,
                         std::size_t variable) {
  program::Site site;
  site.error = error;
  site.subject = program::SubjectKind::kVariable;
  site.place = place;
  site.subject_id = static_cast<std::uint32_t>(variable);
  package.sites.push_back(site);
  return program::SiteId(package.sites.size() - 1);
}

}  // namespace

NoticeVariables with_notice_variables(const program::Package& package, std::string_view dispositif) {
  NoticeVariables result{package, {}, {}};
  program::Package& extended = result.package;
  // What the library says is known to every run.
  program::Text always;
  always.kind = program::TextKind::kLibrary;
  extended.texts.push_back(always);
  for (std::size_t i = 0; i < package.notices.size(); ++i) {
    const program::Notice& notice = package.notices[i];
    if (package.text_of(notice.dispositif) != dispositif) continue;
    program::Rule rule;
    rule.body = notice.condition;
    rule.first_derogation = static_cast<std::uint32_t>(extended.derogations.size());
    extended.rules.push_back(rule);
    program::Version version;
    version.text = program::TextId(extended.texts.size() - 1);
    version.rule = program::RuleId(extended.rules.size() - 1);
    version.place = notice.place;
    extended.versions.push_back(version);
    program::Variable variable;
    variable.name = notice.message;
    variable.type = package.node(notice.condition).type;
    variable.first_version = static_cast<std::uint32_t>(extended.versions.size() - 1);
    variable.n_versions = 1;
    variable.place = notice.place;
    variable.dispositif = notice.dispositif;
    const std::size_t index = extended.variables.size();
    variable.no_version = add_site(extended, value::RuntimeErrorClass::no_version, notice.place, index);
    variable.conflict = add_site(extended, value::RuntimeErrorClass::conflict, notice.place, index);
    extended.variables.push_back(variable);
    result.variables.emplace_back(index);
    result.notices.push_back(static_cast<std::uint32_t>(i));
  }
  return result;
}

std::vector<program::VariableId> add_unshown(program::Package& package,
                                             std::span<const program::VariableId> variables) {
  std::vector<program::VariableId> added;
  for (const program::VariableId id : variables) {
    program::Variable variable = package.variable(id);
    variable.out_of_force = {};
    package.variables.push_back(variable);
    added.emplace_back(package.variables.size() - 1);
  }
  return added;
}

}  // namespace avenant::batch
