// Compiles token-level mutations of a project and checks what must hold for any input: no crash, no mutation over a
// second, each accepted or refused by a message that has a place, and trees that print back to their source.
//
//   mutate_corpus FOLDER [--count N] [--only NUMBER] [--seed S] [--keep FILE] [--max-ms MILLISECONDS]
//
// Every mutation is a function of the seed and its number. A violation is printed with both, and the mutated file is
// written to FILE.NUMBER. Exit code 0 when every mutation passed, 1 otherwise, 2 for a wrong call.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

#include "tests/fuzz/corpus_runs.hpp"
#include "tests/fuzz/mutator.hpp"

namespace {

using namespace avenant;

/// What is wrong with a compilation, or nothing.
std::string check(const session::Compilation& compilation) {
  for (const auto& tree : compilation.trees) {
    if (syntax::print_source(tree) != tree.text()) return "a tree does not print back to its source";
  }
  if (!compilation.sink.has_errors()) return compilation.ok() ? "" : "neither accepted nor refused";
  for (const auto& diagnostic : compilation.sink.all()) {
    const bool is_error = diagnostics::info(diagnostic.code).level == diagnostics::Level::Error;
    if (is_error && !diagnostic.span.valid() && diagnostic.free_path.empty()) {
      return "a message without a place: " + diagnostics::id(diagnostic.code);
    }
  }
  return "";
}

struct Tally {
  std::uint64_t n_accepted = 0;
  std::uint64_t n_refused = 0;
  std::int64_t slowest_ms = 0;
};

/// Whether the mutation of a number passed.
bool run_one(const fuzz::CorpusProject& project, const fuzz::RunOptions& options, std::uint64_t number, Tally& tally) {
  fuzz::Mutator mutator(fuzz::seed_of(options, number));
  const std::size_t chosen = mutator.pick(project.size());
  const std::string mutated = mutator.mutate(project[chosen].bytes);
  const fuzz::ChangedProject changed(project, chosen, mutated);
  fuzz::keep_file(options, mutated);
  const auto start = std::chrono::steady_clock::now();
  session::Session session(changed.files);
  const auto& compilation = session.compile(changed.paths);
  const auto elapsed = std::chrono::steady_clock::now() - start;
  const std::int64_t ms = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
  tally.slowest_ms = std::max(tally.slowest_ms, ms);
  ++(compilation.ok() ? tally.n_accepted : tally.n_refused);
  std::string problem = check(compilation);
  if (problem.empty() && ms > options.max_ms) problem = "took " + std::to_string(ms) + " ms";
  if (problem.empty()) return true;
  fuzz::report_failure(options, number, project[chosen].path, problem, mutated);
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  fuzz::RunOptions options;
  options.count = 500;
  options.keep = "mutation_failure.avn.md";
  options.max_ms = 1000;
  if (!fuzz::parse_options(argc, argv, options) || options.folders.size() != 1) {
    std::fprintf(stderr,
                 "usage: mutate_corpus FOLDER [--count N] [--only NUMBER] [--seed S] [--keep FILE] "
                 "[--max-ms MILLISECONDS]\n");
    return 2;
  }
  const auto projects = fuzz::read_projects(options.folders);
  if (!projects) return 2;
  Tally tally;
  const std::uint64_t n_failed =
      fuzz::run_all(options, [&](std::uint64_t number) { return run_one(projects->front(), options, number, tally); });
  std::printf("seed %llu: %llu mutations, %llu accepted, %llu refused with a place, %llu failed; slowest %lld ms\n",
              static_cast<unsigned long long>(options.seed),
              static_cast<unsigned long long>(tally.n_accepted + tally.n_refused),
              static_cast<unsigned long long>(tally.n_accepted), static_cast<unsigned long long>(tally.n_refused),
              static_cast<unsigned long long>(n_failed), static_cast<long long>(tally.slowest_ms));
  return n_failed == 0 ? 0 : 1;
}
