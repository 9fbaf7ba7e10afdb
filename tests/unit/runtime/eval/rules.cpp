// The choice of versions and of derogations, and results that are out of force.
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::RunOptions;
using avenant::eval::Story;

namespace {

// `x` on line 4, its derogations on the following lines; `w` is an error on line 3.
std::string derogated(std::string_view derogations, std::string_view body = "0") {
  return "(text t text 2020-01-01 2020-01-02)\n(input p boolean) (input k number)\n"
         "(variable w boolean (is (eq (div 1 0) 1)))\n"
         "(variable x number (version t (body " +
         std::string(body) + ")\n" + std::string(derogations) + "))\n";
}

std::string value_of(std::string_view derogations, std::string_view body = "0") {
  return Story(derogated(derogations, body)).of("x");
}

const std::string kVersions =
    "(text a text 2019-08-20 2019-08-21) (text b text 2023-04-30 2023-05-01)\n"
    "(input signed date) (input moved date?)\n"
    "(variable x number eligibility (out_of_force 99)\n"
    "  (version a (when 2019-08-21 signed) (body 1))\n"
    "  (version b (when 2023-05-01 2024-01-01 moved) (body 2)))\n"
    "(variable gone boolean eligibility (out_of_force false)\n"
    "  (version a (when 2019-08-21 signed) (body true))\n"
    "  (version b (when 2023-05-01 signed) repealed))\n"
    "(variable reader boolean (is (not gone)))\n"
    "(variable hard number (version a (when 2019-08-21 signed) (body (div 1 0)))\n"
    "  (version b (when 2023-05-01 (unwrap moved)) (body 3)))\n";

}  // namespace

TEST_CASE("a derogation that applies replaces the body, which is not evaluated") {
  CHECK(value_of("(derogation d (guard true) (body 5))", "(div 1 0)") == "5");
  CHECK(value_of("(derogation d (guard false) (body (div 1 0)))") == "0");
}

TEST_CASE("derogations that apply together must agree") {
  CHECK(value_of("(derogation d (guard true) (body 5)) (derogation e (guard true) (body 5))") == "5");
  CHECK(value_of("(derogation d (guard true) (body 5)) (derogation e (guard true) (body 6))") == "conflict 4");
  CHECK(value_of("(derogation d (guard true) (body (div 1 0)))\n(derogation e (guard true) (body k))") ==
        "missing_input 2");
}

TEST_CASE("prime sur orders two derogations of one rule") {
  const std::string both = "(derogation d (to body e) (guard true) (body 5))\n(derogation e (guard true) (body 6))";
  CHECK(value_of(both) == "5");
  // The winner applies also where the loser does not, and the loser is not evaluated where the winner applies.
  CHECK(value_of("(derogation d (to body e) (guard true) (body 5)) (derogation e (guard false) (body 6))") == "5");
  CHECK(value_of("(derogation d (to body e) (guard false) (body 5)) (derogation e (guard true) (body 6))") == "6");
}

TEST_CASE("a derogation to a derogation is considered only where that one is in play") {
  CHECK(value_of("(derogation d (guard false) (body 5)) (derogation e (to d) (guard true) (body 6))") == "0");
  CHECK(value_of("(derogation d (guard true) (body 5)) (derogation e (to d) (guard true) (body 6))") == "6");
  CHECK(value_of("(derogation d (guard false) (body 5)) (derogation e (to d) (guard w) (body 6))") == "0");
}

TEST_CASE("a guard in doubt is the result, unless every candidate gives the same value") {
  CHECK(value_of("(derogation d (guard w) (body 5))") == "division_by_zero 3");
  CHECK(value_of("(derogation d (guard w) (body 0))") == "0");
  // The values' own errors are not reported where a guard is in doubt.
  CHECK(value_of("(derogation d (guard w) (body k))") == "division_by_zero 3");
  // A derogation that surely applies covers the body, so only what is above it counts.
  CHECK(value_of("(derogation d (guard true) (body 5)) (derogation e (to d) (guard w) (body 5))") == "5");
  CHECK(value_of("(derogation d (guard true) (body 5)) (derogation e (guard w) (body 5))") == "5");
  CHECK(value_of("(derogation d (guard w) (body 5)) (derogation e (to d) (guard true) (body 0))") == "0");
}

