// What --min asks for: the least percentage of the coverage, of all or of one kind. Read next: coverage_check.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace avenant::driver {

struct CoverageFloor {
  enum class Kind : std::uint8_t { Total, Articles, Versions, Rows, Conditions, Derogations };
  Kind kind = Kind::Total;
  std::uint32_t hundredths = 0;  ///< Of a percent, 0 to 10 000.
};

/// Reads `95`, `92,5`, `92.25 %`, `conditions=100`, the kinds in French or in English. Nothing where it is none of
/// them.
[[nodiscard]] std::optional<CoverageFloor> parse_coverage_floor(std::string_view text);

}  // namespace avenant::driver
