// Runs the scenarios of a project on an engine and says, for each, what was expected and what was obtained.
// Read next: engine.hpp (what an engine must do), render.hpp (the report as text).
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/scenario/engine.hpp"

namespace avenant::scenario {

/// A text in both languages; values and names are the same in both.
struct Bilingual {
  std::string french;
  std::string english;
};

/// Where something is written, as people cite it.
struct Citation {
  std::string text;     ///< The name of the text, or empty.
  std::string article;  ///< « Article 9-3 — … », or the nearest heading.
  std::string path;
  std::uint32_t line = 0;  ///< From 1; 0 if not known.
};

/// One expectation of a scenario and how it went.
struct Check {
  std::string member;  ///< `aide_maximale(1)`.
  bool passed = false;
  Bilingual expected;
  Bilingual obtained;
  Citation origin;  ///< The version that gave the value, or the place of the error.
  base::Span span;  ///< Of the expectation.
};

struct ScenarioReport {
  hir::ScenarioId scenario;
  std::string title;
  std::string dispositif;
  Citation citation;  ///< Of the scenario.
  base::Span span;
  bool passed = false;        ///< Every check passed, and there is one.
  std::vector<Check> checks;  ///< In the order written.
};

struct Report {
  std::string engine;
  std::vector<ScenarioReport> scenarios;  ///< In the order of the program.
  std::size_t n_passed = 0;
  std::size_t n_failed = 0;
  std::size_t n_checks = 0;
};

struct Options {
  /// What holds where a scenario says nothing: readings, figures, drafts, a date of situation.
  eval::RunOptions defaults;
  /// Scenarios of other dispositifs are left out; empty: all run.
  std::string dispositif;
  /// Scenarios whose title does not contain it are left out; empty: all run.
  std::string title;
  /// Where what the scenarios meet of the program is added; null: nowhere. What each scenario expects is evaluated.
  eval::Coverage* coverage = nullptr;
  /// Called after each scenario with its position in the report and what it alone meets; empty: nothing is called.
  std::function<void(std::size_t position, const eval::Coverage& met)> each;
};

/// Runs the scenarios of `program`, whose package is `package`, on `engine`. A report without scenarios is the caller's
/// matter: no scenario found is never a success.
///
/// `car` passes when it lists exactly the conditions that make an eligibility fail: each labelled condition that fails
/// under a failing rule, where a group that fails may stand for the conditions in it, or they for the group, or both be
/// listed. `grâce à D` passes when D gave its value, or one of the values, of a variable that the result read.
[[nodiscard]] Report run(const hir::Program& program, const program::Package& package, const base::SourceMap& sources,
                         Engine& engine, const Options& options = {});

}  // namespace avenant::scenario