TEST_CASE("the version that applies is the last whose application date has reached its period") {
  CHECK(Story(kVersions).given("signed", "2020-01-01").of("x") == "1");
  CHECK(Story(kVersions).given("signed", "2020-01-01").given("moved", "2023-05-01").of("x") == "2");
  CHECK(Story(kVersions).given("signed", "2020-01-01").given("moved", "2024-01-01").of("x") == "1");
  CHECK(Story(kVersions).given("signed", "2020-01-01").given("moved", "2023-04-30").of("x") == "1");
  CHECK(Story(kVersions).given("signed", "2019-01-01").of("x") == "no_version 3");
  // An earlier version's date is not looked at where a later one applies.
  CHECK(Story(kVersions).given("moved", "2023-05-01").of("x") == "2");
  CHECK(Story(kVersions).of("x") == "missing_input 2");
}

TEST_CASE("an application date that fails is the result") {
  CHECK(Story(kVersions).given("signed", "2020-01-01").of("hard") == "absent 11");
  CHECK(Story(kVersions).given("signed", "2020-01-01").given("moved", "2023-06-01").of("hard") == "3");
  CHECK(Story(kVersions).given("signed", "2020-01-01").given("moved", "2022-06-01").of("hard") ==
        "division_by_zero 10");
}

TEST_CASE("a requested result that is out of force has the value of its kind, at the edge only") {
  Story early(kVersions);
  early.given("signed", "2019-01-01");
  CHECK(early.of("gone") == "no_version 6");
  CHECK(early.requested("gone") == "false");
  CHECK(early.requested("reader") == "no_version 6");
  CHECK(early.requested("x") == "99");
  Story late(kVersions);
  late.given("signed", "2023-06-01");
  CHECK(late.of("gone") == "repealed 8");
  CHECK(late.requested("gone") == "false");
  CHECK(late.requested("reader") == "repealed 8");
  CHECK(Story(kVersions).requested("gone") == "missing_input 2");
  CHECK(Story(kVersions).given("signed", "2020-01-01").requested("gone") == "true");
}

TEST_CASE("texts published after the cut-off, and drafts nobody asked for, do not count") {
  RunOptions before;
  before.known_at = avenant::value::Date::from_civil(2023, 4, 29).value;
  CHECK(Story(kVersions, before).given("signed", "2023-06-01").of("gone") == "true");
  RunOptions on_the_day;
  on_the_day.known_at = avenant::value::Date::from_civil(2023, 4, 30).value;
  CHECK(Story(kVersions, on_the_day).given("signed", "2023-06-01").of("gone") == "repealed 8");

  const std::string drafted =
      "(text a text 2020-01-01 2020-01-02) (text b draft 2027-01-01 2027-01-01) (input d date?)\n"
      "(variable x number (version a (body 1) (derogation e b (guard true) (body 3))) (version b (body 2)))\n"
      "(variable y number (version a (body 1) (derogation e b (guard true) (body 3))))\n"
      "(variable z boolean (is (in_period b (period 2027-01-01) d)))\n(variable k boolean (is (text_known b)))\n";
  CHECK(Story(drafted).of("x") == "1");
  CHECK(Story(drafted).of("y") == "1");
  CHECK(Story(drafted).given("d", "2028-01-01").of("z") == "false");
  CHECK(Story(drafted).of("k") == "false");
  Story asked(drafted);
  RunOptions options;
  options.drafts.push_back(asked.package().text_named("b"));
  asked.evaluator().set_options(options);
  CHECK(asked.of("x") == "2");
  CHECK(asked.of("y") == "3");
  CHECK(asked.of("k") == "true");
  CHECK(asked.of("z") == "false");
  CHECK(asked.given("d", "2028-01-01").of("z") == "true");
}
