#include "tests/bench/growth/row_growth.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <thread>

#include "runtime/batch/run_blocks.hpp"
#include "tests/bench/engines.hpp"
#include "tests/bench/growth/meter.hpp"
#include "tests/bench/reference/corpus_package.hpp"
#include "tests/bench/reference/population_columns.hpp"
#include "tests/bench/reference/result_memory.hpp"

namespace growth {
namespace {

using avenant::batch::kBlockRows;

// Rows that are made, and then decided, together: beyond the second-level cache, and a multiple of a block.
constexpr std::size_t kPieceRows = std::size_t{1} << 18U;
// Few rows are decided again and again until so many are.
constexpr std::size_t kLeastRows = 4'000'000;
// Those that make rows.
constexpr std::size_t kMakers = 2;

// The rows of a population from `first` on, as many as fit.
void make(reference::PopulationColumns& columns, std::uint64_t first, std::size_t n_rows) {
  population::Dossier dossier;
  for (std::size_t row = 0; row < n_rows; ++row) {
    population::make_dossier({1, 0}, first + row, dossier);
    columns.set(row, reference::facts_of(dossier));
  }
}

class RowGrowth {
 public:
  RowGrowth(const avenant::program::Package& package, avenant::batch::BlockEngine& engine)
      : engine_(engine),
        pieces_{reference::PopulationColumns(package, kPieceRows), reference::PopulationColumns(package, kPieceRows)} {}

  // Seconds of processor time that deciding `n_rows` rows takes.
  double decide(std::size_t n_rows) {
    if (n_rows <= kPieceRows) return decide_few(n_rows);
    double seconds = 0;
    for (std::size_t done = 0; done < n_rows;) {
      std::array<std::size_t, kMakers> sizes{};
      std::array<std::thread, kMakers> makers;
      for (std::size_t i = 0; i < kMakers; ++i) {
        sizes[i] = std::min(kPieceRows, n_rows - done);
        makers[i] = std::thread(make, std::ref(pieces_[i]), done + 1, sizes[i]);
        done += sizes[i];
      }
      for (std::thread& each : makers) each.join();
      for (std::size_t i = 0; i < kMakers; ++i) seconds += decide(pieces_[i], sizes[i]);
    }
    return seconds;
  }
  [[nodiscard]] std::uint64_t n_errors() const { return n_errors_; }

 private:
  double decide_few(std::size_t n_rows) {
    make(pieces_[0], 1, n_rows);
    const std::size_t n_rounds = std::max<std::size_t>(1, kLeastRows / n_rows);
    // The first time is not like the others: columns and code are not in any cache.
    decide(pieces_[0], n_rows);
    n_errors_ = 0;
    double seconds = 0;
    for (std::size_t round = 0; round < n_rounds; ++round) seconds += decide(pieces_[0], n_rows);
    return seconds / static_cast<double>(n_rounds);
  }

  double decide(const reference::PopulationColumns& columns, std::size_t n_rows) {
    std::vector<avenant::batch::InputColumn> inputs(columns.inputs().begin(), columns.inputs().end());
    const double start = processor_seconds();
    for (std::size_t first = 0; first < n_rows; first += kBlockRows) {
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        inputs[i] = avenant::batch::from_row(columns.inputs()[i], first);
      }
      const std::size_t n = std::min(kBlockRows, n_rows - first);
      engine_.run(inputs, n, results_.columns());
      // What reads the results: so that they are needed.
      n_errors_ += results_.columns()[0].status[n - 1] != reference::kOk ? 1 : 0;
    }
    return processor_seconds() - start;
  }

  avenant::batch::BlockEngine& engine_;
  std::array<reference::PopulationColumns, kMakers> pieces_;
  reference::ResultMemory results_{kBlockRows};
  std::uint64_t n_errors_ = 0;
};

}  // namespace

bool measure_rows(std::span<const std::size_t> sizes) {
  const avenant::program::Package package = reference::corpus_package("rules/assistants-medicaux");
  const auto requests = reference::result_variables(package);
  std::unique_ptr<avenant::batch::BlockEngine> engine;
  for (const bench::Engine& each : bench::engines()) {
    if (each.name == "native") engine = each.make_batch(package, requests);
  }
  if (engine == nullptr) {
    std::fputs("growth_measures: this build has no native engine\n", stderr);
    return false;
  }
  RowGrowth growth(package, *engine);
  for (const std::size_t n_rows : sizes) {
    forget_peak_memory();
    const double seconds = growth.decide(n_rows);
    std::printf(R"({"n": %zu, "seconds": %.9g, "peak_kib": %llu})"
                "\n",
                n_rows, seconds, static_cast<unsigned long long>(peak_memory_kib()));
    std::fflush(stdout);
  }
  return true;
}

}  // namespace growth
