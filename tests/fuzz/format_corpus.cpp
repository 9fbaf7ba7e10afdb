// Formats rule files by the thousand and checks what must hold for any: formatting twice is formatting once, the tokens
// and the tree are the same, nothing is lost, and where the rules compile the analysed rules and the program are equal.
//
//   format_corpus FOLDER… [--count N] [--only NUMBER] [--seed S] [--keep FILE]
//
// One third are files of the folders written otherwise, one third are mutated until they may be wrong, one third are
// generated. Every file is a function of the seed and its number. A violation is printed with both, and the file is
// written to FILE.NUMBER. Exit code 0 when every file passed, 1 otherwise, 2 for a wrong call.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/program/print.hpp"
#include "tests/fuzz/corpus_runs.hpp"
#include "tests/fuzz/format_checks.hpp"
#include "tests/fuzz/layout_mutator.hpp"
#include "tests/fuzz/mutator.hpp"
#include "tests/fuzz/rule_generator.hpp"

namespace {

using namespace avenant;

/// The end of the text in quotation marks that begins at `at`.
std::size_t end_of_quoted(std::string_view text, std::size_t at) {
  for (++at; at < text.size() && text[at] != '"'; ++at) at += text[at] == '\\' ? 1 : 0;
  return std::min(at + 1, text.size());
}

/// What a printed program means: without its places, without the words of a row, which are kept as its author laid them
/// out, and without the line breaks that depend on their width. One form a line.
std::string meaning_of_program(std::string_view text) {
  constexpr std::string_view kRow = "(written ";
  std::string meaning;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view rest = text.substr(at);
    if (rest.front() == '"') {
      const std::size_t end = end_of_quoted(text, at);
      if (!meaning.ends_with(kRow)) meaning += text.substr(at, end - at);
      at = end;
    } else if (rest.front() == ' ' || rest.front() == '\n') {
      at = std::min(text.find_first_not_of(" \n", at), text.size());
      // After a semicolon comes the place, for people.
      const bool is_place = text.substr(at).starts_with("(place ") && text[at - 1] == '\n';
      if (is_place || text.substr(at).starts_with("; ")) {
        at = std::min(text.find('\n', at), text.size());
      } else {
        meaning += text.substr(at).starts_with('(') ? '\n' : ' ';
      }
    } else {
      meaning += text[at++];
    }
  }
  return meaning;
}

/// All that a project says once compiled, places aside.
std::string meaning_of(const fuzz::CorpusProject& project, std::size_t chosen, const std::string& text) {
  const fuzz::ChangedProject changed(project, chosen, text);
  session::Session session(changed.files);
  const session::Compilation& compilation = session.compile(changed.paths);
  std::string meaning;
  for (const auto& diagnostic : compilation.sink.all()) meaning += diagnostics::id(diagnostic.code) + "\n";
  if (!compilation.ok()) return meaning;
  meaning += hir::print(compilation.hir);
  return meaning + meaning_of_program(program::print(compilation.package));
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
  std::uint64_t n_files = 0, n_rules = 0, n_in_error = 0, n_refused = 0, n_compiled = 0, n_changed = 0;
};

/// The file of a number.
struct Subject {
  const fuzz::CorpusProject* project = nullptr;  ///< Null for a generated file, which stands alone.
  std::size_t chosen = 0;
  std::string text;
};

Subject subject_of(const std::vector<fuzz::CorpusProject>& projects, std::uint64_t own, std::uint64_t number) {
  fuzz::Mutator mutator(own);
  if (number % 3 == 2) return {nullptr, 0, fuzz::rewrite_layout(fuzz::generate_rules(own), own)};
  const fuzz::CorpusProject& project = projects[mutator.pick(projects.size())];
  const std::size_t chosen = mutator.pick(project.size());
  std::string text = fuzz::rewrite_layout(project[chosen].bytes, own);
  if (number % 3 == 1) text = mutator.mutate(text);
  return {&project, chosen, std::move(text)};
}

/// Whether the file of a number passed.
bool run_one(const std::vector<fuzz::CorpusProject>& projects, const fuzz::RunOptions& options, std::uint64_t number,
             Tally& tally) {
  const Subject subject = subject_of(projects, fuzz::seed_of(options, number), number);
  fuzz::keep_file(options, subject.text);
  const fuzz::FormatCheck check = fuzz::check_format(subject.text);
  ++tally.n_files;
  tally.n_rules += check.n_rules;
  tally.n_in_error += check.n_in_error;
  tally.n_refused += check.n_refused;
  tally.n_changed += check.text != subject.text ? 1 : 0;
  std::string problem = check.problem;
  if (problem.empty() && check.n_refused > 0) problem = "a rule's new form was refused";
  if (problem.empty()) {
    const fuzz::CorpusProject alone = {{"/essai.avn.md", ""}};
    const fuzz::CorpusProject& project = subject.project != nullptr ? *subject.project : alone;
    const std::string before = meaning_of(project, subject.chosen, subject.text);
    problem = difference(before, meaning_of(project, subject.chosen, check.text));
    tally.n_compiled += before.find("(program)") != std::string::npos ? 1 : 0;
  }
  if (problem.empty()) return true;
  fuzz::report_failure(options, number, "", problem, subject.text);
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  fuzz::RunOptions options;
  options.count = 300;
  options.keep = "format_failure.avn.md";
  if (!fuzz::parse_options(argc, argv, options) || options.max_ms != 0) {
    std::fprintf(stderr, "usage: format_corpus FOLDER… [--count N] [--only NUMBER] [--seed S] [--keep FILE]\n");
    return 2;
  }
  const auto projects = fuzz::read_projects(options.folders);
  if (!projects) return 2;
  Tally tally;
  const std::uint64_t n_failed =
      fuzz::run_all(options, [&](std::uint64_t number) { return run_one(*projects, options, number, tally); });
  std::printf(
      "seed %llu: %llu files, %llu changed, %llu compiled; %llu rules, %llu with a mistake, %llu refused; %llu "
      "failed\n",
      static_cast<unsigned long long>(options.seed), static_cast<unsigned long long>(tally.n_files),
      static_cast<unsigned long long>(tally.n_changed), static_cast<unsigned long long>(tally.n_compiled),
      static_cast<unsigned long long>(tally.n_rules), static_cast<unsigned long long>(tally.n_in_error),
      static_cast<unsigned long long>(tally.n_refused), static_cast<unsigned long long>(n_failed));
  return n_failed == 0 ? 0 : 1;
}
