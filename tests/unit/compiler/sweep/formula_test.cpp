#include "compiler/sweep/formula/formula.hpp"

#include <catch2/catch.hpp>
#include <random>

namespace avenant::sweep {
namespace {

using value::Rational;

TEST_CASE("equal sums have one id, however they are put together") {
  FormulaStore store(1);
  const FormulaId twice = *store.multiple(store.input(), Rational::whole(2));
  CHECK(*store.sum(store.input(), store.input()) == twice);
  CHECK(store.is_constant(*store.difference(twice, *store.sum(store.input(), store.input()))));
  const FormulaId rounded = *store.rounded(*store.multiple(store.input(), Rational::unchecked(1, 3)),
                                           Rational::unchecked(1, 100), value::Rounding::nearest);
  CHECK(*store.sum(rounded, twice) == *store.sum(twice, rounded));
}

TEST_CASE("what is a multiple of the step already is not rounded") {
  FormulaStore cents(100);
  CHECK(*cents.rounded(cents.input(), Rational::unchecked(1, 100), value::Rounding::down) == cents.input());
  CHECK(*cents.rounded(cents.input(), Rational::whole(1), value::Rounding::down) != cents.input());
  const FormulaId tens = *cents.multiple(cents.input(), Rational::whole(10));
  CHECK(*cents.rounded(tens, Rational::unchecked(1, 10), value::Rounding::up) == tens);
}

TEST_CASE("the way that a formula goes is the way that its values go") {
  constexpr std::uint32_t kRounds = 300;
  for (std::uint32_t seed = 1; seed <= kRounds; ++seed) {
    INFO("seed " << seed);
    std::mt19937 random(seed);
    const auto below = [&random](std::uint32_t bound) { return static_cast<std::int32_t>(random() % bound); };
    FormulaStore store(1);
    FormulaId formula = store.input();
    for (int i = 0; i < 4; ++i) {
      const auto factor = Rational::from_ratio(below(9) - 4, 1 + below(5));
      const int kind = below(4);
      if (kind == 0) formula = *store.multiple(formula, factor.value);
      if (kind == 1) formula = *store.sum(formula, *store.multiple(store.input(), factor.value));
      if (kind == 2) {
        formula = *store.rounded(formula, Rational::unchecked(1 + below(3), 2), static_cast<value::Rounding>(below(5)));
      }
      if (kind == 3) formula = *store.sum(formula, store.constant(factor.value));
    }
    const Direction direction = store.direction(formula);
    for (std::int32_t x = -20; x < 20; ++x) {
      const Rational here = *store.at(formula, Rational::whole(x));
      const Rational next = *store.at(formula, Rational::whole(x + 1));
      if (direction == Direction::Rises) CHECK(here <= next);
      if (direction == Direction::Falls) CHECK(next <= here);
      if (direction == Direction::Constant) CHECK(here == next);
      const std::int64_t grain = store.grain(formula);
      if (grain > 0) CHECK(grain % here.denominator() == 0);
    }
  }
}

TEST_CASE("a formula that would be too large is not made") {
  FormulaStore store(1);
  std::optional<FormulaId> formula = store.input();
  int n_made = 0;
  while (formula && n_made < 100) {
    // Each holds the one before twice.
    const auto half =
        store.rounded(*store.multiple(*formula, Rational::unchecked(1, 2)), Rational::whole(1), value::Rounding::down);
    const auto third =
        store.rounded(*store.multiple(*formula, Rational::unchecked(1, 3)), Rational::whole(1), value::Rounding::up);
    formula = half && third ? store.sum(*half, *third) : std::nullopt;
    ++n_made;
  }
  CHECK_FALSE(formula.has_value());
  CHECK(n_made < 12);
}

TEST_CASE("what does not fit has no value") {
  FormulaStore store(1);
  const FormulaId large = *store.multiple(store.input(), Rational::unchecked(value::kMaxPart, 1));
  CHECK(store.at(large, Rational::whole(1)).has_value());
  CHECK_FALSE(store.at(large, Rational::whole(2)).has_value());
  const FormulaId inverse = *store.quotient(store.constant(Rational::whole(1)), store.input());
  CHECK_FALSE(store.at(inverse, Rational::whole(0)).has_value());
}

}  // namespace
}  // namespace avenant::sweep
