// Formats rule files by the thousand and checks what must hold for any: formatting twice is formatting once, the tokens
// and the tree are the same, nothing is lost, and where the rules compile the analysed rules and the program are equal.
//
//   format_corpus FOLDER… [--count N] [--seed S] [--keep FILE]
//
// One third are files of the folders written otherwise, one third are mutated until they may be wrong, one third are
// generated. Every file is a function of the seed and its number. A violation is printed with both, and the file is
// written to FILE.NUMBER. Exit code 0 when every file passed, 1 otherwise, 2 for a wrong call.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"
#include "runtime/program/print.hpp"
#include "tests/fuzz/format_checks.hpp"
#include "tests/fuzz/layout_mutator.hpp"
#include "tests/fuzz/mutator.hpp"
#include "tests/fuzz/rule_generator.hpp"

namespace {

using namespace avenant;

struct Options {
  std::vector<std::string> folders;
  std::uint64_t count = 300;
  std::uint64_t seed = 1;
  std::string keep = "format_failure.avn.md";
};

struct File {
  std::string path;
  std::string bytes;
};

/// The files that make one project together.
using Project = std::vector<File>;

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
    } else if (argument.rfind("--", 0) != 0) {
      options.folders.push_back(argument);
    } else {
      return false;
    }
  }
  return !options.folders.empty();
}

Project read_project(const std::string& folder) {
  const session::RealFileSystem files;
  diagnostics::Sink sink;
  Project project;
  for (const std::string& path : session::find_project(files, {folder}, sink).files) {
    project.push_back({files.absolute(path), files.read(path, 16U << 20U).bytes});
  }
  return project;
}

/// All that a project says once compiled, places aside.
std::string meaning_of(const Project& project, std::size_t chosen, const std::string& text) {
  session::MemoryFileSystem files;
  std::vector<std::string> paths;
  for (std::size_t i = 0; i < project.size(); ++i) {
    files.put(project[i].path, i == chosen ? text : project[i].bytes);
    paths.push_back(project[i].path);
  }
  session::Session session(files);
  const session::Compilation& compilation = session.compile(paths);
  std::string meaning;
  for (const auto& diagnostic : compilation.sink.all()) meaning += diagnostics::id(diagnostic.code) + "\n";
  if (!compilation.ok()) return meaning;
  meaning += hir::print(compilation.hir);
  std::string program = program::print(compilation.package);
  for (std::size_t at = 0; at < program.size();) {
    const std::size_t end = std::min(program.find('\n', at), program.size() - 1) + 1;
    // After a semicolon comes the place, for people.
    const std::size_t comment = std::min(program.find(" ; ", at), end);
    if (program.compare(at, 7, "(place ") != 0) meaning.append(program, at, comment - at).append("\n");
    at = end;
  }
  return meaning;
}

/// The first line of two meanings that differs, or nothing.
std::string difference(const std::string& before, const std::string& after) {
  if (before == after) return {};
  const auto place = std::mismatch(before.begin(), before.end(), after.begin(), after.end());
  const auto line_at = [](const std::string& text, std::size_t at) {
    const std::size_t begin = at == 0 ? 0 : text.rfind('\n', at - 1) + 1;
    return text.substr(begin, text.find('\n', begin) - begin);
  };
  const auto at = static_cast<std::size_t>(place.first - before.begin());
  return "it means something else: « " + line_at(before, at) + " » became « " + line_at(after, at) + " »";
}

struct Tally {
  std::uint64_t n_rules = 0, n_in_error = 0, n_refused = 0, n_failed = 0, n_compiled = 0, n_changed = 0;
};

/// The file of a number.
struct Subject {
  const Project* project = nullptr;  ///< Null for a generated file, which stands alone.
  std::size_t chosen = 0;
  std::string text;
};

Subject subject_of(const std::vector<Project>& projects, std::uint64_t seed, std::uint64_t number) {
  const std::uint64_t own = seed * 1'000'003 + number;
  fuzz::Mutator mutator(own);
  if (number % 3 == 2) return {nullptr, 0, fuzz::rewrite_layout(fuzz::generate_rules(own), own)};
  const Project& project = projects[mutator.pick(projects.size())];
  const std::size_t chosen = mutator.pick(project.size());
  std::string text = fuzz::rewrite_layout(project[chosen].bytes, own);
  if (number % 3 == 1) text = mutator.mutate(text);
  return {&project, chosen, std::move(text)};
}

void run_one(const std::vector<Project>& projects, const Options& options, std::uint64_t number, Tally& tally) {
  const Subject subject = subject_of(projects, options.seed, number);
  // Written before it is formatted, so that a crash leaves it behind.
  if (std::ofstream out(options.keep, std::ios::binary); out) out << subject.text;
  const fuzz::FormatCheck check = fuzz::check_format(subject.text);
  tally.n_rules += check.n_rules;
  tally.n_in_error += check.n_in_error;
  tally.n_refused += check.n_refused;
  tally.n_changed += check.text != subject.text ? 1 : 0;
  std::string problem = check.problem;
  if (problem.empty() && check.n_refused > 0) problem = "a rule's new form was refused";
  if (problem.empty()) {
    const Project alone = {{"/essai.avn.md", ""}};
    const Project& project = subject.project != nullptr ? *subject.project : alone;
    const std::string before = meaning_of(project, subject.chosen, subject.text);
    // Rows and addresses are kept as written, for people: their spaces and signs may change.
    problem = difference(fuzz::letters_of(before), fuzz::letters_of(meaning_of(project, subject.chosen, check.text)));
    tally.n_compiled += before.find("(program)") != std::string::npos ? 1 : 0;
  }
  if (problem.empty()) return;
  ++tally.n_failed;
  const std::string kept = options.keep + "." + std::to_string(number);
  if (std::ofstream out(kept, std::ios::binary); out) out << subject.text;
  std::printf("file %llu of seed %llu: %s; kept as %s\n", static_cast<unsigned long long>(number),
              static_cast<unsigned long long>(options.seed), problem.c_str(), kept.c_str());
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!parse_options(argc, argv, options)) {
    std::fprintf(stderr, "usage: format_corpus FOLDER… [--count N] [--seed S] [--keep FILE]\n");
    return 2;
  }
  std::vector<Project> projects;
  for (const std::string& folder : options.folders) {
    projects.push_back(read_project(folder));
    if (projects.back().empty()) {
      std::fprintf(stderr, "no rule file under %s\n", folder.c_str());
      return 2;
    }
  }
  Tally tally;
  for (std::uint64_t number = 0; number < options.count; ++number) run_one(projects, options, number, tally);
  if (tally.n_failed == 0) std::remove(options.keep.c_str());
  std::printf(
      "seed %llu: %llu files, %llu changed, %llu compiled; %llu rules, %llu with a mistake, %llu refused; %llu "
      "failed\n",
      static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(options.count),
      static_cast<unsigned long long>(tally.n_changed), static_cast<unsigned long long>(tally.n_compiled),
      static_cast<unsigned long long>(tally.n_rules), static_cast<unsigned long long>(tally.n_in_error),
      static_cast<unsigned long long>(tally.n_refused), static_cast<unsigned long long>(tally.n_failed));
  return tally.n_failed == 0 ? 0 : 1;
}
