// From what a scenario names in the HIR to the ids of the package. Built once a run.
// Read next: setting.hpp, expectation.hpp.
#pragma once

#include <string>
#include <unordered_map>

#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::scenario {

/// The names of a package, found in constant time. Names are unique within a dispositif.
class Lookup {
 public:
  Lookup(const hir::Program& hir, const program::Package& package);

  /// None when the package has no such member.
  [[nodiscard]] program::VariableId variable(const hir::VariableMember& member) const;
  [[nodiscard]] program::InputId input(const hir::InputMember& member) const;
  [[nodiscard]] program::ReadingId reading(hir::ReadingId reading) const;
  /// None when no text of that name is a draft.
  [[nodiscard]] program::TextId draft(base::Name name) const;
  /// Whether a derogation of the package is a member of that one of the HIR.
  [[nodiscard]] bool is_derogation(program::DerogationId member, hir::DerogationId derogation) const;

  [[nodiscard]] const hir::Program& hir() const { return hir_; }
  [[nodiscard]] const program::Package& package() const { return package_; }

 private:
  [[nodiscard]] std::string key(hir::DispositifId dispositif, const std::string& name) const;

  const hir::Program& hir_;
  const program::Package& package_;
  std::unordered_map<std::string, program::VariableId> variables_;
  std::unordered_map<std::string, program::InputId> inputs_;
};

}  // namespace avenant::scenario
