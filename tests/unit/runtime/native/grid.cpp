// Tables as grids: which are, where the cuts are, and that compiled code gives what the interpreter gives.
#include "runtime/native/plan/grid.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

#include "runtime/engine/native_case.hpp"
#include "runtime/engine/version.hpp"
#include "runtime/native/native.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;

constexpr const char* kInputs =
    "(text t text 2020-01-01 2020-01-02)\n(enumeration Band ordered (case a) (case b) (case c) (case d) (case e))\n"
    "(input n number (range -10 10)) (input band enum[Band]) (input p boolean) (input day date)\n";

program::Package with_table(const std::string& table) {
  return engine::loaded(std::string(kInputs) + "(variable x number (is " + table + "))\n");
}

std::optional<native::Grid> grid(const std::string& table) {
  const program::Package package = with_table(table);
  const program::Variable& x = package.variables[0];
  return native::grid_of(package, package.node(package.rule(package.versions_of(x)[0].rule).body));
}

std::vector<std::uint32_t> rows(const std::string& table) {
  std::vector<std::uint32_t> result;
  const std::optional<native::Grid> found = grid(table);
  REQUIRE(found);
  for (const native::GridPlace& each : found->places) result.push_back(each.row);
  return result;
}

constexpr std::uint32_t kNone = native::GridPlace::kNone;
constexpr std::uint32_t kSeveral = native::GridPlace::kSeveral;

// The values that a case may give to each input, and none.
std::vector<std::optional<value::Value>> values_of(std::size_t input) {
  std::vector<std::optional<value::Value>> result{std::nullopt};
  if (input == 0) {
    for (std::int64_t thirds = -9; thirds <= 33; ++thirds) {
      if (thirds % 3 == 0 || thirds % 4 == 0) {
        result.emplace_back(value::Value::number(value::Rational::from_ratio(thirds, 3).value));
      }
    }
  } else if (input == 1) {
    for (std::int32_t i = 0; i < 5; ++i) result.emplace_back(value::Value::enum_case(i));
  } else if (input == 2) {
    for (const bool each : {false, true}) result.emplace_back(value::Value::boolean(each));
  } else {
    for (std::int32_t i = -2; i <= 2; ++i) {
      result.emplace_back(value::Value{value::Date::from_civil(2024, 2, 29).value.days() + i, 1});
    }
  }
  return result;
}

// Compares all cases of the inputs that the table reads.
void check_same(const std::string& table, const std::vector<std::size_t>& inputs) {
  INFO(table);
  const program::Package package = with_table(table);
  const engine::Settings settings = engine::settings_of(package, {}, {program::VariableId(0U)});
  for (const engine::Tier tier : {engine::Tier::kFast, engine::Tier::kOptimised}) {
    engine::CompileOptions options;
    options.tier = tier;
    const engine::Compiled made = avenant_native_compiler(engine::kNativeVersion)->compile(package, settings, options);
    REQUIRE(made.code != nullptr);
    engine::NativeEvaluator native(package, *made.code, settings, {});
    eval::Evaluator reference(package);
    std::vector<std::size_t> chosen(inputs.size());
    for (bool more = true; more;) {
      native.begin_case();
      reference.begin_case();
      std::string described;
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        const std::optional<value::Value> value = values_of(inputs[i])[chosen[i]];
        described += " " + (value ? std::to_string(value->a) + "/" + std::to_string(value->b) : std::string("none"));
        if (!value) continue;
        native.set(program::InputId(inputs[i]), *value);
        reference.set(program::InputId(inputs[i]), *value);
      }
      INFO(described);
      CHECK(native.evaluate()[0] == reference.evaluate(program::VariableId(0U)));
      more = false;
      for (std::size_t i = 0; i < inputs.size() && !more; ++i) {
        more = ++chosen[i] < values_of(inputs[i]).size();
        if (!more) chosen[i] = 0;
      }
    }
    CHECK(native.n_replayed() == 0);
  }
}

}  // namespace

