// Which scenarios meet each thing that is to be covered: what coverage says, scenario by scenario. Every form made for
// other tools is made from this. Read next: lcov.hpp, html/page.hpp; compiler/scenario/coverage/goals.hpp (what
// counts).
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/scenario/coverage/goals.hpp"
#include "runtime/eval/coverage.hpp"
#include "runtime/program/package.hpp"

namespace avenant::coverage {

/// Something to meet, and the positions in the report of the scenarios that do, ascending.
struct GoalHits {
  scenario::Goal goal;
  std::vector<std::uint32_t> met;        ///< Applied, true, taken.
  std::vector<std::uint32_t> met_false;  ///< Of a condition or derogation: false, not taken.

  /// The scenarios that meet either side, each once.
  [[nodiscard]] std::vector<std::uint32_t> either() const;
};

/// Adds up what scenarios meet. Both must outlive it.
class HitCounter {
 public:
  HitCounter(const program::Package& package, const base::SourceMap& sources);

  /// Adds what one scenario meets: positions must ascend. Linear in the program.
  void add(std::size_t position, const eval::Coverage& met);
  [[nodiscard]] const std::vector<GoalHits>& goals() const { return goals_; }

 private:
  const program::Package& package_;
  const base::SourceMap& sources_;
  std::vector<GoalHits> goals_;
};

}  // namespace avenant::coverage
