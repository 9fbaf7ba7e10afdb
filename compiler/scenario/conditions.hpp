// The conditions that make an eligibility fail, as a tree of labels. Used for `car`.
#pragma once

#include <string>
#include <vector>

#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::scenario {

/// A condition that is false, and for a group the false ones in it.
struct FailingCondition {
  std::string label;  ///< Empty for an unlabelled one.
  std::vector<FailingCondition> children;
};

/// The false conditions directly under a rule, each with those under it; nothing when the rule has no conditions.
[[nodiscard]] std::vector<FailingCondition> failing_conditions(const program::Package& package,
                                                               const eval::Trace& trace, program::VariableId variable);

/// Whether `labels` name exactly what fails: every label is of a failing condition, and every failing condition is
/// named, itself or by all that fails in it.
[[nodiscard]] bool names_exactly(const std::vector<FailingCondition>& failing, const std::vector<std::string>& labels);

/// The labels of the conditions without conditions in them, or of the nearest group that has one: `« a » ; « b »`.
[[nodiscard]] std::string labels_text(const std::vector<FailingCondition>& failing);

}  // namespace avenant::scenario
