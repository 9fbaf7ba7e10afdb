// Rounding against unbounded arithmetic, and by hand on the cases that people dispute.
#include "runtime/value/rounding.hpp"

#include <array>
#include <catch2/catch.hpp>

#include "tests/unit/runtime/value/number_oracle.hpp"
#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

constexpr std::array kSenses{Rounding::nearest, Rounding::half_even, Rounding::down, Rounding::up,
                             Rounding::toward_zero};

/// The integer that a sense chooses, each written from its definition alone.
BigInteger chosen(const BigRational& x, Rounding sense) {
  const BigRational half{1, 2};
  const BigInteger away = floor_of(abs(x) + half);
  const BigInteger toward = floor_of(abs(x));
  switch (sense) {
    case Rounding::nearest:
      return x < 0 ? BigInteger{-away} : away;
    case Rounding::half_even: {
      const bool is_half_way = abs(x) - BigRational{toward} == half;
      const BigInteger size = is_half_way && toward % 2 == 0 ? toward : away;
      return x < 0 ? BigInteger{-size} : size;
    }
    case Rounding::down:
      return floor_of(x);
    case Rounding::up:
      return -floor_of(-x);
    case Rounding::toward_zero:
      return x < 0 ? BigInteger{-toward} : toward;
  }
  return 0;
}

std::string difference_of_rounding(Rational x, Rational step) {
  for (const Rounding sense : kSenses) {
    Checked<Rational> wanted = failed<Rational>(ArithmeticError::invalid_step);
    if (step.sign() > 0) wanted = expected(BigRational{chosen(big(x) / big(step), sense)} * big(step));
    std::string found = difference("round_to", round_to(x, step, sense), wanted);
    if (!found.empty()) return found + " in sense " + std::to_string(static_cast<int>(sense));
  }
  return {};
}

TEST_CASE("rounding gives the multiple that its sense defines, or overflows") {
  for_all_integers<4>(n_cases(100'000), [](const Inputs<4>& in) -> std::string {
    if (in[1] == 0 || in[3] == 0) return {};
    const auto x = Rational::from_ratio(in[0], in[1]);
    const auto step = Rational::from_ratio(in[2], in[3]);
    return x.ok() && step.ok() ? difference_of_rounding(x.value, step.value) : "";
  });
}

TEST_CASE("rounding half-way numbers gives the multiple that its sense defines, or overflows") {
  for_all<3>(
      n_cases(50'000),
      [](Random& random) { return Inputs<3>{any_integer(random), any_integer(random), any_integer(random)}; },
      [](const Inputs<3>& in) -> std::string {
        // x = (2n + 1) × step / 2, and its neighbours.
        if (in[2] == 0) return {};
        const auto step = Rational::from_ratio(in[1], in[2]);
        const auto odd = Rational::from_ratio(Int128{in[0]} * 2 + 1, 2);
        if (!step.ok() || !odd.ok()) return {};
        const auto x = multiply(odd.value, step.value);
        if (!x.ok()) return {};
        std::string found = difference_of_rounding(x.value, step.value);
        const auto next = add(x.value, Rational::unchecked(1, 1000));
        if (found.empty() && next.ok()) found = difference_of_rounding(next.value, step.value);
        return found;
      });
}

TEST_CASE("each sense treats halves and negatives as documented") {
  struct Row {
    std::int64_t twice;
    std::array<std::int32_t, 5> wanted;  // In the order of kSenses.
  };
  constexpr std::array<Row, 9> kRows{{{5, {3, 2, 2, 3, 2}},
                                      {3, {2, 2, 1, 2, 1}},
                                      {1, {1, 0, 0, 1, 0}},
                                      {0, {0, 0, 0, 0, 0}},
                                      {-1, {-1, 0, -1, 0, 0}},
                                      {-3, {-2, -2, -2, -1, -1}},
                                      {-5, {-3, -2, -3, -2, -2}},
                                      {4, {2, 2, 2, 2, 2}},
                                      {-4, {-2, -2, -2, -2, -2}}}};
  for (const Row& row : kRows) {
    for (std::size_t i = 0; i < kSenses.size(); ++i) {
      const Rational x = Rational::from_ratio(row.twice, 2).value;
      CAPTURE(row.twice, i);
      CHECK(round_to(x, Rational::whole(1), kSenses[i]).value == Rational::whole(row.wanted[i]));
    }
  }
}

TEST_CASE("rounding overflows only where the chosen multiple does not fit") {
  const Rational greatest = Rational::unchecked(kMaxPart, 1);
  CHECK(round_to(greatest, Rational::whole(2), Rounding::up).error == ArithmeticError::overflow);
  CHECK(round_to(greatest, Rational::whole(2), Rounding::down).value == Rational::unchecked(kMaxPart - 1, 1));
  CHECK(round_to(Rational::unchecked(1, kMaxPart), Rational::unchecked(1, 100), Rounding::up).value ==
        Rational::unchecked(1, 100));
  CHECK(round_to(greatest, Rational::unchecked(1, kMaxPart), Rounding::nearest).value == greatest);
  CHECK(round_to(Rational::unchecked(1, kMaxPart), greatest, Rounding::up).value == greatest);
  CHECK(round_to(Rational::whole(1), Rational{}, Rounding::up).error == ArithmeticError::invalid_step);
  CHECK(round_to(Rational::whole(1), Rational::whole(-1), Rounding::up).error == ArithmeticError::invalid_step);
}

TEST_CASE("exact to the cent is having a denominator that divides 100") {
  CHECK(is_exact(Rational::unchecked(1, 4), 100));
  CHECK_FALSE(is_exact(Rational::unchecked(1, 8), 100));
  CHECK_FALSE(is_exact(Rational::unchecked(1, 3), 100));
  CHECK_FALSE(is_exact(Rational::whole(1), 0));
  CHECK(assert_exact(Rational::unchecked(7, 20), 100).value == Rational::unchecked(7, 20));
  CHECK(assert_exact(Rational::unchecked(1, 3), 100).error == ArithmeticError::inexact);
  CHECK(assert_exact(Rational::whole(1), 0).error == ArithmeticError::invalid_step);
}

}  // namespace
}  // namespace avenant::value::testing
