// Blocks of cases through the interpreter: the same outcomes as case by case, whatever the storage and the threads.
#include <array>
#include <catch2/catch.hpp>
#include <limits>
#include <random>
#include <vector>

#include "runtime/batch/bits.hpp"
#include "runtime/batch/interpreter_engine.hpp"
#include "runtime/batch/make_block_engine.hpp"
#include "runtime/batch/notice_variables.hpp"
#include "runtime/batch/run_blocks.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;
using batch::InputColumn;
using batch::ResultColumn;
using batch::Storage;

program::Package load(std::string_view text) {
  program::ReadResult read = program::read(text);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  REQUIRE(program::verify(*read.package).ok());
  return std::move(*read.package);
}

constexpr std::string_view kProgram =
    "(text t text 2020-01-01 2020-01-02)\n(enumeration Zone (case zip) (case zac) (case hz))\n"
    "(input rate number/100 (range 0 1)) (input flag boolean) (input day date?) (input zone enum[Zone])\n"
    "(variable pay number/100 (is (if flag (round 1/100 nearest (mul rate 7)) 0)))\n"
    "(variable near boolean (is (eq zone Zone/zip)))\n"
    "(variable late date (is (or_else day 2020-01-01)))\n"
    "(notice \"remote\" (dispositif d) (eq zone Zone/hz))\n";

// The results of some rows, with the memory they are in.
struct Results {
  Results(std::size_t n_results, std::size_t n_rows) : a(n_results), b(n_results), status(n_results) {
    for (std::size_t i = 0; i < n_results; ++i) {
      a[i].resize(n_rows);
      b[i].resize(n_rows);
      status[i].resize(n_rows);
      columns.push_back({a[i].data(), b[i].data(), status[i].data()});
    }
  }
  std::vector<std::vector<std::int64_t>> a;
  std::vector<std::vector<std::int64_t>> b;
  std::vector<std::vector<std::uint32_t>> status;
  std::vector<ResultColumn> columns;
};

}  // namespace

TEST_CASE("a block gives what the interpreter gives case by case, elements out of their type included") {
  const program::Package package = load(kProgram);
  const std::array requests = {package.variable_named("pay"), package.variable_named("near"),
                               package.variable_named("late")};
  constexpr std::size_t kRows = 7;
  const std::array<std::int64_t, kRows> rate = {50, 100, 101, 0, std::numeric_limits<std::int64_t>::min(), 7, 50};
  const std::array<std::int8_t, kRows> flag = {1, 1, 1, 0, 1, 2, -1};
  const std::array<std::int8_t, kRows> zone = {0, 1, 2, 3, -1, 0, 2};
  const std::array<std::int32_t, kRows> day = {0, 1, 18262, std::numeric_limits<std::int32_t>::min(), 1, 1, 3'000'000};
  const std::array<std::uint8_t, 2> has_day = {0b11101100U, 0b00000011U};  // From bit 2.
  const std::array inputs = {
      InputColumn{package.input_named("rate"), Storage::kInt64, 100, rate.data()},
      InputColumn{package.input_named("flag"), Storage::kInt8, 1, flag.data()},
      InputColumn{package.input_named("day"), Storage::kInt32, 1, day.data(), has_day.data(), 2},
      InputColumn{package.input_named("zone"), Storage::kInt8, 1, zone.data()},
  };
  Results results(requests.size(), kRows);
  batch::InterpreterEngine engine(package, requests, {});
  engine.run(inputs, kRows, results.columns);

  const auto status_of = [&](const char* input) {
    return package.inputs[package.input_named(input).value].out_of_range.value;
  };
  CHECK(results.a[0] == std::vector<std::int64_t>{7, 7, 0, 0, 0, 0, 0});
  CHECK(results.b[0] == std::vector<std::int64_t>{2, 1, 0, 1, 0, 0, 0});
  constexpr std::uint32_t kOk = program::kStatusOk;
  CHECK(results.status[0] == std::vector<std::uint32_t>{kOk, kOk, status_of("rate"), kOk, status_of("rate"),
                                                        status_of("flag"), status_of("flag")});
  CHECK(results.a[1] == std::vector<std::int64_t>{1, 0, 0, 0, 0, 1, 0});
  CHECK(results.status[1] == std::vector<std::uint32_t>{kOk, kOk, kOk, status_of("zone"), status_of("zone"), kOk, kOk});
  // Row 2 has no day; those of rows 3 and 6 are no days.
  CHECK(results.a[2] == std::vector<std::int64_t>{0, 1, 18262, 0, 1, 1, 0});
  CHECK(results.status[2] == std::vector<std::uint32_t>{kOk, kOk, kOk, status_of("day"), kOk, kOk, status_of("day")});
}

