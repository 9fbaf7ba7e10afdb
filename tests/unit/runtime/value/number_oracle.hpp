// What rationals must give, by unbounded arithmetic (Boost.Multiprecision) that shares nothing with the code tested.
#pragma once

#include <boost/multiprecision/cpp_int.hpp>
#include <sstream>
#include <string>

#include "runtime/value/rational.hpp"

namespace avenant::value::testing {

using BigInteger = boost::multiprecision::cpp_int;
using BigRational = boost::multiprecision::cpp_rational;

inline BigRational big(Rational x) {
  return BigRational{BigInteger{x.numerator()}, BigInteger{x.denominator()}};
}

/// The outcome of an operation whose true result is `exact`.
inline Checked<Rational> expected(const BigRational& exact) {
  const BigInteger n = numerator(exact);
  const BigInteger d = denominator(exact);
  if (abs(n) > kMaxPart || d > kMaxPart) return failed<Rational>(ArithmeticError::overflow);
  return {Rational::unchecked(static_cast<std::int64_t>(n), static_cast<std::int64_t>(d))};
}

inline BigInteger floor_of(const BigRational& x) {
  const BigInteger n = numerator(x);
  const BigInteger d = denominator(x);
  const BigInteger quotient = n / d;
  return n < 0 && quotient * d != n ? BigInteger{quotient - 1} : quotient;
}

inline std::string show(const Checked<Rational>& x) {
  std::ostringstream out;
  if (x.ok()) {
    out << x.value.numerator() << '/' << x.value.denominator();
  } else {
    out << "error " << static_cast<int>(x.error);
  }
  return out.str();
}

/// Nothing when `actual` is the outcome wanted, else what differs.
inline std::string difference(const char* operation, const Checked<Rational>& actual, const Checked<Rational>& wanted) {
  if (actual == wanted) return {};
  return std::string{operation} + " gives " + show(actual) + " instead of " + show(wanted);
}

}  // namespace avenant::value::testing
