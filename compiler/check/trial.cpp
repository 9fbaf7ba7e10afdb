#include "compiler/check/trial.hpp"

#include <algorithm>

namespace avenant::check {

Trial::Trial(const program::Package& package) : package_(package), evaluator_(package) {}

void Trial::begin(const Cone& cone) {
  if (cone_ != nullptr) apply(Point(applied_.size()));
  cone_ = &cone;
  applied_.assign(cone.dimensions.size(), std::nullopt);
}

void Trial::apply(const Point& point) {
  bool new_options = false;
  for (std::size_t index = 0; index < point.size(); ++index) {
    if (point[index] == applied_[index]) continue;
    applied_[index] = point[index];
    const Dimension& dimension = cone_->dimensions[index];
    if (dimension.kind != DimensionKind::kInput) {
      new_options = true;
    } else if (point[index]) {
      evaluator_.set(program::InputId(dimension.id), *point[index]);
    } else {
      evaluator_.clear(program::InputId(dimension.id));
    }
  }
  if (new_options) set_options();
}

void Trial::set_options() {
  eval::RunOptions options;
  for (std::size_t index = 0; index < applied_.size(); ++index) {
    if (!applied_[index]) continue;
    const Dimension& dimension = cone_->dimensions[index];
    const value::Value value = *applied_[index];
    switch (dimension.kind) {
      case DimensionKind::kInput:
        break;
      case DimensionKind::kReading:
        options.readings.emplace_back(program::ReadingId(dimension.id), static_cast<std::uint32_t>(value.a));
        break;
      case DimensionKind::kFigure:
        options.figures.emplace_back(program::UnknownId(dimension.id), value);
        break;
      case DimensionKind::kSituationDate:
        options.situation_date = value.as_date();
        break;
      case DimensionKind::kDraft:
        if (value.as_boolean()) options.drafts.emplace_back(dimension.id);
        break;
    }
  }
  evaluator_.set_options(options);
}

bool Trial::hits(const Unit& unit, const Target& target) {
  if (target.question == Question::kError) {
    const eval::Outcome outcome = unit.variable ? evaluator_.evaluate(unit.variable) : evaluator_.evaluate(unit.notice);
    return outcome.status == target.site.value && has_cause(target) && is_read(target);
  }
  const bool hold = std::all_of(target.literals.begin(), target.literals.end(),
                                [this](const Literal& literal) { return is(literal.node, literal.wanted); });
  return hold && (target.question != Question::kRest || has_no_row(package_.node(target.node)));
}

/// Of a variable read out of force: it is that, in a case of the dispositif's time.
bool Trial::is_read(const Target& target) {
  if (!target.read) return true;
  if (evaluator_.evaluate(target.read).status != target.site.value) return false;
  if (!target.since.date) return true;
  const eval::Outcome date = evaluator_.evaluate(target.since.date);
  return date.ok() && !date.value.is_absent() && target.since.day <= date.value.as_date();
}

bool Trial::is(program::NodeId condition, bool wanted) {
  const eval::Outcome outcome = evaluator_.evaluate(condition);
  return outcome.ok() && outcome.value.as_boolean() == wanted;
}

bool Trial::has_no_row(const program::Node& table) {
  const auto operands = package_.operands_of(table);
  const auto rows = package_.rows_of(package_.tables[table.payload]);
  return std::all_of(rows.begin(), rows.end(), [&](const program::Row& row) {
    const auto cells = operands.subspan(row.first_operand, row.n_cells);
    return std::any_of(cells.begin(), cells.end(), [this](program::NodeId cell) { return is(cell, false); });
  });
}

/// `années_révolues(d ; à)` fails by one site where `à` precedes `d` and where a day is missing.
bool Trial::has_cause(const Target& target) {
  const program::Node* node = target.node ? &package_.node(target.node) : nullptr;
  if (node == nullptr || target.in_fold ||
      (node->op != program::Op::kLastAnniversary && node->op != program::Op::kCompletedYears)) {
    return true;
  }
  const auto operands = package_.operands_of(*node);
  const eval::Outcome from = evaluator_.evaluate(operands[0]);
  const eval::Outcome to = evaluator_.evaluate(operands[1]);
  const bool reversed = from.ok() && to.ok() && to.value.a < from.value.a;
  return (target.cause == DateCause::kReversed) == reversed;
}

}  // namespace avenant::check
