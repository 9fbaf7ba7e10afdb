// Lists: what each fold gives and how it fails. An input list is given by its count and its columns.
#include <string>

#include "runtime/value/set128.hpp"
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::Outcome;
using avenant::eval::Story;
using avenant::program::ListId;
using avenant::program::Package;

namespace {

// Line 2 declares the list; `x`, on line 8, is the expression, in which `m#0` to `m#3` may be bound.
std::string with(std::string_view expression, std::string_view type) {
  return "(text t text 2020-01-01 2020-01-02)\n"
         "(list l \"count of l\" (range 0 5) (column n number) (column d date?) (column p boolean) (column w "
         "duration))\n"
         "(list s \"count of s\" (range 1 128) (column \"\" number/1))\n"
         "(binder m#0 l) (binder m#1 l) (binder m#2 l) (binder m#3 l) (binder i#0 s)\n"
         "(input k number)\n"
         "(variable y number (is (div 1 0)))\n"
         "(variable w boolean (is (eq (div 1 0) 1)))\n"
         "(variable x " +
         std::string(type) + " (is " + std::string(expression) + "))\n";
}

// The elements 10, 20, 30, 20, of which the second and the last have `p`.
Story story(std::string_view expression, std::string_view type) {
  Story result(with(expression, type));
  result.given("count of l", "4");
  const char* numbers[] = {"10", "20", "30", "20"};
  for (int i = 0; i < 4; ++i) {
    const std::string element = "l(" + std::to_string(i + 1) + ").";
    result.given(element + "n", numbers[i]).given(element + "p", i % 2 == 1 ? "true" : "false");
  }
  return result;
}

std::string value_of(std::string_view expression, std::string_view type = "number") {
  return story(expression, type).of("x");
}

// The same, of an empty list.
std::string value_of_none(std::string_view expression, std::string_view type = "number") {
  return Story(with(expression, type)).given("count of l", "0").of("x");
}

}  // namespace

TEST_CASE("a list is the elements that are given, and a definition of it keeps some") {
  CHECK(value_of("(list l)", "list[l]") == "{0 1 2 3}");
  CHECK(value_of("(list_count (list l))") == "4");
  const std::string_view filter = "(list_filter m#0 (list l) (field l p (bound m#0)))";
  CHECK(value_of(filter, "list[l]") == "{1 3}");
  CHECK(value_of("(list_count " + std::string(filter) + ")") == "2");
  CHECK(value_of("(list_sum m#1 " + std::string(filter) + " (field l n (bound m#1)))") == "40");
  CHECK(value_of("(if (gt k 0) (list l) " + std::string(filter) + ")", "list[l]") == "missing_input 5");
}

TEST_CASE("folds of numbers: sum, least and greatest, with and without a filter") {
  CHECK(value_of("(list_sum m#0 (list l) (field l n (bound m#0)))") == "80");
  CHECK(value_of("(list_sum m#0 (list l) (field l n (bound m#0)) (field l p (bound m#0)))") == "40");
  CHECK(value_of("(list_least m#0 (list l) (field l n (bound m#0)))", "number?") == "10");
  CHECK(value_of("(list_greatest m#0 (list l) (field l n (bound m#0)))", "number?") == "30");
  CHECK(value_of("(list_greatest m#0 (list l) (field l n (bound m#0)) (field l p (bound m#0)))", "number?") == "20");
}

