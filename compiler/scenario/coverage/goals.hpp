// What scenarios are to meet of a program: its versions, rows, conditions and derogations, each once for its place in
// the sources, whatever the members of families made of it. Read next: coverage.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "runtime/eval/coverage.hpp"
#include "runtime/program/package.hpp"

namespace avenant::scenario {

enum class GoalKind : std::uint8_t {
  Version,     ///< The version applies to some case.
  Row,         ///< The row of a table is the one that is true; so is `sinon`.
  Condition,   ///< The condition is true, and it is false.
  Derogation,  ///< Its value is taken, and it is considered and not taken.
};
inline constexpr std::size_t kGoalKinds = 4;

/// Something to meet. One of two sides counts twice.
struct Goal {
  GoalKind kind = GoalKind::Version;
  program::PlaceId place;
  program::TextId text;  ///< Of a version its own, else that of the place.
  std::string name;      ///< Of the rule; of a row or a labelled condition, what is written there.
  std::string written;   ///< Of a condition without label: its beginning in the sources.
  bool has_label = false;
  std::size_t rank_in_line = 0;  ///< Of a row of a table of two entries: from 1, the cell of its line; else 0.
  bool is_met = false;           ///< Applied, true, taken.
  bool is_met_false = false;     ///< Of a condition or derogation: false, not taken.

  [[nodiscard]] bool has_two_sides() const { return kind == GoalKind::Condition || kind == GoalKind::Derogation; }
  [[nodiscard]] std::size_t n_sides() const { return has_two_sides() ? 2 : 1; }
  [[nodiscard]] std::size_t n_met() const { return (is_met ? 1U : 0U) + (has_two_sides() && is_met_false ? 1U : 0U); }
};

/// The goals of a program, and which `coverage` meets: in the order of texts, files and places. Those of the standard
/// library are left out. Not goals: cells of tables, for rows say it; what `suppose` states, for it must not be false;
/// what the compiler adds, such as the period of an application date. Linear in the program, but for sorting.
/// `sources` are those that the program was made from.
[[nodiscard]] std::vector<Goal> goals_of(const program::Package& package, const base::SourceMap& sources,
                                         const eval::Coverage& coverage);

}  // namespace avenant::scenario
