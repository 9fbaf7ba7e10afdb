// Checks that a program is well formed: what every engine may then rely on. Read op.def for the types of operations.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::program {

struct Limits {
  // The most operations that evaluating every variable once can take.
  std::uint64_t cost = 100'000'000;
  // The longest chain of operations that read each other, through variables: it bounds the engines' recursion.
  std::uint32_t depth = 10'000;
};

enum class Problem : std::uint8_t {
  kNone,
  kMalformed,  // a defect of whoever built the program
  kCycle,      // variables that need themselves
  kTooCostly,
  kTooDeep,
};

struct Verification {
  Problem problem = Problem::kNone;
  // In English, for a developer: what is wrong, and where. Empty when nothing is.
  std::string message;
  // Of kCycle: the variables of one cycle, in order of reading.
  std::vector<VariableId> cycle;
  // The operations that evaluating every variable once takes at most.
  std::uint64_t cost = 0;
  // The longest chain of operations that read each other.
  std::uint32_t depth = 0;

  bool ok() const { return problem == Problem::kNone; }
};

// Checks ids, arities, types, grains, sites, the absence of cycles through all versions, application dates, guards and
// bodies together, and the limits. Linear in the size of the program.
Verification verify(const Package& package, const Limits& limits = {});

}  // namespace avenant::program
