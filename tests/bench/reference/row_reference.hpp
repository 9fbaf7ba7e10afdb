// The principal results of aide_individuelle written by hand, one dossier at a time: what a careful C++ programmer
// would write from the texts, with the same exact values and the same place of the least error as the engines. It takes
// the default readings, no supplied figure, every text known; days of the years 1 to 9990. Not optimised beyond plain
// good sense: columnar_reference.hpp is. Read sites.hpp for the results and law.hpp for the figures.
#pragma once

#include <array>
#include <cstdint>
#include <limits>

#include "tests/bench/reference/law.hpp"
#include "tests/bench/reference/sites.hpp"

namespace reference {

inline constexpr std::int32_t kNotGiven = std::numeric_limits<std::int32_t>::min();

// A dossier: kNotGiven, or any number; those out of their range are errors of what reads them.
struct Facts {
#define AVENANT_FACT(member, Element, address, optional, least, greatest) std::int32_t member = kNotGiven;
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
};

// A value (0 where there is an error), and kOk or the place of the error.
struct Answer {
  std::int64_t value = 0;
  std::uint32_t status = kOk;
};

struct Answers {
  std::array<Answer, kResults> results;
};

void decide(const Facts& facts, const Sites& sites, Answers& answers);

}  // namespace reference
