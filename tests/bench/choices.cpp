// What compiled code may do in two ways (runtime/native/code), each measured both ways:
// - a choice among constants by the case of an enumeration: looked up in an array, or compared with one after another;
// - a table of two values: a place of a grid, or its rows one after another.
// Constants that are negated twice are not seen to be constants where that is decided, and are constants again before
// there are instructions.
//   AVENANT_NATIVE=$PWD/build/release/libavenant_native.so build/release/tests/bench/bench_choices
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;

constexpr std::size_t kCases = 100;
constexpr std::size_t kRows = std::size_t{1} << 16U;
// Of tables: the cases of their first value, and the greatest of the second, that is less than this.
constexpr std::size_t kOptions = 3;
constexpr std::size_t kNumbers = 100;

std::string number(std::size_t value, bool hidden) {
  const std::string text = std::to_string(value);
  return hidden ? "(neg (neg " + text + "))" : text;
}

std::string beginning(std::size_t n_cases) {
  std::string text = "(text t text 2020-01-01 2020-01-02)\n(enumeration E";
  for (std::size_t i = 0; i < n_cases; ++i) text += " (case c" + std::to_string(i) + ")";
  return text + ")\n(input e enum[E])\n(input n number/1 (range 0 " + std::to_string(kNumbers) +
         "))\n(variable x number";
}

// One amount a case, `n` different ones.
std::string choice_text(std::size_t n, bool hidden) {
  std::string text = beginning(kCases) + " (is (select e";
  for (std::size_t i = 0; i < n; ++i) {
    text += " (on";
    for (std::size_t j = i; j < kCases; j += n) text += " " + std::to_string(j);
    text += " " + number(1000 + 37 * i, hidden) + ")";
  }
  return text + ")))\n";
}

// `n` rows: each case with bands of the number.
std::string table_text(std::size_t n, bool hidden) {
  std::string text = beginning(kOptions) + " (is (table";
  const std::size_t n_bands = (n + kOptions - 1) / kOptions;
  for (std::size_t i = 0; i < n; ++i) {
    const std::size_t band = i / kOptions;
    text += " (row ((eq e E/c" + std::to_string(i % kOptions) + ")";
    if (band > 0) text += " (ge n " + number(band * kNumbers / n_bands, hidden) + ")";
    if (band + 1 < n_bands) text += " (lt n " + number((band + 1) * kNumbers / n_bands, hidden) + ")";
    text += ") " + std::to_string(1000 + 37 * i) + ")";
  }
  return text + " (otherwise 0))))\n";
}

struct Compiled {
  Compiled(const std::string& text, std::size_t n_cases, bool blocks) {
    program::ReadResult read = program::read(text);
    if (!read.package || !program::verify(*read.package).ok()) std::abort();
    package = std::move(*read.package);
    settings = engine::settings_of(package, {}, {program::VariableId(0U)});
    for (std::size_t row = 0; row < kRows; ++row) {
      cases.push_back(static_cast<std::int8_t>(row * 2654435761U % n_cases));
      numbers.push_back(static_cast<std::int8_t>(row * 2246822519U / 7 % kNumbers));
    }
    columns[0] = {program::InputId(0U), batch::Storage::kInt8, 1, cases.data(), nullptr, 0};
    columns[1] = {program::InputId(1U), batch::Storage::kInt8, 1, numbers.data(), nullptr, 0};
    engine::CompileOptions options;
    options.tier = engine::Tier::kOptimised;
    options.blocks = blocks;
    options.cases = !blocks;
    options.columns = {columns[0].input, columns[1].input};
    options.samples = {columns[0], columns[1]};
    std::string error;
    engine::NativeCompiler* compiler = engine::native_compiler(error);
    if (compiler == nullptr) return;
    code = compiler->compile(package, settings, options).code;
  }

  program::Package package;
  engine::Settings settings;
  std::vector<std::int8_t> cases;
  std::vector<std::int8_t> numbers;
  batch::InputColumn columns[2];
  std::unique_ptr<engine::NativeCode> code;
};

void decide_blocks(benchmark::State& state, const std::string& text, std::size_t n_cases) {
  const Compiled compiled(text, n_cases, true);
  if (compiled.code == nullptr) {
    state.SkipWithError("this machine has no native engine");
    return;
  }
  engine::NativeBlockEngine engine(compiled.package, *compiled.code, compiled.settings, {});
  std::vector<std::int64_t> a(kRows);
  std::vector<std::int64_t> b(kRows);
  std::vector<std::uint32_t> statuses(kRows);
  const batch::ResultColumn result{a.data(), b.data(), statuses.data()};
  for (auto _ : state) {
    engine.run(compiled.columns, kRows, {&result, 1});
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

void decide_cases(benchmark::State& state, const std::string& text, std::size_t n_cases) {
  const Compiled compiled(text, n_cases, false);
  if (compiled.code == nullptr) {
    state.SkipWithError("this machine has no native engine");
    return;
  }
  engine::NativeEvaluator evaluator(compiled.package, *compiled.code, compiled.settings, {});
  std::size_t row = 0;
  for (auto _ : state) {
    evaluator.begin_case();
    evaluator.set(program::InputId(0U), value::Value::enum_case(compiled.cases[row]));
    evaluator.set(program::InputId(1U), {compiled.numbers[row], 1});
    benchmark::DoNotOptimize(evaluator.evaluate().data());
    row = (row + 1) % kRows;
  }
  state.SetItemsProcessed(state.iterations());
}

void add(const std::string& name, const std::string& text, std::size_t n_cases) {
  benchmark::RegisterBenchmark((name + "/blocks").c_str(),
                               [=](benchmark::State& state) { decide_blocks(state, text, n_cases); });
  benchmark::RegisterBenchmark((name + "/cases").c_str(),
                               [=](benchmark::State& state) { decide_cases(state, text, n_cases); });
}

}  // namespace

int main(int n_words, char** words) {
  benchmark::Initialize(&n_words, words);
  if (benchmark::ReportUnrecognizedArguments(n_words, words)) return 1;
  for (const std::size_t n : {2U, 3U, 4U, 6U, 8U, 12U, 16U, 24U, 32U, 64U, 100U}) {
    add(std::to_string(n) + " constants", choice_text(n, false), kCases);
    add(std::to_string(n) + " constants, compared", choice_text(n, true), kCases);
  }
  for (const std::size_t n : {1U, 2U, 3U, 6U, 9U, 12U, 18U, 30U, 60U}) {
    add("table of " + std::to_string(n) + " rows", table_text(n, false), kOptions);
    add("table of " + std::to_string(n) + " rows, one after another", table_text(n, true), kOptions);
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
