// The references written by hand against the interpreter: same values, same places of errors, row by row. Half of the
// dossiers have facts changed to anything. Usage, at the root of the repository: reference_agreement [ROWS [SEED]], by
// default 20,000 rows; the long run is reference_agreement 2000000.
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "runtime/batch/make_block_engine.hpp"
#include "tests/bench/reference/corpus_package.hpp"
#include "tests/bench/reference/population_columns.hpp"
#include "tests/bench/reference/result_memory.hpp"

namespace {

using namespace reference;

void show(const char* who, const ResultMemory& results, std::size_t result, std::size_t row,
          const avenant::program::Package& package) {
  const std::uint32_t status = results.columns()[result].status[row];
  std::string about = "value";
  if (status != kOk) {
    const auto& site = package.site(avenant::program::SiteId(status));
    about = std::string(avenant::value::text_of(site.error).name) + " of ";
    about += site.subject == avenant::program::SubjectKind::kInput
                 ? package.text_of(package.inputs[site.subject_id].name)
                 : package.text_of(package.variables[site.subject_id].name);
  }
  std::printf("  %-12s %lld/%lld, status %u (%s)\n", who, static_cast<long long>(results.columns()[result].a[row]),
              static_cast<long long>(results.columns()[result].b[row]), status, about.c_str());
}

void show_facts(const Facts& facts) {
#define AVENANT_FACT(member, Element, address, optional, least, greatest) \
  if (facts.member != kNotGiven) std::printf("  %s = %d\n", address, facts.member);
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
}

}  // namespace

int main(int n_words, char** words) {
  const std::size_t n_rows = n_words > 1 ? static_cast<std::size_t>(std::atoll(words[1])) : 20'000;
  const auto seed = static_cast<std::uint64_t>(n_words > 2 ? std::atoll(words[2]) : 1);
  const avenant::program::Package package = corpus_package("rules/assistants-medicaux");
  const Sites sites = find_sites(package);
  const std::vector<avenant::program::VariableId> requests = result_variables(package);
  const auto engine = avenant::batch::make_block_engine(package, requests, {});
  constexpr std::size_t kRows = avenant::batch::kBlockRows;
  PopulationColumns columns(package, kRows);
  ResultMemory expected(kRows);
  ResultMemory by_row(kRows);
  ResultMemory by_column(kRows);
  std::size_t n_errors = 0;
  std::size_t n_done = 0;
  for (std::size_t block = 0; n_done < n_rows; ++block, n_done += kRows) {
    fill(columns, {seed, 10'000}, 1 + block * kRows);
    disturb(columns, seed + block, 2);
    engine->run(columns.inputs(), kRows, expected.columns());
    for (std::size_t row = 0; row < kRows; ++row) by_row.decide(columns.get(row), sites, row);
    decide_block(columns.columns(), 0, kRows, sites, by_column.columns());
    for (std::size_t row = 0; row < kRows; ++row) {
      for (std::size_t result = 0; result < kResults; ++result) {
        n_errors += expected.columns()[result].status[row] != kOk ? 1 : 0;
        if (by_row.equals(expected, result, row) && by_column.equals(expected, result, row)) continue;
        std::printf("dossier %zu, %s:\n", block * kRows + row,
                    std::string(package.text_of(package.variable(requests[result]).name)).c_str());
        show("interpreter", expected, result, row, package);
        show("by row", by_row, result, row, package);
        show("by column", by_column, result, row, package);
        show_facts(columns.get(row));
        return 1;
      }
    }
  }
  std::printf("%zu dossiers, %zu results, %zu%% of them errors: interpreter, rows and columns agree (seed %llu)\n",
              n_done, n_done * kResults, n_errors * 100 / (n_done * kResults), static_cast<unsigned long long>(seed));
  return 0;
}
