// Blocks whose rows are not all as their code expects: each has what the interpreter gives, and few are computed alone.
#include <catch2/catch.hpp>
#include <span>
#include <vector>

#include "runtime/engine/fill_column.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/version.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/native/native.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;

constexpr std::size_t kRows = 3000;

// A count of a range, an amount without, a day that may be absent, a yes or no.
constexpr const char* kProgram =
    "(text t text 2020-01-01 2020-01-02)\n"
    "(input count number/1 (range 0 50)) (input amount number/100) (input day date?) (input yes boolean)\n"
    "(variable x number (is (mul count amount)))\n"
    "(variable y boolean (is (or (and yes (gt count 10)) (is_present day))))\n"
    "(variable z number (is (if (gt amount 0) (div amount 3) 0)))\n";

// Columns of the four inputs, `validity` of each with some rows without value.
struct Table {
  std::vector<std::int8_t> count;
  std::vector<std::int64_t> amount;
  std::vector<std::int32_t> day;
  std::vector<std::int8_t> yes;
  std::vector<std::uint8_t> validity[4];
  std::vector<batch::InputColumn> columns;

  // A fault of each kind every `faults` rows.
  explicit Table(std::size_t faults) {
    for (auto& each : validity) each.assign(kRows / 8 + 1, 0xFF);
    for (std::size_t row = 0; row < kRows; ++row) {
      const auto number = static_cast<std::int64_t>(row);
      count.push_back(static_cast<std::int8_t>(row % faults == 1 ? 100 : number % 51));
      amount.push_back(row % faults == 2 ? (std::int64_t{1} << 61U) + number : number * 7 - 9000);
      day.push_back(static_cast<std::int32_t>(row % faults == 3 ? 2'000'000'000 : number));
      yes.push_back(static_cast<std::int8_t>(row % faults == 4 ? 3 : number % 2));
      for (std::size_t column = 0; column < 4; ++column) {
        const bool lacks = row % faults == 5 + column || (column == 2 && row % 3 == 0);
        if (lacks) validity[column][row / 8] = static_cast<std::uint8_t>(validity[column][row / 8] & ~(1U << row % 8));
      }
    }
    const auto column = [this](std::uint32_t input, batch::Storage storage, std::int64_t denominator, const void* of) {
      batch::InputColumn result;
      result.input = program::InputId(input);
      result.storage = storage;
      result.denominator = denominator;
      result.values = of;
      result.validity = validity[input].data();
      columns.push_back(result);
    };
    column(0, batch::Storage::kInt8, 1, count.data());
    column(1, batch::Storage::kInt64, 100, amount.data());
    column(2, batch::Storage::kInt32, 1, day.data());
    column(3, batch::Storage::kInt8, 1, yes.data());
  }
};

struct Decided {
  std::vector<std::int64_t> a;
  std::vector<std::int64_t> b;
  std::vector<std::uint32_t> status;
};

std::vector<Decided> decide(batch::BlockEngine& engine, const Table& table) {
  std::vector<Decided> results(3);
  std::vector<batch::ResultColumn> columns;
  for (Decided& each : results) {
    each.a.resize(kRows);
    each.b.resize(kRows);
    each.status.resize(kRows);
    columns.push_back({each.a.data(), each.b.data(), each.status.data()});
  }
  engine.run(table.columns, kRows, columns);
  return results;
}

// How many of the rows were gathered, and how many computed alone, once all are as the interpreter's.
struct Counts {
  std::uint64_t n_unusual = 0;
  std::uint64_t n_single = 0;
};

Counts check_same(const Table& table, std::span<const batch::InputColumn> samples) {
  const program::Package package = engine::loaded(kProgram);
  const engine::Settings settings =
      engine::settings_of(package, {}, {program::VariableId(0U), program::VariableId(1U), program::VariableId(2U)});
  engine::CompileOptions options;
  options.blocks = true;
  options.cases = false;
  for (const batch::InputColumn& each : table.columns) options.columns.push_back(each.input);
  options.samples.assign(samples.begin(), samples.end());
  engine::NativeCompiler* compiler = avenant_native_compiler(engine::kNativeVersion);
  REQUIRE(compiler != nullptr);
  const engine::Compiled made = compiler->compile(package, settings, options);
  INFO(made.error);
  REQUIRE(made.code != nullptr);
  engine::NativeBlockEngine native(package, *made.code, settings, {});
  const std::vector<Decided> results = decide(native, table);
  eval::Evaluator reference(package);
  for (std::size_t row = 0; row < kRows; ++row) {
    reference.begin_case();
    for (const batch::InputColumn& each : table.columns) {
      if (const auto value = engine::value_at(package, each, row)) reference.set(each.input, *value);
    }
    for (std::uint32_t i = 0; i < 3; ++i) {
      const eval::Outcome expected = reference.request(program::VariableId(i));
      INFO("row " << row << ", result " << i);
      REQUIRE(results[i].status[row] == expected.status);
      if (!expected.ok()) continue;
      REQUIRE(results[i].a[row] == expected.value.a);
      REQUIRE(results[i].b[row] == expected.value.b);
    }
  }
  return {native.n_unusual(), native.n_single()};
}

}  // namespace

TEST_CASE("rows that lack a value or have one out of range are computed together") {
  const Table table(100);
  const Counts counts = check_same(table, table.columns);
  // Of a hundred rows: one beyond each of four inputs, less those without a day, and one without each of the three that
  // must be given. Of these, the amount beyond what code is made for is computed alone.
  CHECK(counts.n_unusual >= 30 * 6);
  CHECK(counts.n_unusual <= 30 * 7);
  CHECK(counts.n_single == 30);
}

TEST_CASE("a block may be made of unusual rows") {
  const Table table(9);
  CHECK(check_same(table, table.columns).n_unusual > kRows / 2);
}

TEST_CASE("columns in another storage than the samples' are computed all the same") {
  Table table(100);
  const std::vector<batch::InputColumn> samples = table.columns;
  const std::vector<std::int32_t> wide(table.count.begin(), table.count.end());
  table.columns[0].storage = batch::Storage::kInt32;
  table.columns[0].values = wide.data();
  const Counts counts = check_same(table, samples);
  CHECK(counts.n_unusual == kRows);
  CHECK(counts.n_single == 30);
}

TEST_CASE("code that knows nothing of the columns takes them as they come") {
  const Table table(100);
  CHECK(check_same(table, {}).n_single == 30);
}
