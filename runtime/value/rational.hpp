// Exact rationals with 64-bit parts; every operation is exact or reports an error, none allocates.
// Read next: rounding.hpp (grain and rounding), docs/numbers-and-dates.md (limits and errors).
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <type_traits>

#include "runtime/value/checked.hpp"

namespace avenant::value {

/// Signed and unsigned 128-bit integers, for intermediate results only.
__extension__ using Int128 = __int128;
__extension__ using Uint128 = unsigned __int128;

/// The largest magnitude of a numerator, and the largest denominator: 2^63 − 1. −2^63 is no value of any type.
inline constexpr std::int64_t kMaxPart = std::numeric_limits<std::int64_t>::max();

/// A rational in lowest terms: |numerator| ≤ 2^63 − 1, 1 ≤ denominator ≤ 2^63 − 1. Equal numbers have equal bits.
class Rational {
 public:
  /// Zero.
  constexpr Rational() = default;

  /// The integer `n`; every int32 is a number, so this cannot fail.
  [[nodiscard]] static constexpr Rational whole(std::int32_t n) { return Rational{n, 1}; }

  /// The integer `n`. Error: overflow for −2^63.
  static constexpr Checked<Rational> from_integer(std::int64_t n) {
    if (n == std::numeric_limits<std::int64_t>::min()) return failed<Rational>(ArithmeticError::overflow);
    return {Rational{n, 1}};
  }

  /// The number numerator ÷ denominator, for any two integers of 128 bits.
  /// Errors: division_by_zero; overflow when the number in lowest terms does not fit.
  static Checked<Rational> from_ratio(Int128 numerator, Int128 denominator);

  /// The number whose parts are given, without any check: for cells that were written by this module and for
  /// constants that are visibly right. Precondition: the invariant of the class holds.
  [[nodiscard]] static constexpr Rational unchecked(std::int64_t numerator, std::int64_t denominator) {
    return Rational{numerator, denominator};
  }

  /// Whether the two parts satisfy the invariant of the class. Logarithmic (one gcd).
  [[nodiscard]] static bool is_valid(std::int64_t numerator, std::int64_t denominator);

  [[nodiscard]] constexpr std::int64_t numerator() const { return numerator_; }
  [[nodiscard]] constexpr std::int64_t denominator() const { return denominator_; }
  [[nodiscard]] constexpr bool is_integer() const { return denominator_ == 1; }
  [[nodiscard]] constexpr bool is_zero() const { return numerator_ == 0; }
  /// −1, 0 or 1.
  [[nodiscard]] constexpr int sign() const { return (numerator_ > 0) - (numerator_ < 0); }

  friend constexpr bool operator==(Rational, Rational) = default;
  /// The order of numbers; never fails, the cross products fit in 126 bits.
  friend constexpr std::strong_ordering operator<=>(Rational x, Rational y) {
    if (x.denominator_ == y.denominator_) return x.numerator_ <=> y.numerator_;
    return Int128{x.numerator_} * y.denominator_ <=> Int128{y.numerator_} * x.denominator_;
  }

 private:
  constexpr Rational(std::int64_t numerator, std::int64_t denominator)
      : numerator_{numerator}, denominator_{denominator} {}

  std::int64_t numerator_ = 0;
  std::int64_t denominator_ = 1;
};
static_assert(sizeof(Rational) == 16 && std::is_trivially_copyable_v<Rational>);

namespace detail {
Checked<Rational> add_fractions(Rational x, Rational y);
Checked<Rational> multiply_fractions(Rational x, Rational y);
Checked<Rational> divide_nonzero(Rational x, Rational y);
}  // namespace detail

/// −x; the range is symmetric, so it cannot fail.
[[nodiscard]] constexpr Rational negate(Rational x) {
  return Rational::unchecked(-x.numerator(), x.denominator());
}

/// |x|; cannot fail.
[[nodiscard]] constexpr Rational absolute(Rational x) {
  return x.numerator() < 0 ? negate(x) : x;
}

/// The smaller, the larger of two numbers.
[[nodiscard]] constexpr Rational minimum(Rational x, Rational y) {
  return y < x ? y : x;
}
[[nodiscard]] constexpr Rational maximum(Rational x, Rational y) {
  return x < y ? y : x;
}

/// x + y. Error: overflow when the reduced sum does not fit.
inline Checked<Rational> add(Rational x, Rational y) {
  if ((x.denominator() | y.denominator()) != 1) return detail::add_fractions(x, y);
  std::int64_t sum = 0;
  if (__builtin_add_overflow(x.numerator(), y.numerator(), &sum)) return failed<Rational>(ArithmeticError::overflow);
  return Rational::from_integer(sum);
}

/// x − y. Error: overflow when the reduced difference does not fit.
inline Checked<Rational> subtract(Rational x, Rational y) {
  return add(x, negate(y));
}

/// x × y. Error: overflow when the reduced product does not fit.
inline Checked<Rational> multiply(Rational x, Rational y) {
  if ((x.denominator() | y.denominator()) != 1) return detail::multiply_fractions(x, y);
  std::int64_t product = 0;
  if (__builtin_mul_overflow(x.numerator(), y.numerator(), &product)) {
    return failed<Rational>(ArithmeticError::overflow);
  }
  return Rational::from_integer(product);
}

/// x ÷ y. Errors: division_by_zero; overflow when the reduced quotient does not fit.
inline Checked<Rational> divide(Rational x, Rational y) {
  if (y.is_zero()) return failed<Rational>(ArithmeticError::division_by_zero);
  return detail::divide_nonzero(x, y);
}

/// The integer that x is. Error: inexact when x is no integer.
constexpr Checked<std::int64_t> to_integer(Rational x) {
  if (!x.is_integer()) return failed<std::int64_t>(ArithmeticError::inexact);
  return {x.numerator()};
}

/// The greatest common divisor; 0 is the neutral element. Logarithmic.
[[nodiscard]] std::uint64_t greatest_common_divisor(std::uint64_t x, std::uint64_t y);

}  // namespace avenant::value
