// The nearest numbers are found by walking down the Stern–Brocot tree, a run of the continued fraction at a time
// (Graham, Knuth, Patashnik, Concrete Mathematics, §4.5).
#include "runtime/eval/domain/bounds.hpp"

#include <utility>

namespace avenant::eval::domain {

namespace {

using value::Int128;
using value::kMaxPart;
using value::Rational;
using value::Uint128;

constexpr Uint128 kMax = static_cast<Uint128>(kMaxPart);

Uint128 magnitude(Int128 x) {
  return x < 0 ? Uint128{0} - static_cast<Uint128>(x) : static_cast<Uint128>(x);
}

Uint128 greatest_common_divisor(Uint128 x, Uint128 y) {
  while (y != 0) {
    if ((x >> 64U) == 0 && (y >> 64U) == 0) {
      return value::greatest_common_divisor(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(y));
    }
    x %= y;
    std::swap(x, y);
  }
  return x;
}

// Two fractions with a positive ratio between them that is no number.
struct Neighbours {
  Uint128 low_numerator = 0;
  Uint128 low_denominator = 1;
  Uint128 high_numerator = 1;
  Uint128 high_denominator = 0;
};

// The most steps, at most `wanted`, for which part + steps × step stays within the limit.
Uint128 steps_within(Uint128 part, Uint128 step, Uint128 wanted) {
  if (step == 0) return wanted;
  const Uint128 room = (kMax - part) / step;
  return room < wanted ? room : wanted;
}

// The numbers next to numerator ÷ denominator, in lowest terms and no number itself, above 0 and below 2^63 − 1.
Neighbours neighbours(Uint128 numerator, Uint128 denominator) {
  Neighbours found;
  bool to_the_right = true;
  while (denominator != 0) {
    const Uint128 rest = numerator % denominator;
    // The last run would end on the ratio itself.
    const Uint128 wanted = numerator / denominator - (rest == 0 ? 1 : 0);
    Uint128& p = to_the_right ? found.low_numerator : found.high_numerator;
    Uint128& q = to_the_right ? found.low_denominator : found.high_denominator;
    const Uint128 other_p = to_the_right ? found.high_numerator : found.low_numerator;
    const Uint128 other_q = to_the_right ? found.high_denominator : found.low_denominator;
    const Uint128 steps = steps_within(q, other_q, steps_within(p, other_p, wanted));
    p += steps * other_p;
    q += steps * other_q;
    if (steps < wanted) break;
    numerator = denominator;
    denominator = rest;
    to_the_right = !to_the_right;
  }
  return found;
}

Rational number(Uint128 numerator, Uint128 denominator, bool is_negative) {
  const auto part = static_cast<std::int64_t>(numerator);
  return Rational::unchecked(is_negative ? -part : part, static_cast<std::int64_t>(denominator));
}

// `below`: the greatest number that is not above the ratio; else the least that is not below it.
End nearest(const Ratio& exact, bool open, bool below) {
  const bool is_negative = exact.numerator < 0;
  Uint128 numerator = magnitude(exact.numerator);
  Uint128 denominator = exact.denominator;
  const Uint128 common = greatest_common_divisor(numerator, denominator);
  numerator /= common;
  denominator /= common;
  if (numerator <= kMax && denominator <= kMax) return {number(numerator, denominator, is_negative), open};
  // The side of the magnitude.
  const bool toward_zero = below != is_negative;
  if (numerator / denominator >= kMax) return {number(kMax, 1, is_negative), toward_zero};
  const Neighbours around = neighbours(numerator, denominator);
  if (toward_zero) return {number(around.low_numerator, around.low_denominator, is_negative), true};
  return {number(around.high_numerator, around.high_denominator, is_negative), true};
}

}  // namespace

Ratio sum(Rational left, Rational right) {
  const auto b = static_cast<std::uint64_t>(left.denominator());
  const auto d = static_cast<std::uint64_t>(right.denominator());
  if (b == d) return {Int128{left.numerator()} + right.numerator(), b};
  const std::uint64_t common = value::greatest_common_divisor(b, d);
  const auto left_scale = static_cast<std::int64_t>(d / common);
  const auto right_scale = static_cast<std::int64_t>(b / common);
  return {Int128{left.numerator()} * left_scale + Int128{right.numerator()} * right_scale,
          static_cast<Uint128>(b) * (d / common)};
}

Ratio product(Rational left, Rational right) {
  return {Int128{left.numerator()} * right.numerator(),
          static_cast<Uint128>(left.denominator()) * static_cast<Uint128>(right.denominator())};
}

Ratio quotient(Rational left, Rational right) {
  const bool is_negative = right.numerator() < 0;
  const Int128 numerator = Int128{left.numerator()} * right.denominator();
  return {is_negative ? -numerator : numerator,
          static_cast<Uint128>(left.denominator()) *
              static_cast<Uint128>(is_negative ? -right.numerator() : right.numerator())};
}

bool to_number(const Ratio& ratio, Rational& result) {
  Uint128 numerator = magnitude(ratio.numerator);
  Uint128 denominator = ratio.denominator;
  if (denominator != 1) {
    const Uint128 common = greatest_common_divisor(numerator, denominator);
    numerator /= common;
    denominator /= common;
  }
  if (numerator > kMax || denominator > kMax) return false;
  result = number(numerator, denominator, ratio.numerator < 0);
  return true;
}

End lower_end(const Ratio& exact, bool open) {
  return nearest(exact, open, true);
}

End upper_end(const Ratio& exact, bool open) {
  return nearest(exact, open, false);
}

Uint128 magnitude_bound(const Ratio& ratio) {
  const Uint128 numerator = magnitude(ratio.numerator);
  return numerator / ratio.denominator + (numerator % ratio.denominator != 0 ? 1 : 0);
}

Uint128 saturating_product(Uint128 left, Uint128 right) {
  Uint128 result = 0;
  return __builtin_mul_overflow(left, right, &result) ? ~Uint128{0} : result;
}

bool may_overflow(Uint128 magnitude, Uint128 max_denominator) {
  return max_denominator > kMax || saturating_product(magnitude, max_denominator) > kMax;
}

}  // namespace avenant::eval::domain
