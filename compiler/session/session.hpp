// The pipeline: files → trees → hir → program, within limits, with what was compiled last kept. The one entry point of
// the command line and of the language server. Read next: project.hpp (which files), sema/analyse.hpp, lower/lower.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/check/check.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/lower/lower.hpp"
#include "compiler/sema/analyse.hpp"
#include "compiler/session/file_system.hpp"
#include "compiler/session/project.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/package.hpp"

namespace avenant::session {

/// The last phase that ran; a phase runs only when none before it reported an error.
/// Proofs are for `check` and `build`: what runs rules only needs the program.
enum class Stage : std::uint8_t { Files, Trees, Hir, Program, Proofs };

/// Bounds of every phase; each has its own diagnostic.
struct Limits {
  ProjectLimits project;
  std::size_t max_read_bytes = 64U * 1024 * 1024;   ///< One file, as read; larger ones are not even opened whole.
  std::size_t max_total_bytes = 12U * 1024 * 1024;  ///< All sources of a project together: about 0.9 GB at most.
  std::size_t max_errors = 200;                     ///< Errors kept for one compilation.
  syntax::ParseOptions parse;
  sema::Options analyse;
  lower::Options lower;
  check::Options check;
};

/// What one compilation made. Everything refers to `sources`; moving a Compilation is not possible.
struct Compilation {
  base::SourceMap sources;
  diagnostics::Sink sink;
  std::size_t n_library_sources = 0;                            ///< The first sources are the standard library's.
  std::vector<syntax::Tree> trees;                              ///< One a source, in the order of the sources.
  std::vector<std::pair<std::string, std::string>> data_files;  ///< Path and SHA-256 of each file that rules read.
  hir::Program hir;          ///< Complete when `stage` is Program or more, or Hir without errors.
  program::Package package;  ///< Usable when ok().
  Stage stage = Stage::Files;

  explicit Compilation(std::size_t max_errors) : sink(max_errors) {}
  Compilation(const Compilation&) = delete;
  Compilation& operator=(const Compilation&) = delete;

  /// Whether the package may be run.
  [[nodiscard]] bool ok() const { return stage >= Stage::Program && !sink.has_errors(); }
  /// Whether a source is one of the standard library.
  [[nodiscard]] bool is_library(base::SourceId source) const { return source.index() < n_library_sources; }
};

/// Compiles projects. Not thread-safe; `files` must outlive it.
class Session {
 public:
  explicit Session(const FileSystem& files, const Limits& limits = {});

  /// Compiles the project of the paths (see find_project), standard library included, up to a stage. Never fails: what
  /// is wrong is in the sink of the result, in the order of the sources. The same bytes under the same names give back
  /// the compilation made before. The result lives until the next call or the session's end.
  const Compilation& compile(const std::vector<std::string>& paths, Stage goal = Stage::Program);

 private:
  struct Input {
    std::string path;
    std::string bytes;
    std::string name_in_project;
    friend bool operator==(const Input&, const Input&) = default;
  };
  struct Inputs {
    std::vector<Input> library;
    std::vector<Input> project;
    friend bool operator==(const Inputs&, const Inputs&) = default;
  };

  Inputs read(const std::vector<std::string>& paths, diagnostics::Sink& sink) const;
  void run(const Inputs& inputs, Stage goal, Compilation& compilation) const;
  /// Whether the data files that a compilation read still hold the same.
  bool has_same_data(const Compilation& compilation) const;

  const FileSystem& files_;
  Limits limits_;
  std::unique_ptr<Compilation> last_;
  Inputs last_inputs_;
  Stage last_goal_ = Stage::Files;
};

}  // namespace avenant::session
