#include "compiler/check/proof/prove.hpp"

#include <algorithm>

namespace avenant::check {

namespace {

/// Axes tried before one is chosen: the nearest ones that can still be cut.
constexpr std::size_t kMaxTried = 8;

eval::RunOptions with_any_date(eval::RunOptions options) {
  options.situation_date.reset();
  return options;
}

}  // namespace

/// A search by boxes, depth first.
struct Prover::Work {
  const Unit& unit;
  std::vector<Axis> axes;
  std::vector<Target>& targets;
  std::size_t max_boxes = 0;
  Budget& budget;
  std::size_t steps_a_box = 1;
  /// Tries a case of the box; may answer targets. Empty in a search for proofs only.
  std::function<void(const Box&, bool is_last)> visit;
};

Prover::Prover(const program::Package& package, const eval::RunOptions& options)
    : package_(package), evaluator_(package, with_any_date(options)) {
  evaluator_.set_all_holes();
  for (std::size_t index = 0; index < package.readings.size(); ++index) {
    evaluator_.set_reading_any(program::ReadingId(index));
  }
  for (std::size_t index = 0; index < package.unknowns.size(); ++index) {
    evaluator_.set_figure_hole(program::UnknownId(index));
  }
  evaluator_.set_situation_date(
      eval::AbstractValue::dates(value::Date::unchecked(value::kFirstDay), value::Date::unchecked(value::kLastDay)));
}

bool Prover::may_hit(const Unit& unit, const Target& target) {
  if (target.question == Question::kError) {
    const eval::SiteSet errors =
        unit.variable ? evaluator_.evaluate(unit.variable).errors : evaluator_.evaluate(unit.notice).errors;
    return evaluator_.contains(errors, target.site) && may_be_read(target);
  }
  const bool may_hold = std::all_of(target.literals.begin(), target.literals.end(), [this](const Literal& literal) {
    const eval::AbstractValue value = evaluator_.evaluate(literal.node).value;
    return literal.wanted ? value.may_be_true() : value.may_be_false();
  });
  return may_hold && (target.question != Question::kRest || may_have_no_row(package_.node(target.node)));
}

/// Of a variable read out of force: whether some case of the box lies in the dispositif's time.
bool Prover::may_be_read(const Target& target) {
  if (!target.read || !target.since.date) return true;
  const eval::AbstractValue date = evaluator_.evaluate(target.since.date).value;
  const bool is_ordered = date.shape == eval::Shape::kPoints || date.shape == eval::Shape::kInterval;
  return date.has_values() && (!is_ordered || target.since.day <= date.high().as_date());
}

bool Prover::may_have_no_row(const program::Node& table) {
  const auto operands = package_.operands_of(table);
  const auto rows = package_.rows_of(package_.tables[table.payload]);
  return std::all_of(rows.begin(), rows.end(), [&](const program::Row& row) {
    const auto cells = operands.subspan(row.first_operand, row.n_cells);
    return std::any_of(cells.begin(), cells.end(),
                       [this](program::NodeId cell) { return evaluator_.evaluate(cell).value.may_be_false(); });
  });
}

std::vector<std::size_t> Prover::possible(const Unit& unit, const std::vector<Target>& targets,
                                          const std::vector<std::size_t>& among) {
  std::vector<std::size_t> left;
  for (const std::size_t index : among) {
    if (targets[index].answer == Answer::kOpen && may_hit(unit, targets[index])) left.push_back(index);
  }
  return left;
}

void Prover::set_box(const std::vector<Axis>& axes, const Box& box) {
  for (std::size_t index = 0; index < axes.size(); ++index) set_axis(evaluator_, axes[index], box[index]);
}

void Prover::prove_at_once(const Unit& unit, std::vector<Target>& targets) {
  for (Target& target : targets) {
    if (target.answer == Answer::kOpen && !may_hit(unit, target)) target.answer = Answer::kImpossible;
  }
}

/// The cut after which the fewest questions are left in both halves together: a cut that does not matter leaves all.
std::optional<std::pair<Box, Box>> Prover::best_split(Work& work, const Box& box, const std::vector<std::size_t>& open,
                                                      std::size_t depth) {
  std::optional<std::pair<Box, Box>> best;
  std::size_t fewest = 2 * open.size();
  std::size_t n_tried = 0;
  // Each box begins with the axis after its parent's: where no cut shows its worth, none is cut for ever.
  for (std::size_t turn = 0; turn < work.axes.size() && n_tried < kMaxTried; ++turn) {
    const std::size_t index = (depth + turn) % work.axes.size();
    const auto parts = split(package_, work.axes[index], box[index]);
    if (!parts) continue;
    ++n_tried;
    Box first = box;
    Box second = box;
    first[index] = parts->first;
    second[index] = parts->second;
    if (!work.budget.take(2 * work.steps_a_box)) return std::nullopt;
    set_axis(evaluator_, work.axes[index], parts->first);
    std::size_t n_left = possible(work.unit, work.targets, open).size();
    set_axis(evaluator_, work.axes[index], parts->second);
    n_left += possible(work.unit, work.targets, open).size();
    set_axis(evaluator_, work.axes[index], box[index]);
    if (best && n_left >= fewest) continue;
    fewest = n_left;
    best = std::pair{std::move(first), std::move(second)};
    if (n_left == 0) break;
  }
  return best;
}

/// Every open target is possible in some box still waiting, or not proved: the box could not be cut, or was not looked
/// at. The others are proved impossible.
std::size_t Prover::run(Work& work) {
  std::vector<std::size_t> all;
  for (std::size_t index = 0; index < work.targets.size(); ++index) {
    if (work.targets[index].answer == Answer::kOpen) all.push_back(index);
  }
  std::vector<bool> unproved(work.targets.size());
  const auto leave = [&unproved](const std::vector<std::size_t>& open) {
    for (const std::size_t index : open) unproved[index] = true;
  };
  struct Waiting {
    Box box;
    std::vector<std::size_t> open;
    std::size_t depth = 0;
  };
  std::vector<Waiting> stack;
  Box whole;
  for (const Axis& axis : work.axes) whole.push_back(axis.whole);
  stack.push_back({std::move(whole), all, 0});
  std::size_t n_boxes = 0;
  while (!stack.empty()) {
    Waiting next = std::move(stack.back());
    stack.pop_back();
    // What is known to be unprovable is not worth more boxes.
    std::erase_if(next.open, [&](std::size_t index) {
      return work.targets[index].answer != Answer::kOpen || (unproved[index] && !work.visit);
    });
    if (next.open.empty()) continue;
    if (n_boxes >= work.max_boxes || !work.budget.take(work.steps_a_box)) {
      leave(next.open);
      continue;
    }
    ++n_boxes;
    set_box(work.axes, next.box);
    std::vector<std::size_t> open = possible(work.unit, work.targets, next.open);
    if (open.empty()) continue;
    auto parts = best_split(work, next.box, open, next.depth);
    if (work.visit) {
      work.visit(next.box, !parts);
      std::erase_if(open, [&](std::size_t index) { return work.targets[index].answer != Answer::kOpen; });
      if (open.empty()) continue;
    }
    if (!parts) {
      leave(open);
      continue;
    }
    stack.push_back({std::move(parts->second), open, next.depth + 1});
    stack.push_back({std::move(parts->first), std::move(open), next.depth + 1});
  }
  for (const std::size_t index : all) {
    Target& target = work.targets[index];
    if (target.answer == Answer::kOpen && !unproved[index]) target.answer = Answer::kImpossible;
  }
  for (const Axis& axis : work.axes) {
    if (axis.kind == Axis::Kind::kVariable) {
      evaluator_.release(program::VariableId(axis.id));
    } else {
      set_axis(evaluator_, axis, axis.whole);
    }
  }
  return n_boxes;
}

std::size_t Prover::prove_nearby(const Unit& unit, std::vector<Target>& targets, std::size_t max_boxes,
                                 Budget& budget) {
  const Surroundings near = surroundings_of(package_, unit);
  Work work{unit, {}, targets, max_boxes, budget, 1, {}};
  for (std::size_t index = 0; index < near.dimensions.size(); ++index) {
    if (auto axis = axis_of(package_, evaluator_, near.dimensions[index], near.marks[index])) {
      work.axes.push_back(std::move(*axis));
    }
  }
  for (std::size_t index = 0; index < near.variables.size(); ++index) {
    const program::VariableId id = near.variables[index];
    Axis axis;
    axis.kind = Axis::Kind::kVariable;
    axis.id = id.value;
    axis.type = package_.variable(id).type;
    axis.whole = evaluator_.evaluate(id).value;
    axis.marks = near.variable_marks[index];
    // One that always fails has no value to take.
    if (!axis.whole.is_nothing()) work.axes.push_back(std::move(axis));
  }
  work.steps_a_box = 10 + 4 * work.axes.size() + 4 * targets.size();
  return run(work);
}

std::size_t Prover::prove_over(const Unit& unit, const std::vector<Axis>& axes, std::vector<Target>& targets,
                               std::size_t max_boxes, std::size_t steps_a_box, Budget& budget) {
  Work work{unit, axes, targets, max_boxes, budget, steps_a_box, {}};
  return run(work);
}

std::size_t Prover::search(const Unit& unit, const Cone& cone, std::vector<Target>& targets, Trial& trial,
                           std::size_t max_boxes, Budget& budget) {
  Work work{unit, {}, targets, max_boxes, budget, 1, {}};
  std::vector<std::size_t> axis_of_dimension(cone.dimensions.size(), cone.dimensions.size());
  for (std::size_t index = 0; index < cone.dimensions.size(); ++index) {
    auto axis = axis_of(package_, evaluator_, cone.dimensions[index], cone.marks[index]);
    if (!axis) continue;
    axis_of_dimension[index] = work.axes.size();
    work.axes.push_back(std::move(*axis));
  }
  work.steps_a_box = 10 + cone.n_nodes / 2;
  const Point plain = plain_point(package_, cone);
  work.visit = [&](const Box& box, bool is_last) {
    const std::size_t n_tries = is_last ? 4 : 1;
    for (std::size_t rank = 0; rank < n_tries; ++rank) {
      if (!budget.take(cone.n_nodes)) return;
      Point point = plain;
      for (std::size_t index = 0; index < cone.dimensions.size(); ++index) {
        if (axis_of_dimension[index] == cone.dimensions.size()) continue;
        const eval::AbstractValue& values = box[axis_of_dimension[index]];
        const bool plain_fits = point[index] ? values.contains(*point[index]) : values.may_be_absent;
        if (!plain_fits || rank > 0) point[index] = pick(values, cone.candidates[index], rank);
      }
      try_point(trial, unit, targets, point);
    }
  };
  return run(work);
}

}  // namespace avenant::check
