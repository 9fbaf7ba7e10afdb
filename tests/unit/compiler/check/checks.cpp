// What the checks say of small programs in the text form: codes, and the lines of the case shown.
#include <catch2/catch.hpp>

#include <string>
#include <string_view>

#include "compiler/check/check.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;

const std::string kInputs =
    "(text t text 2020-01-01 2020-01-02)\n(enumeration zone ordered (case a) (case b) (case c))\n"
    "(input z enum[zone]) (input p boolean) (input q boolean)\n"
    "(input x number/1 (range 0 1000)) (input y number/1 (range 0 1000)) (input day date) (input late date)\n";

/// `TableGap[x = 5] NeverHolds`, in the order reported.
std::string said(const std::string& rules) {
  program::ReadResult read = program::read(kInputs + rules);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Verification verification = program::verify(*read.package);
  INFO(verification.message);
  REQUIRE(verification.ok());
  const hir::Program hir;
  const base::SourceMap sources;
  diagnostics::Sink sink;
  check::check(hir, *read.package, sources, sink);
  std::string text;
  for (const diagnostics::Diagnostic& each : sink.all()) {
    text += (text.empty() ? "" : " ") + std::string(diagnostics::info(each.code).name);
    std::string lines;
    for (const std::string& line : each.case_lines) {
      if (!line.starts_with("attendu ")) lines += (lines.empty() ? "" : ", ") + line;
    }
    if (!lines.empty()) text += "[" + lines + "]";
  }
  return text;
}

std::string of_body(const std::string& type, const std::string& body) {
  return said("(variable v " + type + " definition public (is " + body + "))");
}

}  // namespace

TEST_CASE("a table that forgets a value is shown with it, and a whole one is silent") {
  CHECK(of_body("number", "(table (row ((lt x 5)) 1) (row ((gt x 5)) 2))") == "TableGap[x = 5]");
  CHECK(of_body("number", "(table (row ((lt x 5)) 1) (row ((ge x 5)) 2))") == "");
  CHECK(of_body("number", "(table (row ((le x 5)) 1) (row ((ge x 5)) 2))") == "TableOverlap[x = 5]");
}

TEST_CASE("facts compared with each other are settled by logic") {
  CHECK(of_body("number", "(table (row ((lt x y)) 1) (row ((ge x y)) 2))") == "");
  CHECK(of_body("number", "(table (row ((lt x y)) 1) (row ((eq x y)) 2) (row ((lt y x)) 3))") == "");
  CHECK(of_body("number", "(table (row ((lt x y)) 1) (row ((lt y x)) 2))").starts_with("TableGap["));
}

TEST_CASE("a divisor that a condition keeps from zero is silent") {
  CHECK(of_body("number", "(div 1 x)") == "DivisionByZeroShown[x = 0]");
  CHECK(of_body("number", "(if (eq x 0) 0 (div 1 x))") == "");
  CHECK(of_body("number", "(if (gt x 10) (div 1 (sub x 10)) 0)") == "");
  CHECK(of_body("number", "(if (ge x 10) (div 1 (sub x 10)) 0)") == "DivisionByZeroShown[x = 10]");
}

TEST_CASE("a condition on two facts keeps their difference from zero") {
  CHECK(of_body("number", "(if (eq x y) 0 (div 1 (sub x y)))") == "");
  CHECK(of_body("number", "(if (gt (mul 2 x) (mul 2 y)) (div 1 (sub y x)) 0)") == "");
  CHECK(of_body("number", "(if (ge x y) (div 1 (sub x y)) 0)").starts_with("DivisionByZeroShown["));
  CHECK(of_body("boolean", "(and (ne x 0) (gt (div 10 x) 2))") == "");
  CHECK(of_body("boolean", "(or (eq x 0) (gt (div 10 x) 2))") == "");
  CHECK(of_body("boolean", "(or (ne x 0) (gt (div 10 x) 2))").starts_with("DivisionByZeroShown[x = 0"));
}

TEST_CASE("more than the whole never holds, and what is more than a part may") {
  const auto guarded = [](const std::string& share) {
    return said("(variable v number definition public (version t (body 0)\n"
                "(derogation d (guard (gt y (mul " + share + " (add x y)))) (body 1))))");
  };
  CHECK(guarded("6/5") == "NeverHolds");
  CHECK(guarded("1/5") == "");
}

