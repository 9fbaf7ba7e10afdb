// Operations that evaluate only some of their operands, or absorb errors: what is not chosen adds nothing, and what a
// condition establishes holds in what it guards.
#include <algorithm>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using program::NodeId;
using value::Set128;
using value::Value;

namespace {

// Beyond so many operands each is evaluated under what those before it establish only.
constexpr std::size_t kMaxRefinedOperands = 16;
// Beyond so many rows that may hold, any two may hold together.
constexpr std::size_t kMaxComparedRows = 32;

bool may_absorb(const AbstractOutcome& outcome, bool absorbing) {
  return absorbing ? outcome.value.may_be_true() : outcome.value.may_be_false();
}

}  // namespace

void Machine::leave(std::size_t entered) {
  for (std::size_t rank = refinements_.size(); rank-- > entered;) {
    const Refinement& last = refinements_[rank];
    refined(last.kind, last.id) = last.previous;
  }
  refinements_.shrink(entered);
}

bool Machine::refine_all(std::span<const NodeId> conditions, bool wanted, bool strict) {
  return std::all_of(conditions.begin(), conditions.end(),
                     [this, wanted, strict](NodeId each) { return refine(each, wanted, strict); });
}

void Machine::join_node(NodeId id, AbstractOutcome& out) {
  const Slot slot(*this);
  const AbstractOutcome& outcome = node(id, *slot);
  domain::join_into(out.value, outcome.value);
  out.errors = sets.unite(out.errors, outcome.errors);
}

// `and`, where `absorbing` is false, or `or`. The result is the absorbing value if some operand has it, so that an
// operand matters only where no other has it.
void Machine::logic(std::span<const NodeId> operands, bool absorbing, AbstractOutcome& out) {
  const std::size_t first_hit = hits.size();
  bool absorbs = false;
  bool passes = true;
  Errors errors;
  {
    const Context context(*this);
    for (const NodeId id : operands) {
      const Slot slot(*this);
      const AbstractOutcome& each = node(id, *slot);
      absorbs = absorbs || may_absorb(each, absorbing);
      passes = passes && may_absorb(each, !absorbing);
      gather(errors, each);
      const bool surely_absorbs = each.errors.is_empty() && !may_absorb(each, !absorbing);
      // Reached only where no operand before it absorbs: either one of those does, or this one.
      if (surely_absorbs || !refine(id, !absorbing, false)) {
        passes = false;
        errors = {};
        break;
      }
    }
  }
  out.errors = settled(errors);
  if (!out.errors.is_empty() && operands.size() > 1 && operands.size() <= kMaxRefinedOperands) {
    out.errors = refined_errors(operands, absorbing, first_hit);
  }
  const bool may_be_true = absorbing ? absorbs : passes;
  const bool may_be_false = absorbing ? passes : absorbs;
  set_boolean(out.value, may_be_false, may_be_true);
}

// The errors of operands, each evaluated where no other operand absorbs.
SiteSet Machine::refined_errors(std::span<const NodeId> operands, bool absorbing, std::size_t first_hit) {
  hits.resize(first_hit);
  Errors errors;
  for (std::size_t i = 0; i < operands.size(); ++i) {
    const Context context(*this);
    bool possible = true;
    for (std::size_t k = 0; k < operands.size() && possible; ++k) {
      possible = k == i || refine(operands[k], !absorbing, false);
    }
    // Where the others cannot all pass, one of them absorbs.
    if (!possible) return {};
    const Slot slot(*this);
    gather(errors, node(operands[i], *slot));
    if (errors.unreachable) return {};
  }
  return settled(errors);
}

void Machine::branch(const Node& node, AbstractOutcome& out) {
  const NodeId condition = operand(node, 0);
  const Slot slot(*this);
  const AbstractOutcome& chosen = this->node(condition, *slot);
  out.errors = chosen.errors;
  for (const bool side : {true, false}) {
    if (!may_absorb(chosen, side)) continue;
    const Context context(*this);
    if (refine(condition, side, true)) join_node(operand(node, side ? 1 : 2), out);
  }
}