TEST_CASE("of an empty list the sum is 0, extremes and elements are absent, pour tout holds and il existe does not") {
  CHECK(value_of_none("(list l)", "list[l]") == "{}");
  CHECK(value_of_none("(list_sum m#0 (list l) y)") == "0");
  CHECK(value_of_none("(list_least m#0 (list l) y)", "number?") == "absent");
  CHECK(value_of_none("(list_greatest m#0 (list l) y)", "number?") == "absent");
  CHECK(value_of_none("(list_all m#0 (list l) w)", "boolean") == "true");
  CHECK(value_of_none("(list_any m#0 (list l) w)", "boolean") == "false");
  CHECK(value_of_none("(list_unique m#0 (list l) w)", "element?[l]") == "absent");
  CHECK(value_of_none("(list_first m#0 (list l) y)", "element?[l]") == "absent");
  CHECK(value_of_none("(list_last m#0 (list l) y)", "element?[l]") == "absent");
  CHECK(value_of_none("(field l n (list_unique m#0 (list l) w))", "number?") == "absent");
}

TEST_CASE("the unique element is absent of none and an error of several") {
  const auto unique = [](const std::string& number) {
    return "(list_unique m#0 (list l) (eq (field l n (bound m#0)) " + number + "))";
  };
  CHECK(value_of(unique("30"), "element?[l]") == "#2");
  CHECK(value_of(unique("99"), "element?[l]") == "absent");
  CHECK(value_of(unique("20"), "element?[l]") == "several 8");
  CHECK(value_of("(field l n " + unique("30") + ")", "number?") == "30");
}

TEST_CASE("the first of equal elements comes first, and the last of them last") {
  const std::string key = "(field l n (bound m#0))";
  CHECK(value_of("(list_first m#0 (list l) " + key + ")", "element?[l]") == "#0");
  CHECK(value_of("(list_last m#0 (list l) " + key + ")", "element?[l]") == "#2");
  const std::string kept = "(field l p (bound m#0))";
  CHECK(value_of("(list_first m#0 (list l) " + key + " " + kept + ")", "element?[l]") == "#1");
  CHECK(value_of("(list_last m#0 (list l) " + key + " " + kept + ")", "element?[l]") == "#3");
}

TEST_CASE("pour tout and il existe absorb errors; the other folds give the least") {
  // Fails for the second and fourth elements, and is true for the third alone.
  const std::string doubtful = "(if (field l p (bound m#0)) w (eq (field l n (bound m#0)) 30))";
  CHECK(value_of("(list_any m#0 (list l) " + doubtful + ")", "boolean") == "true");
  CHECK(value_of("(list_all m#0 (list l) " + doubtful + ")", "boolean") == "false");
  CHECK(value_of("(list_all m#0 (list l) (not (if (field l p (bound m#0)) w false)))", "boolean") ==
        "division_by_zero 7");
  CHECK(value_of("(list_any m#0 (list l) (if (field l p (bound m#0)) w false))", "boolean") == "division_by_zero 7");
  CHECK(value_of("(list_filter m#0 (list l) " + doubtful + ")", "list[l]") == "division_by_zero 7");
  CHECK(value_of("(list_unique m#0 (list l) " + doubtful + ")", "element?[l]") == "division_by_zero 7");
  // A filter keeps errors out of sight.
  CHECK(value_of("(list_sum m#0 (list l) (if (field l p (bound m#0)) y 1) (not (field l p (bound m#0))))") == "2");
  CHECK(value_of("(list_sum m#0 (list l) 1 (if (field l p (bound m#0)) w false))") == "division_by_zero 7");
}

TEST_CASE("every partial sum is checked, from the first element to the last") {
  Story big(with("(list_sum m#0 (list l) (field l n (bound m#0)))", "number"));
  const std::string most = "9223372036854775807";
  big.given("count of l", "3").given("l(1).n", most).given("l(2).n", "1").given("l(3).n", "-5");
  CHECK(big.of("x") == "overflow 8");
  big.given("l(2).n", "-5").given("l(3).n", "1");
  CHECK(big.of("x") == "9223372036854775803");
  // An element that fails comes before the overflow, wherever it is.
  big.given("l(2).n", "1").evaluator().clear(big.package().input_named("l(3).n"));
  CHECK(big.of("x") == "missing_input 2");
}

