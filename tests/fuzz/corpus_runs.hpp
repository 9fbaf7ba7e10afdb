// What the programs share that read projects and try changed files of them by the thousand: options, projects, the
// files that are kept. Used by format_corpus and mutate_corpus.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/session/session.hpp"

namespace avenant::fuzz {

struct RunOptions {
  std::vector<std::string> folders;   ///< At least one.
  std::uint64_t count = 0;            ///< Files 0 to count − 1 are tried,
  std::optional<std::uint64_t> only;  ///< or this one alone.
  std::uint64_t seed = 1;
  std::string keep;         ///< Where the file in hand lies, so that a crash leaves it behind.
  std::int64_t max_ms = 0;  ///< Milliseconds that a file may take, 0 for any.
};

/// Reads `FOLDER… [--count N] [--only NUMBER] [--seed S] [--keep FILE] [--max-ms MILLISECONDS]` over `options`, which
/// hold the defaults. False for a wrong call.
[[nodiscard]] bool parse_options(int argc, char** argv, RunOptions& options);

struct CorpusFile {
  std::string path;
  std::string bytes;
};

/// The files that make one project together.
using CorpusProject = std::vector<CorpusFile>;

/// The projects of the folders; nothing, and a line on standard error, when one of them holds no rule file.
[[nodiscard]] std::optional<std::vector<CorpusProject>> read_projects(const std::vector<std::string>& folders);

/// A project in memory with other bytes in one of its files.
struct ChangedProject {
  ChangedProject(const CorpusProject& project, std::size_t chosen, const std::string& text);
  session::MemoryFileSystem files;
  std::vector<std::string> paths;
};

/// What makes the generator of one file: its seed and number.
[[nodiscard]] std::uint64_t seed_of(const RunOptions& options, std::uint64_t number);

/// Writes the file in hand to `options.keep`.
void keep_file(const RunOptions& options, std::string_view text);

/// Keeps a file that failed as `keep`.NUMBER and says so on standard output. `where` may be empty.
void report_failure(const RunOptions& options, std::uint64_t number, std::string_view where, std::string_view problem,
                    std::string_view text);

/// Says on standard output how far a long run is: every thousand files.
void report_progress(const RunOptions& options, std::uint64_t number);
/// Removes the file in hand.
void drop_file(const RunOptions& options);

/// Calls `try_one` with each number that the options ask for. It returns whether the file passed; when all did, the
/// file in hand is removed. Returns the count of those that did not.
template <typename TryOne>
std::uint64_t run_all(const RunOptions& options, TryOne try_one) {
  std::uint64_t n_failed = 0;
  const std::uint64_t first = options.only.value_or(0);
  const std::uint64_t end = options.only ? first + 1 : options.count;
  for (std::uint64_t number = first; number < end; ++number) {
    n_failed += try_one(number) ? 0 : 1;
    report_progress(options, number);
  }
  if (n_failed == 0) drop_file(options);
  return n_failed;
}

}  // namespace avenant::fuzz
