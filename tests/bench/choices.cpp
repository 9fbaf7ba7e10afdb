// A choice among constants by the case of an enumeration: looked up in an array, or compared with one after another.
// native::Emitter takes the one or the other by the number of constants (runtime/native/code/choice.cpp); here each
// number is measured both ways. Constants that are negated twice are not seen to be constants where that is decided,
// and are constants again before there are instructions.
//   AVENANT_NATIVE=$PWD/build/release/libavenant_native.so build/release/tests/bench/bench_choices
#include <benchmark/benchmark.h>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/verify.hpp"

namespace {

using namespace avenant;

constexpr std::size_t kCases = 100;
constexpr std::size_t kRows = std::size_t{1} << 16U;

// One amount a case, `n` different ones.
std::string program_text(std::size_t n, bool hidden) {
  std::string text = "(text t text 2020-01-01 2020-01-02)\n(enumeration E";
  for (std::size_t i = 0; i < kCases; ++i) text += " (case c" + std::to_string(i) + ")";
  text += ")\n(input e enum[E])\n(variable x number (is (select e";
  for (std::size_t i = 0; i < n; ++i) {
    text += " (on";
    for (std::size_t j = i; j < kCases; j += n) text += " " + std::to_string(j);
    const std::string amount = std::to_string(1000 + 37 * i);
    text += hidden ? " (neg (neg " + amount + ")))" : " " + amount + ")";
  }
  return text + ")))\n";
}

struct Compiled {
  explicit Compiled(const std::string& text) : package(*program::read(text).package) {
    if (!program::verify(package).ok()) std::abort();
    settings = engine::settings_of(package, {}, {program::VariableId(0U)});
    for (std::size_t row = 0; row < kRows; ++row)
      elements.push_back(static_cast<std::int8_t>(row * 2654435761U % kCases));
    column.input = program::InputId(0U);
    column.storage = batch::Storage::kInt8;
    column.values = elements.data();
    engine::CompileOptions options;
    options.blocks = true;
    options.cases = false;
    options.columns = {column.input};
    options.samples = {column};
    std::string error;
    engine::NativeCompiler* compiler = engine::native_compiler(error);
    if (compiler == nullptr) return;
    code = compiler->compile(package, settings, options).code;
  }

  program::Package package;
  engine::Settings settings;
  std::vector<std::int8_t> elements;
  batch::InputColumn column;
  std::unique_ptr<engine::NativeCode> code;
};

void decide(benchmark::State& state, std::size_t n, bool hidden) {
  const Compiled compiled(program_text(n, hidden));
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
    engine.run({&compiled.column, 1}, kRows, {&result, 1});
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(kRows) * state.iterations());
}

}  // namespace

int main(int n_words, char** words) {
  benchmark::Initialize(&n_words, words);
  if (benchmark::ReportUnrecognizedArguments(n_words, words)) return 1;
  for (const std::size_t n : {2U, 3U, 4U, 6U, 8U, 12U, 16U, 24U, 32U, 64U, 100U}) {
    for (const bool hidden : {false, true}) {
      benchmark::RegisterBenchmark((std::to_string(n) + (hidden ? " constants, compared" : " constants")).c_str(),
                                   [n, hidden](benchmark::State& state) { decide(state, n, hidden); });
    }
  }
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
