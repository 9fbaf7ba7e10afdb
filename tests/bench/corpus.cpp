// Decisions a second of the interpreter on real rules: a decision is every result of one case, without trace, the
// program loaded and the inputs decoded before. Usage, at the root: bench_corpus [SECONDS [RULES CASES]], by default
// 3 seconds, rules/assistants-medicaux and examples/medecins.ndjson.
#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/json_cases.hpp"
#include "compiler/session/session.hpp"
#include "runtime/engine/cache/code_cache.hpp"
#include "runtime/engine/cache/code_key.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/eval/evaluator.hpp"

namespace {

using namespace avenant;

struct Sum {
  std::uint64_t values = 0;
  std::uint64_t errors = 0;
  std::uint64_t digest = 0;
};

std::vector<std::vector<eval::InputValue>> bound_cases(const program::Package& package, const std::string& dispositif,
                                                       const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  diagnostics::Sink sink;
  cases::SinkLog faults(sink);
  cases::CaseBinder binder(package, dispositif, faults);
  cases::BoundCase bound;
  std::vector<std::vector<eval::InputValue>> result;
  cases::read_json_cases(bytes, path, faults, [&](cases::RawCase& raw) {
    binder.bind(raw, bound);
    result.push_back(bound.inputs);
    return true;
  });
  return result;
}

void add(const eval::Outcome& outcome, Sum& sum) {
  sum.errors += outcome.ok() ? 0 : 1;
  sum.values += outcome.ok() ? 1 : 0;
  sum.digest = sum.digest * 31 + static_cast<std::uint64_t>(outcome.value.a) + outcome.status;
}

void decide(eval::Evaluator& evaluator, const std::vector<eval::InputValue>& inputs,
            const std::vector<program::VariableId>& results, Sum& sum) {
  evaluator.begin_case();
  for (const eval::InputValue& given : inputs) evaluator.set(given.input, given.value);
  for (const program::VariableId result : results) add(evaluator.request(result), sum);
}

void decide(engine::NativeEvaluator& evaluator, const std::vector<eval::InputValue>& inputs,
            const std::vector<program::VariableId>&, Sum& sum) {
  evaluator.begin_case();
  for (const eval::InputValue& given : inputs) evaluator.set(given.input, given.value);
  for (const eval::Outcome& outcome : evaluator.request()) add(outcome, sum);
}

template <class Engine>
double measure(Engine& evaluator, const std::vector<std::vector<eval::InputValue>>& inputs,
               const std::vector<program::VariableId>& results, int seconds) {
  std::uint64_t decisions = 0;
  Sum sum;
  Sum first;
  // Of a shared machine the fastest tenth of a second says what the program costs.
  double best = 0;
  const std::clock_t begin = std::clock();
  while (static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC < seconds) {
    const std::clock_t start = std::clock();
    std::uint64_t here = 0;
    while (static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC < 0.1) {
      for (int round = 0; round < 20; ++round) {
        Sum each;
        for (const auto& one : inputs) decide(evaluator, one, results, each);
        if (decisions == 0) first = each;
        sum.errors += each.errors;
        sum.values += each.values;
        here += inputs.size();
        decisions += inputs.size();
      }
    }
    best = std::max(best, static_cast<double>(here) * CLOCKS_PER_SEC / static_cast<double>(std::clock() - start));
  }
  const double elapsed = static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf(
      "%llu decisions of %zu results in %.2f s of one processor: %.0f decisions/s, %.0f in the best tenth of a "
      "second; %llu%% of outcomes errors, digest %llx\n",
      static_cast<unsigned long long>(decisions), results.size(), elapsed, static_cast<double>(decisions) / elapsed,
      best, static_cast<unsigned long long>(sum.errors * 100 / (sum.errors + sum.values)),
      static_cast<unsigned long long>(first.digest));
  return best;
}

// What a later process takes to have the same code: its key, the file, and the code ready to be called.
bool measure_cache(const program::Package& package, const engine::Settings& settings,
                   const engine::CompileOptions& options, const engine::Compiled& compiled) {
  std::string pattern = (std::filesystem::temp_directory_path() / "avenant-bench-XXXXXX").string();
  const char* folder = mkdtemp(pattern.data());
  if (folder == nullptr || compiled.stored == nullptr) return false;
  const engine::CodeCache cache(folder);
  const auto key = engine::CodeKey(package, settings, engine::native_library_file()).of(options);
  if (!key) return false;
  cache.keep(*key, *compiled.stored);
  double best = 1e9;
  bool found = true;
  for (int round = 0; round < 50; ++round) {
    const std::clock_t start = std::clock();
    const auto again = engine::CodeKey(package, settings, engine::native_library_file()).of(options);
    found = found && again && cache.find(*again) != nullptr;
    best = std::min(best, static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
  }
  std::printf("  from the cache: %.2f ms at best, %zu bytes\n", best, engine::write_code(*compiled.stored).size());
  std::filesystem::remove_all(folder);
  return found;
}

// Compiled code at both tiers: what compiling takes, and what running it gives.
bool measure_native(const program::Package& package, const eval::RunOptions& options,
                    const std::vector<std::vector<eval::InputValue>>& inputs,
                    const std::vector<program::VariableId>& results, int seconds) {
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) {
    std::printf("no native engine: %s\n", error.c_str());
    return false;
  }
  const engine::Settings settings = engine::settings_of(package, options, results);
  for (const engine::Tier tier : {engine::Tier::kFast, engine::Tier::kOptimised}) {
    const std::clock_t start = std::clock();
    engine::CompileOptions wanted;
    wanted.tier = tier;
    wanted.keep = true;
    const engine::Compiled compiled = compiler->compile(package, settings, wanted);
    const double took = static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC;
    if (compiled.code == nullptr) {
      std::printf("not compiled: %s\n", compiled.error.c_str());
      return false;
    }
    engine::NativeEvaluator evaluator(package, *compiled.code, settings, options);
    std::printf("%s tier, compiled in %.1f ms: ", tier == engine::Tier::kFast ? "fast" : "optimised", took);
    measure(evaluator, inputs, results, seconds);
    std::printf("  %llu cases computed again\n", static_cast<unsigned long long>(evaluator.n_replayed()));
    if (!measure_cache(package, settings, wanted, compiled)) return false;
  }
  return true;
}

// What compiling the results of every dispositif at once takes: the best of some rounds, in processor time.
bool measure_whole(const program::Package& package, const eval::RunOptions& options) {
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) return false;
  std::vector<program::VariableId> results;
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    if (package.variables[i].is_public) results.emplace_back(i);
  }
  const engine::Settings settings = engine::settings_of(package, options, results);
  std::printf("the %zu results of every dispositif, compiled:", results.size());
  for (const engine::Tier tier : {engine::Tier::kFast, engine::Tier::kOptimised}) {
    double best = 1e9;
    for (int round = 0; round < 5; ++round) {
      const std::clock_t start = std::clock();
      engine::CompileOptions wanted;
      wanted.tier = tier;
      if (compiler->compile(package, settings, wanted).code == nullptr) return false;
      best = std::min(best, static_cast<double>(std::clock() - start) * 1000 / CLOCKS_PER_SEC);
    }
    std::printf(" %s tier %.1f ms%s", tier == engine::Tier::kFast ? "fast" : "optimised", best,
                tier == engine::Tier::kFast ? "," : "\n");
  }
  return true;
}

