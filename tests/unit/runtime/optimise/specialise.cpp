// What is given takes its place, and what follows from it; what fails stays where it is.
#include "tests/unit/runtime/optimise/pass_text.hpp"

using namespace avenant;
using namespace avenant::optimise;

TEST_CASE("a given input becomes its value, and what follows from it is computed") {
  const program::Package package = load(of("(add (mul n 2) m)"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("n", value::Value::whole(7)).options) ==
        as_is(of("(add 14 m)")));
  CHECK(after(Pass::kSpecialise, package,
              Same(package).given("n", value::Value::whole(7)).given("m", value::Value::whole(2)).options) ==
        as_is(of("16:number")));
  // Nothing is given: nothing changes.
  CHECK(after(Pass::kSpecialise, package) == as_is(of("(add (mul n 2) m)")));
}

TEST_CASE("a value outside the input's range is an error, whose place stays that of the input") {
  const program::Package package = load(of("(add n 2)"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("n", value::Value::whole(101)).options) ==
        as_is(of("n")));
  CHECK(after(Pass::kSpecialise, package, Same(package).missing("n").options) == as_is(of("n")));
}

TEST_CASE("an error of one type cannot stand for a value of another") {
  const program::Package package = load(of("(gt n 2)", "boolean"));
  CHECK(after(Pass::kSpecialise, package, Same(package).missing("n").options) == as_is(of("(gt n 2)", "boolean")));
}

TEST_CASE("a facultatif input that is never given is absent") {
  const program::Package package = load(of("(or_else o d)", "date"));
  CHECK(after(Pass::kSpecialise, package, Same(package).missing("o").options) == as_is(of("d", "date")));
}

TEST_CASE("a false operand settles an `and`, a true one leaves it") {
  const program::Package package = load(of("(and p q (ge n 5))", "boolean"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("p", value::Value::boolean(false)).options) ==
        as_is(of("false", "boolean")));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("p", value::Value::boolean(true)).options) ==
        as_is(of("(and q (ge n 5))", "boolean")));
}

TEST_CASE("a division by what is given is not one by zero, and one by zero stays") {
  const program::Package package = load(of("(div n (sub m 3))"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("m", value::Value::whole(5)).options) ==
        as_is(of("(div n 2)")));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("m", value::Value::whole(3)).options) ==
        as_is(of("(div n 0:number/1)")));
}

TEST_CASE("the date of situation is the run's, where it has one") {
  const program::Package package = load(of("(year_of (situation_date))", "number/1"));
  CHECK(after(Pass::kSpecialise, package, Same(package).on(2024, 6, 22).options) == as_is(of("2024", "number/1")));
  CHECK(after(Pass::kSpecialise, package) == as_is(of("(year_of (situation_date))", "number/1")));
}

TEST_CASE("a reading is the one chosen, and a figure that is not supplied stays an error") {
  const program::Package package = load(of("(if (eq way way/second) n (unknown \"figure\"))"));
  CHECK(after(Pass::kSpecialise, package) == as_is(of("(unknown \"figure\")")));
  Options options;
  options.run.readings.emplace_back(package.reading_named("way"), 1);
  CHECK(after(Pass::kSpecialise, package, options) == as_is(of("n")));
}

TEST_CASE("versions of texts that do not count go") {
  const program::Package package = load(
      world("(variable x number definition (version t (body n)) (version later (body m)) (version plan (body 3)))\n"));
  CHECK(after(Pass::kSpecialise, package) == as_is(world("(variable x number definition (version later (body m)))\n")));
  CHECK(after(Pass::kSpecialise, package, Same(package).known_at(2021, 1, 1).options) ==
        as_is(world("(variable x number definition (version t (body n)))\n")));
}

TEST_CASE("a variable that has one value has it whatever its rules were, and is read as it") {
  const program::Package package =
      load(world("(variable rate number definition (version t (body 1)\n"
                 "    (derogation 0 a t (to body) (guard p) (body 2))))\n"
                 "(variable x number definition (is (mul n rate)))\n"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("p", value::Value::boolean(true)).options) ==
        as_is(world("(variable rate number definition (version t (body 2:number)))\n"
                    "(variable x number definition (is (mul n 2:number)))\n")));
  // The guard may fail, and the body is not what the derogation gives.
  CHECK(after(Pass::kSpecialise, package) == plain(package));
}

TEST_CASE("a choice by a given case is its side; of one that stays, what is never chosen goes") {
  const program::Package package = load(of("(select b (on 0 n) (on 1 m) (on 2 3))"));
  CHECK(after(Pass::kSpecialise, package, Same(package).given("b", value::Value::enum_case(1)).options) ==
        as_is(of("m")));
  const program::Package guarded = load(of("(if (lt b Band/P50) (select b (on 0 n) (on 1 m) (on 2 3)) 4)"));
  CHECK(after(Pass::kSpecialise, guarded) == as_is(of("(if (lt b Band/P50) (select b (on 0 2 n) (on 1 m)) 4)")));
}

TEST_CASE("outcomes stay: every value and place, of a case that agrees with what was given") {
  const program::Package package =
      load(world("(variable x number definition (version t (body (div n (sub m 3)))\n"
                 "    (derogation 0 a later (to body) (guard (gt n 50)) (body (in_range (range 0 10) m)))))\n"));
  for (std::int32_t m = 0; m <= 6; ++m) {
    const program::Package made =
        apply(Pass::kSpecialise, package, Same(package).given("m", value::Value::whole(m)).options);
    for (std::int32_t n = -1; n <= 101; n += 17) {
      const eval::InputValue inputs[] = {{package.input_named("m"), value::Value::whole(m)},
                                         {package.input_named("n"), value::Value::whole(n)}};
      const program::VariableId x[] = {package.variable_named("x")};
      CHECK(eval::evaluate(made, inputs, x) == eval::evaluate(package, inputs, x));
    }
  }
}