TEST_CASE("blocks on several threads give the same words as on one") {
  const program::Package package = load(kProgram);
  const std::array requests = {package.variable_named("pay"), package.variable_named("near")};
  constexpr std::size_t kRows = 10 * batch::kBlockRows + 17;
  std::mt19937 random(5);
  std::vector<std::int32_t> rate(kRows);
  std::vector<std::int8_t> flag(kRows);
  std::vector<std::uint8_t> validity(batch::bitmap_bytes(kRows + 3));
  for (std::size_t row = 0; row < kRows; ++row) {
    rate[row] = static_cast<std::int32_t>(random() % 120);
    flag[row] = static_cast<std::int8_t>(random() % 2);
    if (random() % 10 != 0) batch::set_bit(validity.data(), row + 3);
  }
  const std::array inputs = {
      InputColumn{package.input_named("rate"), Storage::kInt32, 100, rate.data(), validity.data(), 3},
      InputColumn{package.input_named("flag"), Storage::kInt8, 1, flag.data()},
  };
  Results one(requests.size(), kRows);
  Results three(requests.size(), kRows);
  std::vector<std::unique_ptr<batch::BlockEngine>> engines;
  engines.push_back(batch::make_block_engine(package, requests, {}));
  batch::run_blocks(engines, inputs, kRows, one.columns);
  for (int i = 0; i < 2; ++i) engines.push_back(batch::make_block_engine(package, requests, {}));
  batch::run_blocks(engines, inputs, kRows, three.columns);
  CHECK(one.a == three.a);
  CHECK(one.b == three.b);
  CHECK(one.status == three.status);
  const std::uint32_t missing = package.inputs[package.input_named("zone").value].missing.value;
  CHECK(one.status[1] == std::vector<std::uint32_t>(kRows, missing));
}

TEST_CASE("a notice is answered as a variable beside the others, whose outcomes stay the same") {
  const program::Package package = load(kProgram);
  const batch::NoticeVariables extended = batch::with_notice_variables(package, "d");
  REQUIRE(extended.variables.size() == 1);
  CHECK(batch::with_notice_variables(package, "other").variables.empty());
  const std::array requests = {package.variable_named("near"), extended.variables[0]};
  const std::array<std::int8_t, 3> zone = {0, 2, 9};
  const std::array inputs = {InputColumn{package.input_named("zone"), Storage::kInt8, 1, zone.data()}};
  Results results(requests.size(), zone.size());
  eval::RunOptions options;
  options.known_at = value::Date::unchecked(0);
  batch::make_block_engine(extended.package, requests, options)->run(inputs, zone.size(), results.columns);
  CHECK(results.a[1] == std::vector<std::int64_t>{0, 1, 0});
  const std::uint32_t out = package.inputs[package.input_named("zone").value].out_of_range.value;
  constexpr std::uint32_t kOk = program::kStatusOk;
  // What is decided is of a text that was not published; the notice's condition names no text.
  const std::uint32_t no_version = package.variables[requests[0].value].no_version.value;
  CHECK(results.status[0] == std::vector<std::uint32_t>(3, no_version));
  CHECK(results.status[1] == std::vector<std::uint32_t>{kOk, kOk, out});
}
