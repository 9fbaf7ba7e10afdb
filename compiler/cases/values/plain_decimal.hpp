// The one scan of numbers as data usually have them: 900, 12.5, 12,5, -3. Spaces, signs before what is positive,
// fractions and units are value_reader.hpp's. Read quick_reader.hpp next.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace avenant::cases {

/// Digits as one whole number, and how many of them are decimals: 12,50 is 1250 with 2.
struct PlainDecimal {
  static constexpr int kMaxDigits = 18;
  std::int64_t number = 0;
  int n_digits = 0;
  int n_decimals = 0;
};

/// 10 to the power of 0 to 18.
inline constexpr auto kPowersOfTen = [] {
  std::array<std::int64_t, PlainDecimal::kMaxDigits + 1> powers{1};
  for (std::size_t i = 1; i < powers.size(); ++i) powers[i] = powers[i - 1] * 10;
  return powers;
}();

/// Reads digits, with one period, or comma where `takes_comma`, between two of them, and a minus before: at most 18
/// digits, so that nothing overflows. False where the text is anything else; `decimal` then holds nothing of use.
/// Linear.
[[nodiscard]] inline bool read_plain_decimal(std::string_view text, bool takes_comma, PlainDecimal& decimal) {
  const char* at = text.data();
  const char* const end = at + text.size();
  const bool is_negative = at != end && *at == '-';
  if (is_negative) ++at;
  // With a point; 19 digits still fit an unsigned word.
  if (end - at > PlainDecimal::kMaxDigits + 1) return false;
  std::uint64_t number = 0;
  const auto scan = [&] {
    const char* const first = at;
    for (; at != end; ++at) {
      const auto digit = static_cast<unsigned>(static_cast<unsigned char>(*at)) - '0';
      if (digit > 9) break;
      number = number * 10 + digit;
    }
    return static_cast<int>(at - first);
  };
  decimal.n_digits = scan();
  decimal.n_decimals = 0;
  if (decimal.n_digits == 0) return false;
  if (at != end) {
    if (*at != '.' && !(takes_comma && *at == ',')) return false;
    ++at;
    decimal.n_decimals = scan();
    decimal.n_digits += decimal.n_decimals;
    if (decimal.n_decimals == 0 || at != end) return false;
  }
  if (decimal.n_digits > PlainDecimal::kMaxDigits) return false;
  decimal.number = is_negative ? -static_cast<std::int64_t>(number) : static_cast<std::int64_t>(number);
  return true;
}

}  // namespace avenant::cases