void Machine::assume(const Node& node, AbstractOutcome& out) {
  const NodeId condition = operand(node, 0);
  const Slot slot(*this);
  const AbstractOutcome& holds = this->node(condition, *slot);
  out.errors = holds.errors;
  if (holds.value.may_be_true()) {
    const Context context(*this);
    if (refine(condition, true, true)) join_node(operand(node, 1), out);
  }
  if (!holds.value.may_be_false()) return;
  const Context context(*this);
  if (refine(condition, false, true)) hit(node.site, out.errors);
}

void Machine::or_else(const Node& node, AbstractOutcome& out) {
  const NodeId first = operand(node, 0);
  const Slot slot(*this);
  const AbstractOutcome& preferred = this->node(first, *slot);
  out = preferred;
  out.value.may_be_absent = false;
  if (!preferred.value.may_be_absent) return;
  const Context context(*this);
  if (refine_presence(first, false, true)) join_node(operand(node, 1), out);
}

void Machine::in_period(const Node& node, AbstractOutcome& out) {
  const program::Period& period = package_.periods[node.payload];
  if (sources.known_texts[period.text.value] == 0) return set_boolean(out.value, true, false);
  const Slot slot(*this);
  const AbstractOutcome& date = this->node(operand(node, 0), *slot);
  out.errors = date.errors;
  const AbstractValue inside = within_period(date.value, period.from, period.until);
  AbstractValue given = date.value;
  given.may_be_absent = false;
  set_boolean(out.value, date.value.may_be_absent || !given.is_within(inside), inside.has_values());
}

// The dates that are given and in [from, until).
AbstractValue Machine::within_period(const AbstractValue& dates, value::Date from, value::Date until) {
  if (!dates.has_values() || until.days() <= from.days()) return {};
  AbstractValue result = meet(dates, AbstractValue::dates(from, value::Date::unchecked(until.days() - 1)));
  result.may_be_absent = false;
  return result;
}

// The values that select `target`, as far as they have a shape: an over-approximation.
AbstractValue Machine::selecting(const program::Select& select, std::uint32_t target,
                                 const AbstractValue& selector) const {
  AbstractValue result;
  const auto target_of = [&](const Value& value) {
    const std::uint64_t index = static_cast<std::uint64_t>(value.a) - static_cast<std::uint64_t>(select.least);
    const bool listed = value.b == 1 && index < select.n_targets;
    return listed ? package_.select_targets[select.first_target + index] : select.otherwise;
  };
  if (selector.shape == Shape::kCases) {
    const Set128 cases = selector.case_set();
    Set128 kept;
    for (int index = 0; index < value::kMaxSetCases; ++index) {
      if (cases.contains(index) && target_of(Value::enum_case(index)) == target) kept.insert(index);
    }
    result.shape = kept.is_empty() ? Shape::kNothing : Shape::kCases;
    result.cells[0] = Value::set(kept);
    return result;
  }
  if (selector.shape == Shape::kPoints) {
    for (const Value& point : selector.points()) {
      if (target_of(point) == target) result.cells[result.n_points++] = point;
    }
    result.shape = result.n_points == 0 ? Shape::kNothing : Shape::kPoints;
    return result;
  }
  return selector;
}

// Marks in `seen`, by target, those that some value of the selector selects.
void Machine::mark_targets(const program::Select& select, const AbstractValue& selector, std::uint8_t* seen) const {
  std::uint64_t n_listed = 0;
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    if (!selector.contains(Value{select.least + i, 1})) continue;
    ++n_listed;
    seen[package_.select_targets[select.first_target + i]] = 1;
  }
  std::uint64_t n_values = selector.n_points;
  if (selector.shape == Shape::kCases) n_values = static_cast<std::uint64_t>(selector.case_set().count());
  bool others = n_values > n_listed;
  if (selector.shape == Shape::kInterval) {
    const value::Rational last = Value{select.least + select.n_targets - 1, 1}.as_number();
    others = selector.grain != 1 || selector.low().as_number() < Value{select.least, 1}.as_number() ||
             last < selector.high().as_number();
  }
  if (others) seen[select.otherwise] = 1;
}