TEST_CASE("a field that is not given, or out of range, is an error of that element only") {
  Story some = story("(list_sum m#0 (list l) (field l n (bound m#0)) (eq (bound m#0) (bound m#0)))", "number");
  some.evaluator().clear(some.package().input_named("l(3).n"));
  CHECK(some.of("x") == "missing_input 2");
  const Outcome outcome = some.evaluator().evaluate(some.id("x"));
  const Package& package = some.package();
  CHECK(package.text_of(package.inputs[package.site(outcome.site()).subject_id].name) == "l(3).n");
  // The first element that lacks something is named, whatever it lacks.
  some.evaluator().clear(some.package().input_named("l(2).n"));
  const Outcome second = some.evaluator().evaluate(some.id("x"));
  CHECK(package.text_of(package.inputs[package.site(second.site()).subject_id].name) == "l(2).n");
  Story filtered = story("(list_sum m#0 (list l) (field l n (bound m#0)) (field l p (bound m#0)))", "number");
  filtered.evaluator().clear(filtered.package().input_named("l(3).n"));
  CHECK(filtered.of("x") == "40");
}

TEST_CASE("a count out of the bounds, or not given, is an error of the list") {
  Story list(with("(list_count (list s))", "number"));
  CHECK(list.of("x") == "missing_input 3");
  CHECK(list.given("count of s", "0").of("x") == "out_of_range 3");
  CHECK(list.given("count of s", "1").of("x") == "1");
  CHECK(list.given("count of s", "128").of("x") == "128");
  CHECK(list.given("count of s", "129").of("x") == "out_of_range 3");
}

TEST_CASE("a list of 128 elements is gone through to its end") {
  Story list(with("(list_sum i#0 (list s) (field s \"\" (bound i#0)))", "number"));
  list.given("count of s", "128");
  for (int i = 1; i <= 128; ++i) list.given("s(" + std::to_string(i) + ")", std::to_string(i));
  CHECK(list.of("x") == "8256");
  list.given("count of s", "127");
  CHECK(list.of("x") == "8128");
}

TEST_CASE("a fold within a fold reads both elements") {
  // How many elements are greater than some other: for each, whether it exceeds the least.
  const std::string inner = "(list_any m#1 (list l) (gt (field l n (bound m#0)) (field l n (bound m#1))))";
  CHECK(value_of("(list_count (list_filter m#0 (list l) " + inner + "))") == "3");
  const std::string rank =
      "(list_count (list_filter m#1 (list l) (lt (field l n (bound m#1)) (field l n (bound m#0)))))";
  CHECK(value_of("(list_sum m#0 (list l) " + rank + ")") == "5");
  CHECK(value_of("(list_sum m#0 (list l) (list_sum m#1 (list l) 1 (ne (bound m#0) (bound m#1))))") == "12");
}

TEST_CASE("durations in months and in days have no least") {
  Story list(
      with("(list_count (list_filter m#0 (list l) (is_present (list_least m#1 (list l) (field l w (bound m#1))))))",
           "number"));
  const auto give = [&list](int element, std::int32_t months, std::int32_t days) {
    const auto input = list.package().input_named("l(" + std::to_string(element) + ").w");
    const auto duration = avenant::value::Duration::from_parts(months, days).value;
    list.evaluator().set(input, avenant::value::Value::duration(duration));
  };
  list.given("count of l", "2");
  give(1, 3, 0);
  give(2, 2, 0);
  CHECK(list.of("x") == "2");
  give(2, 0, 2);
  CHECK(list.of("x") == "ambiguous_date 8");
}

TEST_CASE("inputs are forgotten from one case to the next, elements too") {
  Story list = story("(list_sum m#0 (list l) (field l n (bound m#0)))", "number");
  CHECK(list.of("x") == "80");
  list.evaluator().begin_case();
  CHECK(list.of("x") == "missing_input 2");
  list.given("count of l", "1");
  CHECK(list.of("x") == "missing_input 2");
}
