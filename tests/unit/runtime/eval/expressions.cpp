// What operations mean: strict errors, logic that absorbs them, choices that fail only by what is chosen.
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::Story;

namespace {

// Line 1 to 4 declare what the expressions read; `x`, on line 5, is the expression; `y` and `z` fail on lines 6 and 7.
std::string with(std::string_view expression, std::string_view type = "number") {
  return "(text t text 2020-01-01 2020-01-02)\n"
         "(input a number) (input b number) (input p boolean) (input q boolean)\n"
         "(input d date?) (input e date) (input n number/1 (range 0 10))\n"
         "(enumeration Color ordered (case red) (case green) (case blue)) (input c enum[Color])\n"
         "(variable x " +
         std::string(type) + " (is " + std::string(expression) +
         "))\n"
         "(variable y number (is (div 1 0)))\n"
         "(variable z number (is (exact 1 1/2)))\n"
         "(variable w boolean (is (eq (div 1 0) 1)))\n";
}

std::string value_of(std::string_view expression, std::string_view type = "number") {
  return Story(with(expression, type)).of("x");
}

}  // namespace

TEST_CASE("an operation whose operands fail yields the least error, whatever their order") {
  CHECK(value_of("(add y z)") == "division_by_zero 6");
  CHECK(value_of("(add z y)") == "division_by_zero 6");
  CHECK(value_of("(add (mul z a) (sub y b))") == "missing_input 2");
  // Of two missing inputs the one declared first is named, though it is read last.
  CHECK(value_of("(add b a)") == value_of("(add a b)"));
  CHECK(value_of("(max z (min y 1) 3)") == "division_by_zero 6");
}

TEST_CASE("et and ou absorb errors on either side, and otherwise give the least") {
  CHECK(value_of("(and w false)", "boolean") == "false");
  CHECK(value_of("(and false w)", "boolean") == "false");
  CHECK(value_of("(or w true)", "boolean") == "true");
  CHECK(value_of("(and w true)", "boolean") == "division_by_zero 8");
  CHECK(value_of("(and w p)", "boolean") == "missing_input 2");
  CHECK(value_of("(or p w false)", "boolean") == "missing_input 2");
  CHECK(value_of("(and)", "boolean") == "true");
  CHECK(value_of("(or)", "boolean") == "false");
  CHECK(value_of("(not w)", "boolean") == "division_by_zero 8");
}

TEST_CASE("si, selon and suppose fail only by their condition and by what is chosen") {
  CHECK(value_of("(if true 1 y)") == "1");
  CHECK(value_of("(if false 1 y)") == "division_by_zero 6");
  CHECK(value_of("(if w 1 1)") == "division_by_zero 8");
  CHECK(value_of("(select 2 (on 1 y) (on 2 3 7))") == "7");
  CHECK(value_of("(select 3 (on 1 y) (on 2 3 7))") == "7");
  CHECK(value_of("(select 1 (on 1 y) (on 2 3 7))") == "division_by_zero 6");
  CHECK(value_of("(select 4 (on 1 y) (on 2 3 7))") == "out_of_range 5");
  CHECK(value_of("(select 0 (on 1 y) (on 2 3 7))") == "out_of_range 5");
  CHECK(value_of("(select 3/2 (on 1 y) (on 2 3 7))") == "out_of_range 5");
  CHECK(value_of("(select 9 (on 1 y) (on 3 otherwise 7))") == "7");
  CHECK(value_of("(select 2 (on 1 3 y))") == "out_of_range 5");
  CHECK(value_of("(select Color/green (on Color/red 1) (on Color/green 2) (on Color/blue y))") == "2");
  CHECK(value_of("(assume \"r\" true 3)") == "3");
  CHECK(value_of("(assume \"r\" false y)") == "assumption 5");
  CHECK(value_of("(assume \"r\" w z)") == "division_by_zero 8");
}

TEST_CASE("an input not given fails where it is read, a facultatif one is absent") {
  CHECK(value_of("(or_else d 2020-01-01)", "date") == "2020-01-01");
  CHECK(value_of("(unwrap d)", "date") == "absent 5");
  CHECK(value_of("(is_present d)", "boolean") == "false");
  CHECK(Story(with("(or_else d e)", "date")).of("x") == "missing_input 3");
  CHECK(Story(with("(unwrap d)", "date")).given("d", "2021-05-06").of("x") == "2021-05-06");
  CHECK(Story(with("(is_present d)", "boolean")).given("d", "2021-05-06").given("d", "absent").of("x") == "false");
  CHECK(Story(with("n")).given("n", "10").of("x") == "10");
  CHECK(Story(with("n")).given("n", "11").of("x") == "out_of_range 3");
  CHECK(Story(with("n")).given("n", "1/2").of("x") == "out_of_range 3");
  CHECK(Story(with("(if true 1 n)")).given("n", "11").of("x") == "1");
}

