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
#include <random>
#include <string>
#include <vector>

#include "compiler/session/session.hpp"

namespace {

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

/// A token of a rule block: a word, a number, one other character, or a run of spaces.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_word_byte(unsigned char byte) {
  return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

void add_tokens(const std::string& text, std::size_t position, std::size_t end, std::vector<Token>& tokens) {
  while (position < end) {
    const std::size_t begin = position;
    const auto byte = static_cast<unsigned char>(text[position++]);
    if (is_word_byte(byte)) {
      while (position < end && is_word_byte(static_cast<unsigned char>(text[position]))) ++position;
    } else if (byte == ' ') {
      while (position < end && text[position] == ' ') ++position;
    }
    tokens.push_back({begin, position});
  }
}

/// The tokens of the rule blocks, prose left out.
std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  avenant::base::SourceMap sources;
  const auto source = sources.add("mutated", text);
  for (const avenant::base::Block& block : sources[source].blocks) add_tokens(text, block.begin, block.end, tokens);
  // What is left of a file whose blocks are gone is mutated anywhere.
  if (tokens.empty()) add_tokens(text, 0, text.size(), tokens);
  return tokens;
}

constexpr const char* kInsertions[] = {"si",
                                       "alors",
                                       "sinon",
                                       "et",
                                       "ou",
                                       "définition",
                                       "barème",
                                       "|",
                                       "||",
                                       "«",
                                       "»",
                                       "(",
                                       ")",
                                       ";",
                                       "\n",
                                       "\n  ",
                                       "\t",
                                       "-",
                                       "≥",
                                       "12 000 €",
                                       "20A",
                                       "==",
                                       "\"",
                                       "pour",
                                       "dérogation",
                                       "inconnu",
                                       "exclu",
                                       "lecture",
                                       "tous",
                                       "sauf",
                                       "de",
                                       "à",
                                       "1/0",
                                       "31 février 2023",
                                       "99999999999999999999999",
                                       "```",
                                       "--",
                                       "éligibilité",
                                       "× ",
                                       "texte x"};

class Mutator {
 public:
  explicit Mutator(std::uint64_t seed) : random_(seed) {}

  std::string mutate(const std::string& text) {
    std::string result = text;
    const std::size_t n_edits = 1 + pick(3);
    for (std::size_t i = 0; i < n_edits; ++i) edit(result);
    return result;
  }

  std::size_t pick(std::size_t n) { return n == 0 ? 0 : static_cast<std::size_t>(random_() % n); }

 private:
  void edit(std::string& text) {
    const std::vector<Token> tokens = tokens_of(text);
    if (tokens.empty()) return;
    const Token token = tokens[pick(tokens.size())];
    const Token other = tokens[pick(tokens.size())];
    const std::string piece = text.substr(other.begin, other.end - other.begin);
    const std::size_t size = token.end - token.begin;
    switch (pick(7)) {
      case 0:
        text.erase(token.begin, size);
        return;
      case 1:
        text.insert(token.end, text.substr(token.begin, size));
        return;
      case 2:
        text.replace(token.begin, size, piece);
        return;
      case 3:
        text.insert(token.begin, std::string(kInsertions[pick(std::size(kInsertions))]) + " ");
        return;
      case 4:
        text.replace(token.begin, size, kInsertions[pick(std::size(kInsertions))]);
        return;
      case 5:
        text.insert(token.begin, piece);
        return;
      default:
        // Half of the time, the rest of a line disappears; else one byte does, which may leave invalid UTF-8.
        if (pick(2) == 0) {
          const std::size_t end = text.find('\n', token.begin);
          text.erase(token.begin, end == std::string::npos ? end : end - token.begin);
        } else {
          text.erase(token.begin, 1);
        }
    }
  }

  std::mt19937_64 random_;
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
