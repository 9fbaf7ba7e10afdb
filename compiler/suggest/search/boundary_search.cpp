#include "compiler/suggest/search/boundary_search.hpp"

#include <algorithm>

#include "compiler/suggest/search/steps.hpp"

namespace avenant::suggest {

using value::Value;

Situation Crossing::at(const Stand& stand) const {
  Situation own = situation;
  own.inputs[input] = stand.value;
  return own;
}

BoundarySearch::BoundarySearch(const program::Package& package, const Readers& readers,
                               const std::vector<Situation>& seeds, Lab& lab, const SearchLimits& limits)
    : package_(package), readers_(readers), seeds_(seeds), lab_(lab), limits_(limits), cones_(package) {}

/// The side of the case that was set, its fact moved to a step. Other facts stay as they were set.
std::optional<bool> BoundarySearch::side_at(const Boundary& boundary, std::uint32_t input, const Steps& steps,
                                            std::int64_t step) {
  lab_.set(input, steps.value_at(step));
  return lab_.side(boundary);
}

/// Looks further and further from the start for the other side, then between what was found and the start.
std::optional<BoundarySearch::Flip> BoundarySearch::flip(const Boundary& boundary, std::uint32_t input,
                                                         const Steps& steps, std::int64_t start, bool side) {
  for (const bool up : {true, false}) {
    std::int64_t inside = start;
    for (std::int64_t reach = 1;; reach *= 2) {
      const std::int64_t end = up ? steps.most() : steps.least();
      const std::int64_t room = up ? end - start : start - end;
      std::int64_t outside = reach >= room ? end : (up ? start + reach : start - reach);
      const std::optional<bool> there = outside == inside ? std::nullopt : side_at(boundary, input, steps, outside);
      if (!there) break;
      if (*there != side) {
        while (outside - inside > 1 || inside - outside > 1) {
          const std::int64_t middle = inside + (outside - inside) / 2;
          const std::optional<bool> between = side_at(boundary, input, steps, middle);
          if (!between) return std::nullopt;
          (*between == side ? inside : outside) = middle;
        }
        return Flip{std::min(inside, outside), std::max(inside, outside)};
      }
      inside = outside;
      if (outside == end) break;
    }
  }
  return std::nullopt;
}

/// Judges the cases around a flip: on the boundary is where nothing parts them from it, else where it begins to hold.
void BoundarySearch::weigh(const Boundary& boundary, program::VariableId request, const Situation& seed,
                           std::uint32_t input, const Steps& steps, const Flip& flip) {
  Crossing crossing{boundary, request, seed, input, {}};
  const auto distance_at = [&](std::int64_t step) {
    lab_.set(input, steps.value_at(step));
    return lab_.distance(boundary);
  };
  std::int64_t zero = flip.after;
  const auto before = distance_at(flip.before);
  if (before && before->is_zero()) zero = flip.before;
  std::size_t n_decide = 0;
  bool both = true;
  for (std::int64_t step = zero - 1; step <= zero + 1; ++step) {
    if (!steps.holds(step)) continue;
    const Value value = steps.value_at(step);
    Stand stand{value, distance_at(step), false};
    const Situation own = crossing.at(stand);
    stand.decides = lab_.is_decisive(boundary, request, own);
    lab_.set(own);
    if (step == flip.before || step == flip.after) both = both && stand.decides;
    n_decide += stand.decides ? 1 : 0;
    crossing.stands.push_back(std::move(stand));
  }
  crossed_ = true;
  if (n_decide == 0) return;
  // Where both sides of the flip decide, a moved or altered boundary always shows.
  if (both) n_decide += 2;
  if (best_ && n_decide <= n_best_) return;
  best_ = std::move(crossing);
  n_best_ = n_decide;
}

/// For a fact that a case does not give: near what it is compared to, where that has a value, else near 0.
std::int64_t BoundarySearch::start_near(const Boundary& boundary, const Steps& steps) {
  if (boundary.kind == BoundaryKind::Comparison) {
    for (const program::NodeId operand : package_.operands_of(package_.node(boundary.node))) {
      const eval::Outcome outcome = lab_.evaluator().evaluate(operand);
      const program::TypeKind kind = package_.type(package_.node(operand).type).kind;
      const std::optional<std::int64_t> near = outcome.ok() ? steps.step_near(kind, outcome.value) : std::nullopt;
      if (near) return *near;
    }
  }
  return std::clamp(std::int64_t{0}, steps.least(), steps.most());
}

void BoundarySearch::try_seed(const Boundary& boundary, program::VariableId request, const Situation& seed) {
  constexpr std::size_t kAll = 5;
  lab_.set(seed);
  const bool has_side = lab_.side(boundary).has_value();
  for (const program::InputId input : cones_.cone_of(boundary.node).inputs) {
    if (is_out_of_work() || n_best_ == kAll) return;
    const program::ListMember member = package_.list_member(input);
    if (member.list && !member.column) continue;
    const std::optional<Steps> steps = Steps::of(package_, input);
    const auto given = seed.inputs.find(input.value);
    // A fact that is not given is tried where the case lacks one.
    if (!steps || (given == seed.inputs.end() && has_side)) continue;
    lab_.set(seed);
    const std::optional<std::int64_t> start =
        given == seed.inputs.end() ? start_near(boundary, *steps) : steps->step_of(given->second);
    if (!start) continue;
    const std::optional<bool> side = side_at(boundary, input.value, *steps, *start);
    if (!side) continue;
    const std::optional<Flip> found = flip(boundary, input.value, *steps, *start, *side);
    if (found) weigh(boundary, request, seed, input.value, *steps, *found);
  }
}

/// Of the dispositif of the request: first those in which the boundary already shows in the result itself, then those
/// in which it shows in what a refusal names, then the others.
std::vector<const Situation*> BoundarySearch::seeds_for(const Boundary& boundary, program::VariableId request) {
  // Of those that lack a fact the last come first: they were found to reach what no scenario reaches.
  constexpr std::size_t kMaxIncomplete = 40;
  std::vector<const Situation*> incomplete;
  std::vector<const Situation*> by_effect[3];
  std::vector<const Situation*>& best = by_effect[static_cast<std::size_t>(Effect::Outcome)];
  for (const Situation& seed : seeds_) {
    if (best.size() >= limits_.max_seeds || is_out_of_work()) break;
    // Facts of other dispositifs reach nothing.
    if (seed.name != package_.variable(request).dispositif) continue;
    lab_.set(seed);
    if (!lab_.side(boundary)) {
      incomplete.push_back(&seed);
      continue;
    }
    by_effect[static_cast<std::size_t>(lab_.effect(boundary, request, seed))].push_back(&seed);
  }
  for (const Effect effect : {Effect::Conditions, Effect::None}) {
    const std::vector<const Situation*>& others = by_effect[static_cast<std::size_t>(effect)];
    best.insert(best.end(), others.begin(), others.end());
  }
  if (best.size() > limits_.max_seeds) best.resize(limits_.max_seeds);
  std::reverse(incomplete.begin(), incomplete.end());
  if (incomplete.size() > kMaxIncomplete) incomplete.resize(kMaxIncomplete);
  best.insert(best.end(), incomplete.begin(), incomplete.end());
  return best;
}

void BoundarySearch::try_member(const Boundary& boundary, program::VariableId request) {
  constexpr std::size_t kAll = 5;
  for (const Situation* seed : seeds_for(boundary, request)) {
    if (is_out_of_work() || n_best_ == kAll) return;
    try_seed(boundary, request, *seed);
  }
}

NoCrossing BoundarySearch::find(const BoundaryGroup& group, std::optional<Crossing>& found) {
  constexpr std::size_t kEnough = 4;
  n_begun_ = lab_.n_decided();
  best_.reset();
  n_best_ = 0;
  crossed_ = false;
  bool has_request = false;
  std::size_t n_tried = 0;
  for (const Boundary& boundary : group.members) {
    if (n_tried == limits_.max_members || n_best_ >= kEnough || is_out_of_work()) break;
    ++n_tried;
    for (const program::VariableId request : readers_.requests_for(boundary.owner)) {
      has_request = true;
      try_member(boundary, request);
      if (n_best_ >= kEnough) break;
    }
  }
  found = std::move(best_);
  best_.reset();
  if (found) return NoCrossing::Found;
  if (is_out_of_work()) return NoCrossing::OutOfWork;
  if (group.members.empty() && group.is_folded) return NoCrossing::Folded;
  if (!has_request) return NoCrossing::NoRequest;
  return crossed_ ? NoCrossing::NotDecisive : NoCrossing::NotReached;
}

}  // namespace avenant::suggest
