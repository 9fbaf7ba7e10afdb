// « nombre » inside a definition with parameters: a number of any unit and of any grain.
// Read next: program.hpp, Program::generic_unit.
#pragma once

#include <cstdint>

namespace avenant::hir {

/// The grain of a « nombre »: one that no author can write, so that an expression that has it has the grain of the
/// arguments, whatever that is. A product of two of them is beyond the finest grain, and counts as free.
inline constexpr std::int64_t kGenericGrain = 1'000'003;

/// The grain of values of a type: free where it depends on the arguments.
[[nodiscard]] constexpr std::int64_t known_grain(std::int64_t grain) {
  return grain % kGenericGrain == 0 ? 0 : grain;
}

}  // namespace avenant::hir