// From the sources to the first answer of code of the fast tier: everything is read, analysed, lowered, compiled and
// run anew, but the compiler's library, which stays open. The best of some rounds, in processor time.
bool measure_first_answer(const session::FileSystem& files, const std::string& rules,
                          const std::vector<std::vector<eval::InputValue>>& inputs,
                          const std::vector<program::VariableId>& results) {
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) return false;
  double best = 1e9;
  double best_sources = 1e9;
  for (int round = 0; round < 12; ++round) {
    const std::clock_t start = std::clock();
    session::Session session(files);
    const program::Package& package = session.compile({rules}).package;
    const std::clock_t read = std::clock();
    const engine::Settings settings = engine::settings_of(package, {}, results);
    engine::CompileOptions wanted;
    wanted.tier = engine::Tier::kFast;
    const engine::Compiled compiled = compiler->compile(package, settings, wanted);
    if (compiled.code == nullptr) return false;
    engine::NativeEvaluator evaluator(package, *compiled.code, settings, {});
    Sum sum;
    decide(evaluator, inputs[0], results, sum);
    const auto milliseconds = [start](std::clock_t end) {
      return static_cast<double>(end - start) * 1000 / CLOCKS_PER_SEC;
    };
    best_sources = std::min(best_sources, milliseconds(read));
    best = std::min(best, milliseconds(std::clock()));
  }
  std::printf("from the sources to the first native answer, %zu results: %.1f ms, %.1f of them for the program\n",
              results.size(), best, best_sources);
  return true;
}

}  // namespace

int main(int count, char** words) {
  const int seconds = count > 1 ? std::max(std::atoi(words[1]), 1) : 3;
  const std::string rules = count > 3 ? words[2] : "rules/assistants-medicaux";
  const std::string cases = count > 3 ? words[3] : "examples/medecins.ndjson";
  const session::RealFileSystem files;
  session::Session session(files);
  const session::Compilation& compilation = session.compile({rules});
  if (!compilation.ok()) {
    std::fputs("bench_corpus: no program at that path; run it at the root of the repository\n", stderr);
    return 2;
  }
  const program::Package& package = compilation.package;
  std::vector<program::VariableId> results;
  std::string dispositif;
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    if (!package.variables[i].is_public) continue;
    // The main dispositif is that of the first result.
    const std::string_view of = package.text_of(package.variables[i].dispositif);
    if (results.empty()) dispositif = of;
    if (of == dispositif) results.emplace_back(i);
  }
  const auto inputs = bound_cases(package, dispositif, cases);
  if (inputs.empty() || results.empty()) {
    std::fputs("bench_corpus: no cases, or no results\n", stderr);
    return 2;
  }
  std::printf("%zu cases, %zu variables, %zu nodes\n", inputs.size(), package.variables.size(), package.nodes.size());
  eval::RunOptions options;
  options.situation_date = value::Date::from_civil(2024, 9, 1).value;
  eval::Evaluator evaluator(package, options);
  measure(evaluator, inputs, results, seconds);
  const std::size_t few = std::min<std::size_t>(9, results.size());
  if (!measure_native(package, options, inputs, results, seconds) || !measure_whole(package, options)) return 1;
  for (const std::size_t n : {std::size_t{1}, few, results.size()}) {
    if (!measure_first_answer(files, rules, inputs,
                              {results.begin(), results.begin() + static_cast<std::ptrdiff_t>(n)}))
      return 1;
  }
  return 0;
}
