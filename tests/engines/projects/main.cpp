// Holds the engines and the laws to compiled projects: `engine_projects [OPTION…] FOLDER…`. README.md tells how to run
// it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/program/print.hpp"
#include "tests/engines/harness.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/native/native_engines.hpp"
#include "tests/engines/projects/added_text.hpp"
#include "tests/engines/projects/mutate.hpp"
#include "tests/engines/projects/project.hpp"
#include "tests/engines/projects/shrink_files.hpp"

namespace {

using namespace avenant::engines;

struct Arguments {
  std::vector<std::string> folders;
  // Each folder holds projects.
  bool each = false;
  // A rule file that is added to each project; its last rule file is held to T7.
  std::string added;
  bool last = false;
  // Of one project: cases of a round, and rounds.
  std::uint64_t cases = 64;
  std::uint64_t rounds = 1;
  std::uint64_t seed = 1;
  // Changed copies of each project.
  std::uint64_t mutants = 0;
  // The interpreter and the native engine alone.
  bool native = false;
  // Of the programs, in percent, those that the optimised tier compiles too.
  std::uint64_t optimised = 30;
};

constexpr std::size_t kRuns = 8;
constexpr std::uint64_t kProgressEvery = 500;

struct Tally {
  std::uint64_t projects = 0;
  std::uint64_t refused = 0;
  std::uint64_t texts = 0;
  std::uint64_t drafts = 0;
  AddedCounts added;
};

Plan plan_of(const Arguments& arguments) {
  Plan plan;
  plan.runs = kRuns;
  plan.cases_of_run = std::max<std::size_t>(arguments.cases / kRuns, 1);
  plan.faults = {1, 1};
  plan.optimised_percent = arguments.optimised;
  if (!arguments.native) return plan;
  // Each run is compiled anew.
  plan.runs = 1;
  plan.cases_of_run = arguments.cases;
  plan.blocks = true;
  plan.lawful_cases = 0;
  return plan;
}

void report_failure(Harness& harness, Project project, const Plan& plan, std::uint64_t seed, Failure failure) {
  std::printf("project %s, seed %llu: %s\n", project.name.c_str(), static_cast<unsigned long long>(seed),
              failure.what.c_str());
  std::fflush(stdout);
  const std::string law = failure.law();
  shrink(project, [&](const Project& smaller) {
    const CompiledProject compiled(smaller);
    if (!compiled.ok()) return false;
    const std::optional<Failure> found = harness.check(compiled.package(), nullptr, seed, plan);
    if (!found || found->law() != law) return false;
    failure = *found;
    return true;
  });
  std::printf("smaller: %s\n", failure.what.c_str());
  for (const ProjectFile& file : project.files) {
    std::printf("---- %s\n%s", file.path.c_str(), file.bytes.c_str());
  }
  std::printf("----\n%s", describe(CompiledProject(project).package(), failure.given).c_str());
}

// T7: the project without its last file, whose text is the added one.
bool check_last_text(const Project& project, const CompiledProject& whole, const Arguments& arguments, Tally& tally) {
  Project before = project;
  before.files.pop_back();
  // A text that postpones another changes what that one says of every case.
  if (project.files.back().bytes.find("\nreporte ") != std::string::npos) return true;
  const CompiledProject compiled(before);
  if (before.files.empty() || !compiled.ok()) return true;
  const Plan plan = plan_of(arguments);
  const std::uint64_t seed = arguments.seed * 1'000'003 + tally.projects;
  const std::string found = check_added_text(compiled.package(), whole.package(), seed, plan.runs * plan.cases_of_run,
                                             plan.faults, tally.added);
  if (found.empty()) return true;
  std::printf("project %s, without %s: %s\n", project.name.c_str(), project.files.back().path.c_str(), found.c_str());
  return false;
}

bool check(Harness& harness, const Project& project, const Arguments& arguments, Tally& tally) {
  const CompiledProject compiled(project);
  if (!compiled.ok()) {
    ++tally.refused;
    return true;
  }
  ++tally.projects;
  for (const avenant::program::Text& text : compiled.package().texts) {
    tally.texts += text.kind == avenant::program::TextKind::kText ? 1 : 0;
    tally.drafts += text.kind == avenant::program::TextKind::kDraft ? 1 : 0;
  }
  const Plan plan = plan_of(arguments);
  for (std::uint64_t round = 0; round < arguments.rounds; ++round) {
    const std::uint64_t seed = (arguments.seed + round) * 1'000'003 + tally.projects;
    const std::optional<Failure> failure = harness.check(compiled.package(), nullptr, seed, plan);
    if (!failure) continue;
    report_failure(harness, project, plan, seed, *failure);
    return false;
  }
  return !arguments.last || check_last_text(project, compiled, arguments, tally);
}

bool run(const Arguments& arguments, Harness& harness, Counts& counts, Tally& tally) {
  for (const std::string& folder : arguments.folders) {
    const std::vector<std::string> paths = arguments.each ? projects_in(folder) : std::vector<std::string>{folder};
    for (const std::string& path : paths) {
      Project project = read_project(path);
      if (!arguments.added.empty()) project.files.push_back(read_project(arguments.added).files.at(0));
      if (!check(harness, project, arguments, tally)) return false;
      for (std::uint64_t i = 0; i < arguments.mutants; ++i) {
        Random random(arguments.seed * 7919 + tally.projects + tally.refused);
        Project mutant = project;
        mutant.name += ", changed";
        mutate(mutant, random);
        if (!check(harness, mutant, arguments, tally)) return false;
        if ((tally.projects + tally.refused) % kProgressEvery == 0) report_progress(counts);
      }
      if ((tally.projects + tally.refused) % kProgressEvery == 0) report_progress(counts);
    }
  }
  return true;
}

bool parse(int count, char** words, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool has_value = i + 1 < count;
    if (word == "--each") {
      arguments.each = true;
    } else if (word == "--native") {
      arguments.native = true;
    } else if (word == "--last") {
      arguments.last = true;
    } else if (word == "--added" && has_value) {
      arguments.added = words[++i];
      arguments.last = true;
    } else if (word == "--cases" && has_value) {
      arguments.cases = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--optimised" && has_value) {
      arguments.optimised = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--rounds" && has_value) {
      arguments.rounds = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--mutants" && has_value) {
      arguments.mutants = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--seed" && has_value) {
      arguments.seed = std::strtoull(words[++i], nullptr, 10);
    } else if (word.starts_with("--")) {
      return false;
    } else {
      arguments.folders.emplace_back(word);
    }
  }
  return !arguments.folders.empty();
}

}  // namespace

