// What an explained run says, and that explaining changes no outcome.
#include "tests/unit/runtime/eval/program_text.hpp"

using avenant::eval::DerogationState;
using avenant::eval::Story;
using avenant::eval::Trace;
using avenant::eval::VariableTrace;

namespace {

const std::string kProgram =
    "(text a text 2019-08-20 2019-08-21)\n(input patients number/1) (input shared boolean) (input given boolean)\n"
    "(reading floor at_least (case at_least) (case more_than))\n"
    "(reading unused yes (case yes))\n"
    "(variable active boolean condition (version a\n"
    "  (body (if (eq floor floor/at_least) (ge patients 640) (gt patients 640)))\n"
    "  (derogation few (guard given) (body true))))\n"
    "(let %1 - active) (let %2 open shared) (let %3 open (and %1 %2))\n"
    "(variable open boolean eligibility public (version a (body %3)\n"
    "  (conditions (all \"\" %3 (leaf \"activité\" %1) (leaf \"partagé\" %2)))))\n"
    "(variable amount number (is (table (row (open) 10) (row ((not open)) 0))))\n";

Trace explain(Story& story, std::string_view variable) {
  const avenant::program::VariableId ids[] = {story.id(variable)};
  return story.evaluator().explain(ids);
}

}  // namespace

TEST_CASE("the trace of an éligibilité has every condition, also after one that fails") {
  Story story(kProgram);
  story.given("patients", "500").given("given", "false");
  const Trace trace = explain(story, "open");
  const VariableTrace* open = trace.find(story.id("open"));
  REQUIRE(open != nullptr);
  REQUIRE(open->conditions.size() == 3);
  const avenant::program::Type boolean;
  CHECK(story.words(boolean, open->conditions[0].outcome) == "false");
  CHECK(story.words(boolean, open->conditions[1].outcome) == "false");
  CHECK(story.words(boolean, open->conditions[2].outcome) == "missing_input 2");
  CHECK(open->version);
  CHECK(story.of("open") == "false");
}

TEST_CASE("the trace of a condition has the comparison and what a derogation did") {
  Story story(kProgram);
  story.given("patients", "500").given("shared", "true").given("given", "true");
  const Trace trace = explain(story, "amount");
  const VariableTrace* active = trace.find(story.id("active"));
  REQUIRE(active != nullptr);
  REQUIRE(active->derogations.size() == 1);
  CHECK(active->derogations[0].state == DerogationState::kUsed);
  CHECK(active->derogations[0].evaluated);
  CHECK_FALSE(active->body_evaluated);
  CHECK(active->outcome.value.as_boolean());

  story.given("given", "false");
  const Trace without = explain(story, "amount");
  active = without.find(story.id("active"));
  REQUIRE(active->comparisons.size() == 2);
  CHECK(active->comparisons[1].left.value.a == 500);
  CHECK(active->comparisons[1].right.value.a == 640);
  CHECK(active->derogations[0].state == DerogationState::kNot);
  CHECK(active->body_evaluated);
}

TEST_CASE("a result lists the readings and inputs read on its path, through the variables it read") {
  Story story(kProgram);
  story.given("patients", "500").given("given", "false");
  const Trace trace = explain(story, "amount");
  REQUIRE(trace.readings_of(story.id("amount")).size() == 1);
  CHECK(trace.readings_of(story.id("amount"))[0] == story.package().reading_named("floor"));
  // `shared` was not needed: the first condition is false.
  CHECK(trace.inputs_of(story.id("amount")).size() == 2);
}

TEST_CASE("the trace of a table names the row that gave the result") {
  Story story(kProgram);
  story.given("patients", "500").given("given", "true").given("shared", "true");
  const Trace trace = explain(story, "amount");
  const VariableTrace* amount = trace.find(story.id("amount"));
  REQUIRE(amount->tables.size() == 1);
  REQUIRE(amount->tables[0].hits.size() == 1);
  CHECK(amount->tables[0].hits[0].value == story.package().tables[0].first_row);
  CHECK(amount->tables[0].undecided.empty());
  CHECK_FALSE(amount->tables[0].otherwise);
  CHECK(amount->reads.size() == 1);
}