void Machine::select(const Node& node, AbstractOutcome& out) {
  const program::Select& select = package_.selects[node.payload];
  const NodeId selector_id = operand(node, 0);
  const Slot slot(*this);
  const AbstractOutcome& selector = this->node(selector_id, *slot);
  out.errors = selector.errors;
  const std::size_t first_target = targets_.size();
  targets_.resize(first_target + node.n_operands + 1, 0);
  mark_targets(select, selector.value, targets_.data() + first_target);
  if (targets_[first_target] != 0) hit(node.site, out.errors);
  const Target refined_by = target_of(selector_id);
  const bool direct = refined_by.kind != TargetKind::kNone && !refined_by.unwrapped && !refined_by.attribute;
  for (std::uint32_t target = 2; target <= node.n_operands; ++target) {
    if (targets_[first_target + target] == 0) continue;
    const Context context(*this);
    if (direct && !push(refined_by, selecting(select, target, selector.value), true)) continue;
    join_node(operand(node, target - 1), out);
  }
  targets_.resize(first_target);
}

std::span<const NodeId> Machine::cells_of(const Node& node, const program::Row& row) const {
  return operands(node).subspan(row.first_operand, row.n_cells);
}

void Machine::table(const Node& node, AbstractOutcome& out) {
  const program::Table& table = package_.tables[node.payload];
  const auto rows = package_.rows_of(table);
  const std::size_t first_row = rows_.size();
  Errors errors;
  std::uint32_t n_sure = 0;
  std::uint32_t n_possible = 0;
  bool all_may_be_false = true;
  for (const program::Row& row : rows) {
    const Slot slot(*this);
    clear(*slot);
    logic(cells_of(node, row), false, *slot);
    gather(errors, *slot);
    const RowState state = {slot->value.may_be_true(), slot->is_surely_true(), slot->value.may_be_false()};
    rows_.push_back(state);
    n_possible += state.may_hold ? 1 : 0;
    n_sure += state.surely_holds ? 1 : 0;
    all_may_be_false = all_may_be_false && state.may_be_false;
  }
  if (!errors.unreachable) {
    for (std::size_t i = 0; i < rows.size() && n_sure < 2; ++i) {
      const RowState state = rows_[first_row + i];
      if (!state.may_hold || (n_sure == 1 && !state.surely_holds)) continue;
      const Context context(*this);
      if (!refine_all(cells_of(node, rows[i]), true, true)) continue;
      join_node(operand(node, rows[i].first_operand + rows[i].n_cells), out);
    }
    if (n_sure >= 2 || (n_possible >= 2 && rows_may_overlap(node, table, first_row))) hit(node.second_site, out.errors);
    if (n_sure == 0) no_row(node, table, all_may_be_false, errors, out);
  }
  rows_.resize(first_row);
}

// Whether two rows that may hold may hold together.
bool Machine::rows_may_overlap(const Node& node, const program::Table& table, std::size_t first_row) {
  if (sources.dismissed[node.second_site.value] != 0) return false;
  const auto rows = package_.rows_of(table);
  std::size_t n_possible = 0;
  for (std::size_t i = 0; i < rows.size(); ++i) n_possible += rows_[first_row + i].may_hold ? 1 : 0;
  if (n_possible > kMaxComparedRows) return true;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!rows_[first_row + i].may_hold) continue;
    const Context one(*this);
    if (!refine_all(cells_of(node, rows[i]), true, true)) continue;
    for (std::size_t k = i + 1; k < rows.size(); ++k) {
      if (!rows_[first_row + k].may_hold) continue;
      const Context both(*this);
      if (refine_all(cells_of(node, rows[k]), true, true)) return true;
    }
  }
  return false;
}

// No row holds: an error of some row, else `otherwise` or the gap.
void Machine::no_row(const Node& node, const program::Table& table, bool all_may_be_false, const Errors& errors,
                     AbstractOutcome& out) {
  out.errors = sets.unite(out.errors, settled(errors));
  if (!all_may_be_false || errors.surely_fails) return;
  const Context context(*this);
  for (const program::Row& row : package_.rows_of(table)) {
    if (row.n_cells == 1 && !refine(operand(node, row.first_operand), false, true)) return;
  }
  if (table.has_otherwise) {
    join_node(operand(node, node.n_operands - 1), out);
  } else {
    hit(node.site, out.errors);
  }
}

}  // namespace avenant::eval::abstract
