// What the checks say of versions: readers that find none, and the days that settle it.
#include <catch2/catch.hpp>
#include <string>

#include "compiler/check/check.hpp"
#include "compiler/check/versions/days.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;
using check::Days;

value::Date day(int month, int number) {
  return value::Date::from_civil(2024, month, number).value;
}

/// The names of the codes reported; each error with the facts of its case.
std::string said(const std::string& rules) {
  program::ReadResult read = program::read(
      "(text t text 2020-01-01 2020-01-02) (text u text 2021-06-01 2022-01-01)\n(input day date) (input late date)\n" +
      rules);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  REQUIRE(program::verify(*read.package).ok());
  const hir::Program hir;
  const base::SourceMap sources;
  diagnostics::Sink sink;
  check::check(hir, *read.package, sources, sink);
  std::string text;
  for (const diagnostics::Diagnostic& each : sink.all()) {
    text += (text.empty() ? "" : " ") + std::string(diagnostics::info(each.code).name);
    for (const std::string& line : each.case_lines) text += " " + line.substr(0, line.find(" ="));
  }
  return text;
}

const std::string kPrime = "(variable prime number (version u (when 2022-01-01 late) (body 5)))";

}  // namespace

TEST_CASE("days are joined, parted and compared as sets") {
  const Days spring = Days::between(day(3, 1), day(6, 1));
  const Days may_to_july = Days::between(day(5, 1), day(8, 1));
  CHECK(spring.common_with(may_to_july).contains(Days::between(day(5, 1), day(6, 1))));
  CHECK_FALSE(spring.contains(may_to_july));
  CHECK(spring.joined_with(may_to_july).contains(Days::between(day(3, 1), day(8, 1))));
  CHECK(spring.without(spring).is_empty());
  CHECK(Days::between(day(6, 1), day(3, 1)).is_empty());
  CHECK(Days::all().without(spring).common_with(spring).is_empty());
  // A hole in the middle leaves two periods.
  const Days parted = spring.without(Days::between(day(4, 1), day(5, 1)));
  CHECK(parted.contains(Days::between(day(3, 1), day(4, 1))));
  CHECK_FALSE(parted.contains(Days::between(day(3, 31), day(4, 2))));
}

TEST_CASE("a reader under another date that finds no version is shown with that date") {
  CHECK(said(kPrime + "(variable v number definition public (is prime))") == "ReadsNoVersion late attendu v");
}

TEST_CASE("a condition that rules out the days before makes the reader silent") {
  CHECK(said(kPrime + "(variable v number definition public (is (if (ge late 2022-01-01) prime 0)))") == "");
  CHECK(said(kPrime + "(variable v number definition public (is (if (ge late 2021-12-31) prime 0)))") ==
        "ReadsNoVersion late attendu v");
}

TEST_CASE("a reader that ends on the day of the repeal is silent, and one that goes on is shown") {
  const std::string repealed =
      "(variable prime number (version t (when 2020-01-02 day) (body 5)) (version u repealed (when 2022-01-01 day)))";
  CHECK(said(repealed + "(variable v number (version t (when 2020-01-02 2022-01-01 day) (body prime)))") == "");
  CHECK(said(repealed + "(variable v number (version t (when 2020-01-02 2022-01-02 day) (body prime)))") ==
        "ReadsRepealed day attendu v");
}

TEST_CASE("what is always there is read where its dated readers are") {
  const std::string word = kPrime + "(variable w number (is (add prime 1)))";
  CHECK(said(word) == "");
  CHECK(said(word + "(variable v number (version u (when 2022-01-01 late) (body w)))") == "");
  CHECK(said(word + "(variable v number (version t (when 2020-01-02 late) (body w)))") ==
        "ReadsNoVersion late attendu v");
}
