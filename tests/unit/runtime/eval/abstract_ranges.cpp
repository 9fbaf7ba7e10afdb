// What is left of an expression over ranges is exact where rules are written as rules are: tight ends, whole numbers,
// no error that cannot be.
#include "tests/unit/runtime/eval/left_of.hpp"

using avenant::eval::AbstractValue;
using avenant::eval::Partly;
using avenant::value::Value;

namespace {

// `n` is whole from 0 to 50000, `m` from 1 to 5, `r` a rate of two decimals from 0 to 1, `f` any number.
std::string with(std::string_view expression, std::string_view type = "number") {
  return "(text t text 2020-01-01 2020-01-02)\n"
         "(input n number/1 (range 0 50000)) (input m number/1 (range 1 5)) (input r number/100 (range 0 1))\n"
         "(input f number) (input d date) (input e date) (input p boolean) (input o number?/1)\n"
         "(enumeration Band ordered (case P0) (case P30) (case P50) (case P70) (case P90) (case P95))\n"
         "(enumeration Option (case tiers) (case demi) (case plein)) (attribute Option share number/2 1/2 1/2 1)\n"
         "(input b enum[Band]) (input c enum[Option])\n"
         "(variable x " +
         std::string(type) + " (is " + std::string(expression) + "))\n";
}

std::string left(std::string_view expression, std::string_view type = "number") {
  return Partly(with(expression, type)).of("x");
}

std::string left_of_boolean(std::string_view expression) {
  const std::string words = left(expression, "boolean");
  if (words == "cases 0:1") return "false";
  if (words == "cases 0:2") return "true";
  return words == "cases 0:3" ? "either" : words;
}

}  // namespace

TEST_CASE("sums, products and roundings of ranges keep their ends and their grain") {
  CHECK(left("(add n 10)") == "[10 ; 50010] by 1/1");
  CHECK(left("(sub n m)") == "[-5 ; 49999] by 1/1");
  CHECK(left("(mul n r)") == "[0 ; 50000] by 1/100");
  CHECK(left("(mul n 1/3)") == "[0 ; 50000/3] by 1/3");
  CHECK(left("(round 1/100 nearest (mul n 1/3))") == "[0 ; 1666667/100] by 1/100");
  CHECK(left("(round 1 down (div n m))") == "[0 ; 50000] by 1/1");
  CHECK(left("(div n m)") == "[0 ; 50000] over 5");
  CHECK(left("(max (min n 100) 7)") == "[7 ; 100] by 1/1");
  CHECK(left("(exact 100 (mul m r))") == "[0 ; 5] by 1/100");
  CHECK(left("(mul m 1000)") == "{1000, 2000, 3000, 4000, 5000}");
}

TEST_CASE("an overflow is possible only where a result may leave the limits") {
  CHECK(left("(mul n (mul n n))") == "[0 ; 125000000000000] by 1/1");
  CHECK(left("(mul n (mul n (mul n (mul n n))))") == "[0 ; 9223372036854775807] by 1/1, or overflow");
  CHECK(left("(add f 1)") == "[-9223372036854775806 ; 9223372036854775807], or overflow");
  CHECK(left("(div n (add n 1))") == "[0 ; 50000] over 50001");
}

TEST_CASE("a division fails only where the divisor may be zero, and what guards it is taken into account") {
  CHECK(left("(div 1 n)") == "[1/50000 ; 1] over 50000, or division_by_zero");
  CHECK(left("(if (gt n 0) (div 1 n) 0)") == "[0 ; 1] over 50000");
  CHECK(left("(if (eq n 0) 0 (div m n))") == "[0 ; 5] over 50000");
  CHECK(left_of_boolean("(and (gt n 0) (gt (div 1 n) 2))") == "false");
  CHECK(left_of_boolean("(and (gt (div m n) 2) (ne n 0))") == "either");
  CHECK(left_of_boolean("(or (eq n 0) (gt (div m n) 2))") == "either");
}