TEST_CASE("la première de is the earliest given, la dernière de is absent if any is") {
  CHECK(value_of("(earliest d 2020-01-02 2020-01-01)", "date?") == "2020-01-01");
  CHECK(value_of("(earliest d d)", "date?") == "absent");
  CHECK(value_of("(latest 2020-01-02 d)", "date?") == "absent");
  CHECK(value_of("(latest 2020-01-01 2020-01-02)", "date?") == "2020-01-02");
  CHECK(value_of("(earliest d e)", "date?") == "missing_input 3");
  CHECK(value_of("(latest d e)", "date?") == "missing_input 3");
}

TEST_CASE("numbers are exact, and what does not fit or divide is an error at the operation") {
  CHECK(value_of("(add 1/3 1/6)") == "1/2");
  CHECK(value_of("(sub 1 3)") == "-2");
  CHECK(value_of("(neg 3/2)") == "-3/2");
  CHECK(value_of("(mul 2/3 3/4)") == "1/2");
  CHECK(value_of("(div 1 3)") == "1/3");
  CHECK(value_of("(div 1 (sub 1 1))") == "division_by_zero 5");
  CHECK(value_of("(mul 9223372036854775807 2)") == "overflow 5");
  CHECK(value_of("(add 9223372036854775807 1)") == "overflow 5");
  CHECK(value_of("(div 1/9223372036854775807 2)") == "overflow 5");
  CHECK(value_of("(round 1/100 nearest 1/3)") == "33/100");
  CHECK(value_of("(round 1 half_even 5/2)") == "2");
  CHECK(value_of("(round 10 up 1)") == "10");
  CHECK(value_of("(round 1 down -1/2)") == "-1");
  CHECK(value_of("(round 1 toward_zero -1/2)") == "0");
  CHECK(value_of("(exact 100 1/4)") == "1/4");
  CHECK(value_of("(exact 100 1/3)") == "inexact 5");
  CHECK(value_of("(in_range (range 0 <1) 1/2)") == "1/2");
  CHECK(value_of("(in_range (range 0 <1) 1)") == "out_of_range 5");
  CHECK(value_of("(in_range (range >0 -) 0)") == "out_of_range 5");
  CHECK(value_of("(max 1/3 2 1)") == "2");
  CHECK(value_of("(min 1/3 2 1)") == "1/3");
}

TEST_CASE("comparisons order numbers, dates, ordered cases and durations of one kind") {
  CHECK(value_of("(lt 1/3 1/2)", "boolean") == "true");
  CHECK(value_of("(ge 1/2 1/2)", "boolean") == "true");
  CHECK(value_of("(gt 2020-01-02 2020-01-01)", "boolean") == "true");
  CHECK(value_of("(le Color/green Color/red)", "boolean") == "false");
  CHECK(value_of("(lt P0M3D P0M4D)", "boolean") == "true");
  CHECK(value_of("(lt P1M0D P0M4D)", "boolean") == "ambiguous_date 5");
  CHECK(value_of("(eq P1M0D P0M30D)", "boolean") == "false");
  CHECK(value_of("(ne Color/green Color/red)", "boolean") == "true");
  CHECK(value_of("(max P1M0D P2M0D P0M0D)", "duration") == "P2M0D");
  CHECK(value_of("(min P1M0D P0M0D P0M4D)", "duration") == "ambiguous_date 5");
  CHECK(value_of("(min P1M0D P0M4D P0M0D)", "duration") == "ambiguous_date 5");
  CHECK(value_of("(min P-1M0D P0M0D)", "duration") == "P-1M0D");
}

TEST_CASE("dates follow the calendar and the stated fix of a day that does not exist") {
  CHECK(value_of("(date_add earliest 2023-01-31 P1M0D)", "date") == "2023-02-28");
  CHECK(value_of("(date_add latest 2023-01-31 P1M0D)", "date") == "2023-03-01");
  CHECK(value_of("(date_add unstated 2023-01-31 P1M0D)", "date") == "ambiguous_date 5");
  CHECK(value_of("(date_sub earliest 2023-03-31 P1M1D)", "date") == "2023-02-27");
  CHECK(value_of("(date_add earliest 9999-12-31 P0M1D)", "date") == "overflow 5");
  CHECK(value_of("(days_between 2020-03-01 2020-02-01)") == "29");
  CHECK(value_of("(make_date 2024 2 29)", "date") == "2024-02-29");
  CHECK(value_of("(make_date 2023 2 29)", "date") == "ambiguous_date 5");
  CHECK(value_of("(anniversary earliest 2020-02-29 1)", "date") == "2021-02-28");
  CHECK(value_of("(last_anniversary earliest 2020-05-01 2023-04-30)", "date") == "2022-05-01");
  CHECK(value_of("(last_anniversary earliest 2020-05-01 2019-04-30)", "date") == "ambiguous_date 5");
  CHECK(value_of("(completed_years earliest 1960-05-01 2025-04-30)") == "64");
  CHECK(value_of("(add (year_of 2024-06-22) (add (month_of 2024-06-22) (day_of 2024-06-22)))") == "2052");
  CHECK(value_of("(duration_add P1M0D (duration_scale P0M2D 3))", "duration") == "P1M6D");
  CHECK(value_of("(duration_neg P1M-2D)", "duration") == "P-1M2D");
  CHECK(value_of("(duration_scale P0M2147483647D 2)", "duration") == "overflow 5");
}

