// Random rule files that the grammar accepts: every kind of rule, expressions of any depth. They need not make sense.
#pragma once

#include <cstdint>
#include <string>

namespace avenant::fuzz {

/// A rule file, a function of the seed.
[[nodiscard]] std::string generate_rules(std::uint64_t seed);

}  // namespace avenant::fuzz
