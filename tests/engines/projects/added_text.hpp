// Law T7 on projects: where all application dates of an added text evaluate, and are absent or outside their periods,
// the text changes no outcome, places included.
#pragma once

#include <cstdint>
#include <string>

#include "runtime/program/package.hpp"
#include "tests/engines/programs/cases.hpp"

namespace avenant::engines {

struct AddedCounts {
  std::uint64_t cases = 0;
  // Those that the added text does not concern: the others prove nothing.
  std::uint64_t not_concerned = 0;
};

// `after` is `before` with one text or more. Empty, or what differs in one of `n_cases` random cases.
std::string check_added_text(const program::Package& before, const program::Package& after, std::uint64_t seed,
                             std::size_t n_cases, Faults faults, AddedCounts& counts);

}  // namespace avenant::engines
