// Rationals against unbounded arithmetic, at random and beside every limit.
#include "runtime/value/rational.hpp"

#include <catch2/catch.hpp>
#include <numeric>
#include <vector>

#include "tests/unit/runtime/value/number_oracle.hpp"
#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

std::string difference_of_operations(Rational x, Rational y) {
  const BigRational p = big(x);
  const BigRational q = big(y);
  std::string found = difference("add", add(x, y), expected(p + q));
  if (found.empty()) found = difference("subtract", subtract(x, y), expected(p - q));
  if (found.empty()) found = difference("multiply", multiply(x, y), expected(p * q));
  if (found.empty()) {
    const auto wanted = y.is_zero() ? failed<Rational>(ArithmeticError::division_by_zero) : expected(p / q);
    found = difference("divide", divide(x, y), wanted);
  }
  if (found.empty()) found = difference("negate", {negate(x)}, expected(-p));
  if (found.empty()) found = difference("absolute", {absolute(x)}, expected(abs(p)));
  if (!found.empty()) return found;
  const int order = p.compare(q);
  if ((x < y) != (order < 0) || (x > y) != (order > 0) || (x == y) != (order == 0)) return "compare differs";
  if (minimum(x, y) != (order < 0 ? x : y) || maximum(x, y) != (order < 0 ? y : x)) return "minimum or maximum";
  return {};
}

std::string difference_of_parts(std::int64_t n, std::int64_t d, std::int64_t m, std::int64_t e) {
  if (d == 0 || e == 0) return {};
  const auto x = Rational::from_ratio(n, d);
  const auto y = Rational::from_ratio(m, e);
  std::string found = difference("from_ratio", x, expected(BigRational{BigInteger{n}} / BigRational{BigInteger{d}}));
  if (!found.empty() || !x.ok() || !y.ok()) return found;
  return difference_of_operations(x.value, y.value);
}

