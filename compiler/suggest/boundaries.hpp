// The boundaries of a program: comparisons of numbers, dates and ordered cases, and the days on which wordings begin
// and end. Read next: lab.hpp, which tells on which side a case is; search/boundary_search.hpp, which finds cases
// there.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/suggest/readers.hpp"

namespace avenant::suggest {

enum class BoundaryKind : std::uint8_t {
  Comparison,    ///< `node` compares its operands.
  VersionStart,  ///< The application date `node` reaches the first day of version `index`.
  VersionEnd,    ///< It passes its last day.
  PeriodStart,   ///< The same of an operation `in_period`, whose node is `index`.
  PeriodEnd,
};

/// One boundary of one variable.
struct Boundary {
  BoundaryKind kind = BoundaryKind::Comparison;
  program::NodeId node;  ///< The comparison; else the date.
  std::uint32_t index = 0;
  program::VariableId owner;
};

/// What is one boundary for those who read the rules: the same place of several members, or the same day of several
/// rules that a text changes together.
struct BoundaryGroup {
  program::PlaceId place;  ///< Of the comparison; else of a version.
  program::TextId text;
  std::vector<Boundary> members;
  bool is_folded = false;  ///< Some of it lies within a fold.
};

/// Those of the texts of the project, drafts left out, in the order of texts and places. Linear but for sorting.
[[nodiscard]] std::vector<BoundaryGroup> boundaries_of(const program::Package& package,
                                                       const std::vector<check::Unit>& units);

}  // namespace avenant::suggest
