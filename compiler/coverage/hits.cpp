#include "compiler/coverage/hits.hpp"

#include <algorithm>
#include <iterator>

#include "compiler/base/check.hpp"

namespace avenant::coverage {

std::vector<std::uint32_t> GoalHits::either() const {
  std::vector<std::uint32_t> all;
  std::set_union(met.begin(), met.end(), met_false.begin(), met_false.end(), std::back_inserter(all));
  return all;
}

HitCounter::HitCounter(const program::Package& package, const base::SourceMap& sources)
    : package_(package), sources_(sources) {
  for (scenario::Goal& goal : scenario::goals_of(package, sources, eval::Coverage(package))) {
    goals_.push_back({std::move(goal), {}, {}});
  }
}

void HitCounter::add(std::size_t position, const eval::Coverage& met) {
  // The goals of a program and their order do not depend on what is met.
  const std::vector<scenario::Goal> own = scenario::goals_of(package_, sources_, met);
  AVENANT_CHECK(own.size() == goals_.size(), "the goals of a program depend on what is met of them");
  const auto scenario = static_cast<std::uint32_t>(position);
  for (std::size_t i = 0; i < own.size(); ++i) {
    GoalHits& hits = goals_[i];
    if (own[i].is_met) hits.met.push_back(scenario);
    if (own[i].has_two_sides() && own[i].is_met_false) hits.met_false.push_back(scenario);
    hits.goal.is_met = hits.goal.is_met || own[i].is_met;
    hits.goal.is_met_false = hits.goal.is_met_false || own[i].is_met_false;
  }
}

}  // namespace avenant::coverage
