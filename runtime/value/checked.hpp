// The outcome of an operation on values: a value, or the reason there is none. Nothing here throws.
// Read next: rational.hpp (numbers), calendar.hpp (dates), runtime_errors.hpp (the classes that users see).
#pragma once

#include <cstdint>

#include "runtime/value/runtime_errors.hpp"

namespace avenant::value {

/// Why an operation has no result. The order follows the order of the classes, so that of two reasons the
/// smaller is the one to report.
enum class ArithmeticError : std::uint8_t {
  none,              ///< There is a result.
  invalid_step,      ///< A rounding step, or the denominator of a grain, is not above zero.
  ambiguous_date,    ///< The two policies for a day that does not exist give different results, and none is stated.
  invalid_date,      ///< date(year ; month ; day) names no day.
  reversed_dates,    ///< The date that must come last comes first.
  mixed_durations,   ///< Ordering a durée in months and a durée in days.
  division_by_zero,  ///< The divisor is 0.
  inexact,           ///< A number is not of the grain that is asserted.
  overflow,          ///< The reduced result is outside the limits of its type.
};

/// The class under which `error` is reported. Precondition: `error` is not `none`.
[[nodiscard]] constexpr RuntimeErrorClass error_class(ArithmeticError error) {
  switch (error) {
    case ArithmeticError::invalid_step:
      return RuntimeErrorClass::out_of_range;
    case ArithmeticError::ambiguous_date:
    case ArithmeticError::invalid_date:
    case ArithmeticError::reversed_dates:
    case ArithmeticError::mixed_durations:
      return RuntimeErrorClass::ambiguous_date;
    case ArithmeticError::division_by_zero:
      return RuntimeErrorClass::division_by_zero;
    case ArithmeticError::inexact:
      return RuntimeErrorClass::inexact;
    case ArithmeticError::none:
    case ArithmeticError::overflow:
      break;
  }
  return RuntimeErrorClass::overflow;
}

/// A value of T, or an error; `value` is T{} when there is an error.
template <class T>
struct [[nodiscard]] Checked {
  T value{};
  ArithmeticError error = ArithmeticError::none;

  [[nodiscard]] constexpr bool ok() const { return error == ArithmeticError::none; }
  friend constexpr bool operator==(const Checked&, const Checked&) = default;
};

/// The outcome without a value.
template <class T>
constexpr Checked<T> failed(ArithmeticError error) {
  return Checked<T>{T{}, error};
}

}  // namespace avenant::value