TEST_CASE("conditions that exclude or cover each other are seen to") {
  CHECK(left_of_boolean("(and (lt n 5) (gt n 7))") == "false");
  CHECK(left_of_boolean("(or (lt n 5) (ge n 5))") == "true");
  CHECK(left_of_boolean("(and (eq c Option/demi) (ne c Option/demi))") == "false");
  CHECK(left_of_boolean("(or (eq c Option/demi) (eq (attribute share c) 1) (eq c Option/tiers))") == "true");
  CHECK(left_of_boolean("(and (contains (const (set Option tiers demi)) c) (eq c Option/plein))") == "false");
  CHECK(left("(if (lt b Band/P50) 1 (if (ge b Band/P50) 2 (div 1 0)))") == "{1, 2}");
}

TEST_CASE("a table of disjoint conditions that leave nothing out has neither overlap nor gap") {
  CHECK(left("(table (row ((lt b Band/P90)) 1) (row ((ge b Band/P90)) 2))") == "{1, 2}");
  CHECK(left("(table (row ((lt b Band/P90)) 1) (row ((gt b Band/P90)) 2))") == "{1, 2}, or gap");
  CHECK(left("(table (row ((le b Band/P90)) 1) (row ((ge b Band/P90)) 2))") == "{1, 2}, or overlap");
  CHECK(left("(table (row ((lt n 10) p) 1) (row ((ge n 10) p) 2) (otherwise 3))") == "{1, 2, 3}");
  CHECK(left("(table (row ((lt n 10)) (div 1 (sub n 10))) (row ((ge n 10)) 0))") == "[-1 ; 0] over 10");
}

TEST_CASE("dates are tight: sums, anniversaries, completed years, parts") {
  const auto on = [](std::string_view expression, std::string_view type) {
    Partly partly(with(expression, type));
    partly.days("d", {2020, 1, 15}, {2020, 3, 10}).days("e", {2024, 2, 1}, {2025, 6, 1});
    return partly.of("x");
  };
  CHECK(on("(year_of d)", "number/1") == "{2020}");
  CHECK(on("(month_of d)", "number/1") == "{1, 2, 3}");
  CHECK(on("(completed_years earliest d e)", "number/1") == "{3, 4, 5}");
  CHECK(on("(completed_years unstated d e)", "number/1") == "{3, 4, 5}, or ambiguous_date");
  // From 15 February 2020 (18307) to 10 April 2020 (18362): 31 January is no day of February.
  CHECK(on("(date_add earliest d P1M0D)", "date") == "[18307 ; 18362] by 1/1");
  CHECK(on("(date_add unstated d P1M0D)", "date") == "[18307 ; 18362] by 1/1, or ambiguous_date");
  CHECK(on("(days_between e d)", "number/1") == "[1423 ; 1964] by 1/1");
  CHECK(on("(make_date (year_of e) 1 1)", "date") == "{19723, 20089}");
  CHECK(on("(anniversary earliest d 1)", "date") == "[18642 ; 18696] by 1/1");
}

TEST_CASE("what may be absent is, and what is unwrapped under a test is not") {
  CHECK(left("(if (is_present o) (unwrap o) 3)", "number/1") == "[-9223372036854775807 ; 9223372036854775807] by 1/1");
  CHECK(left("(unwrap o)", "number/1") == "[-9223372036854775807 ; 9223372036854775807] by 1/1, or absent");
  CHECK(left("(if (gt (or_else o 0) 0) 1 2)") == "{1, 2}");
}

TEST_CASE("an input that is missing or out of its range is an error where it is read") {
  Partly partly(with("(if p (add n 1) 0)"));
  partly.missing("n");
  CHECK(partly.of("x") == "{0}, or missing_input");
  partly.value("n", Value{-1, 1});
  CHECK(partly.of("x") == "{0}, or out_of_range");
  partly.value("p", Value::boolean(false));
  CHECK(partly.of("x") == "{0}");
  partly.value("p", Value::boolean(true)).between("n", 49'990, 50'010);
  CHECK(partly.of("x") == "[49991 ; 50001] by 1/1, or out_of_range");
}
