// What passes over the program (runtime/optimise) change of compiled code: the size of the program, what compiling
// takes, and what blocks of synthetic dossiers take. Variants are compiled in turn, and of each the least processor
// time counts. Usage, at the root: bench_passes [ROUNDS [nine|all [WORDS]]], by default 5 rounds, with nine results and
// then with all; with WORDS, the program as it is and the variants whose name has them.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/batch/run_blocks.hpp"
#include "runtime/engine/fill_column.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/optimise/optimise.hpp"
#include "tests/bench/reference/corpus_package.hpp"
#include "tests/bench/reference/population_columns.hpp"
#include "tests/bench/reference/sites.hpp"

namespace {

using namespace avenant;

constexpr std::size_t kRows = 32 * batch::kBlockRows;

double milliseconds(std::clock_t since) {
  return static_cast<double>(std::clock() - since) * 1000 / CLOCKS_PER_SEC;
}

// One program to compile, and the least that each step took.
struct Variant {
  std::string name;
  optimise::Options options;
  std::function<program::Package(const program::Package&, const optimise::Options&)> change;
  double passes = 1e9;
  double fast = 1e9;
  double optimised = 1e9;
  double blocks = 1e9;
  double rows = 1e9;
  std::size_t n_nodes = 0;
};

class Bench {
 public:
  Bench(const program::Package& package, engine::NativeCompiler& compiler, std::vector<program::VariableId> requests)
      : package_(package), compiler_(compiler), requests_(std::move(requests)), columns_(package, kRows) {
    reference::fill(columns_, {1, 0}, 1);
  }

  void run(int rounds, std::string_view words);

 private:
  void add(const std::string& name, const optimise::Options& options,
           std::function<program::Package(const program::Package&, const optimise::Options&)> change) {
    variants_.push_back({name, options, std::move(change)});
  }
  void add_variants();
  void measure(Variant& variant);
  engine::Compiled compile(const program::Package& package, const engine::CompileOptions& options, double& least);
  engine::CompileOptions for_blocks() const;

