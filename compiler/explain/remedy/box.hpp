// The values that a fact may be changed to, as a set that is split until it is known which would do, and what changing
// to the nearest of them costs. Read next: search.hpp.
#pragma once

#include <optional>
#include <vector>

#include "compiler/explain/remedy/remedy.hpp"
#include "runtime/eval/abstract_value.hpp"

namespace avenant::explain {

/// A fact as it is, and where a reader would look for another value of it.
struct Fact {
  program::InputId input;
  const program::Type* type = nullptr;
  std::optional<value::Value> given;  ///< Nothing where it is not given, or absent.
  value::Value anchor;                ///< What is given; else the value that changes are counted from.
  std::uint32_t n_cases = 0;          ///< Of an enumeration.
  bool ordered = false;
};

/// Whether facts of the type can be searched: booléens, cases, dates, numbers of a known grain.
[[nodiscard]] bool can_change(const program::Type& type);
/// The value of the set nearest to the fact as it is; nothing for absent, or not given.
[[nodiscard]] std::optional<value::Value> nearest(const Fact& fact, const eval::AbstractValue& values);
/// What it costs to change the fact to a value; nothing where it stays.
[[nodiscard]] Cost cost_of(const Fact& fact, const std::optional<value::Value>& value);
/// The set in parts, the one that holds the nearest value first; empty where it holds a single value.
[[nodiscard]] std::vector<eval::AbstractValue> split(const program::Package& package, const Fact& fact,
                                                     const eval::AbstractValue& values);
/// The sum of two costs.
[[nodiscard]] Cost added(const Cost& left, const Cost& right);

}  // namespace avenant::explain
