// A rule as the checks see it: one variable, or one notice, with what it reads. Read next: target.hpp, cone.hpp.
#pragma once

#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::check {

/// One member of a rule, or a notice.
struct Unit {
  program::VariableId variable;  ///< None for a notice.
  program::NodeId notice;        ///< The condition of a notice.
  /// The expressions that are its own: application dates, bodies, guards and bodies of derogations.
  std::vector<program::NodeId> roots;
};

/// The units of a program: every variable in order, then the notices.
[[nodiscard]] std::vector<Unit> units_of(const program::Package& package);

}  // namespace avenant::check