  const program::Package& package_;
  engine::NativeCompiler& compiler_;
  std::vector<program::VariableId> requests_;
  reference::PopulationColumns columns_;
  eval::RunOptions run_;
  std::vector<Variant> variants_;
};

void Bench::add_variants() {
  optimise::Options options;
  options.requests = requests_;
  add("as it is", options, [](const auto& package, const auto&) { return package; });
  for (const optimise::PassInfo& info : optimise::all_passes()) {
    add(std::string(info.name) + " alone", options,
        [pass = info.pass](const auto& package, const auto& given) { return optimise::apply(pass, package, given); });
  }
  add("all passes", options, optimise::run);
  // What a run states once for all rows.
  optimise::Options dated = options;
  dated.run.situation_date = value::Date::from_civil(2024, 9, 1).value;
  add("all passes, a date given", dated, optimise::run);
  for (const char* name : {"contrat.signé_le", "contrat.option", "médecin.zone", "médecin.secteur"}) {
    const program::InputId input = package_.input_named(name);
    if (!input) continue;
    for (const batch::InputColumn& column : columns_.inputs()) {
      if (column.input == input) dated.inputs.emplace_back(input, engine::value_at(package_, column, 0));
    }
  }
  add("all passes, " + std::to_string(dated.inputs.size()) + " inputs given", dated, optimise::run);
  // Every fact of the first dossier but one.
  for (const batch::InputColumn& column : columns_.inputs().subspan(dated.inputs.size() + 1)) {
    const bool is_known = std::any_of(dated.inputs.begin(), dated.inputs.end(),
                                      [&](const auto& each) { return each.first == column.input; });
    if (!is_known) dated.inputs.emplace_back(column.input, engine::value_at(package_, column, 0));
  }
  add("all passes, " + std::to_string(dated.inputs.size()) + " inputs given", dated, optimise::run);
}

engine::Compiled Bench::compile(const program::Package& package, const engine::CompileOptions& options, double& least) {
  const std::clock_t start = std::clock();
  engine::Compiled compiled = compiler_.compile(package, engine::settings_of(package, run_, requests_), options);
  least = std::min(least, milliseconds(start));
  if (compiled.code == nullptr) {
    std::fprintf(stderr, "not compiled: %s\n", compiled.error.c_str());
    std::exit(1);
  }
  return compiled;
}

engine::CompileOptions Bench::for_blocks() const {
  engine::CompileOptions options;
  options.tier = engine::Tier::kOptimised;
  options.blocks = true;
  options.cases = false;
  options.samples.assign(columns_.inputs().begin(), columns_.inputs().end());
  for (const batch::InputColumn& each : columns_.inputs()) options.columns.push_back(each.input);
  return options;
}

void Bench::measure(Variant& variant) {
  const std::clock_t start = std::clock();
  const program::Package made = variant.change(package_, variant.options);
  variant.passes = std::min(variant.passes, milliseconds(start));
  variant.n_nodes = made.nodes.size();
  engine::CompileOptions fast;
  fast.tier = engine::Tier::kFast;
  compile(made, fast, variant.fast);
  compile(made, {}, variant.optimised);
  const engine::Compiled blocks = compile(made, for_blocks(), variant.blocks);
  const engine::Settings settings = engine::settings_of(made, run_, requests_);
  engine::NativeBlockEngine engine(made, *blocks.code, settings, run_);
  std::vector<std::vector<std::int64_t>> words(requests_.size(), std::vector<std::int64_t>(2 * batch::kBlockRows));
  std::vector<std::vector<std::uint32_t>> statuses(requests_.size(), std::vector<std::uint32_t>(batch::kBlockRows));
  std::vector<batch::ResultColumn> results;
  for (std::size_t i = 0; i < requests_.size(); ++i) {
    results.push_back({words[i].data(), words[i].data() + batch::kBlockRows, statuses[i].data()});
  }
  for (int round = 0; round < 3; ++round) {
    const std::clock_t begin = std::clock();
    for (std::size_t first = 0; first < kRows; first += batch::kBlockRows) {
      std::vector<batch::InputColumn> inputs;
      for (const auto& column : columns_.inputs()) inputs.push_back(batch::from_row(column, first));
      engine.run(inputs, batch::kBlockRows, results);
    }
    variant.rows = std::min(variant.rows, milliseconds(begin) * 1e6 / kRows);
  }
}

void Bench::run(int rounds, std::string_view words) {
  add_variants();
  std::erase_if(variants_, [&](const Variant& each) {
    return &each != variants_.data() && each.name.find(words) == std::string::npos;
  });
  for (int round = 0; round < rounds; ++round) {
    for (Variant& variant : variants_) measure(variant);
  }
  std::printf("%zu results, processor time in ms; blocks in ns a row\n", requests_.size());
  std::printf("%-32s %7s %8s %8s %9s %8s %8s\n", "program", "nodes", "passes", "fast", "optimised", "blocks", "ns/row");
  for (const Variant& each : variants_) {
    std::printf("%-32s %7zu %8.1f %8.1f %9.1f %8.1f %8.0f\n", each.name.c_str(), each.n_nodes, each.passes, each.fast,
                each.optimised, each.blocks, each.rows);
  }
}

std::vector<program::VariableId> all_results(const program::Package& package, program::VariableId like) {
  std::vector<program::VariableId> all;
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    const program::Variable& variable = package.variables[i];
    if (variable.is_public && variable.dispositif == package.variable(like).dispositif) all.emplace_back(i);
  }
  return all;
}

}  // namespace

int main(int count, char** words) {
  const int rounds = count > 1 ? std::atoi(words[1]) : 5;
  const std::string_view which = count > 2 ? words[2] : "";
  const std::string_view name = count > 3 ? words[3] : "";
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) {
    std::fprintf(stderr, "bench_passes: no native engine: %s\n", error.c_str());
    return 2;
  }
  const program::Package package = reference::corpus_package("rules/assistants-medicaux");
  const std::vector<program::VariableId> nine = reference::result_variables(package);
  if (which != "all") Bench(package, *compiler, nine).run(rounds, name);
  if (which != "nine") Bench(package, *compiler, all_results(package, nine[0])).run(rounds, name);
}
