// Which variable a scenario is to ask for, so that it meets what is written in another. Read next: boundaries.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/check/unit.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::suggest {

/// The readers of each variable, and whether a scenario may ask for it.
class Readers {
 public:
  /// Linear in the package. `units` are those of check::units_of.
  Readers(const program::Package& package, const std::vector<check::Unit>& units);

  /// The variable itself where a scenario may ask for it, else the nearest of those that read it and may be asked for:
  /// at most three.
  [[nodiscard]] std::vector<program::VariableId> requests_for(program::VariableId variable) const;
  [[nodiscard]] bool may_be_asked(program::VariableId variable) const { return may_be_asked_[variable.value]; }
  /// Whether the outcome of `reader` may depend on the variable; true of itself.
  [[nodiscard]] bool reads(program::VariableId reader, program::VariableId variable) const;

 private:
  std::vector<std::vector<program::VariableId>> readers_;  // By variable.
  std::vector<bool> may_be_asked_;
  // By variable, those that read it through others: found at the first use.
  mutable std::vector<std::vector<bool>> all_readers_;
};

/// The expressions below a root, each once, those of other variables left out. `folded` are within a fold: they have no
/// value of their own.
struct Expressions {
  std::vector<program::NodeId> plain;
  std::vector<program::NodeId> folded;
};
[[nodiscard]] Expressions expressions_of(const program::Package& package, const std::vector<program::NodeId>& roots);

}  // namespace avenant::suggest