TEST_CASE("a condition taken before never holds again") {
  CHECK(of_body("number", "(if (lt x y) 1 (if (gt y x) 2 3))") == "NeverHolds");
  CHECK(of_body("number", "(if (lt x 5) 1 (if (lt x 4) 2 3))") == "NeverHolds");
  CHECK(of_body("number", "(if (lt x 5) 1 (if (lt x 6) 2 3))") == "");
}

TEST_CASE("an error that only a supplied figure or another reading reaches is shown with it") {
  CHECK(said("(unknown \"taux\" \"tableau\" number (range 0 1/4))\n"
             "(variable v number definition public (is (div 1 (unknown \"taux\"))))") ==
        "DivisionByZeroShown[-- en supposant le chiffre inconnu « taux » = 0]");
  CHECK(said("(reading seuil strict (case strict) (case large))\n"
             "(variable v number definition public (is (select seuil (on seuil/strict 1) (on seuil/large (div 1 0)))))") ==
        "DivisionByZeroShown[lecture seuil = large]");
}

TEST_CASE("an error behind a variable that excludes it is silent") {
  CHECK(said("(variable w number/1 definition (is (min x 10)))\n"
             "(variable v number definition public (is (div 1 (sub 11 w))))") == "");
  CHECK(said("(variable w number/1 definition (is (min x 11)))\n"
             "(variable v number definition public (is (div 1 (sub 11 w))))") .starts_with("DivisionByZeroShown[x = "));
}

TEST_CASE("derogations that meet are shown, and a precedence settles them") {
  const std::string rule = "(variable v number definition public (version t (body 0)\n(derogation d (guard p) (body 1))\n";
  CHECK(said(rule + "(derogation e (guard q) (body 2))))") == "DerogationConflict[p = vrai, q = vrai]");
  CHECK(said(rule + "(derogation e (guard q) (body 1))))") == "");
  CHECK(said(rule + "(derogation e (guard (not p)) (body 2))))") == "");
}

TEST_CASE("a guard that cannot hold is proved so") {
  CHECK(said("(variable v number definition public (version t (body 0)\n"
             "(derogation d (guard (and (gt x 5) (lt x 4))) (body 1))))") == "NeverHolds");
  CHECK(said("(variable v number definition public (version t (body 0)\n"
             "(derogation d (guard (and (gt x 5) (lt x 7))) (body 1))))") == "");
  CHECK(said("(variable v number definition public (version t (body 0)\n"
             "(derogation d (guard (ge x 0)) (body 1))))") == "NeverFails");
}

TEST_CASE("a day that does not exist is shown where the rule reaches it") {
  CHECK(of_body("date", "(anniversary unstated day 1)").starts_with("MissingDayShown[day = 29 février"));
  CHECK(of_body("date", "(anniversary earliest day 1)") == "");
  CHECK(of_body("number", "(completed_years earliest day 2024-01-01)").starts_with("DatesReversed["));
  CHECK(of_body("number", "(completed_years earliest day late)") == "");
}

TEST_CASE("an assertion is shown wrong, or proved") {
  CHECK(of_body("number", "(exact 100 (div x 3))").starts_with("InexactShown[x = 1"));
  CHECK(of_body("number", "(exact 100 (div x 4))") == "");
  CHECK(of_body("number", "(in_range (range 0 900) x)") == "LeavesRange[x = 1\u202F000]");
  CHECK(of_body("number", "(in_range (range 0 900) (min x 900))") == "");
}

TEST_CASE("a rounding of a rounding to a coarser step is found through variables") {
  const auto twice = [](std::string_view first, std::string_view second) {
    return said("(variable w number definition (is (round 1/100 " + std::string(first) + " (div x 7))))\n" +
                "(variable v number definition public (is (round 1 " + std::string(second) + " w)))");
  };
  CHECK(twice("nearest", "nearest") == "DoubleRounding");
  CHECK(twice("down", "down") == "");
  CHECK(twice("down", "up") == "DoubleRounding");
}

TEST_CASE("the same program gets the same messages") {
  const std::string rules =
      "(variable v number definition public (is (table (row ((lt x 5) (eq z zone/a)) 1) (row ((ge y 7)) 2) (row (p) 3))))";
  CHECK(said(rules) == said(rules));
  CHECK_FALSE(said(rules).empty());
}
