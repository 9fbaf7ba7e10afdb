// Compiles token-level mutations of a project and checks what must hold for any input: no crash, no mutation over a
// second, each accepted or refused by a message that has a place, and trees that print back to their source.
//
//   mutate_corpus FOLDER [--count N] [--seed S] [--keep FILE] [--max-ms MILLISECONDS]
//
// Every mutation is a function of the seed and its number. A violation is printed with both, and the mutated file is
// written to FILE. Exit code 0 when every mutation passed, 1 otherwise, 2 for a wrong call.
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"
#include "tests/fuzz/mutator.hpp"

namespace {

using avenant::fuzz::Mutator;
using avenant::session::Session;

struct Options {
  std::string folder;
  std::uint64_t count = 500;
  std::uint64_t seed = 1;
  std::string keep = "mutation_failure.avn.md";
  std::int64_t max_ms = 1000;
};

struct File {
  std::string path;
  std::string bytes;
};

/// What is wrong with a compilation, or nothing.
std::string check(const avenant::session::Compilation& compilation) {
  for (const auto& tree : compilation.trees) {
    if (avenant::syntax::print_source(tree) != tree.text()) return "a tree does not print back to its source";
  }
  if (!compilation.sink.has_errors()) return compilation.ok() ? "" : "neither accepted nor refused";
  for (const auto& diagnostic : compilation.sink.all()) {
    const bool is_error = avenant::diagnostics::info(diagnostic.code).level == avenant::diagnostics::Level::Error;
    if (is_error && !diagnostic.span.valid() && diagnostic.free_path.empty()) {
      return "a message without a place: " + avenant::diagnostics::id(diagnostic.code);
    }
  }
  return "";
}

bool parse_options(int argc, char** argv, Options& options) {
  for (int i = 1; i < argc; ++i) {
    const std::string argument = argv[i];
    const bool has_value = i + 1 < argc;
    if (argument == "--count" && has_value) {
      options.count = std::strtoull(argv[++i], nullptr, 10);
    } else if (argument == "--seed" && has_value) {
      options.seed = std::strtoull(argv[++i], nullptr, 10);
    } else if (argument == "--keep" && has_value) {
      options.keep = argv[++i];
    } else if (argument == "--max-ms" && has_value) {
      options.max_ms = std::strtoll(argv[++i], nullptr, 10);
    } else if (options.folder.empty() && argument.rfind("--", 0) != 0) {
      options.folder = argument;
    } else {
      return false;
    }
  }
  return !options.folder.empty();
}

std::vector<File> read_project(const std::string& folder) {
  const avenant::session::RealFileSystem files;
  avenant::diagnostics::Sink sink;
  std::vector<File> result;
  for (const std::string& path : avenant::session::find_project(files, {folder}, sink).files) {
    result.push_back({files.absolute(path), files.read(path, 16U << 20U).bytes});
  }
  return result;
}

struct Tally {
  std::uint64_t n_accepted = 0;
  std::uint64_t n_refused = 0;
  std::uint64_t n_failed = 0;
  std::int64_t slowest_ms = 0;
};

void run_one(const std::vector<File>& project, const Options& options, std::uint64_t number, Tally& tally) {
  Mutator mutator(options.seed * 1'000'003 + number);
  const std::size_t chosen = mutator.pick(project.size());
  const std::string mutated = mutator.mutate(project[chosen].bytes);
  avenant::session::MemoryFileSystem files;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < project.size(); ++i) {
    files.put(project[i].path, i == chosen ? mutated : project[i].bytes);
    paths.push_back(project[i].path);
  }
  // Written before it is compiled, so that a crash leaves it behind.
  if (std::ofstream out(options.keep, std::ios::binary); out) out << mutated;
  const auto start = std::chrono::steady_clock::now();
  Session session(files);
  const auto& compilation = session.compile(paths);
  const auto elapsed = std::chrono::steady_clock::now() - start;
  const std::int64_t ms = std::chrono::duration_cast<std::chrono::milliseconds>(elapsed).count();
  tally.slowest_ms = std::max(tally.slowest_ms, ms);
  std::string problem = check(compilation);
  if (problem.empty() && ms > options.max_ms) problem = "took " + std::to_string(ms) + " ms";
  if (compilation.ok()) {
    ++tally.n_accepted;
  } else {
    ++tally.n_refused;
  }
  if (problem.empty()) return;
  ++tally.n_failed;
  const std::string kept = options.keep + "." + std::to_string(number);
  if (std::ofstream out(kept, std::ios::binary); out) out << mutated;
  std::printf("mutation %llu of seed %llu (%s): %s; kept as %s\n", static_cast<unsigned long long>(number),
              static_cast<unsigned long long>(options.seed), project[chosen].path.c_str(), problem.c_str(),
              kept.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: mutate_corpus FOLDER [--count N] [--seed S] [--keep FILE] [--max-ms MILLISECONDS]\n");
    return 2;
  }
  const std::vector<File> project = read_project(options.folder);
  if (project.empty()) {
    std::fprintf(stderr, "no rule file under %s\n", options.folder.c_str());
    return 2;
  }
  Tally tally;
  for (std::uint64_t number = 0; number < options.count; ++number) {
    run_one(project, options, number, tally);
    if ((number + 1) % 1000 == 0) {
      std::printf("%llu of %llu\n", static_cast<unsigned long long>(number + 1),
                  static_cast<unsigned long long>(options.count));
      std::fflush(stdout);
    }
  }
  if (tally.n_failed == 0) std::remove(options.keep.c_str());
  std::printf("seed %llu: %llu mutations, %llu accepted, %llu refused with a place, %llu failed; slowest %lld ms\n",
              static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(options.count),
              static_cast<unsigned long long>(tally.n_accepted), static_cast<unsigned long long>(tally.n_refused),
              static_cast<unsigned long long>(tally.n_failed), static_cast<long long>(tally.slowest_ms));
  return tally.n_failed == 0 ? 0 : 1;
}
