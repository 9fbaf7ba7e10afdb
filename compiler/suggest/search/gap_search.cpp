#include "compiler/suggest/search/gap_search.hpp"

#include <algorithm>

#include "compiler/check/check.hpp"
#include "compiler/check/sample.hpp"

namespace avenant::suggest {
namespace {

using check::Answer;
using check::Question;
using check::Target;
using eval::Coverage;
using program::PlaceId;
using scenario::Goal;
using scenario::GoalKind;

void join(std::vector<std::uint8_t>& all, const std::vector<std::uint8_t>& more) {
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(all[i] | more[i]);
}

void join(Coverage& all, const Coverage& more) {
  join(all.versions, more.versions);
  join(all.rows, more.rows);
  join(all.derogations, more.derogations);
  join(all.nodes, more.nodes);
}

}  // namespace

GapSearch::GapSearch(const scenario::Lookup& lookup, const base::SourceMap& sources,
                     const std::vector<check::Unit>& units, const Readers& readers, const std::vector<Situation>& seeds,
                     eval::Coverage& met, const GapLimits& limits)
    : lookup_(lookup),
      package_(lookup.package()),
      sources_(sources),
      units_(units),
      readers_(readers),
      seeds_(seeds),
      met_(met),
      limits_(limits),
      evaluator_(package_),
      trial_(package_),
      prover_(package_),
      goals_(scenario::goals_of(package_, sources, met)),
      units_of_place_(package_.places.size()) {
  index_places();
}

/// Which rules are written at a place.
void GapSearch::index_places() {
  for (std::size_t i = 0; i < units_.size(); ++i) {
    const check::Unit& unit = units_[i];
    if (!unit.variable) continue;
    const auto add = [&](PlaceId place) {
      if (!place) return;
      std::vector<std::size_t>& units = units_of_place_[place.value];
      if (units.empty() || units.back() != i) units.push_back(i);
    };
    for (const program::Version& version : package_.versions_of(package_.variable(unit.variable))) {
      add(version.place);
      std::vector<program::ConditionId> pending;
      if (version.condition) pending.push_back(version.condition);
      while (!pending.empty()) {
        const program::Condition& condition = package_.conditions[pending.back().value];
        pending.pop_back();
        add(condition.place);
        for (const program::ConditionId child : package_.children_of(condition)) pending.push_back(child);
      }
      if (!version.rule) continue;
      for (const program::Derogation& one : package_.derogations_of(package_.rule(version.rule))) add(one.place);
    }
    const Expressions expressions = expressions_of(package_, unit.roots);
    for (const std::vector<program::NodeId>* nodes : {&expressions.plain, &expressions.folded}) {
      for (const program::NodeId id : *nodes) {
        const program::Node& node = package_.node(id);
        add(node.place);
        if (node.op != program::Op::kTable) continue;
        for (const program::Row& row : package_.rows_of(package_.tables[node.payload])) add(row.place);
      }
    }
  }
}

bool GapSearch::is_open(std::size_t goal) const {
  const Goal& one = goals_[goal];
  return one.n_met() < one.n_sides() && package_.texts[one.text.value].kind != program::TextKind::kDraft;
}

void GapSearch::find_traces(std::size_t goal) {
  const PlaceId at = goals_[goal].place;
  traces_ = {};
  for (std::uint32_t i = 0; i < package_.versions.size(); ++i) {
    if (package_.versions[i].place == at) traces_.versions.push_back(i);
  }
  for (std::uint32_t i = 0; i < package_.rows.size(); ++i) {
    if (package_.rows[i].place == at) traces_.rows.push_back(i);
  }
  for (std::uint32_t i = 0; i < package_.derogations.size(); ++i) {
    if (package_.derogations[i].place == at) traces_.derogations.push_back(i);
  }
  traces_.nodes = nodes_at(at);
  for (std::uint32_t i = 0; i < package_.nodes.size(); ++i) {
    if (package_.nodes[i].place == at) traces_.nodes.emplace_back(i);
  }
}

/// Whether a case meets anything at the goal's place that nothing has met: what goals_of is then asked about.
bool GapSearch::may_meet(const Coverage& own) const {
  const auto is_new = [](std::uint8_t now, std::uint8_t before) { return (now & ~before) != 0; };
  for (const std::uint32_t i : traces_.versions) {
    if (is_new(own.versions[i], met_.versions[i])) return true;
  }
  for (const std::uint32_t i : traces_.rows) {
    if (is_new(own.rows[i], met_.rows[i])) return true;
  }
  for (const std::uint32_t i : traces_.derogations) {
    if (is_new(own.derogations[i], met_.derogations[i])) return true;
  }
  return std::any_of(traces_.nodes.begin(), traces_.nodes.end(),
                     [&](program::NodeId id) { return is_new(own.nodes[id.value], met_.nodes[id.value]); });
}

/// What asking for one result of a case meets.
Coverage GapSearch::covered(program::VariableId request, const Situation& situation) {
  evaluator_.set_options(situation.options);
  evaluator_.begin_case();
  for (const auto& [input, value] : situation.inputs) evaluator_.set(program::InputId(input), value);
  Coverage own(package_);
  evaluator_.cover(std::span<const program::VariableId>(&request, 1), own);
  return own;
}

/// Whether the case meets a side of the goal that nothing has met yet.
bool GapSearch::hits(std::size_t goal, program::VariableId request, const Situation& situation) {
  const Coverage own = covered(request, situation);
  // Most cases meet nothing new there: goals are made only for those that may.
  if (!may_meet(own)) return false;
  const std::vector<Goal> goals = scenario::goals_of(package_, sources_, own);
  const Goal& now = goals[goal];
  const Goal& before = goals_[goal];
  return (now.is_met && !before.is_met) || (now.has_two_sides() && now.is_met_false && !before.is_met_false);
}

void GapSearch::accept(std::size_t goal, program::VariableId request, Situation situation) {
  const Coverage own = covered(request, situation);
  join(met_, own);
  const bool was_met = goals_[goal].is_met;
  goals_ = scenario::goals_of(package_, sources_, met_);
  found_.push_back({request, std::move(situation), goal, goals_[goal].is_met && !was_met});
}

/// The same case with as few facts that differ from its base as still meet the goal.
Situation GapSearch::simplified(std::size_t goal, program::VariableId request, const Situation& situation) {
  const Situation base = suggest::situation_of(lookup_, situation.base, situation.dispositif);
  Situation best = situation;
  for (const auto& [input, value] : situation.inputs) {
    const auto given = base.inputs.find(input);
    if (given != base.inputs.end() && given->second == value) continue;
    Situation without = best;
    if (given != base.inputs.end()) {
      without.inputs[input] = given->second;
    } else {
      without.inputs.erase(input);
    }
    if (hits(goal, request, without)) best = std::move(without);
  }
  return best;
}

bool GapSearch::offer(std::size_t goal, program::VariableId request, const Situation& situation) {
  if (!hits(goal, request, situation)) return false;
  Situation plain = simplified(goal, request, situation);
  if (!lines_of(lookup_, plain)) return false;
  accept(goal, request, std::move(plain));
  return true;
}

bool GapSearch::try_seeds(std::size_t goal, program::VariableId request) {
  std::size_t n_tried = 0;
  for (const Situation& seed : seeds_) {
    if (seed.name != package_.variable(request).dispositif) continue;
    if (++n_tried > limits_.max_seeds) return false;
    if (offer(goal, request, seed)) return true;
  }
  return false;
}

/// A point of the proofs as a case, over the facts of another one.
Situation GapSearch::situation_of(const check::Cone& cone, const check::Point& point, const Situation& under) const {
  Situation situation = under;
  for (std::size_t i = 0; i < point.size(); ++i) {
    if (!point[i]) continue;
    const check::Dimension& dimension = cone.dimensions[i];
    switch (dimension.kind) {
      case check::DimensionKind::kInput:
        situation.inputs[dimension.id] = *point[i];
        break;
      case check::DimensionKind::kReading: {
        const program::ReadingId reading(dimension.id);
        std::erase_if(situation.options.readings, [reading](const auto& chosen) { return chosen.first == reading; });
        situation.options.readings.emplace_back(reading, static_cast<std::uint32_t>(point[i]->a));
        break;
      }
      case check::DimensionKind::kSituationDate:
        situation.options.situation_date = point[i]->as_date();
        break;
      // A scenario supplies no figure, and drafts are not counted.
      case check::DimensionKind::kFigure:
      case check::DimensionKind::kDraft:
        break;
    }
  }
  return situation;
}

/// Cases near the goal: those that evaluate what it is written of come first, then those to which its version applies,
/// then any.
std::vector<Situation> GapSearch::starts_for(std::size_t goal, const check::Unit& unit, program::VariableId request) {
  const Goal& wanted = goals_[goal];
  std::vector<program::NodeId> near = nodes_at(wanted.place);
  const Expressions expressions = expressions_of(package_, unit.roots);
  for (const program::NodeId id : expressions.plain) {
    const program::Node& node = package_.node(id);
    bool is_there = node.place == wanted.place;
    if (node.op == program::Op::kTable) {
      for (const program::Row& row : package_.rows_of(package_.tables[node.payload])) {
        is_there = is_there || row.place == wanted.place;
      }
    }
    if (is_there) near.push_back(id);
  }
  const program::Variable& variable = package_.variable(unit.variable);
  std::vector<Situation> by_nearness[3];
  const auto add = [&](const Situation& situation) {
    if (situation.name != package_.variable(request).dispositif || by_nearness[0].size() >= limits_.max_starts) return;
    const Coverage own = covered(request, situation);
    const bool reaches = std::any_of(near.begin(), near.end(), [&own](program::NodeId id) {
      return (own.nodes[id.value] & Coverage::kEvaluated) != 0;
    });
    bool applies = false;
    for (std::uint32_t i = variable.first_version; i < variable.first_version + variable.n_versions; ++i) {
      applies = applies || (package_.versions[i].text == wanted.text && own.versions[i] != 0);
    }
    std::vector<Situation>& list = by_nearness[reaches ? 0 : (applies ? 1 : 2)];
    if (list.size() < limits_.max_starts) list.push_back(situation);
  };
  for (const Meeting& meeting : found_) add(meeting.situation);
  for (const Situation& seed : seeds_) add(seed);
  std::vector<Situation> starts;
  for (std::vector<Situation>& list : by_nearness) {
    for (Situation& one : list) {
      if (starts.size() < limits_.max_starts) starts.push_back(std::move(one));
    }
  }
  return starts;
}

/// Two facts of a case moved together.
bool GapSearch::try_pairs(std::size_t goal, const Situation& start, const check::Cone& cone,
                          program::VariableId request) {
  constexpr std::size_t kValues = 4;
  std::size_t n_tried = 0;
  for (std::size_t i = 0; i < cone.dimensions.size(); ++i) {
    for (std::size_t j = i + 1; j < cone.dimensions.size(); ++j) {
      for (std::size_t a = 0; a < std::min(kValues, cone.candidates[i].size()); ++a) {
        for (std::size_t b = 0; b < std::min(kValues, cone.candidates[j].size()); ++b) {
          if (n_tried++ == limits_.max_pairs) return false;
          check::Point point(cone.dimensions.size());
          point[i] = cone.candidates[i][a];
          point[j] = cone.candidates[j][b];
          if (offer(goal, request, situation_of(cone, point, start))) return true;
        }
      }
    }
  }
  return false;
}

/// From cases near the goal, each fact moved alone to each of the values that the rules compare it to, then two facts.
bool GapSearch::try_variations(std::size_t goal, const check::Unit& unit, const check::Cone& cone,
                               program::VariableId request) {
  constexpr std::size_t kValues = 16;
  const std::vector<Situation> starts = starts_for(goal, unit, request);
  for (const Situation& start : starts) {
    for (std::size_t i = 0; i < cone.dimensions.size(); ++i) {
      for (std::size_t rank = 0; rank < std::min(kValues, cone.candidates[i].size()); ++rank) {
        check::Point point(cone.dimensions.size());
        point[i] = cone.candidates[i][rank];
        if (offer(goal, request, situation_of(cone, point, start))) return true;
      }
    }
  }
  return !starts.empty() && try_pairs(goal, starts.front(), cone, request);
}

/// The conditions of éligibilités that are written at a place, and what those that are rules come to.
std::vector<program::NodeId> GapSearch::nodes_at(PlaceId place) const {
  std::vector<program::NodeId> nodes;
  for (const program::Condition& condition : package_.conditions) {
    if (condition.place == place) nodes.push_back(condition.node);
  }
  for (const program::Version& version : package_.versions) {
    if (version.place == place && version.rule) nodes.push_back(package_.rule(version.rule).body);
  }
  return nodes;
}

bool GapSearch::try_targets(std::size_t goal, const check::Unit& unit, program::VariableId request) {
  std::vector<Target> targets;
  const PlaceId at = goals_[goal].place;
  const std::vector<program::NodeId> nodes = nodes_at(at);
  for (Target& target : check::targets_of(package_, unit)) {
    if (target.question == Question::kError) continue;
    // What is shown already is not asked for again.
    if (target.question == Question::kHolds && goals_[goal].is_met) continue;
    if (target.question == Question::kFails && goals_[goal].is_met_false) continue;
    const bool is_of_node = target.node && (package_.node(target.node).place == at ||
                                            std::find(nodes.begin(), nodes.end(), target.node) != nodes.end());
    const bool is_of_row = target.row && package_.rows[target.row.value].place == at;
    if (target.place == at || is_of_node || is_of_row) targets.push_back(std::move(target));
  }
  // Where nothing is asked, nothing is proved.
  if (targets.empty()) is_impossible_ = false;
  prover_.prove_at_once(unit, targets);
  const check::Cone cone = check::cone_of(package_, unit, check::Options().max_cone_nodes);
  if (check::any_open(targets)) {
    check::Dice dice(unit.variable.value);
    trial_.begin(cone);
    check::sample(trial_, package_, unit, cone, targets, limits_.max_points, dice);
    if (check::any_open(targets) && !cone.is_partial) {
      check::Budget budget{check::Options().max_rule_steps};
      prover_.search(unit, cone, targets, trial_, limits_.max_boxes, budget);
    }
    trial_.begin(no_cone_);
  }
  bool is_new = false;
  for (const Target& target : targets) {
    if (target.answer != Answer::kImpossible) is_impossible_ = false;
    if (target.answer != Answer::kConfirmed || is_new) continue;
    Situation none;
    none.name = package_.variable(request).dispositif;
    for (const Situation& seed : seeds_) {
      if (seed.name != none.name) continue;
      none.dispositif = seed.dispositif;
      is_new = offer(goal, request, situation_of(cone, target.witness, seed));
      break;
    }
    if (!is_new) is_new = offer(goal, request, situation_of(cone, target.witness, none));
  }
  return is_new || (!is_impossible_ && try_variations(goal, unit, cone, request));
}

bool GapSearch::try_unit(std::size_t goal, const check::Unit& unit, program::VariableId request) {
  return try_seeds(goal, request) || try_targets(goal, unit, request);
}

/// Until the goal is met on all its sides, or nothing meets it any more.
void GapSearch::search(std::size_t goal) {
  bool has_request = false;
  is_impossible_ = true;
  find_traces(goal);
  const std::vector<std::size_t>& units = units_of_place_[goals_[goal].place.value];
  std::size_t n_tried = 0;
  for (const std::size_t index : units) {
    if (n_tried++ == limits_.max_members || !is_open(goal)) break;
    const check::Unit& unit = units_[index];
    for (const program::VariableId request : readers_.requests_for(unit.variable)) {
      has_request = true;
      while (is_open(goal) && try_unit(goal, unit, request)) continue;
    }
  }
  if (is_open(goal))
    missing_.push_back({goal, is_impossible_ && has_request && n_tried <= limits_.max_members, has_request});
}

}  // namespace avenant::suggest
