// Rounding to a step and assertions about the grain of a number: the only two ways from a free number to a montant.
// Read next: docs/numbers-and-dates.md, which lists every sense on examples.
#pragma once

#include <cstdint>

#include "runtime/value/rational.hpp"

namespace avenant::value {

/// Which multiple of the step replaces a number that lies between two.
enum class Rounding : std::uint8_t {
  nearest,      ///< The nearest; half way, the one away from zero.
  half_even,    ///< The nearest; half way, the even multiple.
  down,         ///< Toward −∞.
  up,           ///< Toward +∞.
  toward_zero,  ///< The one nearer to zero.
};

/// The multiple of `step` that `sense` chooses for `x`; x itself when it is a multiple.
/// Errors: invalid_step when step ≤ 0; overflow when that multiple does not fit.
Checked<Rational> round_to(Rational x, Rational step, Rounding sense);

/// Whether `x` is a multiple of 1/denominator (100 for `exact au centime`, 1 for whole numbers); no when
/// denominator ≤ 0.
[[nodiscard]] constexpr bool is_exact(Rational x, std::int64_t denominator) {
  return denominator > 0 && denominator % x.denominator() == 0;
}

/// `x` itself, asserted to be a multiple of 1/denominator.
/// Errors: invalid_step when denominator ≤ 0; inexact when it is not such a multiple.
constexpr Checked<Rational> assert_exact(Rational x, std::int64_t denominator) {
  if (denominator <= 0) return failed<Rational>(ArithmeticError::invalid_step);
  if (!is_exact(x, denominator)) return failed<Rational>(ArithmeticError::inexact);
  return {x};
}

}  // namespace avenant::value
