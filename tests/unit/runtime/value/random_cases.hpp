// Random cases for properties over integers: a seed that is printed, inputs near the limits, and shrinking.
// AVENANT_TEST_SEED and AVENANT_TEST_CASES, where set, replace the seed and the number of cases of every property.
#pragma once

#include <array>
#include <bit>
#include <catch2/catch.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <random>
#include <sstream>
#include <string>

namespace avenant::value::testing {

using Random = std::mt19937_64;

inline std::uint64_t environment_or(const char* name, std::uint64_t otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtoull(text, nullptr, 10);
}

inline std::uint64_t seed() {
  return environment_or("AVENANT_TEST_SEED", 20'240'622);
}

/// `n_optimised` in optimised builds, a twentieth in the others, which are that much slower.
inline std::uint64_t n_cases(std::uint64_t n_optimised) {
#ifdef NDEBUG
  return environment_or("AVENANT_TEST_CASES", n_optimised);
#else
  return environment_or("AVENANT_TEST_CASES", n_optimised / 20);
#endif
}

/// An integer from `low` to `high`.
inline std::int64_t between(Random& random, std::int64_t low, std::int64_t high) {
  return std::uniform_int_distribution<std::int64_t>{low, high}(random);
}

/// An integer of 64 bits that is often small, of the kind rules write, a power, or beside a limit.
inline std::int64_t any_integer(Random& random) {
  constexpr std::array<std::int64_t, 16> kUsual{1, 2, 3, 4, 5, 7, 8, 10, 12, 20, 25, 30, 50, 100, 365, 1000};
  constexpr std::int64_t kMax = std::numeric_limits<std::int64_t>::max();
  // The sign is applied in 64 wrapping bits, so that −2^63 occurs too.
  const auto signed_by_chance = [&random](std::uint64_t x) {
    return std::bit_cast<std::int64_t>((random() & 1U) != 0 ? x : std::uint64_t{0} - x);
  };
  switch (between(random, 0, 7)) {
    case 0:
      return between(random, -20, 20);
    case 1:
      return kUsual[static_cast<std::size_t>(between(random, 0, 15))];
    case 2:
      return signed_by_chance(static_cast<std::uint64_t>(kMax) - static_cast<std::uint64_t>(between(random, -1, 30)));
    case 3:
      return signed_by_chance((std::uint64_t{1} << static_cast<unsigned>(between(random, 0, 63))) +
                              static_cast<std::uint64_t>(between(random, 0, 2)) - 1);
    case 4:
      return signed_by_chance(static_cast<std::uint64_t>(kMax / between(random, 1, 12)));
    case 5:
      return between(random, -10'000'000, 10'000'000);
    default:
      return signed_by_chance(random() >> static_cast<unsigned>(between(random, 1, 63)));
  }
}

template <std::size_t n>
using Inputs = std::array<std::int64_t, n>;

template <std::size_t n>
std::string describe(const Inputs<n>& inputs) {
  std::ostringstream out;
  for (const std::int64_t input : inputs) out << ' ' << input;
  return out.str();
}

/// Makes failing inputs smaller, one at a time, as long as the property still fails.
template <std::size_t n, class Property>
Inputs<n> shrink(Inputs<n> inputs, const Property& property) {
  for (bool is_smaller = true; is_smaller;) {
    is_smaller = false;
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t original = inputs[i];
      const std::int64_t step_back = original > 0 ? original - 1 : original + 1;
      for (const std::int64_t candidate : {std::int64_t{0}, std::int64_t{1}, original / 2, original / 10, step_back}) {
        const bool is_nearer_to_zero = original < 0 ? candidate > original : candidate < original;
        if (original == 0 || !is_nearer_to_zero) continue;
        inputs[i] = candidate;
        if (!property(inputs).empty()) {
          is_smaller = true;
          break;
        }
        inputs[i] = original;
      }
    }
  }
  return inputs;
}

/// Checks that `property`, which gives the reason of a failure or nothing, holds on the inputs that `generate` makes.
/// The property must accept any integers and hold on those it has nothing to say about.
template <std::size_t n, class Generate, class Property>
void for_all(std::uint64_t n_random_cases, const Generate& generate, const Property& property) {
  Random random{seed()};
  for (std::uint64_t i = 0; i < n_random_cases; ++i) {
    const Inputs<n> inputs = generate(random);
    if (property(inputs).empty()) continue;
    const Inputs<n> small = shrink(inputs, property);
    FAIL("seed " << seed() << ", case " << i << ", inputs" << describe(inputs) << "\nsmaller inputs" << describe(small)
                 << ": " << property(small));
  }
  SUCCEED();
}

/// As above, every input being any_integer().
template <std::size_t n, class Property>
void for_all_integers(std::uint64_t n_random_cases, const Property& property) {
  for_all<n>(
      n_random_cases,
      [](Random& random) {
        Inputs<n> inputs{};
        for (std::int64_t& input : inputs) input = any_integer(random);
        return inputs;
      },
      property);
}

}  // namespace avenant::value::testing
