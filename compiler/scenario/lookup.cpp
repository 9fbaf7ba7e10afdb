#include "compiler/scenario/lookup.hpp"

#include <algorithm>

#include "compiler/lower/names.hpp"

namespace avenant::scenario {

namespace {

std::string joined(std::string_view dispositif, std::string_view name) {
  return std::string(dispositif) + '\n' + std::string(name);
}

}  // namespace

Lookup::Lookup(const hir::Program& hir, const program::Package& package) : hir_(hir), package_(package) {
  for (std::size_t index = 0; index < package.variables.size(); ++index) {
    const program::Variable& variable = package.variables[index];
    const std::string_view dispositif = package.text_of(variable.dispositif);
    variables_.emplace(joined(dispositif, package.text_of(variable.name)), program::VariableId(index));
  }
  for (std::size_t index = 0; index < package.inputs.size(); ++index) {
    const program::Input& input = package.inputs[index];
    inputs_.emplace(joined(package.text_of(input.dispositif), package.text_of(input.name)), program::InputId(index));
  }
}

std::string Lookup::key(hir::DispositifId dispositif, const std::string& name) const {
  return joined(dispositif.valid() ? hir_.names.text(hir_.dispositifs[dispositif].name) : "", name);
}

program::VariableId Lookup::variable(const hir::VariableMember& member) const {
  const hir::DispositifId dispositif = hir_.variables[member.variable].dispositif;
  const auto found = variables_.find(key(dispositif, lower::member_name(hir_, member.variable, member.indices)));
  return found == variables_.end() ? program::VariableId() : found->second;
}

program::InputId Lookup::input(const hir::InputMember& member) const {
  const hir::DispositifId dispositif = hir_.inputs[member.path.input].dispositif;
  const auto found = inputs_.find(key(dispositif, lower::input_member_name(hir_, member.path, member.indices)));
  return found == inputs_.end() ? program::InputId() : found->second;
}

program::ReadingId Lookup::reading(hir::ReadingId reading) const {
  return package_.reading_named(hir_.names.text(hir_.readings[reading].name));
}

program::TextId Lookup::draft(base::Name name) const {
  const program::TextId text = package_.text_named(hir_.names.text(name));
  return text && package_.texts[text.value].kind == program::TextKind::kDraft ? text : program::TextId();
}

bool Lookup::is_derogation(program::DerogationId member, hir::DerogationId derogation) const {
  const program::Derogation& item = package_.derogations[member.value];
  const hir::Derogation& wanted = hir_.derogations[derogation];
  if (!wanted.name.valid() || package_.text_of(item.name) != hir_.names.text(wanted.name)) return false;
  // A later text may have given it other words: it is the same derogation.
  const hir::DispositifId dispositif = hir_.variables[wanted.target].dispositif;
  return std::any_of(hir_.derogations.begin(), hir_.derogations.end(), [&](const hir::Derogation& other) {
    return other.name == wanted.name && hir_.variables[other.target].dispositif == dispositif &&
           package_.place(item.place).offset == other.provenance.span.begin;
  });
}

}  // namespace avenant::scenario
