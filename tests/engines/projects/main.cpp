// Holds the engines and the laws to compiled projects: `engine_projects [--cases N] [--rounds N] [--seed S] [--each]
// FOLDER…`. README.md tells how to run it.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "runtime/program/print.hpp"
#include "tests/engines/harness.hpp"
#include "tests/engines/laws/laws.hpp"
#include "tests/engines/projects/project.hpp"
#include "tests/engines/projects/shrink_files.hpp"

namespace {

using namespace avenant::engines;

struct Arguments {
  std::vector<std::string> folders;
  // Each folder holds projects.
  bool each = false;
  // Of one project: cases of a round, and rounds.
  std::uint64_t cases = 64;
  std::uint64_t rounds = 1;
  std::uint64_t seed = 1;
};

constexpr std::size_t kRuns = 8;
constexpr std::uint64_t kProgressEvery = 500;

struct Tally {
  std::uint64_t projects = 0;
  std::uint64_t refused = 0;
  std::uint64_t texts = 0;
  std::uint64_t drafts = 0;
};

Plan plan_of(const Arguments& arguments) {
  Plan plan;
  plan.runs = kRuns;
  plan.cases_of_run = std::max<std::size_t>(arguments.cases / kRuns, 1);
  plan.faults = {1, 1};
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
  return true;
}

bool run(const Arguments& arguments, Counts& counts, Tally& tally) {
  Harness harness(counts);
  for (const std::string& folder : arguments.folders) {
    const std::vector<std::string> paths = arguments.each ? projects_in(folder) : std::vector<std::string>{folder};
    for (const std::string& path : paths) {
      if (!check(harness, read_project(path), arguments, tally)) return false;
      if ((tally.projects + tally.refused) % kProgressEvery == 0) report_progress(counts);
    }
  }
  return true;
}

bool parse(int count, char** words, Arguments& arguments) {
  for (int i = 1; i < count; ++i) {
    const std::string_view word = words[i];
    const bool has_number = i + 1 < count;
    if (word == "--each") {
      arguments.each = true;
    } else if (word == "--cases" && has_number) {
      arguments.cases = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--rounds" && has_number) {
      arguments.rounds = std::strtoull(words[++i], nullptr, 10);
    } else if (word == "--seed" && has_number) {
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
    std::fprintf(stderr, "usage: engine_projects [--each] [--cases N] [--rounds N] [--seed S] FOLDER…\n");
    return 2;
  }
  Counts counts;
  Tally tally;
  if (!run(arguments, counts, tally)) return 1;
  report(counts);
  std::printf("%llu projects of %llu texts and %llu drafts compiled, %llu refused; seed %llu: no disagreement\n",
              static_cast<unsigned long long>(tally.projects), static_cast<unsigned long long>(tally.texts),
              static_cast<unsigned long long>(tally.drafts), static_cast<unsigned long long>(tally.refused),
              static_cast<unsigned long long>(arguments.seed));
  return tally.projects > 0 ? 0 : 1;
}
