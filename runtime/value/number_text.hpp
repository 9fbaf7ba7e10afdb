// Reading and printing numbers exactly: no locale, no binary floating point.
// Read next: text.hpp (errors), docs/numbers-and-dates.md (the forms, with examples).
#pragma once

#include <string>
#include <string_view>

#include "runtime/value/rational.hpp"
#include "runtime/value/text.hpp"

namespace avenant::value {

/// Reads `12 000,50`: an optional `-` or `−`, digits in one run or in groups of exactly three parted by spaces
/// (plain, U+00A0 or U+202F), then optionally a comma and digits. The whole text must be the number.
/// Errors: empty, malformed, grouping, overflow. Linear.
Parsed<Rational> parse_french_decimal(std::string_view text);

/// Reads `1234.50`, `-3` and `1.5e3` as JSON writes numbers (leading zeros are allowed too).
/// Errors: empty, malformed, overflow. Linear.
Parsed<Rational> parse_plain_decimal(std::string_view text);

/// Reads `1/3`: an optional sign and two runs of digits without spaces.
/// Errors: empty, malformed, zero_denominator, overflow. Linear.
Parsed<Rational> parse_fraction(std::string_view text);

/// Reads any of the three forms: with a `/` a fraction, with a `.` or an exponent the plain form, else the French one.
/// Errors: those of the form. Linear.
Parsed<Rational> parse_number(std::string_view text);

/// How a number is printed.
enum class NumberStyle : std::uint8_t {
  french,  ///< `−12 000,50`: U+2212, groups parted by U+202F, a decimal comma.
  plain,   ///< `-12000.50`: what JSON and parse_plain_decimal read.
};

/// `x` in full, never rounded: with at least `n_decimals` decimals (0 to 62) and as many more as it needs;
/// as `n/d`, without groups, when it is no finite decimal.
[[nodiscard]] std::string print_number(Rational x, NumberStyle style, int n_decimals = 0);

}  // namespace avenant::value