int main(int count, char** words) {
  Arguments arguments;
  if (!parse(count, words, arguments)) {
    std::fprintf(
        stderr,
        "usage: engine_projects [--each] [--native] [--optimised PERCENT] [--last] [--added FILE] [--mutants N]\n"
        "                       [--cases N] [--rounds N] [--seed S] FOLDER…\n");
    return 2;
  }
  Counts counts;
  Tally tally;
  if (arguments.native && !has_native_engine()) {
    std::printf("this build has no native engine (AVENANT_NATIVE=OFF): nothing is compared\n");
  }
  Harness harness(counts, arguments.native ? EngineSet::kNative : EngineSet::kEvaluators);
  if (!run(arguments, harness, counts, tally)) return 1;
  report(counts);
  harness.report_engines();
  if (arguments.last) {
    std::printf("%llu cases with a text more, which does not concern %llu of them\n",
                static_cast<unsigned long long>(tally.added.cases),
                static_cast<unsigned long long>(tally.added.not_concerned));
  }
  std::printf("%llu projects of %llu texts and %llu drafts compiled, %llu refused; seed %llu: no disagreement\n",
              static_cast<unsigned long long>(tally.projects), static_cast<unsigned long long>(tally.texts),
              static_cast<unsigned long long>(tally.drafts), static_cast<unsigned long long>(tally.refused),
              static_cast<unsigned long long>(arguments.seed));
  return tally.projects > 0 ? 0 : 1;
}
