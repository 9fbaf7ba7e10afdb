// How a program is cut into functions: a unit is a variable, or an expression that several others share, whose outcome
// is computed once a case and kept. What is no unit is compiled where it is read. Read code/emitter.hpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/engine/settings.hpp"
#include "runtime/program/package.hpp"

namespace avenant::native {

using engine::Settings;

using UnitIndex = std::uint32_t;
inline constexpr UnitIndex kNoUnit = 0xFFFFFFFFU;

struct Unit {
  // None: the unit is `node`.
  program::VariableId variable;
  program::NodeId node;
};

struct UnitPlan {
  // Each after those it reads.
  std::vector<Unit> units;
  // Of units: about how many instructions computing them takes.
  std::vector<std::uint32_t> unit_weights;
  // Of variables and of nodes: their unit, or kNoUnit.
  std::vector<UnitIndex> unit_of_variable;
  std::vector<UnitIndex> unit_of_node;
  // Of variables and of nodes that are reached: about how many instructions computing them takes where they stand; a
  // unit that is read counts as a few.
  std::vector<std::uint32_t> variable_weights;
  std::vector<std::uint32_t> node_weights;
  // Units of the requests, in their order.
  std::vector<UnitIndex> requests;
};

// Only what the requests need, under the settings: versions and derogations of texts that do not count are left out.
// Linear in the size of what is reached; no recursion.
UnitPlan plan_units(const program::Package& package, const Settings& settings);

}  // namespace avenant::native
