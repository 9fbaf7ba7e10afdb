// What an expression means, as a text: the same for two programs where their rules say the same, whatever the layout,
// the ids, the names of indices, and the order of `et` and `ou`. Read next: structure.hpp, what is compared by it.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "compiler/hir/program.hpp"

namespace avenant::compare {

/// Writes meanings of one program, which must outlive it. Texts are compared, never shown.
class Meaning {
 public:
  explicit Meaning(const hir::Program& program) : program_(program) {}

  /// Of an expression of a rule with these indices; an invalid one is a dash. Linear, but for sorted operands.
  [[nodiscard]] std::string of(hir::ExpressionId id, const std::vector<hir::BinderId>& indices) const;
  [[nodiscard]] std::string of(const hir::Type& type, const hir::Range& range) const;
  [[nodiscard]] std::string of(const hir::IndexDomain& domain) const;
  /// The domains of the indices of a family, without their names.
  [[nodiscard]] std::string of(const std::vector<hir::BinderId>& indices) const;
  [[nodiscard]] std::string of(const std::vector<hir::IndexDomain>& domains) const;

  [[nodiscard]] const std::string& name(base::Name name) const;
  /// `aide.aide_ouverte`; of a condition, that of its éligibilité and its label.
  [[nodiscard]] std::string variable(hir::VariableId id) const;

 private:
  class Writer;
  const hir::Program& program_;
};

/// The sorted texts, joined; the texts themselves do not hold the separator.
[[nodiscard]] std::string joined(const std::vector<std::string>& texts, std::string_view separator);

}  // namespace avenant::compare
