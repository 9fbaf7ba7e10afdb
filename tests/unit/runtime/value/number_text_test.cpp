// Numbers from text and to text: by hand for the forms, against unbounded arithmetic for the values.
#include "runtime/value/number_text.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <string>
#include <vector>

#include "tests/unit/runtime/value/number_oracle.hpp"
#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

using Reader = Parsed<Rational> (*)(std::string_view);

void check_reads(Reader reader, std::string_view text, std::int64_t numerator, std::int64_t denominator = 1) {
  const auto parsed = reader(text);
  CAPTURE(text);
  CHECK(parsed.error == TextError::none);
  CHECK(parsed.value == Rational::unchecked(numerator, denominator));
}

void check_refuses(Reader reader, std::string_view text, TextError error, std::size_t offset = 0) {
  const auto parsed = reader(text);
  CAPTURE(text);
  CHECK(parsed.error == error);
  CHECK(parsed.offset == offset);
  CHECK(parsed.value == Rational{});
}

TEST_CASE("French decimals have a comma and groups of exactly three") {
  check_reads(parse_french_decimal, "12 000,50", 24'001, 2);
  check_reads(parse_french_decimal, "12\u00A0000\u202F000", 12'000'000);
  check_reads(parse_french_decimal, "12000", 12'000);
  check_reads(parse_french_decimal, "-0,5", -1, 2);
  check_reads(parse_french_decimal, "\u2212775", -775);
  check_reads(parse_french_decimal, "007", 7);
  check_reads(parse_french_decimal, "-0", 0);
  check_refuses(parse_french_decimal, "", TextError::empty);
  check_refuses(parse_french_decimal, "-", TextError::malformed, 1);
  check_refuses(parse_french_decimal, "12 00", TextError::grouping, 3);
  check_refuses(parse_french_decimal, "1234 000", TextError::grouping, 0);
  check_refuses(parse_french_decimal, "1 0000", TextError::grouping, 2);
  check_refuses(parse_french_decimal, "12,", TextError::malformed, 3);
  check_refuses(parse_french_decimal, ",5", TextError::malformed, 0);
  check_refuses(parse_french_decimal, "12.5", TextError::malformed, 2);
  check_refuses(parse_french_decimal, "12 ", TextError::malformed, 3);
  check_refuses(parse_french_decimal, "1  000", TextError::malformed, 2);
  check_refuses(parse_french_decimal, "1,5,5", TextError::malformed, 3);
  check_refuses(parse_french_decimal, "+1", TextError::malformed, 0);
}

TEST_CASE("plain decimals are read as JSON writes them") {
  check_reads(parse_plain_decimal, "1234.50", 2469, 2);
  check_reads(parse_plain_decimal, "-3", -3);
  check_reads(parse_plain_decimal, "1.5e3", 1500);
  check_reads(parse_plain_decimal, "1500E-3", 3, 2);
  check_reads(parse_plain_decimal, "10000000000000000000000000e-25", 1);
  check_reads(parse_plain_decimal, "0e99999999999999999999", 0);
  check_reads(parse_plain_decimal, "1e+18", 1'000'000'000'000'000'000);
  check_refuses(parse_plain_decimal, "1e19", TextError::overflow);
  check_refuses(parse_plain_decimal, "1e99999999999999999999", TextError::overflow);
  check_refuses(parse_plain_decimal, "1e-99999999999999999999", TextError::overflow);
  check_refuses(parse_plain_decimal, "1.", TextError::malformed, 2);
  check_refuses(parse_plain_decimal, ".5", TextError::malformed, 0);
  check_refuses(parse_plain_decimal, "1e", TextError::malformed, 2);
  check_refuses(parse_plain_decimal, "1,5", TextError::malformed, 1);
  check_refuses(parse_plain_decimal, "0x10", TextError::malformed, 1);
  check_refuses(parse_plain_decimal, "NaN", TextError::malformed, 0);
  check_refuses(parse_plain_decimal, "", TextError::empty);
}

TEST_CASE("fractions are two runs of digits") {
  check_reads(parse_fraction, "1/3", 1, 3);
  check_reads(parse_fraction, "-2/4", -1, 2);
  check_reads(parse_fraction, "0/9", 0);
  check_reads(parse_fraction, "9223372036854775807/9223372036854775807", 1);
  check_refuses(parse_fraction, "1/0", TextError::zero_denominator, 2);
  check_refuses(parse_fraction, "9223372036854775808/2", TextError::overflow);
  check_refuses(parse_fraction, "1/", TextError::malformed, 2);
  check_refuses(parse_fraction, "/3", TextError::malformed, 0);
  check_refuses(parse_fraction, "1 /3", TextError::malformed, 1);
  check_refuses(parse_fraction, "1/-3", TextError::malformed, 2);
  check_refuses(parse_fraction, "1/3/4", TextError::malformed, 3);
  check_refuses(parse_fraction, "", TextError::empty);
}

TEST_CASE("any form of number is recognised by its signs") {
  check_reads(parse_number, "1 234,5", 2469, 2);
  check_reads(parse_number, "1234.5", 2469, 2);
  check_reads(parse_number, "1/3", 1, 3);
  check_reads(parse_number, "1e2", 100);
  check_refuses(parse_number, "", TextError::empty);
  check_refuses(parse_number, "1.234,5", TextError::malformed, 5);
}

TEST_CASE("a text of any length is a number that fits or an overflow") {
  check_reads(parse_french_decimal, "9223372036854775807", kMaxPart);
  check_reads(parse_french_decimal, "-9 223 372 036 854 775 807", -kMaxPart);
  check_refuses(parse_french_decimal, "9223372036854775808", TextError::overflow);
  check_refuses(parse_french_decimal, "-9223372036854775808", TextError::overflow);
  check_refuses(parse_french_decimal, "0,0000000000000000001", TextError::overflow);
  check_reads(parse_french_decimal, "0,000000000000000001", 1, 1'000'000'000'000'000'000);
  const std::string zeros(1'000'000, '0');
  check_reads(parse_french_decimal, zeros + "12," + "5" + zeros, 25, 2);
  check_refuses(parse_french_decimal, "1" + zeros, TextError::overflow);
  check_refuses(parse_french_decimal, std::string(1'000'000, '9'), TextError::overflow);
  check_refuses(parse_plain_decimal, "0." + zeros + "1", TextError::overflow);
  check_reads(parse_plain_decimal, "0." + zeros + "1e1000001", 1);
  // 62 decimals are the most that any number has: 1/2^62.
  const Rational smallest = Rational::unchecked(1, std::int64_t{1} << 62);
  const std::string text = print_number(smallest, NumberStyle::plain);
  CHECK(text.size() == 64);
  check_reads(parse_plain_decimal, text, smallest.numerator(), smallest.denominator());
}

TEST_CASE("a decimal is the integer of its digits over a power of ten") {
  for_all<4>(
      n_cases(100'000),
      [](Random& random) {
        return Inputs<4>{any_integer(random), any_integer(random), between(random, 0, 24), between(random, -9, 9)};
      },
      [](const Inputs<4>& in) -> std::string {
        // The digits of one or two integers, a point among them, an exponent behind them.
        if (in[2] < 0 || in[2] > 24) return {};
        const BigInteger magnitude = abs(BigInteger{in[0]}) * (in[1] % 2 == 0 ? BigInteger{1} : abs(BigInteger{in[1]}));
        std::string digits = magnitude.str();
        const auto n_decimals = static_cast<std::size_t>(in[2]);
        if (digits.size() <= n_decimals) digits.insert(0, n_decimals + 1 - digits.size(), '0');
        const std::string sign = in[0] < 0 ? "-" : "";
        const std::string integer = sign + digits.substr(0, digits.size() - n_decimals);
        const std::string decimals = digits.substr(digits.size() - n_decimals);
        const BigInteger power = pow(BigInteger{10}, static_cast<unsigned>(n_decimals));
        const BigRational exact = BigRational{in[0] < 0 ? BigInteger{-magnitude} : magnitude} / BigRational{power};
        const auto outcome = [](const Parsed<Rational>& parsed) {
          if (parsed.error == TextError::overflow) return failed<Rational>(ArithmeticError::overflow);
          return Checked<Rational>{parsed.value, parsed.ok() ? ArithmeticError::none : ArithmeticError::inexact};
        };
        const std::string french = n_decimals == 0 ? integer : integer + ',' + decimals;
        const std::string plain = n_decimals == 0 ? integer : integer + '.' + decimals;
        std::string found = difference("French", outcome(parse_french_decimal(french)), expected(exact));
        if (found.empty()) found = difference("plain", outcome(parse_plain_decimal(plain)), expected(exact));
        if (!found.empty() || in[3] < -9 || in[3] > 9) return found;
        const BigInteger shift = pow(BigInteger{10}, static_cast<unsigned>(in[3] < 0 ? -in[3] : in[3]));
        const BigRational shifted = in[3] < 0 ? exact / BigRational{shift} : exact * BigRational{shift};
        const std::string scientific = plain + 'e' + std::to_string(in[3]);
        return difference("scientific", outcome(parse_plain_decimal(scientific)), expected(shifted));
      });
}

TEST_CASE("every number that is printed reads back as itself") {
  for_all_integers<3>(n_cases(100'000), [](const Inputs<3>& in) -> std::string {
    if (in[1] == 0) return {};
    const auto x = Rational::from_ratio(in[0], in[1]);
    if (!x.ok()) return {};
    for (const auto style : {NumberStyle::french, NumberStyle::plain}) {
      const std::string text = print_number(x.value, style, static_cast<int>(in[2] % 70));
      const auto back = parse_number(text);
      if (!back.ok() || back.value != x.value) return "does not read back: " + text;
    }
    return {};
  });
}

TEST_CASE("finite decimals are printed in full, the others as fractions") {
  for_all<2>(
      n_cases(100'000), [](Random& random) { return Inputs<2>{any_integer(random), between(random, 0, 18)}; },
      [](const Inputs<2>& in) -> std::string {
        if (in[1] < 0 || in[1] > 18) return {};
        const auto n_decimals = static_cast<std::size_t>(in[1]);
        const BigInteger power = pow(BigInteger{10}, static_cast<unsigned>(n_decimals));
        const auto x = Rational::from_ratio(in[0], static_cast<std::int64_t>(power));
        if (!x.ok()) return {};
        std::string digits = BigInteger{abs(BigInteger{in[0]})}.str();
        if (digits.size() <= n_decimals) digits.insert(0, n_decimals + 1 - digits.size(), '0');
        std::string wanted = (in[0] < 0 ? "-" : "") + digits.substr(0, digits.size() - n_decimals);
        if (n_decimals > 0) wanted += '.' + digits.substr(digits.size() - n_decimals);
        const std::string actual = print_number(x.value, NumberStyle::plain, static_cast<int>(n_decimals));
        return actual == wanted ? "" : actual + " instead of " + wanted;
      });
  CHECK(print_number(Rational::unchecked(24'001, 2), NumberStyle::french, 2) == "12\u202F000,50");
  CHECK(print_number(Rational::unchecked(24'001, 2), NumberStyle::french) == "12\u202F000,5");
  CHECK(print_number(Rational::unchecked(-1'234'567, 1), NumberStyle::french) == "\u22121\u202F234\u202F567");
  CHECK(print_number(Rational::unchecked(-24'001, 2), NumberStyle::plain, 2) == "-12000.50");
  CHECK(print_number(Rational::unchecked(1, 8), NumberStyle::french, 2) == "0,125");
  CHECK(print_number(Rational::unchecked(-1, 3), NumberStyle::plain, 2) == "-1/3");
  CHECK(print_number(Rational::unchecked(10'000, 3), NumberStyle::french, 2) == "10000/3");
  CHECK(print_number(Rational{}, NumberStyle::french, 2) == "0,00");
  CHECK(print_number(Rational::whole(999), NumberStyle::french, -5) == "999");
}

TEST_CASE("any bytes are refused or give a number that reads back") {
  const std::array<std::string, 16> pieces{"0", "1", "9", "000",    "123", " ", "\u00A0",   "\u202F",
                                           ",", ".", "-", "\u2212", "/",   "e", "\xE2\x80", "5"};
  for_all<8>(
      n_cases(200'000),
      [](Random& random) {
        Inputs<8> inputs{};
        for (std::int64_t& input : inputs) input = between(random, 0, 17);
        return inputs;
      },
      [&pieces](const Inputs<8>& in) -> std::string {
        std::string text;
        for (const std::int64_t piece : in) {
          if (piece >= 0 && piece < 16) text += pieces[static_cast<std::size_t>(piece)];
        }
        for (const Reader reader : {parse_french_decimal, parse_plain_decimal, parse_fraction, parse_number}) {
          const auto parsed = reader(text);
          if (parsed.offset > text.size()) return "the offset lies outside";
          if (!parsed.ok()) continue;
          if (parse_number(print_number(parsed.value, NumberStyle::french)).value != parsed.value)
            return "not read back";
        }
        return {};
      });
}

}  // namespace
}  // namespace avenant::value::testing
