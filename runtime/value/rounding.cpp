// Rounding by one integer division: x / step is a ratio of products that fit in 126 bits.
#include "runtime/value/rounding.hpp"

namespace avenant::value {
namespace {

/// Whether, of the multiples `floor` and `floor + 1` of the step, the upper one is chosen.
/// `rest` / `divisor` is how far the number lies above the lower one; 0 < rest < divisor.
template <class Int>
bool rounds_up(Int floor, Int rest, Int divisor, Rounding sense) {
  // Comparing with what is missing to the upper multiple avoids doubling the rest.
  const Int missing = divisor - rest;
  switch (sense) {
    case Rounding::nearest:
      return rest > missing || (rest == missing && floor >= 0);
    case Rounding::half_even:
      return rest > missing || (rest == missing && floor % 2 != 0);
    case Rounding::down:
      return false;
    case Rounding::up:
      return true;
    case Rounding::toward_zero:
      return floor < 0;
  }
  return false;
}

/// The integer that `sense` chooses for dividend ÷ divisor, divisor > 0. It lies within the range of Int: where the
/// quotient is not exact the divisor is at least 2.
template <class Int>
Int rounded_quotient(Int dividend, Int divisor, Rounding sense) {
  Int floor = dividend / divisor;
  Int rest = dividend % divisor;
  if (rest == 0) return floor;
  if (rest < 0) {
    rest += divisor;
    floor -= 1;
  }
  return rounds_up(floor, rest, divisor, sense) ? floor + 1 : floor;
}

/// count × step, where count is below 2^127 in magnitude.
Checked<Rational> multiple_of(Int128 count, Rational step) {
  const auto denominator = static_cast<std::uint64_t>(step.denominator());
  std::uint64_t shared = 1;
  if (denominator != 1) {
    const auto rest = static_cast<std::int64_t>(count % step.denominator());
    shared = greatest_common_divisor(static_cast<std::uint64_t>(rest < 0 ? -rest : rest), denominator);
  }
  // Count and denominator divided by what they share, the result is in lowest terms; since the step's numerator is at
  // least 1, it cannot fit unless the count does.
  const Int128 reduced = count / static_cast<Int128>(shared);
  if (reduced > kMaxPart || reduced < -Int128{kMaxPart}) return failed<Rational>(ArithmeticError::overflow);
  const Int128 numerator = reduced * step.numerator();
  if (numerator > kMaxPart || numerator < -Int128{kMaxPart}) return failed<Rational>(ArithmeticError::overflow);
  return {Rational::unchecked(static_cast<std::int64_t>(numerator), static_cast<std::int64_t>(denominator / shared))};
}

}  // namespace

Checked<Rational> round_to(Rational x, Rational step, Rounding sense) {
  if (step.sign() <= 0) return failed<Rational>(ArithmeticError::invalid_step);
  std::int64_t dividend = 0;
  std::int64_t divisor = 0;
  if (!__builtin_mul_overflow(x.numerator(), step.denominator(), &dividend) &&
      !__builtin_mul_overflow(x.denominator(), step.numerator(), &divisor)) {
    return multiple_of(rounded_quotient(dividend, divisor, sense), step);
  }
  return multiple_of(rounded_quotient<Int128>(Int128{x.numerator()} * step.denominator(),
                                              Int128{x.denominator()} * step.numerator(), sense),
                     step);
}

}  // namespace avenant::value
