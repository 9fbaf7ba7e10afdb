// The dates that decide which texts apply, and the days where they part: what a partial case is split on.
// Read partial_case.hpp next.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/abstract_value.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval::partial {

// An application date that versions, or derogations of later texts, are chosen by. One of the two ids is set.
struct Split {
  program::VariableId variable;
  program::InputId input;
  // The first days of the parts but the first one, ascending.
  std::vector<value::Date> days;
};

// At most so many dates are split on, those of most days first; each in at most kMaxParts parts.
inline constexpr std::size_t kMaxSplits = 12;
inline constexpr std::size_t kMaxParts = 24;

// The splits of a program. Dates that are computed where they are used are left out. Linear in the program.
std::vector<Split> splits_of(const program::Package& package);

// The parts of `dates`, which together hold all of them, absent included. Each holds some.
std::vector<AbstractValue> parts_of(const AbstractValue& dates, const Split& split);

}  // namespace avenant::eval::partial