TEST_CASE("a table that compares its values with constants is a grid, and where its rows are is known") {
  // Below 1, from 1 to 2, beyond 2; then n failing.
  CHECK(rows("(table (row ((lt n 1)) 1) (row ((ge n 1) (le n 2)) 2) (row ((gt n 2)) 3))") ==
        std::vector<std::uint32_t>{0, 1, 2, kNone});
  // Each of two rows, both, none.
  CHECK(rows("(table (row ((ge n 1)) 1) (row ((ge n 2)) 2))") == std::vector<std::uint32_t>{kNone, 0, kSeveral, kNone});
  // A value that is equal is neither below nor beyond.
  CHECK(rows("(table (row ((eq n 1)) 1) (row ((ne n 1)) 2))") == std::vector<std::uint32_t>{1, 0, 1, kNone});
  // What no case of an enumeration reaches is no class.
  CHECK(rows("(table (row ((ge band Band/a)) 1))") == std::vector<std::uint32_t>{0, kNone});
  CHECK(rows("(table (row ((or (eq band Band/a) (eq band Band/e))) 1) (row ((and (gt Band/e band) (lt Band/a band))) "
             "2))") == std::vector<std::uint32_t>{0, 1, 0, kNone});
  // A row that does not read what fails is true all the same.
  CHECK(rows("(table (row (p) 1) (row ((not p) (lt n 1)) 2) (row ((not p) (ge n 1)) 3))") ==
        std::vector<std::uint32_t>{1, 2, kNone, 0, 0, 0, kNone, kNone, kNone});
}

TEST_CASE("which values a grid's failing place depends on") {
  const std::optional<native::Grid> found =
      grid("(table (row (p (lt n 1)) 1) (row ((not p) (eq band Band/b)) 2) (otherwise 3))");
  REQUIRE(found);
  REQUIRE(found->keys.size() == 3);
  REQUIRE(found->places.size() == 3 * 3 * 4);
  // p vrai, n failing, band any: the first row fails; the second is false.
  CHECK(found->places[(1 * 3 + 2) * 4 + 0].failing_keys == 2);
  // p failing, n too large, band b: the second fails by p alone.
  CHECK(found->places[(2 * 3 + 1) * 4 + 1].failing_keys == 1);
  // All fail: by all.
  CHECK(found->places[(2 * 3 + 2) * 4 + 3].failing_keys == 7);
  // All known: none.
  CHECK(found->places[0].failing_keys == 0);
}

TEST_CASE("what is more than comparisons with constants is no grid") {
  CHECK_FALSE(grid("(table (row ((lt n (mul n n))) 1))"));
  CHECK_FALSE(grid("(table (row ((or p (lt n 1))) 1))"));
  CHECK_FALSE(grid("(table (row ((or (lt n 1) true)) 1))"));
  std::string many = "(table";
  for (int i = 0; i < 2000; ++i) many += " (row ((eq n " + std::to_string(i) + ")) 1)";
  CHECK_FALSE(grid(many + ")"));
}

TEST_CASE("compiled grids give what the interpreter gives, whatever fails") {
  check_same("(table (row ((lt n 1)) 1) (row ((ge n 1) (le n 4/3)) 1/3) (row ((gt n 4/3)) 3))", {0});
  check_same("(table (row ((lt n 1)) 1) (row ((ge n 4/3)) n) (row ((eq n 8/3)) (div 1 n)))", {0});
  check_same("(table (row (p (lt n 1)) 1) (row ((not p) (eq band Band/b)) (mul n 2)) (otherwise n))", {2, 0, 1});
  check_same("(table (row (p (eq band Band/a)) 5) (row ((not p) (le band Band/c)) 6) (row ((gt band Band/b)) 7))",
             {2, 1});
  check_same(
      "(table (row ((eq band Band/a)) 1) (row ((eq band Band/b)) 2) (row ((eq band Band/c)) 3) (row ((eq band Band/d)) "
      "4)"
      " (row ((ge n 0) (eq band Band/e)) 5))",
      {1, 0});
  check_same("(table (row ((lt day 2024-02-29)) 1) (row ((gt day 2024-02-29) p) 2) (row ((ge day 2024-03-01)) 3))",
             {3, 2});
}
