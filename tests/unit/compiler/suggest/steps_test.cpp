// The smallest steps of facts, and on which side of a boundary a case lies, on a program written by hand.
#include "compiler/suggest/search/steps.hpp"

#include <catch2/catch.hpp>

#include "compiler/suggest/lab.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace avenant::suggest {
namespace {

// `open` holds from 640 patients, and refuses those who are late whatever their patients.
const std::string kProgram =
    "(program)\n"
    "(text first text 2019-08-20 2019-08-21)\n"
    "(place 0 first \"a\" 10 1 \"Article 1\") (place 1 first \"a\" 20 2 \"Article 1\")\n"
    "(input patients number/1 (range 0 50000) @0 (dispositif d))\n"
    "(input amount number/100 (range >0 10) @0 (dispositif d))\n"
    "(input free number @0 (dispositif d))\n"
    "(input late boolean @0 (dispositif d))\n"
    "(input signed date @0 (dispositif d))\n"
    "(variable open boolean definition @0 (dispositif d)\n"
    "  (version first @0 (when 2019-08-21 signed) (body (and (ge@1 patients 640) (not late)))))\n";

program::Package package_of() {
  program::ReadResult read = program::read(kProgram);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  REQUIRE(program::verify(*read.package).ok());
  return std::move(*read.package);
}

Situation situation_of(const program::Package& package, int patients, bool late, int signed_on = 20'000) {
  Situation situation;
  situation.inputs[package.input_named("patients").value] = value::Value::whole(patients);
  situation.inputs[package.input_named("late").value] = value::Value::boolean(late);
  situation.inputs[package.input_named("signed").value] = value::Value::date(value::Date::unchecked(signed_on));
  return situation;
}

Boundary comparison_of(const program::Package& package) {
  for (std::uint32_t i = 0; i < package.nodes.size(); ++i) {
    if (package.nodes[i].op == program::Op::kGreaterEqual) {
      return {BoundaryKind::Comparison, program::NodeId(i), 0, package.variable_named("open")};
    }
  }
  FAIL("the program has no comparison");
  return {};
}

}  // namespace

TEST_CASE("a whole number moves by one, an amount by a cent, a date by a day, within their bounds") {
  const program::Package package = package_of();
  const auto patients = Steps::of(package, package.input_named("patients"));
  REQUIRE(patients);
  CHECK(patients->least() == 0);
  CHECK(patients->most() == 50'000);
  CHECK(patients->step_of(value::Value::whole(640)) == 640);
  CHECK_FALSE(patients->step_of(value::Value::whole(-1)));
  CHECK(patients->step_near(program::TypeKind::kNumber, value::Value{1'281, 2}) == 640);
  const auto amount = Steps::of(package, package.input_named("amount"));
  REQUIRE(amount);
  CHECK(amount->least() == 1);
  CHECK(amount->most() == 1'000);
  CHECK(amount->value_at(25) == value::Value{1, 4});
  CHECK(amount->step_of(value::Value{1, 4}) == 25);
  const auto day = Steps::of(package, package.input_named("signed"));
  REQUIRE(day);
  CHECK(day->value_at(18'129) == value::Value::date(value::Date::unchecked(18'129)));
}

TEST_CASE("what has no smallest step, or no order, has no steps") {
  const program::Package package = package_of();
  CHECK_FALSE(Steps::of(package, package.input_named("free")));
  CHECK_FALSE(Steps::of(package, package.input_named("late")));
}

TEST_CASE("a boundary decides only where the result would be otherwise") {
  const program::Package package = package_of();
  const Boundary boundary = comparison_of(package);
  const program::VariableId open = package.variable_named("open");
  Lab lab(package);
  for (const int patients : {639, 640, 641}) {
    CHECK(lab.is_decisive(boundary, open, situation_of(package, patients, false)));
    CHECK_FALSE(lab.is_decisive(boundary, open, situation_of(package, patients, true)));
    CHECK(lab.side(boundary) == (patients >= 640));
    CHECK(lab.distance(boundary)->numerator() == patients - 640);
  }
}

TEST_CASE("the first day of a wording is a boundary of its application date") {
  const program::Package package = package_of();
  const program::Version& version = package.versions[0];
  const int first = version.from.days();
  const Boundary boundary{BoundaryKind::VersionStart, version.date, 0, package.variable_named("open")};
  Lab lab(package);
  for (const int day : {first - 1, first, first + 1}) {
    CHECK(lab.is_decisive(boundary, package.variable_named("open"), situation_of(package, 640, false, day)));
    CHECK(lab.side(boundary) == (day >= first));
    CHECK(lab.distance(boundary)->numerator() == day - first);
  }
}

}  // namespace avenant::suggest
