// The evaluator as callers use it: case after case, inputs taken back, options changed, no allocation.
#include "runtime/eval/evaluator.hpp"

#include <cstdlib>
#include <new>

#include "runtime/eval/case_state.hpp"
#include "tests/unit/runtime/eval/program_text.hpp"

namespace {

std::size_t n_allocations = 0;

}  // namespace

// Counts the allocations of this program, for the test below.
void* operator new(std::size_t size) {
  ++n_allocations;
  void* memory = std::malloc(size == 0 ? 1 : size);
  if (memory == nullptr) std::abort();
  return memory;
}
// std::stable_sort asks for its buffer in this form.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++n_allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
  std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
  std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
  std::free(memory);
}

using namespace avenant::eval;
using avenant::program::InputId;
using avenant::program::VariableId;
using avenant::value::Value;

namespace {

const std::string kProgram =
    "(text t text 2020-01-01 2020-01-02)\n(input a number/100 (range 0 <10)) (input d date?)\n"
    "(variable x number (version t (when 2020-01-01 2021-01-01 (or_else d 2020-01-01))\n"
    "  (body (table (row ((lt a 5)) (div 1 a)) (row ((ge a 5)) (round 1/100 nearest (mul a 1/3)))))\n"
    "  (derogation e (guard (eq a 9)) (body 0))))\n";

}  // namespace

TEST_CASE("cases do not see each other, and inputs can be changed and taken back") {
  Story story(kProgram);
  const InputId a(std::uint32_t{0});
  const InputId d(std::uint32_t{1});
  CHECK(story.of("x") == "missing_input 2");
  story.evaluator().set(a, Value::whole(4));
  CHECK(story.of("x") == "1/4");
  story.evaluator().set(a, Value::whole(0));
  CHECK(story.of("x") == "division_by_zero 4");
  story.evaluator().set(d, Value::date(avenant::value::Date::from_civil(2022, 1, 1).value));
  CHECK(story.of("x") == "no_version 3");
  story.evaluator().clear(d);
  CHECK(story.of("x") == "division_by_zero 4");
  story.evaluator().set(a, Value::absent());
  CHECK(story.of("x") == "missing_input 2");
  story.evaluator().set(a, Value::whole(9));
  CHECK(story.of("x") == "0");
  story.evaluator().begin_case();
  CHECK(story.of("x") == "missing_input 2");
}

TEST_CASE("changing the options keeps the inputs") {
  Story story(kProgram);
  story.given("a", "4");
  RunOptions before;
  before.known_at = avenant::value::Date::from_civil(2019, 12, 31).value;
  story.evaluator().set_options(before);
  CHECK(story.of("x") == "no_version 3");
  story.evaluator().set_options({});
  CHECK(story.of("x") == "1/4");
}

TEST_CASE("an input has a value where it is valid, and only there") {
  const avenant::program::Package package = load(
      "(text t text 2020-01-01 2020-01-02)\n(enumeration E (case a) (case b))\n"
      "(input whole number/1 (range -2 3)) (input cents number/100 (range 0 <1)) (input any number (range -1/3 2))\n"
      "(input free number) (input yes boolean) (input e enum[E]) (input day date) (input some number?)\n"
      "(variable x number (is any))\n");
  avenant::eval::CaseState state(package);
  for (std::size_t i = 0; i < package.inputs.size(); ++i) {
    const avenant::program::Input& input = package.inputs[i];
    for (std::int64_t b = -1; b <= 12; ++b) {
      for (std::int64_t a = -40; a <= 40; ++a) {
        const Value value{a, b};
        state.set_input(InputId(i), value);
        INFO("input " << i << ": " << a << "/" << b);
        const avenant::eval::Outcome& outcome = state.inputs[i];
        const bool has_value = outcome.ok() && outcome.value == value;
        if (has_value != is_valid(package, input.type, input.range, value)) FAIL("not as it is valid");
      }
    }
  }
}

TEST_CASE("a value is valid within its type and its range") {
  const avenant::program::Package package = load(kProgram);
  const avenant::program::Input& a = package.inputs[0];
  CHECK(is_valid(package, a.type, a.range, Value{0, 1}));
  CHECK(is_valid(package, a.type, a.range, Value{999, 100}));
  CHECK_FALSE(is_valid(package, a.type, a.range, Value{10, 1}));
  CHECK_FALSE(is_valid(package, a.type, a.range, Value{-1, 100}));
  CHECK_FALSE(is_valid(package, a.type, a.range, Value{1, 3}));
  CHECK_FALSE(is_valid(package, a.type, a.range, Value{2, 2}));
  CHECK_FALSE(is_valid(package, a.type, a.range, Value::absent()));
  CHECK(is_valid(package, package.inputs[1].type, {}, Value::absent()));
}

TEST_CASE("one case is evaluated by one call") {
  const avenant::program::Package package = load(kProgram);
  const InputValue inputs[] = {{InputId(std::uint32_t{0}), Value::whole(6)}};
  const VariableId requests[] = {VariableId(std::uint32_t{0})};
  const std::vector<Outcome> outcomes = evaluate(package, inputs, requests);
  REQUIRE(outcomes.size() == 1);
  CHECK(outcomes[0] == Outcome::of(Value::whole(2)));
}

TEST_CASE("evaluating without a trace allocates nothing") {
  const avenant::program::Package package = load(kProgram);
  Evaluator evaluator(package);
  const std::size_t before = n_allocations;
  std::int64_t sum = 0;
  for (int i = 0; i < 20; ++i) {
    evaluator.begin_case();
    evaluator.set(InputId(std::uint32_t{0}), Value::whole(i));
    sum += evaluator.request(VariableId(std::uint32_t{0})).value.a;
  }
  CHECK(n_allocations == before);
  CHECK(sum != 0);
}
