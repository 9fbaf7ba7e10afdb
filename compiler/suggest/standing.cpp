#include "compiler/suggest/standing.hpp"

#include <algorithm>

namespace avenant::suggest {
namespace {

/// Of the members of a family, enough for any that a scenario expects.
constexpr std::size_t kMaxMembers = 24;
/// Of the scenarios at one distance, so many are asked whether it shows.
constexpr std::size_t kMaxAsked = 40;

}  // namespace

Standing::Standing(const scenario::Lookup& lookup, const Readers& readers, const std::vector<BoundaryGroup>& groups,
                   Lab& lab)
    : lab_(lab) {
  const hir::Program& hir = lookup.hir();
  for (std::size_t i = 0; i < hir.scenarios.size(); ++i) {
    const hir::Scenario& one = hir.scenarios[hir.scenarios.id_at(i)];
    scenario::Facts facts = scenario::facts_of(lookup, one, {});
    Played played;
    played.situation.inputs = std::move(facts.inputs);
    played.situation.options = std::move(facts.options);
    for (const hir::Expectation& expectation : one.expectations) {
      const program::VariableId request = lookup.variable(expectation.member);
      if (request) played.requests.push_back(request);
    }
    lab.set(played.situation);
    for (const BoundaryGroup& group : groups) {
      for (std::size_t m = 0; m < std::min(kMaxMembers, group.members.size()); ++m) {
        const Boundary& boundary = group.members[m];
        const bool may_show =
            std::any_of(played.requests.begin(), played.requests.end(),
                        [&](program::VariableId request) { return readers.reads(request, boundary.owner); });
        const std::optional<value::Rational> distance = may_show ? lab.distance(boundary) : std::nullopt;
        if (!distance) continue;
        positions_[&group][{distance->numerator(), distance->denominator()}].push_back({played_.size(), m});
      }
    }
    played_.push_back(std::move(played));
  }
}

bool Standing::stands_at(const BoundaryGroup& group, const std::optional<value::Rational>& distance) const {
  const auto of_group = positions_.find(&group);
  if (!distance || of_group == positions_.end()) return false;
  const auto there = of_group->second.find({distance->numerator(), distance->denominator()});
  if (there == of_group->second.end()) return false;
  std::size_t n_asked = 0;
  for (const Position& position : there->second) {
    const Played& played = played_[position.scenario];
    const Boundary& boundary = group.members[position.member];
    if (++n_asked > kMaxAsked) return false;
    for (const program::VariableId request : played.requests) {
      if (lab_.is_decisive(boundary, request, played.situation)) return true;
    }
  }
  return false;
}

}  // namespace avenant::suggest
