// Holds the engines and the laws to random programs. README.md tells how to run it.
// Program i of a run has the seed S + i, so `--programs 1 --seed S+i` is that program alone.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/program/print.hpp"
#include "tests/engines/harness.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/native/native_engines.hpp"
#include "tests/engines/programs/folds.hpp"
#include "tests/engines/programs/generate.hpp"
#include "tests/engines/programs/shrink.hpp"

namespace {

using namespace avenant::engines;

struct Arguments {
  std::uint64_t programs = 1000;
  std::uint64_t seed = 1;
  std::uint64_t cases = 64;
  std::uint64_t runs = 4;
  // Of the programs, in percent, those that the optimised tier compiles too.
  std::uint64_t optimised = 25;
  // After so many the run ends, as if it had fewer programs; 0: never.
  std::uint64_t seconds = 0;
  EngineSet engines = EngineSet::kEvaluators;
  bool show = false;
  bool shrinks = true;
};

constexpr std::uint64_t kFoldsEvery = 8;
constexpr std::uint64_t kProgressEvery = 10'000;
constexpr std::uint64_t kProgressEveryCompiled = 1'000;
// A smaller case or program may fail only where columns are stored, or variables ordered, in some way.
constexpr std::uint64_t kAttempts = 6;

// The first failure of `law` under some order of a few, for a smaller program is permuted otherwise; empty if none
// fails.
std::string failure_of(Harness& harness, const Model& model, const Case& given, std::uint64_t seed,
                       const std::string& law) {
  const auto package = build(model);
  for (std::uint64_t i = 0; i < kAttempts; ++i) {
    const std::string failure = harness.check_case(package, &model, given, seed + i);
    if (failure.substr(0, law.size()) == law) return failure;
  }
  return {};
}

void report_failure(Harness& harness, const Arguments& arguments, std::uint64_t seed, Model model, Failure failure) {
  std::printf("program %llu: %s\n", static_cast<unsigned long long>(seed), failure.what.c_str());
  std::fflush(stdout);
  const std::string law = failure.law();
  const bool repeats = !failure_of(harness, model, failure.given, seed, law).empty();
  if (arguments.shrinks && repeats) {
    shrink(model, failure.given, [&](const Model& smaller, const Case& smaller_case) {
      return !failure_of(harness, smaller, smaller_case, seed, law).empty();
    });
    std::printf("smaller: %s\n", failure_of(harness, model, failure.given, seed, law).c_str());
  }
  const auto package = build(model);
  // What every program declares is left out.
  const std::string text = avenant::program::print(package);
  std::printf("%s\n%s", text.substr(text.find("\n(variable ") + 1).c_str(), describe(package, failure.given).c_str());
}

bool check_folds(Harness& harness, std::uint64_t seed, const Plan& plan) {
  Random random(seed * 31 + 5);
  const auto package = generate_folds(random);
  const std::optional<Failure> failure = harness.check(package, nullptr, seed, plan);
  if (!failure) return true;
  std::printf("folds of program %llu: %s\n%s\n%s", static_cast<unsigned long long>(seed), failure->what.c_str(),
              avenant::program::print(package).c_str(), describe(package, failure->given).c_str());
  return false;
}

Plan plan_of(const Arguments& arguments) {
  Plan plan;
  plan.runs = arguments.runs;
  plan.cases_of_run = arguments.cases / plan.runs;
  plan.optimised_percent = arguments.optimised;
  if (arguments.engines != EngineSet::kNative) return plan;
  plan.blocks = true;
  plan.lawful_cases = 0;
  return plan;
}

// `arguments.programs` becomes how many were run where the time was over before.
bool run(Arguments& arguments, Harness& harness, Counts& counts) {
  const Plan plan = plan_of(arguments);
  const std::uint64_t progress = arguments.engines == EngineSet::kEvaluators ? kProgressEvery : kProgressEveryCompiled;
  const auto start = std::chrono::steady_clock::now();
  for (std::uint64_t i = 0; i < arguments.programs; ++i) {
    const std::uint64_t seed = arguments.seed + i;
    if (i % kFoldsEvery == 0 && !check_folds(harness, seed, plan)) return false;
    Random random(seed);
    const Model model = generate_model(random);
    const auto package = build(model);
    if (arguments.show) std::printf("%s\n", avenant::program::print(package).c_str());
    std::optional<Failure> failure = harness.check(package, &model, seed, plan);
    if (failure) {
      report_failure(harness, arguments, seed, model, *failure);
      return false;
    }
    if ((i + 1) % progress == 0) report_progress(counts);
    const auto spent = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    if (arguments.seconds > 0 && static_cast<std::uint64_t>(spent.count()) >= arguments.seconds) {
      arguments.programs = i + 1;
    }
  }
  return true;
}

bool parse_engines(std::string_view word, EngineSet& engines) {
  if (word == "evaluators") engines = EngineSet::kEvaluators;
  if (word == "native") engines = EngineSet::kNative;
  if (word == "all") engines = EngineSet::kAll;
  return word == "evaluators" || word == "native" || word == "all";
}

bool parse(int count, char** words, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool has_number = i + 1 < count;
    if (word == "--show") {
      arguments.show = true;
    } else if (word == "--no-shrink") {
      arguments.shrinks = false;
    } else if (word == "--programs" && has_number) {
      arguments.programs = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--seed" && has_number) {
      arguments.seed = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--cases" && has_number) {
      arguments.cases = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--runs" && has_number) {
      arguments.runs = std::max<std::uint64_t>(std::strtoull(words[++i], nullptr, 10), 1);
    } else if (word == "--optimised" && has_number) {
      arguments.optimised = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--seconds" && has_number) {
      arguments.seconds = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--engines" && has_number && parse_engines(words[i + 1], arguments.engines)) {
      ++i;
    } else {
      std::fprintf(stderr,
                   "usage: engines [--engines evaluators|native|all] [--programs N] [--cases N] [--runs N] [--seed S]\n"
                   "               [--optimised PERCENT] [--seconds N] [--show] [--no-shrink]\n");
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int count, char** words) {
  Arguments arguments;
  if (!parse(count, words, arguments)) return 2;
  if (arguments.engines != EngineSet::kEvaluators && !has_native_engine()) {
    std::printf("this build has no native engine (AVENANT_NATIVE=OFF): the other engines are compared\n");
  }
  Counts counts;
  Harness harness(counts, arguments.engines);
  const bool agrees = run(arguments, harness, counts);
  if (!agrees) return 1;
  const bool complete = report(counts);
  harness.report_engines();
  std::printf("seeds %llu to %llu: no disagreement\n", static_cast<unsigned long long>(arguments.seed),
              static_cast<unsigned long long>(arguments.seed + arguments.programs - 1));
  // A few programs need not reach everything.
  return complete || arguments.programs < 1000 ? 0 : 1;
}
