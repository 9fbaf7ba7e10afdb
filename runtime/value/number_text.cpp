// Numbers from text and to text, digit by digit in exact arithmetic.
#include "runtime/value/number_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace avenant::value {
namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";
constexpr std::string_view kNarrowNoBreakSpace = "\u202F";
constexpr std::string_view kMinus = "\u2212";

/// 2^63 − 1 has 19 digits, and a finite decimal with k decimals, the last not 0, has a denominator of at least 2^k.
constexpr int kMaxIntegerDigits = 19;
constexpr int kMaxDecimals = 62;

/// Exponents are clamped here: beyond it a number is 0 or does not fit, whatever the length of its text.
constexpr std::int64_t kMaxExponent = 1'000'000'000'000;

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The length of the group separator that `text` begins with, or 0.
std::size_t separator_length(std::string_view text) {
  if (text.starts_with(' ')) return 1;
  if (text.starts_with(kNoBreakSpace)) return kNoBreakSpace.size();
  return text.starts_with(kNarrowNoBreakSpace) ? kNarrowNoBreakSpace.size() : 0;
}

/// The length of the sign that `text` begins with, or 0; every sign is a minus.
std::size_t sign_length(std::string_view text) {
  if (text.starts_with('-')) return 1;
  return text.starts_with(kMinus) ? kMinus.size() : 0;
}

/// Moves `at` over `expected` if it stands there.
bool skip(std::string_view text, std::size_t& at, char expected) {
  if (at >= text.size() || text[at] != expected) return false;
  at += 1;
  return true;
}

std::size_t end_of_digits(std::string_view text, std::size_t at) {
  while (at < text.size() && is_digit(text[at])) ++at;
  return at;
}

/// The significant digits of a decimal, from the first to the last that is not 0, and where its point is.
class SignificantDigits {
 public:
  /// Appends one digit, before or after the point.
  void push(char digit, bool is_after_point) {
    if (digit == '0' && size_ == 0) {
      // A zero before every other digit only moves the point.
      if (is_after_point) point_ -= 1;
      return;
    }
    if (!is_after_point) point_ += 1;
    if (digit == '0') {
      n_pending_zeros_ += 1;
      return;
    }
    if (n_pending_zeros_ >= digits_.size() - size_) {
      is_too_long_ = true;
      return;
    }
    for (; n_pending_zeros_ > 0; --n_pending_zeros_) digits_[size_++] = 0;
    digits_[size_++] = static_cast<char>(digit - '0');
  }

  /// Multiplies by a power of ten.
  void shift(std::int64_t exponent) { point_ += exponent; }

  /// The number, negated if asked. Error: overflow.
  [[nodiscard]] Checked<Rational> value(bool is_negative) const {
    if (size_ == 0) return {};
    const auto n_digits = static_cast<std::int64_t>(size_);
    if (is_too_long_ || point_ > kMaxIntegerDigits || n_digits - point_ > kMaxDecimals) return overflowed();
    Int128 integer = 0;
    for (std::int64_t i = 0; i < point_; ++i) integer = integer * 10 + digit(i);
    Checked<Rational> fraction{};
    // From the last decimal to the first: each partial fraction has a denominator that divides the final one, so that
    // none overflows unless the number does.
    for (std::int64_t i = n_digits - 1; i >= point_ && fraction.ok(); --i) {
      const Int128 denominator = fraction.value.denominator();
      fraction = Rational::from_ratio(fraction.value.numerator() + digit(i) * denominator, denominator * 10);
    }
    if (!fraction.ok() || integer > kMaxPart) return overflowed();
    const Checked<Rational> sum = add(Rational::unchecked(static_cast<std::int64_t>(integer), 1), fraction.value);
    return sum.ok() && is_negative ? Checked<Rational>{negate(sum.value)} : sum;
  }

 private:
  static Checked<Rational> overflowed() { return failed<Rational>(ArithmeticError::overflow); }

  /// The digit `i` places after the first significant one; 0 on both sides of those that are kept.
  [[nodiscard]] int digit(std::int64_t i) const {
    if (i < 0 || i >= static_cast<std::int64_t>(size_)) return 0;
    return digits_[static_cast<std::size_t>(i)];
  }

  std::array<char, kMaxIntegerDigits + kMaxDecimals> digits_{};
  std::size_t size_ = 0;
  std::size_t n_pending_zeros_ = 0;
  /// How many digits from the first significant one stand before the point; negative when zeros stand between.
  std::int64_t point_ = 0;
  bool is_too_long_ = false;
};

Parsed<Rational> fault(TextError error, std::size_t offset) {
  return {Rational{}, error, offset};
}

/// The fault of a byte that cannot be at `offset`, or of a text that ends there.
Parsed<Rational> malformed_at(std::string_view text, std::size_t offset) {
  return fault(text.empty() ? TextError::empty : TextError::malformed, offset);
}

Parsed<Rational> parsed(const Checked<Rational>& number) {
  if (!number.ok()) return fault(TextError::overflow, 0);
  return {number.value};
}

/// Reads the integer part of a French decimal at `at`, and moves `at` behind it.
TextError read_groups(std::string_view text, std::size_t& at, SignificantDigits& digits) {
  constexpr std::size_t kGroup = 3;
  for (bool is_first = true;; is_first = false) {
    const std::size_t end = end_of_digits(text, at);
    if (end == at) return TextError::malformed;
    const std::size_t separator = separator_length(text.substr(end));
    const std::size_t length = end - at;
    const bool is_whole_number = is_first && separator == 0;
    const bool is_group = is_first ? length <= kGroup : length == kGroup;
    if (!is_whole_number && !is_group) return TextError::grouping;
    for (; at < end; ++at) digits.push(text[at], false);
    if (separator == 0) return TextError::none;
    at += separator;
  }
}

