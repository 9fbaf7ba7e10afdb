// The operations of rationals that are more than one integer operation.
// Sums follow Knuth, The Art of Computer Programming 2, §4.5.1: dividing by the gcd of the denominators first keeps
// every intermediate within 127 bits and a sign, and the last gcd within 64 bits.
#include "runtime/value/rational.hpp"

#include <bit>
#include <utility>

namespace avenant::value {
namespace {

std::uint64_t magnitude(std::int64_t x) {
  return static_cast<std::uint64_t>(x < 0 ? -x : x);
}

Uint128 magnitude(Int128 x) {
  return x < 0 ? Uint128{0} - static_cast<Uint128>(x) : static_cast<Uint128>(x);
}

/// The remainder, without the 128-bit division where 64 bits are enough.
std::uint64_t remainder(Uint128 x, std::uint64_t divisor) {
  if (x >> 64U == 0) return static_cast<std::uint64_t>(x) % divisor;
  return static_cast<std::uint64_t>(x % divisor);
}

/// The quotient of an exact division, without the 128-bit division where it is not needed.
Int128 exact_quotient(Int128 x, std::uint64_t divisor) {
  if (divisor == 1) return x;
  const auto low = static_cast<std::int64_t>(x);
  if (low == x) return low / static_cast<std::int64_t>(divisor);
  return x / static_cast<Int128>(divisor);
}

/// A number whose parts are already in lowest terms, if it fits.
Checked<Rational> fit(Int128 numerator, Int128 denominator) {
  if (numerator > kMaxPart || numerator < -Int128{kMaxPart} || denominator > kMaxPart) {
    return failed<Rational>(ArithmeticError::overflow);
  }
  return {Rational::unchecked(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator))};
}

}  // namespace

std::uint64_t greatest_common_divisor(std::uint64_t x, std::uint64_t y) {
  if (x < y) std::swap(x, y);
  if (y == 0) return x;
  if (y == 1) return 1;
  // A numerator is often much larger than a denominator: one division makes them alike.
  x %= y;
  if (x == 0) return y;
  // Stein's binary algorithm. The zeros of the next difference are counted before its sign is known, which keeps the
  // two off each other's path.
  int n_zeros = std::countr_zero(x);
  const int shift = std::countr_zero(x | y);
  y >>= std::countr_zero(y);
  while (x != 0) {
    x >>= n_zeros;
    const std::uint64_t difference = y - x;
    n_zeros = std::countr_zero(difference);
    const bool is_smaller = x < y;
    y = is_smaller ? x : y;
    x = is_smaller ? difference : std::uint64_t{0} - difference;
  }
  return y << shift;
}

Checked<Rational> Rational::from_ratio(Int128 numerator, Int128 denominator) {
  if (denominator == 0) return failed<Rational>(ArithmeticError::division_by_zero);
  const bool is_negative = (numerator < 0) != (denominator < 0);
  Uint128 n = magnitude(numerator);
  Uint128 d = magnitude(denominator);
  Uint128 divisor = n;
  for (Uint128 rest = d; rest != 0;) {
    const Uint128 next = divisor % rest;
    divisor = rest;
    rest = next;
  }
  n /= divisor;
  d /= divisor;
  constexpr auto kLimit = static_cast<Uint128>(kMaxPart);
  if (n > kLimit || d > kLimit) return failed<Rational>(ArithmeticError::overflow);
  const auto reduced = static_cast<std::int64_t>(n);
  return {Rational{is_negative ? -reduced : reduced, static_cast<std::int64_t>(d)}};
}

bool Rational::is_valid(std::int64_t numerator, std::int64_t denominator) {
  if (denominator < 1 || numerator < -kMaxPart) return false;
  const std::uint64_t n = magnitude(numerator);
  const auto d = static_cast<std::uint64_t>(denominator);
  // Most are decimals: 2 and 5 are all that they may share.
  const std::uint64_t odd = d >> std::countr_zero(d);
  const bool shares_two = ((n | d) & 1U) == 0;
  if (odd == 1) return !shares_two;
  if (odd == 5 || odd == 25 || odd == 125 || odd == 625) return !shares_two && n % 5 != 0;
  return greatest_common_divisor(n, d) == 1;
}

namespace detail {

Checked<Rational> add_fractions(Rational x, Rational y) {
  const auto b = static_cast<std::uint64_t>(x.denominator());
  const auto d = static_cast<std::uint64_t>(y.denominator());
  const std::uint64_t common = b == d ? b : greatest_common_divisor(b, d);
  const auto x_scale = static_cast<std::int64_t>(common == 1 ? d : d / common);
  const auto y_scale = static_cast<std::int64_t>(common == 1 ? b : b / common);
  // Each product is below 2^126 in magnitude, so their sum is below 2^127.
  const Int128 sum = Int128{x.numerator()} * x_scale + Int128{y.numerator()} * y_scale;
  // What the sum still shares with the denominator divides `common`.
  const std::uint64_t shared = common == 1 ? 1 : greatest_common_divisor(remainder(magnitude(sum), common), common);
  return fit(exact_quotient(sum, shared), Int128{y_scale} * static_cast<std::int64_t>(shared == 1 ? d : d / shared));
}

Checked<Rational> multiply_fractions(Rational x, Rational y) {
  const auto b = static_cast<std::uint64_t>(x.denominator());
  const auto d = static_cast<std::uint64_t>(y.denominator());
  const std::uint64_t left = d == 1 ? 1 : greatest_common_divisor(magnitude(x.numerator()), d);
  const std::uint64_t right = b == 1 ? 1 : greatest_common_divisor(magnitude(y.numerator()), b);
  return fit(exact_quotient(x.numerator(), left) * exact_quotient(y.numerator(), right),
             static_cast<Int128>(b / right) * static_cast<Int128>(d / left));
}

Checked<Rational> divide_nonzero(Rational x, Rational y) {
  const bool is_negative = y.numerator() < 0;
  return multiply_fractions(x, Rational::unchecked(is_negative ? -y.denominator() : y.denominator(),
                                                   is_negative ? -y.numerator() : y.numerator()));
}

}  // namespace detail
}  // namespace avenant::value