TEST_CASE("sets hold cases of one enumeration") {
  CHECK(value_of("(contains (const (set Color red blue)) Color/blue)", "boolean") == "true");
  CHECK(value_of("(contains (complement (const (set Color red blue))) Color/blue)", "boolean") == "false");
  CHECK(value_of("(union (const (set Color red)) (const (set Color blue)))", "set[Color]") == "(set Color red blue)");
  CHECK(value_of("(intersection (const (set Color red)) (const (set Color blue)))", "set[Color]") == "(set Color)");
}

TEST_CASE("an attribute is a column of the enumeration, and a text may close a case") {
  const std::string text =
      "(text t text 2020-01-01 2020-01-02) (text later text 2023-04-30 2023-05-01)\n"
      "(enumeration Option (case tiers) (case demi)) (attribute Option quotité number 1/3 1/2)\n"
      "(close Option tiers later 2023-05-01) (input o enum[Option]) (input d date)\n"
      "(variable q number (is (attribute quotité o))) (variable open boolean (is (open o d)))\n";
  CHECK(Story(text).given("o", "tiers").of("q") == "1/3");
  CHECK(Story(text).of("q") == "missing_input 3");
  CHECK(Story(text).given("o", "tiers").given("d", "2023-04-30").of("open") == "true");
  CHECK(Story(text).given("o", "tiers").given("d", "2023-05-01").of("open") == "false");
  CHECK(Story(text).given("o", "demi").given("d", "2023-05-01").of("open") == "true");
  avenant::eval::RunOptions before;
  before.known_at = avenant::value::Date::from_civil(2023, 4, 29).value;
  CHECK(Story(text, before).given("o", "tiers").given("d", "2023-05-01").of("open") == "true");
}

TEST_CASE("exactly one row of a table must be true") {
  const auto table = [](std::string_view rows) { return value_of("(table " + std::string(rows) + ")"); };
  CHECK(table("(row (true) 1) (row (false) 2)") == "1");
  CHECK(table("(row (true) 1) (row (true true) y)") == "overlap 5");
  CHECK(table("(row (false) 1) (row (true false) 2)") == "gap 5");
  CHECK(table("(row (false) 1) (otherwise 2)") == "2");
  CHECK(table("(row () 1)") == "1");
  // A row in doubt does not matter where another one is true, nor where one of its cells is false.
  CHECK(table("(row (w) 1) (row (true) 2)") == "2");
  CHECK(table("(row (w false) 1) (row (true) 2)") == "2");
  CHECK(table("(row (w) 1) (row (false) 2)") == "division_by_zero 8");
  CHECK(table("(row (w) 1) (otherwise 2)") == "division_by_zero 8");
  CHECK(table("(row (w) 1) (row (p) 2)") == "missing_input 2");
  CHECK(table("(row (w) 1) (row (true) 2) (row (true) 3)") == "overlap 5");
  CHECK(table("(row (true) y) (row (false) z)") == "division_by_zero 6");
}

TEST_CASE("a figure that is not public is an error that names it until the run supplies it") {
  const std::string text =
      "(text t text 2020-01-01 2020-01-02)\n"
      "(unknown \"hausse\" \"tableau non publié\" number (range 1/8 1/4))\n"
      "(reading seuil strict (case strict) (case large))\n"
      "(variable x number (is (add 1 (unknown \"hausse\"))))\n"
      "(variable ex number (is (excluded:number \"option fermée\")))\n"
      "(variable r boolean (is (eq seuil seuil/large)))\n"
      "(variable today date (is (situation_date)))\n";
  Story story(text);
  CHECK(story.of("x") == "unknown_figure 4");
  CHECK(story.of("ex") == "excluded 5");
  CHECK(story.of("r") == "false");
  CHECK(story.of("today") == "missing_input 7");
  avenant::eval::RunOptions options;
  options.figures.emplace_back(story.package().unknown_at("hausse"), avenant::value::Value{1, 5});
  options.readings.emplace_back(story.package().reading_named("seuil"), 1);
  options.situation_date = avenant::value::Date::from_civil(2024, 6, 22).value;
  story.evaluator().set_options(options);
  CHECK(story.of("x") == "6/5");
  CHECK(story.of("r") == "true");
  CHECK(story.of("today") == "2024-06-22");
}
