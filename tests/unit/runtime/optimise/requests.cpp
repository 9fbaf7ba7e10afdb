#include "tests/unit/runtime/optimise/pass_text.hpp"

using namespace avenant;
using namespace avenant::optimise;

namespace {

const char* const kRules =
    "(variable a number definition (is n))\n"
    "(variable c number definition (version t (body m) (derogation 0 z t (to body) (guard (gt a 3)) (body 7))))\n"
    "(variable e number definition public (is (add c 1)))\n"
    "(notice \"low\" (lt a 3))\n";

}  // namespace

TEST_CASE("what a result reads stays, and the rest is emptied") {
  const program::Package package = load(world(kRules));
  CHECK(after(Pass::kRequests, package, Same(package).asked("c").options) ==
        as_is(world("(variable a number definition (is n))\n"
                    "(variable c number definition (version t (body m)\n"
                    "  (derogation 0 z t (to body) (guard (gt a 3)) (body 7))))\n"
                    "(variable e number definition public)\n")));
  CHECK(after(Pass::kRequests, package, Same(package).asked("a").options) ==
        as_is(world("(variable a number definition (is n))\n(variable c number definition)\n"
                    "(variable e number definition public)\n")));
}

TEST_CASE("variables and inputs that are emptied keep their names and their numbers") {
  const program::Package package = load(world(kRules));
  const program::Package made = apply(Pass::kRequests, package, Same(package).asked("a").options);
  CHECK(made.variable_named("e") == package.variable_named("e"));
  CHECK(made.input_named("m") == package.input_named("m"));
  CHECK(made.sites.size() == package.sites.size());
  CHECK(made.nodes.size() == 1);
}

TEST_CASE("where nothing is asked for everything stays, notices too") {
  const program::Package package = load(world(kRules));
  CHECK(after(Pass::kRequests, package) == plain(package));
}

TEST_CASE("a result that fails at a place of another rule fails there still") {
  const program::Package package =
      load(world("(variable a number definition (version t (when 2021-01-01 d) (body n)))\n"
                 "(variable c number definition (is (add a m)))\n(variable e number definition (is 1))\n"));
  const program::Package made = apply(Pass::kRequests, package, Same(package).asked("c").options);
  const program::VariableId c[] = {package.variable_named("c")};
  const eval::InputValue inputs[] = {
      {package.input_named("d"), value::Value::date(value::Date::from_civil(2020, 1, 1).value)}};
  const auto outcomes = eval::evaluate(package, inputs, c);
  CHECK(eval::evaluate(made, inputs, c) == outcomes);
  CHECK(package.site(outcomes[0].site()).error == value::RuntimeErrorClass::missing_input);
}
