// Whole programs through the compiler: what random programs found, each as small as it was made.
#include <catch2/catch.hpp>
#include <sstream>
#include <string>
#include <utility>

#include "runtime/engine/native_case.hpp"
#include "runtime/engine/version.hpp"
#include "runtime/native/native.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;

// The outcomes of all variables without inputs, by code for cases at the fast tier.
std::vector<eval::Outcome> compiled(const program::Package& package) {
  engine::NativeCompiler* compiler = avenant_native_compiler(engine::kNativeVersion);
  REQUIRE(compiler != nullptr);
  std::vector<program::VariableId> requests;
  for (std::size_t i = 0; i < package.variables.size(); ++i) requests.emplace_back(i);
  const engine::Settings settings = engine::settings_of(package, {}, requests);
  engine::CompileOptions options;
  options.tier = engine::Tier::kFast;
  options.blocks = true;
  const engine::Compiled made = compiler->compile(package, settings, options);
  INFO(made.error);
  REQUIRE(made.code != nullptr);
  engine::NativeEvaluator evaluator(package, *made.code, settings, {});
  evaluator.begin_case();
  const auto outcomes = evaluator.evaluate();
  return {outcomes.begin(), outcomes.end()};
}

}  // namespace

TEST_CASE("a derogation of a draft is not compiled, though one that counts covers it beside the body") {
  // What the draft's body reads comes after x: nothing else needs it before.
  const program::Package package = engine::loaded(
      "(text t text 2020-01-01 2020-01-02) (text p draft 2020-01-01 2020-01-02)\n"
      "(input yes boolean)\n"
      "(variable x number (version t (body 1)\n"
      "  (derogation d p (guard true) (body late))\n"
      "  (derogation e t (to body d) (guard yes) (body 2))))\n"
      "(variable late number (is (if yes 3 4)))\n");
  const std::vector<eval::Outcome> outcomes = compiled(package);
  eval::Evaluator reference(package);
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    CHECK(outcomes[i] == reference.evaluate(program::VariableId(i)));
  }
}

TEST_CASE("a guard that is known not to fail is no doubt") {
  const program::Package package = engine::loaded(
      "(text t text 2020-01-01 2020-01-02)\n(input p boolean)\n"
      "(variable x number (version t (body 1)\n"
      "  (derogation d (guard (or (eq (div 1 0) 1) true)) (body 2))))\n");
  const std::vector<eval::Outcome> outcomes = compiled(package);
  eval::Evaluator reference(package);
  CHECK(outcomes[0] == reference.evaluate(program::VariableId(0U)));
}

TEST_CASE("choices among many constants are those of the interpreter, gaps included") {
  std::string text = "(text t text 2020-01-01 2020-01-02)\n(input n number/2)\n";
  const std::pair<const char*, const char*> kinds[] = {
      {"number", "1/2 3 -7/3 0 5"},
      {"date?", "2024-02-29:date? absent:date? 1999-12-31:date? 9999-12-31:date? 0001-01-01:date?"},
      {"duration", "P12M3D P0M0D P-1M0D P0M-400D P5M0D"},
      {"boolean?", "true:boolean? false:boolean? absent:boolean? true:boolean? false:boolean?"},
  };
  std::vector<program::VariableId> requests;
  for (const auto& [type, constants] : kinds) {
    for (const char* otherwise : {"", " otherwise"}) {
      // Every second number from −4 to 4.
      std::string choice = "(select n";
      std::istringstream words(constants);
      int value = -4;
      for (std::string word; words >> word; value += 2) {
        choice += " (on " + std::to_string(value) + (value == 4 ? otherwise : "") + " " + word + ")";
      }
      choice += ")";
      text += "(variable v" + std::to_string(requests.size()) + " " + type + " (is " + choice + "))\n";
      requests.emplace_back(requests.size());
    }
  }
  const program::Package package = engine::loaded(text);
  const engine::Settings settings = engine::settings_of(package, {}, requests);
  engine::CompileOptions options;
  const engine::Compiled made = avenant_native_compiler(engine::kNativeVersion)->compile(package, settings, options);
  INFO(made.error);
  REQUIRE(made.code != nullptr);
  engine::NativeEvaluator native(package, *made.code, settings, {});
  eval::Evaluator reference(package);
  for (std::int64_t halves = -13; halves <= 13; ++halves) {
    const value::Value n = value::Value::number(value::Rational::from_ratio(halves, 2).value);
    native.begin_case();
    native.set(program::InputId(0U), n);
    reference.begin_case();
    reference.set(program::InputId(0U), n);
    const auto outcomes = native.evaluate();
    for (const program::VariableId each : requests) {
      INFO("n = " << halves << "/2, v" << each.value);
      CHECK(outcomes[each.value] == reference.evaluate(each));
    }
  }
}

TEST_CASE("a 29 February is none, or beyond all years, as the interpreter has it, whatever the year") {
  const program::Package package = engine::loaded(
      "(text t text 2020-01-01 2020-01-02)\n(input n number/1)\n(variable x date (is (make_date n 2 29)))\n");
  const engine::Settings settings = engine::settings_of(package, {}, {program::VariableId(0U)});
  const engine::Compiled made = avenant_native_compiler(engine::kNativeVersion)->compile(package, settings, {});
  INFO(made.error);
  REQUIRE(made.code != nullptr);
  engine::NativeEvaluator native(package, *made.code, settings, {});
  eval::Evaluator reference(package);
  constexpr std::int64_t kMost = std::int64_t{1} << 45U;
  for (const std::int64_t year : {0L, 4L, 100L, 400L, 1900L, 2000L, 2023L, 2024L, 9996L, 9999L, 10'000L, 838'860'800L,
                                  3'037'000'500L, kMost, kMost + 100, 4'000'000'400L}) {
    for (const std::int64_t sign : {1, -1}) {
      const value::Value n{sign * year, 1};
      native.begin_case();
      native.set(program::InputId(0U), n);
      reference.begin_case();
      reference.set(program::InputId(0U), n);
      INFO(n.a);
      CHECK(native.evaluate()[0] == reference.evaluate(program::VariableId(0U)));
    }
  }
}

TEST_CASE("a compiler built for another version gives nothing") {
  CHECK(avenant_native_compiler("another") == nullptr);
}
