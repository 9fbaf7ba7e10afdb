// The coverage of a project by its scenarios, counted by text and article, and what is missing.
// Read next: goals.hpp (what counts), render.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "compiler/scenario/coverage/goals.hpp"

namespace avenant::scenario {

struct Tally {
  std::size_t n_met = 0;
  std::size_t n_goals = 0;

  void add(const Goal& goal) {
    n_met += goal.n_met();
    n_goals += goal.n_sides();
  }
  void add(const Tally& other) {
    n_met += other.n_met;
    n_goals += other.n_goals;
  }
};

/// By kind of goal. A condition and a derogation count twice, once for each side.
using Tallies = std::array<Tally, kGoalKinds>;
[[nodiscard]] Tally total_of(const Tallies& tallies);

struct ArticleCoverage {
  std::string article;  ///< The heading; empty outside headings.
  Tallies tallies;
  bool is_met = false;  ///< Something of it is met.
};

struct TextCoverage {
  program::TextId text;
  bool is_draft = false;
  std::vector<ArticleCoverage> articles;  ///< In the order of their first goals.
  Tallies tallies;
  Tally n_articles;  ///< Those of which something is met.
};

struct CoverageReport {
  std::vector<TextCoverage> texts;  ///< In order; those without goals left out.
  std::vector<Goal> missing;        ///< The goals that are not met, or on one side only; drafts last.
  Tally total;                      ///< Drafts left out.

  /// The percentage met, rounded down; 100 where there is nothing to meet.
  [[nodiscard]] std::size_t percentage() const;
};

[[nodiscard]] CoverageReport measure(const program::Package& package, const base::SourceMap& sources,
                                     const eval::Coverage& coverage);

}  // namespace avenant::scenario