TEST_CASE("operations on rationals give the exact result or overflow") {
  for_all_integers<4>(n_cases(300'000),
                      [](const Inputs<4>& in) { return difference_of_parts(in[0], in[1], in[2], in[3]); });
}

TEST_CASE("operations on rationals that share factors give the exact result or overflow") {
  for_all<5>(
      n_cases(300'000),
      [](Random& random) {
        // Parts near 2^63 made of common factors, so that reduction decides whether a result fits.
        const std::int64_t factor = between(random, 1, 3'000'000'000);
        return Inputs<5>{any_integer(random), factor, between(random, 1, 3'000'000'000), any_integer(random),
                         between(random, 1, 3'000'000'000)};
      },
      [](const Inputs<5>& in) -> std::string {
        std::int64_t d = 0;
        std::int64_t e = 0;
        if (__builtin_mul_overflow(in[1], in[2], &d) || __builtin_mul_overflow(in[1], in[4], &e)) return {};
        return difference_of_parts(in[0], d, in[3], e);
      });
}

TEST_CASE("every pair of numbers beside the limits gives the exact result or overflow") {
  std::vector<std::int64_t> parts;
  for (const std::int64_t small : {0, 1, 2, 3, 4}) {
    for (const std::int64_t part : {small, kMaxPart - small, kMaxPart / 2 - small, kMaxPart / 2 + small,
                                    std::int64_t{3'037'000'499} + small, std::int64_t{1} << (small + 58)}) {
      parts.push_back(part);
      parts.push_back(-part);
    }
  }
  std::vector<Rational> numbers;
  for (const std::int64_t n : parts) {
    for (const std::int64_t d : parts) {
      if (d > 0 && std::gcd(n, d) == 1) numbers.push_back(Rational::unchecked(n, d));
    }
  }
  const std::size_t stride = n_cases(20) >= 20 ? 3 : 17;
  for (std::size_t i = 0; i < numbers.size(); i += stride) {
    for (std::size_t j = i % stride; j < numbers.size(); j += stride) {
      const std::string found = difference_of_operations(numbers[i], numbers[j]);
      if (!found.empty()) FAIL(show({numbers[i]}) << " and " << show({numbers[j]}) << ": " << found);
    }
  }
  SUCCEED();
}

TEST_CASE("a ratio of any two integers of 128 bits is reduced before it is judged") {
  for_all_integers<4>(n_cases(200'000), [](const Inputs<4>& in) -> std::string {
    const auto wide = [](std::int64_t high, std::int64_t low) {
      return static_cast<Int128>(static_cast<Uint128>(high) << 64U | static_cast<std::uint64_t>(low));
    };
    const auto oracle = [](std::int64_t high, std::int64_t low) {
      return BigInteger{high} * (BigInteger{1} << 64) + static_cast<std::uint64_t>(low);
    };
    const BigInteger d = oracle(in[2], in[3]);
    if (d == 0) return {};
    const BigRational exact = BigRational{oracle(in[0], in[1])} / BigRational{d};
    return difference("from_ratio", Rational::from_ratio(wide(in[0], in[1]), wide(in[2], in[3])), expected(exact));
  });
  constexpr Int128 kLeast = static_cast<Int128>(Uint128{1} << 127U);
  CHECK(Rational::from_ratio(kLeast, kLeast).value == Rational::whole(1));
  CHECK(Rational::from_ratio(kLeast, -1).error == ArithmeticError::overflow);
  CHECK(Rational::from_ratio(1, 0).error == ArithmeticError::division_by_zero);
  CHECK(Rational::from_ratio(0, -7).value == Rational{});
}

TEST_CASE("the limits are 2^63 - 1 on both sides, and -2^63 is no value") {
  const auto greatest = Rational::from_integer(kMaxPart).value;
  const auto one = Rational::whole(1);
  CHECK(Rational::from_integer(std::numeric_limits<std::int64_t>::min()).error == ArithmeticError::overflow);
  CHECK(add(greatest, one).error == ArithmeticError::overflow);
  CHECK(subtract(negate(greatest), one).error == ArithmeticError::overflow);
  CHECK(multiply(Rational::from_integer(std::int64_t{1} << 62).value, Rational::whole(-2)).error ==
        ArithmeticError::overflow);
  CHECK(negate(greatest).numerator() == -kMaxPart);
  const auto half_of_greatest = Rational::unchecked(kMaxPart, 2);
  CHECK(add(half_of_greatest, half_of_greatest).value == greatest);
  CHECK(divide(one, greatest).value == Rational::unchecked(1, kMaxPart));
  CHECK(divide(Rational::unchecked(1, kMaxPart), Rational::unchecked(1, kMaxPart)).value == one);
  CHECK(divide(one, Rational{}).error == ArithmeticError::division_by_zero);
}

TEST_CASE("validity is the invariant of the class") {
  for_all_integers<2>(n_cases(200'000), [](const Inputs<2>& in) -> std::string {
    const BigInteger n{in[0]};
    const BigInteger d{in[1]};
    const bool wanted = d >= 1 && abs(n) <= kMaxPart && gcd(abs(n), d) == 1;
    return Rational::is_valid(in[0], in[1]) == wanted ? "" : "is_valid differs";
  });
  // Denominators of decimals, which are told apart from the others.
  for (std::int64_t d = 1; d <= 700; ++d) {
    for (std::int64_t n = -60; n <= 60; ++n) {
      if (Rational::is_valid(n, d) != (std::gcd(n, d) == 1)) FAIL(n << "/" << d);
    }
  }
  CHECK(Rational::is_valid(0, 1));
  CHECK_FALSE(Rational::is_valid(0, 2));
  CHECK_FALSE(Rational::is_valid(0, 0));
}

TEST_CASE("only integers convert to integers") {
  CHECK(to_integer(Rational::whole(-7)).value == -7);
  CHECK(to_integer(Rational::unchecked(7, 2)).error == ArithmeticError::inexact);
  CHECK(Rational::whole(3).is_integer());
  CHECK(Rational::unchecked(-1, 3).sign() == -1);
  CHECK(Rational{}.is_zero());
}

}  // namespace
}  // namespace avenant::value::testing
