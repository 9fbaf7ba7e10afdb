// Checks the laws on random programs: `engines [--programs N] [--seed S] [--show] [--no-shrink]`.
// Program i of a run has the seed S + i, so `--programs 1 --seed S+i` is that program alone.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/program/op.hpp"
#include "tests/engines/folds.hpp"
#include "tests/engines/generate.hpp"
#include "tests/engines/laws.hpp"
#include "tests/engines/shrink.hpp"

namespace {

using namespace avenant::engines;
using avenant::program::Op;

struct Arguments {
  std::uint64_t programs = 3000;
  std::uint64_t seed = 1;
  bool show = false;
  bool shrinks = true;
};

constexpr int kCasesOfProgram = 2;

// The first failure of `law` under some order of a few, for a smaller program is permuted otherwise; empty if none
// fails.
std::string failure_of(const Model& model, const ModelCase& given, std::uint64_t seed, const std::string& law) {
  for (std::uint64_t i = 0; i < 4; ++i) {
    const std::string failure = check_laws(model, given, seed + i);
    if (failure.substr(0, law.size()) == law) return failure;
  }
  return {};
}

void report(const Arguments& arguments, std::uint64_t seed, Model model, ModelCase given, const std::string& failure) {
  std::printf("program %llu: %s\n", static_cast<unsigned long long>(seed), failure.c_str());
  std::fflush(stdout);
  const std::string law = failure.substr(0, failure.find(':'));
  if (arguments.shrinks) {
    shrink(model, given, [seed, &law](const Model& smaller, const ModelCase& smaller_case) {
      return !failure_of(smaller, smaller_case, seed, law).empty();
    });
    std::printf("smaller: %s\n", failure_of(model, given, seed, law).c_str());
  }
  std::printf("%s", describe(model, given).c_str());
}

bool run(const Arguments& arguments, Counts& counts) {
  for (std::uint64_t i = 0; i < arguments.programs; ++i) {
    const std::string of_folds = check_folds(arguments.seed + i, &counts);
    if (!of_folds.empty()) {
      std::printf("folds of program %llu: %s\n", static_cast<unsigned long long>(arguments.seed + i), of_folds.c_str());
      return false;
    }
    Random random(arguments.seed + i);
    const Model model = generate_model(random);
    for (int k = 0; k < kCasesOfProgram; ++k) {
      const ModelCase given = generate_case(random);
      if (arguments.show) std::printf("%s\n", describe(model, given).c_str());
      const std::string failure = check_laws(model, given, arguments.seed + i, &counts);
      if (failure.empty()) continue;
      report(arguments, arguments.seed + i, model, given, failure);
      return false;
    }
    if ((i + 1) % 10'000 == 0) std::printf("%llu programs\n", static_cast<unsigned long long>(i + 1));
  }
  return true;
}

// Every operation and every class of error that the generator can reach must have been reached.
bool report_coverage(const Counts& counts) {
  std::printf("%llu evaluations of programs, %llu outcomes, %llu%% errors\n",
              static_cast<unsigned long long>(counts.programs), static_cast<unsigned long long>(counts.outcomes),
              static_cast<unsigned long long>(counts.errors * 100 / (counts.outcomes + 1)));
  std::printf("%llu completions in what was left; %llu partial outcomes, %llu%% one value\n",
              static_cast<unsigned long long>(counts.completions), static_cast<unsigned long long>(counts.partial),
              static_cast<unsigned long long>(counts.certain * 100 / (counts.partial + 1)));
  std::printf("%llu changes of what does not matter, %llu questions answered\n",
              static_cast<unsigned long long>(counts.changes), static_cast<unsigned long long>(counts.questions));
  bool complete = true;
  for (int i = 0; i < avenant::value::kRuntimeErrorClassCount; ++i) {
    const auto error = static_cast<avenant::value::RuntimeErrorClass>(i);
    std::printf("  %-18.*s %llu\n", static_cast<int>(avenant::value::text_of(error).name.size()),
                avenant::value::text_of(error).name.data(), static_cast<unsigned long long>(counts.classes[i]));
    complete = complete && counts.classes[i] > 0;
  }
  for (int i = 0; i <= static_cast<int>(Op::kLookup); ++i) {
    if (counts.operations[i] > 0) continue;
    const std::string_view name = avenant::program::info(static_cast<Op>(i)).name;
    std::printf("  never generated: %.*s\n", static_cast<int>(name.size()), name.data());
    complete = false;
  }
  return complete;
}

bool parse(int count, char** words, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    if (word == "--show") {
      arguments.show = true;
    } else if (word == "--no-shrink") {
      arguments.shrinks = false;
    } else if ((word == "--programs" || word == "--seed") && i + 1 < count) {
      (word == "--seed" ? arguments.seed : arguments.programs) = std::strtoull(words[++i], nullptr, 10);
    } else {
      std::fprintf(stderr, "usage: engines [--programs N] [--seed S] [--show] [--no-shrink]\n");
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
  // A few programs need not reach everything.
  const bool complete = report_coverage(counts);
  return complete || arguments.programs < 1000 ? 0 : 1;
}
