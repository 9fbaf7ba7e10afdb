// Holds the engines and the laws to random programs. README.md tells how to run it.
// Program i of a run has the seed S + i, so `--programs 1 --seed S+i` is that program alone.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/program/print.hpp"
#include "tests/engines/harness.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/programs/folds.hpp"
#include "tests/engines/programs/generate.hpp"
#include "tests/engines/programs/shrink.hpp"

namespace {

using namespace avenant::engines;

struct Arguments {
  std::uint64_t programs = 1000;
  std::uint64_t seed = 1;
  std::uint64_t cases = 64;
  bool show = false;
  bool shrinks = true;
};

constexpr std::uint64_t kFoldsEvery = 8;
constexpr std::uint64_t kProgressEvery = 10'000;

// The first failure of `law` under some order of a few, for a smaller program is permuted otherwise; empty if none
// fails.
std::string failure_of(Harness& harness, const Model& model, const Case& given, std::uint64_t seed,
                       const std::string& law) {
  const auto package = build(model);
  for (std::uint64_t i = 0; i < 4; ++i) {
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

bool run(const Arguments& arguments, Counts& counts) {
  Harness harness(counts);
  Plan plan;
  plan.cases_of_run = arguments.cases / plan.runs;
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
    if ((i + 1) % kProgressEvery == 0) report_progress(counts);
  }
  return true;
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
    } else {
      std::fprintf(stderr, "usage: engines [--programs N] [--cases N] [--seed S] [--show] [--no-shrink]\n");
      return false;
    }
  }
  return true;
}

}  // namespace

int main(int count, char** words) {
  Arguments arguments;
  if (!parse(count, words, arguments)) return 2;
  Counts counts;
  if (!run(arguments, counts)) return 1;
  const bool complete = report(counts);
  std::printf("seeds %llu to %llu: no disagreement\n", static_cast<unsigned long long>(arguments.seed),
              static_cast<unsigned long long>(arguments.seed + arguments.programs - 1));
  // A few programs need not reach everything.
  return complete || arguments.programs < 1000 ? 0 : 1;
}
