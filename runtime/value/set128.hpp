// A set of cases of one enumeration, one bit a case; enumerations used in sets have at most 128 cases.
// Read next: value.hpp (the cell that holds a set).
#pragma once

#include <bit>
#include <cstdint>

namespace avenant::value {

/// The largest number of cases of an enumeration whose sets can be written.
inline constexpr int kMaxSetCases = 128;

/// A set of case indices from 0 to 127. Indices given to it must be in that range.
class Set128 {
 public:
  /// The empty set.
  constexpr Set128() = default;

  /// The set of the bits of two words; bit i of `low` is case i, bit i of `high` is case 64 + i.
  [[nodiscard]] static constexpr Set128 from_words(std::uint64_t low, std::uint64_t high) { return Set128{low, high}; }

  /// The set of the first `n_cases` cases (`tous`). Precondition: 0 ≤ n_cases ≤ 128.
  [[nodiscard]] static constexpr Set128 all(int n_cases) {
    return Set128{first_bits(n_cases), first_bits(n_cases - 64)};
  }

  [[nodiscard]] constexpr std::uint64_t low() const { return low_; }
  [[nodiscard]] constexpr std::uint64_t high() const { return high_; }

  [[nodiscard]] constexpr bool contains(int index) const {
    return (((index < 64 ? low_ : high_) >> (static_cast<unsigned>(index) & 63U)) & 1U) != 0;
  }
  constexpr void insert(int index) {
    (index < 64 ? low_ : high_) |= std::uint64_t{1} << (static_cast<unsigned>(index) & 63U);
  }
  [[nodiscard]] constexpr int count() const { return std::popcount(low_) + std::popcount(high_); }
  [[nodiscard]] constexpr bool is_empty() const { return (low_ | high_) == 0; }

  /// The cases among the first `n_cases` that are not in the set (`tous sauf`). Precondition: 0 ≤ n_cases ≤ 128.
  [[nodiscard]] constexpr Set128 complement(int n_cases) const {
    return Set128{~low_ & first_bits(n_cases), ~high_ & first_bits(n_cases - 64)};
  }
  [[nodiscard]] constexpr bool is_subset_of(Set128 other) const {
    return (low_ & ~other.low_) == 0 && (high_ & ~other.high_) == 0;
  }

  friend constexpr Set128 operator|(Set128 x, Set128 y) { return Set128{x.low_ | y.low_, x.high_ | y.high_}; }
  friend constexpr Set128 operator&(Set128 x, Set128 y) { return Set128{x.low_ & y.low_, x.high_ & y.high_}; }
  friend constexpr bool operator==(Set128, Set128) = default;

 private:
  constexpr Set128(std::uint64_t low, std::uint64_t high) : low_{low}, high_{high} {}

  /// A word whose lowest `n` bits are set; none when n ≤ 0, all when n ≥ 64.
  static constexpr std::uint64_t first_bits(int n) {
    if (n <= 0) return 0;
    return n >= 64 ? ~std::uint64_t{0} : (std::uint64_t{1} << static_cast<unsigned>(n)) - 1;
  }

  std::uint64_t low_ = 0;
  std::uint64_t high_ = 0;
};
static_assert(sizeof(Set128) == 16);

}  // namespace avenant::value
