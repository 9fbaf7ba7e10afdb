// Batches of synthetic dossiers through the engines, beside the same results written by hand and beside a plain read of
// the same columns. README.md says what is compared. Run at the root of the repository; options are Google Benchmark's:
//   build/release/tests/bench/bench_batch --benchmark_filter=columns
#include <benchmark/benchmark.h>
#include <cstring>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "runtime/batch/run_blocks.hpp"
#include "runtime/engine/fill_column.hpp"
#include "tests/bench/engines.hpp"
#include "tests/bench/reference/corpus_package.hpp"
#include "tests/bench/reference/population_columns.hpp"
#include "tests/bench/reference/result_memory.hpp"

namespace {

using avenant::batch::kBlockRows;
using reference::PopulationColumns;
using reference::ResultMemory;

// 80 MB of columns: beyond every cache.
constexpr std::size_t kRows = std::size_t{1} << 20U;

// What all benchmarks share; made once.
struct World {
  World()
      : package(reference::corpus_package("rules/assistants-medicaux")),
        sites(reference::find_sites(package)),
        requests(reference::result_variables(package)),
        plain(package, kRows),
        faulty(package, kRows) {
    reference::fill(plain, {1, 0}, 1);
    reference::fill(faulty, {1, 10'000}, 1);
  }
  avenant::program::Package package;
  reference::Sites sites;
  std::vector<avenant::program::VariableId> requests;
  PopulationColumns plain;
  PopulationColumns faulty;  // one dossier in a hundred has a slip
};

const World& world() {
  static const World one;
  return one;
}

// The blocks of one thread among several: every so many.
template <typename Decide>
void run_blocks(benchmark::State& state, std::size_t n_rows, Decide decide) {
  const auto n_threads = static_cast<std::size_t>(state.threads());
  const auto thread = static_cast<std::size_t>(state.thread_index());
  std::size_t n_done = 0;
  for (auto _ : state) {
    for (std::size_t first = thread * kBlockRows; first < n_rows; first += n_threads * kBlockRows) {
      decide(first);
      n_done += kBlockRows;
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(n_done));
}

void by_columns(benchmark::State& state, const PopulationColumns& data) {
  ResultMemory results(kBlockRows);
  run_blocks(state, kRows, [&](std::size_t first) {
    // A block's results go to the same memory each time, as they do where something reads them.
    reference::decide_block(data.columns(), first, kBlockRows, world().sites, results.columns());
    benchmark::ClobberMemory();
  });
}

// One dossier after another, from the columns to a struct and back: what a loop over records costs.
void by_rows(benchmark::State& state, const PopulationColumns& data) {
  ResultMemory results(kBlockRows);
  run_blocks(state, kRows / 8, [&](std::size_t first) {
    for (std::size_t row = 0; row < kBlockRows; ++row) results.decide(data.get(first + row), world().sites, row);
    benchmark::ClobberMemory();
  });
}

// The same on records made beforehand: the rules alone.
void by_records(benchmark::State& state, const PopulationColumns& data) {
  constexpr std::size_t kRecords = std::size_t{1} << 16U;
  std::vector<reference::Facts> records;
  for (std::size_t row = 0; row < kRecords; ++row) records.push_back(data.get(row));
  reference::Answers answers;
  run_blocks(state, kRecords, [&](std::size_t first) {
    for (std::size_t row = 0; row < kBlockRows; ++row) {
      reference::decide(records[first + row], world().sites, answers);
      benchmark::DoNotOptimize(answers);
    }
  });
}

// The sum of all bytes of the columns, eight at a time: no batch reads faster.
void plain_read(benchmark::State& state, const PopulationColumns& data) {
  std::uint64_t sum = 0;
  run_blocks(state, kRows, [&](std::size_t first) {
    for (const std::span<const std::byte> column : data.bytes()) {
      const std::size_t begin = column.size() / (kRows / kBlockRows) * (first / kBlockRows);
      const std::size_t n_words = column.size() / (kRows / kBlockRows) / 8;
      for (std::size_t i = 0; i < n_words; ++i) {
        std::uint64_t word = 0;
        std::memcpy(&word, column.data() + begin + i * 8, sizeof word);
        sum += word;
      }
    }
  });
  benchmark::DoNotOptimize(sum);
}

void by_engine(benchmark::State& state, const bench::Engine& engine, const PopulationColumns& data) {
  const auto made = engine.make_batch(world().package, world().requests);
  if (made == nullptr) {
    state.SkipWithError("this machine has no such engine");
    return;
  }
  ResultMemory results(kBlockRows);
  std::vector<avenant::batch::InputColumn> inputs(data.inputs().begin(), data.inputs().end());
  run_blocks(state, engine.n_rows, [&](std::size_t first) {
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = avenant::batch::from_row(data.inputs()[i], first);
    made->run(inputs, kBlockRows, results.columns());
    benchmark::ClobberMemory();
  });
}

// One dossier at a time through the batch entry of an engine.
void single_case(benchmark::State& state, const bench::Engine& engine) {
  const auto made = engine.make_batch(world().package, world().requests);
  if (made == nullptr) {
    state.SkipWithError("this machine has no such engine");
    return;
  }
  ResultMemory results(1);
  const PopulationColumns& data = world().plain;
  std::vector<avenant::batch::InputColumn> inputs(data.inputs().begin(), data.inputs().end());
  std::size_t row = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = avenant::batch::from_row(data.inputs()[i], row);
    made->run(inputs, 1, results.columns());
    row = (row + 1) % kBlockRows;
    benchmark::ClobberMemory();
  }
  state.SetItemsProcessed(state.iterations());
}

// One dossier at a time through the evaluator of cases: every fact given, every result taken.
void native_case(benchmark::State& state) {
  const bench::CompiledCase compiled = bench::compile_case(world().package, world().requests);
  if (compiled.evaluator == nullptr) {
    state.SkipWithError("this machine has no such engine");
    return;
  }
  std::vector<std::vector<avenant::eval::InputValue>> cases;
  for (std::size_t row = 0; row < kBlockRows; ++row) {
    std::vector<avenant::eval::InputValue>& inputs = cases.emplace_back();
    for (const avenant::batch::InputColumn& column : world().plain.inputs()) {
      const auto value = avenant::engine::value_at(world().package, column, row);
      if (value) inputs.push_back({column.input, *value});
    }
  }
  std::size_t row = 0;
  for (auto _ : state) {
    compiled.evaluator->begin_case();
    for (const avenant::eval::InputValue& each : cases[row]) compiled.evaluator->set(each.input, each.value);
    benchmark::DoNotOptimize(compiled.evaluator->request().data());
    row = (row + 1) % kBlockRows;
  }
  state.SetItemsProcessed(state.iterations());
}

using Run = void (*)(benchmark::State&, const PopulationColumns&);

void add(const std::string& name, const std::function<void(benchmark::State&)>& run) {
  for (const int n_threads : {1, 2}) {
    benchmark::RegisterBenchmark((name + (n_threads == 1 ? "" : "/2 threads")).c_str(), run)
        ->Threads(n_threads)
        ->UseRealTime();
  }
}

void add_all() {
  const auto add_hand = [](const std::string& name, Run run) {
    add(name, [run](benchmark::State& state) { run(state, world().plain); });
    add(name + "/1 % faults", [run](benchmark::State& state) { run(state, world().faulty); });
  };
  add("plain read of the columns", [](benchmark::State& state) { plain_read(state, world().plain); });
  add_hand("by hand, columns", by_columns);
  add_hand("by hand, rows of columns", by_rows);
  add("by hand, records", [](benchmark::State& state) { by_records(state, world().plain); });
  benchmark::RegisterBenchmark("native, one case by the evaluator", native_case);
  for (const bench::Engine& engine : bench::engines()) {
    add(engine.name + ", batch", [engine](benchmark::State& state) { by_engine(state, engine, world().plain); });
    add(engine.name + ", batch/1 % faults",
        [engine](benchmark::State& state) { by_engine(state, engine, world().faulty); });
    benchmark::RegisterBenchmark((engine.name + ", one case").c_str(),
                                 [engine](benchmark::State& state) { single_case(state, engine); });
  }
}

}  // namespace

int main(int n_words, char** words) {
  benchmark::Initialize(&n_words, words);
  if (benchmark::ReportUnrecognizedArguments(n_words, words)) return 1;
  world();
  add_all();
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
  return 0;
}