/// Reads decimals at `at`, at least one, and moves `at` behind them.
bool read_decimals(std::string_view text, std::size_t& at, SignificantDigits& digits) {
  const std::size_t end = end_of_digits(text, at);
  if (end == at) return false;
  for (; at < end; ++at) digits.push(text[at], true);
  return true;
}

/// Reads the exponent that follows an `e` at `at`, and moves `at` behind it.
bool read_exponent(std::string_view text, std::size_t& at, SignificantDigits& digits) {
  const bool is_negative = skip(text, at, '-');
  if (!is_negative) skip(text, at, '+');
  const std::size_t end = end_of_digits(text, at);
  if (end == at) return false;
  std::int64_t exponent = 0;
  for (; at < end; ++at) {
    exponent = exponent * 10 + (text[at] - '0');
    if (exponent > kMaxExponent) exponent = kMaxExponent;
  }
  digits.shift(is_negative ? -exponent : exponent);
  return true;
}

/// The integer that a run of digits writes, or −1 when it exceeds 2^63 − 1.
std::int64_t read_integer(std::string_view digits) {
  std::int64_t value = 0;
  for (const char c : digits) {
    if (__builtin_mul_overflow(value, 10, &value) || __builtin_add_overflow(value, c - '0', &value)) return -1;
  }
  return value;
}

/// The decimals of rest/denominator, or nothing when there is no end to them. Precondition: 0 ≤ rest < denominator.
bool append_decimals(std::string& out, std::uint64_t rest, std::uint64_t denominator) {
  for (int i = 0; rest != 0; ++i) {
    if (i == kMaxDecimals) return false;
    const Uint128 scaled = Uint128{rest} * 10;
    out += static_cast<char>('0' + static_cast<int>(scaled / denominator));
    rest = static_cast<std::uint64_t>(scaled % denominator);
  }
  return true;
}

std::string with_groups(const std::string& digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i != 0 && (digits.size() - i) % 3 == 0) out += kNarrowNoBreakSpace;
    out += digits[i];
  }
  return out;
}

}  // namespace

Parsed<Rational> parse_french_decimal(std::string_view text) {
  SignificantDigits digits;
  std::size_t at = sign_length(text);
  const bool is_negative = at != 0;
  if (const TextError error = read_groups(text, at, digits); error != TextError::none) {
    return error == TextError::grouping ? fault(error, at) : malformed_at(text, at);
  }
  if (skip(text, at, ',') && !read_decimals(text, at, digits)) return malformed_at(text, at);
  if (at != text.size()) return malformed_at(text, at);
  return parsed(digits.value(is_negative));
}

Parsed<Rational> parse_plain_decimal(std::string_view text) {
  SignificantDigits digits;
  const bool is_negative = text.starts_with('-');
  std::size_t at = is_negative ? 1 : 0;
  const std::size_t end = end_of_digits(text, at);
  if (end == at) return malformed_at(text, at);
  for (; at < end; ++at) digits.push(text[at], false);
  if (skip(text, at, '.') && !read_decimals(text, at, digits)) return malformed_at(text, at);
  const bool has_exponent = skip(text, at, 'e') || skip(text, at, 'E');
  if (has_exponent && !read_exponent(text, at, digits)) {
    return malformed_at(text, at);
  }
  if (at != text.size()) return malformed_at(text, at);
  return parsed(digits.value(is_negative));
}

Parsed<Rational> parse_fraction(std::string_view text) {
  const std::size_t begin = sign_length(text);
  const std::size_t slash = end_of_digits(text, begin);
  if (slash == begin || slash == text.size() || text[slash] != '/') return malformed_at(text, slash);
  const std::size_t end = end_of_digits(text, slash + 1);
  if (end == slash + 1 || end != text.size()) return malformed_at(text, end);
  // A part beyond 64 bits is an overflow even where the fraction in lowest terms would fit: nobody writes such a one.
  const std::int64_t numerator = read_integer(text.substr(begin, slash - begin));
  const std::int64_t denominator = read_integer(text.substr(slash + 1));
  if (denominator == 0) return fault(TextError::zero_denominator, slash + 1);
  if (numerator < 0 || denominator < 0) return fault(TextError::overflow, 0);
  return parsed(Rational::from_ratio(begin == 0 ? numerator : -numerator, denominator));
}

Parsed<Rational> parse_number(std::string_view text) {
  if (text.find('/') != std::string_view::npos) return parse_fraction(text);
  if (text.find_first_of(".eE") != std::string_view::npos) return parse_plain_decimal(text);
  return parse_french_decimal(text);
}

std::string print_number(Rational x, NumberStyle style, int n_decimals) {
  const bool is_french = style == NumberStyle::french;
  const Rational size = absolute(x);
  const std::string sign{x.sign() >= 0 ? std::string_view{} : is_french ? kMinus : std::string_view{"-"}};
  const auto denominator = static_cast<std::uint64_t>(size.denominator());
  const auto numerator = static_cast<std::uint64_t>(size.numerator());
  std::string decimals;
  if (!append_decimals(decimals, numerator % denominator, denominator)) {
    return sign + std::to_string(numerator) + '/' + std::to_string(denominator);
  }
  const auto n_wanted = static_cast<std::size_t>(n_decimals < 0              ? 0
                                                 : n_decimals > kMaxDecimals ? kMaxDecimals
                                                                             : n_decimals);
  if (decimals.size() < n_wanted) decimals.append(n_wanted - decimals.size(), '0');
  const std::string integer = std::to_string(numerator / denominator);
  std::string out = sign + (is_french ? with_groups(integer) : integer);
  if (!decimals.empty()) out += (is_french ? ',' : '.') + decimals;
  return out;
}

}  // namespace avenant::value
