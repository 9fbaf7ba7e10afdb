// What a batch of CSV costs beside its decisions: rows read into columns, results written as rows, with an engine that
// decides nothing. Processor time of one thread. Usage, at the root: bench_csv_columns [ROWS], by default 200,000.
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <string>
#include <vector>

#include "compiler/cases/csv/csv_cases.hpp"
#include "compiler/columns/block_decider.hpp"
#include "compiler/columns/csv_block_source.hpp"
#include "compiler/columns/csv_block_writer.hpp"
#include "compiler/report/result_view.hpp"
#include "examples/population/csv_writer.hpp"
#include "examples/population/generator.hpp"
#include "tests/bench/reference/corpus_package.hpp"

namespace {

using namespace avenant;

constexpr const char* kDispositif = "aide_individuelle";

// Every result has a value: the shortest of its type.
class NothingDecided final : public batch::BlockEngine {
 public:
  void run(std::span<const batch::InputColumn> /*inputs*/, std::size_t n_rows,
           std::span<const batch::ResultColumn> results) override {
    for (const batch::ResultColumn& result : results) {
      for (std::size_t row = 0; row < n_rows; ++row) {
        result.a[row] = 0;
        result.b[row] = 1;
        result.status[row] = program::kStatusOk;
      }
    }
  }
};

// Writes nothing.
class NothingWritten final : public columns::BlockWriter {
 public:
  void write(const columns::CaseBlock& /*block*/, columns::BlockResults& /*results*/, std::size_t /*row*/,
             std::string& /*out*/) override {}
};

std::string dossiers(std::size_t n_rows) {
  std::string text;
  population::append_header(text);
  population::Dossier dossier;
  for (std::size_t i = 1; i <= n_rows; ++i) {
    population::make_dossier({1, 0}, i, dossier);
    population::append_row(text, i, dossier);
  }
  return text;
}

struct Run {
  const program::Package& package;
  const std::string& data;
  const std::vector<report::ResultView>& views;
};

void measure(const char* name, const Run& run, bool writes) {
  std::vector<program::VariableId> requests;
  for (const report::ResultView& view : run.views) {
    requests.insert(requests.end(), view.members.begin(), view.members.end());
  }
  const std::vector<std::uint32_t> notices;
  const eval::RunOptions options;
  const columns::Question question{run.package, run.views, requests, notices, options};
  diagnostics::Sink sink;
  cases::SinkLog faults(sink);
  cases::CaseBinder binder(run.package, kDispositif, faults);
  cases::TextSource source(run.data);
  cases::Window window(source);
  const cases::CsvTarget target{run.package, kDispositif, binder, faults,
                                std::vector<bool>(run.package.inputs.size(), false)};
  cases::CsvCases rows(window, "bench", std::span(&target, 1), faults);
  if (!rows.read_header({})) std::exit(1);
  const std::vector<cases::RawEntry> inputs;
  const columns::ReaderSetup setup{run.package, kDispositif, "bench", inputs};
  columns::CsvBlockSource blocks(setup, rows);
  std::unique_ptr<columns::BlockWriter> writer = std::make_unique<NothingWritten>();
  if (writes) {
    writer = std::make_unique<columns::CsvBlockWriter>(question, kDispositif, report::CaseCsvOptions());
  }
  columns::BlockDecider decider(question, batch::kBlockRows, blocks.make_reader(), std::make_unique<NothingDecided>(),
                                std::move(writer));
  columns::RawBlock raw;
  columns::DecidedBlock decided;
  std::size_t n_bytes = 0;
  const std::clock_t begin = std::clock();
  while (blocks.take_block(batch::kBlockRows, raw) > 0) {
    decider.decide(raw, decided);
    n_bytes += decided.text.size();
  }
  const double seconds = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%-28s %9.0f rows/s, %4.0f MB/s read, %4.0f MB/s written\n", name,
              static_cast<double>(rows.n_rows()) / seconds, static_cast<double>(run.data.size()) / seconds / 1e6,
              static_cast<double>(n_bytes) / seconds / 1e6);
}

}  // namespace

int main(int n_words, char** words) {
  const std::size_t n_rows = n_words > 1 ? static_cast<std::size_t>(std::atoll(words[1])) : 200'000;
  const program::Package package = reference::corpus_package("rules/assistants-medicaux");
  const std::string data = dossiers(n_rows);
  const std::vector<report::ResultView> all = report::public_results(package, kDispositif);
  std::vector<report::ResultView> some;
  for (const char* name : {"aide_ouverte", "tranche_du_montant", "aide_maximale", "aide_due"}) {
    some.push_back(*report::find_result(package, kDispositif, name));
  }
  measure("reading alone", {package, data, some}, false);
  measure("12 results", {package, data, some}, true);
  measure("every result", {package, data, all}, true);
  return 0;
}
