// Cases that meet what no scenario meets: rows, sides of conditions, derogations, versions. Read next: ../suggest.hpp;
// compiler/check/target.hpp, whose questions lead to them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/check/proof/prove.hpp"
#include "compiler/check/trial.hpp"
#include "compiler/scenario/coverage/goals.hpp"
#include "compiler/suggest/readers.hpp"
#include "compiler/suggest/situation.hpp"

namespace avenant::suggest {

/// A case that meets something new.
struct Meeting {
  program::VariableId request;
  Situation situation;
  std::size_t goal = 0;  ///< The goal that it was looked for, as goals() counts them.
  bool holds = true;     ///< What it meets of it: applied, true, taken; else false, not taken.
};

/// What stays missing of a goal, and whether that is proved.
struct Missing {
  std::size_t goal = 0;
  bool is_impossible = false;
  bool has_request = true;
};

struct GapLimits {
  std::size_t max_seeds = 400;   ///< Cases to start from, for one rule.
  std::size_t max_points = 400;  ///< Cases tried by the proofs' own search, for one rule.
  std::size_t max_boxes = 300;
  std::size_t max_members = 12;   ///< Members of a family tried.
  std::size_t max_starts = 4;     ///< Cases near the goal, from which facts are moved.
  std::size_t max_pairs = 1'200;  ///< Cases with two facts moved, for one rule.
};

/// Looks for what is missing after what `met` holds; adds to it what its cases meet. Everything must outlive it.
class GapSearch {
 public:
  GapSearch(const scenario::Lookup& lookup, const base::SourceMap& sources, const std::vector<check::Unit>& units,
            const Readers& readers, const std::vector<Situation>& seeds, eval::Coverage& met,
            const GapLimits& limits = {});

  /// Cases for the goals for which `is_wanted`, drafts left out, in the order of goals.
  template <class Wanted>
  [[nodiscard]] std::vector<Meeting> run(Wanted is_wanted) {
    for (std::size_t i = 0; i < goals_.size(); ++i) {
      if (is_open(i) && is_wanted(goals_[i])) search(i);
    }
    return std::move(found_);
  }

  /// The goals of the program as they are met now.
  [[nodiscard]] const std::vector<scenario::Goal>& goals() const { return goals_; }
  [[nodiscard]] const std::vector<Missing>& missing() const { return missing_; }

 private:
  /// What a run counts of what is written at the place of a goal.
  struct Traces {
    std::vector<std::uint32_t> versions;
    std::vector<std::uint32_t> rows;
    std::vector<std::uint32_t> derogations;
    std::vector<program::NodeId> nodes;
  };
  void index_places();
  void find_traces(std::size_t goal);
  [[nodiscard]] bool may_meet(const eval::Coverage& own) const;
  void search(std::size_t goal);
  bool try_unit(std::size_t goal, const check::Unit& unit, program::VariableId request);
  bool try_seeds(std::size_t goal, program::VariableId request);
  bool try_targets(std::size_t goal, const check::Unit& unit, program::VariableId request);
  bool try_variations(std::size_t goal, const check::Unit& unit, const check::Cone& cone, program::VariableId request);
  bool try_pairs(std::size_t goal, const Situation& start, const check::Cone& cone, program::VariableId request);
  [[nodiscard]] std::vector<Situation> starts_for(std::size_t goal, const check::Unit& unit,
                                                  program::VariableId request);
  bool offer(std::size_t goal, program::VariableId request, const Situation& situation);
  [[nodiscard]] eval::Coverage covered(program::VariableId request, const Situation& situation);
  [[nodiscard]] bool hits(std::size_t goal, program::VariableId request, const Situation& situation);
  [[nodiscard]] Situation simplified(std::size_t goal, program::VariableId request, const Situation& situation);
  [[nodiscard]] Situation situation_of(const check::Cone& cone, const check::Point& point,
                                       const Situation& under) const;
  [[nodiscard]] bool is_open(std::size_t goal) const;
  [[nodiscard]] std::vector<program::NodeId> nodes_at(program::PlaceId place) const;
  void accept(std::size_t goal, program::VariableId request, Situation situation);

  const scenario::Lookup& lookup_;
  const program::Package& package_;
  const base::SourceMap& sources_;
  const std::vector<check::Unit>& units_;
  const Readers& readers_;
  const std::vector<Situation>& seeds_;
  eval::Coverage& met_;
  GapLimits limits_;
  eval::Evaluator evaluator_;
  check::Trial trial_;
  check::Prover prover_;
  check::Cone no_cone_;
  std::vector<scenario::Goal> goals_;
  std::vector<std::vector<std::size_t>> units_of_place_;  // By place, positions in units_.
  std::vector<Meeting> found_;
  std::vector<Missing> missing_;
  Traces traces_;               // Of the goal being searched.
  bool is_impossible_ = false;  // Of the goal being searched: every question about it is answered no.
};

}  // namespace avenant::suggest
