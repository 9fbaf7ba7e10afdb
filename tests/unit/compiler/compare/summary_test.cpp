#include "compiler/compare/cases/summary.hpp"

#include <catch2/catch.hpp>

namespace avenant::compare {
namespace {

using value::Rational;

/// One result, a number, of a program with nothing else.
struct Sample {
  Sample() {
    program::Type type;
    type.kind = program::TypeKind::kNumber;
    package.types.push_back(type);
    program::Variable variable;
    variable.type = program::TypeId(0U);
    package.variables.push_back(variable);
    ResultPair pair;
    pair.name = "x";
    pair.before = pair.after = program::VariableId(0U);
    pair.is_number = true;
    pairs.pairs.push_back(pair);
  }

  void add(Summary& summary, std::size_t number, std::int32_t difference, const std::string& rule = "x(1)") const {
    CaseChange change;
    change.number = number;
    ResultChange result;
    result.difference = Rational::whole(difference);
    Cause cause;
    cause.rule = rule;
    result.causes.push_back(cause);
    change.results.push_back(result);
    summary.add(change, pairs, package);
  }

  program::Package package;
  ResultPairs pairs;
};

TEST_CASE("the summary adds up differences and keeps the three largest each way") {
  const Sample sample;
  Summary summary(1);
  std::int32_t total = 0;
  for (std::size_t number = 1; number <= 20; ++number) {
    const std::int32_t difference = static_cast<std::int32_t>(number * 7 % 19) - 9;
    if (difference == 0) continue;
    total += difference;
    sample.add(summary, number, difference);
  }
  const ResultSummary& result = summary.results()[0];
  CHECK(result.total == Rational::whole(total));
  REQUIRE(result.gains.size() == 3);
  CHECK(result.gains[0].difference == Rational::whole(9));
  CHECK(result.gains[2].difference <= result.gains[1].difference);
  REQUIRE(result.losses.size() == 3);
  CHECK(result.losses[0].difference <= result.losses[1].difference);
  CHECK(result.n_gains + result.n_losses == result.n_changed);
}

TEST_CASE("members of a family are one reason, counted once a case") {
  const Sample sample;
  Summary summary(1);
  sample.add(summary, 1, 5, "x(1)");
  sample.add(summary, 2, 5, "x(2)");
  sample.add(summary, 3, 5, "y");
  const std::vector<CauseCount> causes = summary.causes();
  REQUIRE(causes.size() == 2);
  CHECK(causes[0].cause.rule == "x");
  CHECK(causes[0].n_cases == 2);
}

TEST_CASE("a sum that does not fit is said to be none, never a wrong one") {
  const Sample sample;
  Summary summary(1);
  for (std::size_t number = 1; number <= 3; ++number) {
    CaseChange change;
    change.number = number;
    ResultChange result;
    result.difference = Rational::unchecked(9'000'000'000'000'000'000, 1);
    change.results.push_back(result);
    summary.add(change, sample.pairs, sample.package);
  }
  CHECK_FALSE(summary.results()[0].total.has_value());
  CHECK(summary.results()[0].n_gains == 3);
}

TEST_CASE("a case that does not change counts as compared") {
  const Sample sample;
  Summary summary(1);
  summary.add(CaseChange(), sample.pairs, sample.package);
  CHECK(summary.n_cases() == 1);
  CHECK(summary.n_changed() == 0);
}

}  // namespace
}  // namespace avenant::compare
