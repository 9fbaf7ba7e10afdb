// A rule as the checks see it: one variable, or one notice, with what it reads. Read next: target.hpp, cone.hpp.
#pragma once

#include <memory>
#include <vector>

#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::check {

/// One member of a rule, or a notice.
struct Unit {
  program::VariableId variable;  ///< None for a notice.
  program::NodeId notice;        ///< The condition of a notice.
  /// The expressions that are its own: application dates, bodies, guards and bodies of derogations.
  std::vector<program::NodeId> roots;
  /// A part of the rules that read it: what it asks is asked there, where it is read.
  bool is_part = false;
  /// By variable: whether it is such a part.
  std::shared_ptr<const std::vector<bool>> parts;
};

/// The units of a program: every variable in order, then the notices. Parts are what no author asks for by itself: a
/// série, which has a value only at the dates at which it is read; an argument, a definition applied to arguments and a
/// rule of a called dispositif, which are evaluated only where, and when, a rule reads them.
[[nodiscard]] std::vector<Unit> units_of(const program::Package& package, const hir::Program& hir);

}  // namespace avenant::check
