// Random numbers of one dossier: a function of the seed and of the dossier's number, so that any part of a population
// can be made alone, and is the same on every machine. Read generator.hpp next.
#pragma once

#include <cstdint>

namespace population {

/// SplitMix64 (Steele, Lea and Flood, 2014).
class Chance {
 public:
  Chance(std::uint64_t seed, std::uint64_t number) : state_(mix(seed) ^ mix(number * kGolden + 1)) {}

  [[nodiscard]] std::uint64_t next() { return mix(state_ += kGolden); }
  /// From 0 to n − 1, n at most 2^31: uneven by less than one in 2^32.
  [[nodiscard]] std::int32_t below(std::int32_t n) {
    return static_cast<std::int32_t>((next() >> 32U) * static_cast<std::uint64_t>(n) >> 32U);
  }
  [[nodiscard]] std::int32_t from_to(std::int32_t least, std::int32_t greatest) {
    return least + below(greatest - least + 1);
  }
  /// From `least` to `greatest`, the middle more often than the ends: the mean of three.
  [[nodiscard]] std::int32_t around(std::int32_t least, std::int32_t greatest) {
    const std::int32_t width = greatest - least + 1;
    return least + (below(width) + below(width) + below(width)) / 3;
  }
  /// True `per_mille` times in a thousand.
  [[nodiscard]] bool one_in(std::int32_t per_mille) { return below(1000) < per_mille; }

 private:
  static constexpr std::uint64_t kGolden = 0x9E3779B97F4A7C15U;
  static constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30U)) * 0xBF58476D1CE4E5B9U;
    x = (x ^ (x >> 27U)) * 0x94D049BB133111EBU;
    return x ^ (x >> 31U);
  }

  std::uint64_t state_;
};

}  // namespace population
