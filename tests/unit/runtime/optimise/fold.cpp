// What declared ranges alone decide: `n` is whole from 0 to 100, `m` from 1 to 5.
#include "tests/unit/runtime/optimise/pass_text.hpp"

using namespace avenant::optimise;

namespace {

std::string folded(std::string_view expression, std::string_view type = "number") {
  return after(Pass::kFold, of(expression, type));
}

}  // namespace

TEST_CASE("a condition that ranges decide chooses its side, as far as it cannot fail") {
  // m may be missing: the comparison then fails, and so must what it guards.
  CHECK(folded("(if (le m 5) n 0)") == as_is(of("(if (le m 5) n 0)")));
  CHECK(folded("(if (or p (le 1 2)) n 0)") == as_is(of("n")));
  CHECK(folded("(if (and p (lt 2 1)) n m)") == as_is(of("m")));
  CHECK(folded("(if p n m)") == as_is(of("(if p n m)")));
}

TEST_CASE("what another condition has established is known") {
  CHECK(folded("(if (ge n 50) (if (lt n 10) 1 2) 3)") == as_is(of("(if (ge n 50) 2 3)")));
  CHECK(folded("(if (ge n 50) (if (lt n 60) 1 2) 3)") == as_is(of("(if (ge n 50) (if (lt n 60) 1 2) 3)")));
}

TEST_CASE("operands that are surely true leave an `and`, those that may fail stay") {
  CHECK(folded("(and p (eq 1 1) q)", "boolean") == as_is(of("(and p q)", "boolean")));
  CHECK(folded("(or p (eq 1 2))", "boolean") == as_is(of("p", "boolean")));
  CHECK(folded("(and p (ge n 0))", "boolean") == as_is(of("(and p (ge n 0))", "boolean")));
  CHECK(folded("(and (ge n 10) (ge n 5))", "boolean") == as_is(of("(and (ge n 10) (ge n 5))", "boolean")));
}

TEST_CASE("a range that is never left is not looked at, one that may be is") {
  CHECK(folded("(in_range (range 0 100) n)") == as_is(of("n")));
  CHECK(folded("(in_range (range 0 99) n)") == as_is(of("(in_range (range 0 99) n)")));
  CHECK(folded("(in_range (range 1 200) (add n m))") == as_is(of("(add n m)")));
}

TEST_CASE("rows that never hold leave a table; errors of their cells count, so that those with some stay") {
  const std::string table = "(table (row ((lt 1 0)) 1) (row ((ge n 50)) 2) (row ((lt n 50)) 3))";
  CHECK(folded(table) == as_is(of("(table (row ((ge n 50)) 2) (row ((lt n 50)) 3))")));
  const std::string in_doubt = "(table (row ((gt n 100)) 1) (row (p) 2))";
  // The row never holds, but fails where n is missing. What it would give is a constant anyway.
  CHECK(folded(in_doubt) == as_is(of("(table (row ((gt n 100)) 1) (row (p) 2))")));
  CHECK(folded("(table (row () n) (row ((lt 1 0)) 2))") == as_is(of("n")));
  CHECK(folded("(table (row ((lt 1 0)) 1) (otherwise n))") == as_is(of("n")));
  // Nothing holds: the gap stays where it is.
  CHECK(folded("(table (row ((lt 1 0)) 1))") == as_is(of("(table (row (false) 1))")));
}

TEST_CASE("two rows that hold overlap still") {
  CHECK(folded("(table (row () 1) (row () n))") == as_is(of("(table (row () 1) (row () 0))")));
}

TEST_CASE("a date that cannot be in a version's period leaves it out, and later ones hide what is before") {
  const std::string dated = world(
      "(variable x number definition\n"
      "  (version t (is 1))\n"
      "  (version t (when 2021-01-01 2022-01-01 2023-06-01) (body 2))\n"
      "  (version t (when 2023-01-01 2023-06-01) (body n))\n"
      "  (version t (when 2024-01-01 d) (body m)))\n");
  const std::string expected = world(
      "(variable x number definition\n"
      "  (version t (body n))\n"
      "  (version t (when 2024-01-01 d) (body m)))\n");
  CHECK(after(Pass::kFold, std::string(dated).replace(dated.find("(is 1)"), 6, "(body 1)")) == as_is(expected));
}

TEST_CASE("a version whose date may fail or be absent stays") {
  const std::string text = world(
      "(variable x number definition\n"
      "  (version t (body n))\n"
      "  (version t (when 2020-01-01 d) (body m))\n"
      "  (version t (when 0001-01-01 o) (body 3)))\n");
  CHECK(after(Pass::kFold, text) == as_is(text));
}

TEST_CASE("a version whose date is never outside, but may fail, hides what is before") {
  const std::string text = world(
      "(variable x number definition\n"
      "  (version t (body n))\n"
      "  (version t (when 0001-01-01 d) (body m)))\n");
  CHECK(after(Pass::kFold, text) ==
        as_is(world("(variable x number definition (version t (when 0001-01-01 d) (body m)))\n")));
}

TEST_CASE("a derogation whose guard is never true goes, with those that hang from it") {
  const std::string text = world(
      "(variable x number definition (version t (body n)\n"
      "  (derogation 0 a t (to body) (guard (lt 1 0)) (body m))\n"
      "  (derogation 1 b t (to 0) (guard p) (body 3))\n"
      "  (derogation 2 c t (to body) (guard q) (body 4))))\n");
  const std::string expected = world(
      "(variable x number definition (version t (body n)\n"
      "  (derogation 0 c t (to body) (guard q) (body 4))))\n");
  CHECK(after(Pass::kFold, text) == as_is(expected));
}

TEST_CASE("a derogation that always holds takes the place of the body it derogates from, unless others do too") {
  const std::string text = world(
      "(variable x number definition (version t (body n)\n"
      "  (derogation 0 a t (to body) (guard (lt 0 1)) (body m))\n"
      "  (derogation 1 b t (to 0) (guard p) (body n))))\n");
  const std::string expected = world(
      "(variable x number definition (version t (body m)\n"
      "  (derogation 0 b t (to body) (guard p) (body n))))\n");
  CHECK(after(Pass::kFold, text) == as_is(expected));
  const std::string both = world(
      "(variable x number definition (version t (body m)\n"
      "  (derogation 0 a t (to body) (guard true) (body m))\n"
      "  (derogation 1 b t (to body) (guard p) (body n))))\n");
  const std::string both_after = world(
      "(variable x number definition (version t (body 0)\n"
      "  (derogation 0 a t (to body) (guard true) (body m))\n"
      "  (derogation 1 b t (to body) (guard p) (body n))))\n");
  CHECK(after(Pass::kFold, both) == as_is(both_after));
}

TEST_CASE("readings, figures and the date of situation are any, and may be missing") {
  CHECK(folded("(if (eq way way/second) n 0)") == as_is(of("(if (eq way way/second) n 0)")));
  CHECK(folded("(unknown \"figure\")") == as_is(of("(unknown \"figure\")")));
  CHECK(folded("(situation_date)", "date") == as_is(of("(situation_date)", "date")));
}
