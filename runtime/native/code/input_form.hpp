// What is known of an input before it is read: its denominator and its bounds. Read case_module.cpp next.
#pragma once

#include "runtime/native/values/bounds.hpp"
#include "runtime/program/package.hpp"

namespace avenant::native {

// Amounts beyond these are left to the interpreter, so that sums and products of others are known to fit: numerators of
// numbers without a declared range, and numerators and denominators of numbers of any grain.
inline constexpr Wide kLargestNumerator = Wide{1} << 46U;
inline constexpr Wide kLargestFractionNumerator = Wide{1} << 40U;
inline constexpr Wide kLargestFractionDenominator = Wide{1} << 20U;

struct InputForm {
  // 0: any.
  std::int64_t denominator = 1;
  // Of the numerator, or of the day or the index, where the input is valid and not flagged.
  Bounds bounds;
  // Valid inputs may lie beyond the bounds: they raise the flag.
  bool is_speculative = false;
  // Not all values within the bounds are valid.
  bool has_unchecked_range = false;
};

InputForm input_form(const program::Package& package, const program::Type& type, program::RangeId range);

}  // namespace avenant::native
