// Ends of intervals: exact ratios of 128 bits, and the nearest numbers of 64 bits on the side that keeps an interval
// sound. Read gather.hpp next.
#pragma once

#include <cstdint>

#include "runtime/value/rational.hpp"

namespace avenant::eval::domain {

// numerator ÷ denominator, exact, not in lowest terms; the denominator is above 0. |numerator| is below 2^127.
struct Ratio {
  value::Int128 numerator = 0;
  value::Uint128 denominator = 1;
};

// One end of an interval.
struct End {
  value::Rational value;
  bool open = false;
};

Ratio sum(value::Rational left, value::Rational right);
Ratio product(value::Rational left, value::Rational right);
// Precondition: `right` is not 0.
Ratio quotient(value::Rational left, value::Rational right);

// Whether the ratio is a number; then puts it in `number`.
bool to_number(const Ratio& ratio, value::Rational& number);

// The end of an interval whose exact end is `exact`: itself where it is a number; else the greatest number below it
// (`lower_end`), or the least above (`upper_end`), which is then open. Both are monotone in `exact`, and what they keep
// has the same numbers as what `exact` bounds. Beyond the numbers of either sign: the extreme number, open where it
// leaves no number in the interval.
End lower_end(const Ratio& exact, bool open);
End upper_end(const Ratio& exact, bool open);

// The least whole number that is at least |ratio|.
value::Uint128 magnitude_bound(const Ratio& ratio);

// left × right, or 2^128 − 1 where that is less.
value::Uint128 saturating_product(value::Uint128 left, value::Uint128 right);

// Whether a number at most `magnitude` in magnitude, of a denominator at most `max_denominator`, may not fit.
bool may_overflow(value::Uint128 magnitude, value::Uint128 max_denominator);

}  // namespace avenant::eval::domain
