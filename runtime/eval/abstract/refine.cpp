// What a condition says of the inputs, variables and readings that it looks at directly. A refinement is always sound
// to leave out: only simple forms are looked for. `strict` is explained at Machine::refine.
#include <algorithm>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using program::NodeId;
using program::Op;

namespace {

// Variables that are looked into, one in another.
constexpr std::uint32_t kMaxExpansions = 4;
// Beyond so many operands a disjunction says nothing.
constexpr std::uint32_t kMaxAlternatives = 16;

Op negated(Op relation) {
  if (relation == Op::kEqual) return Op::kNotEqual;
  if (relation == Op::kNotEqual) return Op::kEqual;
  if (relation == Op::kLess) return Op::kGreaterEqual;
  if (relation == Op::kLessEqual) return Op::kGreater;
  return relation == Op::kGreater ? Op::kLessEqual : Op::kLess;
}

Op mirrored(Op relation) {
  if (relation == Op::kLess) return Op::kGreater;
  if (relation == Op::kLessEqual) return Op::kGreaterEqual;
  if (relation == Op::kGreater) return Op::kLess;
  return relation == Op::kGreaterEqual ? Op::kLessEqual : relation;
}

bool is_leaf(Op op) {
  return op == Op::kConst || op == Op::kInput || op == Op::kVariable || op == Op::kReading;
}

}  // namespace

std::uint32_t& Machine::refined(TargetKind kind, std::uint32_t id) {
  if (kind == TargetKind::kInput) return refined_inputs_[id];
  return kind == TargetKind::kVariable ? refined_variables_[id] : refined_readings_[id];
}

Machine::Target Machine::target_of(NodeId id) const {
  Target target;
  const Node* node = &package_.node(id);
  if (node->op == Op::kAttribute) {
    target.attribute = id;
    node = &package_.node(operand(*node, 0));
  }
  if (node->op == Op::kUnwrap) {
    target.unwrapped = true;
    node = &package_.node(operand(*node, 0));
  }
  target.id = node->payload;
  if (node->op == Op::kInput) target.kind = TargetKind::kInput;
  if (node->op == Op::kVariable) target.kind = TargetKind::kVariable;
  if (node->op == Op::kReading) target.kind = TargetKind::kReading;
  if (node->op != Op::kField) return target;
  // A field of the element that a fold is at is one input.
  const Node& element = package_.node(operand(*node, 0));
  if (element.op != Op::kBound || !bound_[element.payload].value.is_single()) return target;
  const auto index = static_cast<std::uint32_t>(bound_[element.payload].value.single().a);
  target.id = package_.columns[node->payload].first_input.value + index;
  target.kind = TargetKind::kInput;
  return target;
}

const AbstractOutcome& Machine::current(const Target& target) const {
  if (target.kind == TargetKind::kInput) return input(target.id);
  const std::uint32_t rank =
      target.kind == TargetKind::kVariable ? refined_variables_[target.id] : refined_readings_[target.id];
  if (rank != 0) return refinements_[rank - 1].outcome;
  return target.kind == TargetKind::kVariable ? sources.variables[target.id].outcome : sources.readings[target.id];
}

// The target has one of `values`, or else, where not `strict`, fails. False where it can do neither.
bool Machine::push(const Target& target, const AbstractValue& values, bool strict) {
  const SiteSet errors = strict ? SiteSet{} : current(target).errors;
  return push_outcome(target, {values, errors});
}

bool Machine::push_outcome(const Target& target, const AbstractOutcome& outcome) {
  const AbstractOutcome& before = current(target);
  if (outcome.value.is_nothing() && outcome.errors.is_empty()) return false;
  if (before.errors == outcome.errors && before.value == outcome.value) return true;
  std::uint32_t& rank = refined(target.kind, target.id);
  Refinement& refinement = refinements_.push();
  refinement.kind = target.kind;
  refinement.id = target.id;
  refinement.previous = rank;
  refinement.outcome = outcome;
  rank = static_cast<std::uint32_t>(refinements_.size());
  return true;
}

bool Machine::refine(NodeId condition, bool wanted, bool strict) {
  const Node& node = package_.node(condition);
  if (node.op == Op::kNot) return refine(operand(node, 0), !wanted, strict);
  if (node.op == Op::kAnd && wanted) return refine_all(operands(node), true, strict);
  if (node.op == Op::kOr && !wanted) return refine_all(operands(node), false, strict);
  if (node.op == Op::kAnd || node.op == Op::kOr) return refine_one_of(node, wanted, strict);
  if (node.op == Op::kIf) return refine_branches(node, wanted, strict);
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) return refine_comparison(node, wanted, strict);
  if (node.op == Op::kIsPresent) return refine_presence(operand(node, 0), wanted, strict);
  if (node.op == Op::kSetContains) return refine_membership(node, wanted, strict);
  if (node.op == Op::kAssume && strict) {
    return refine(operand(node, 0), true, true) && refine(operand(node, 1), wanted, true);
  }
  if (node.op == Op::kInPeriod) {
    const program::Period& period = package_.periods[node.payload];
    if (sources.known_texts[period.text.value] == 0) return !wanted;
    return refine_period(operand(node, 0), period.from, period.until, wanted, strict);
  }
  if (node.op == Op::kTextKnown) return (sources.known_texts[node.payload] != 0) == wanted;
  if (node.op == Op::kConst) return package_.constants[node.payload].as_boolean() == wanted;
  if (node.op == Op::kVariable) return refine_variable(condition, node, wanted, strict);
  return refine_boolean(condition, wanted, strict);
}

// Ends one of several alternatives, which began at `entered`: keeps what holds in it and in those before it, from
// `first_kept` on.
void Machine::end_alternative(std::size_t entered, bool possible, bool& first, std::size_t first_kept) {
  if (!possible) return leave(entered);
  if (first) {
    for (std::size_t rank = entered; rank < refinements_.size(); ++rank) {
      const Refinement& each = refinements_[rank];
      // Only the last refinement of each target is in force.
      if (refined(each.kind, each.id) == rank + 1) alternatives_.push() = each;
    }
    first = false;
    return leave(entered);
  }
  for (std::size_t i = first_kept; i < alternatives_.size(); ++i) {
    Refinement& kept = alternatives_[i];
    const AbstractOutcome& here = current({kept.kind, kept.id, false, {}});
    domain::join_into(kept.outcome.value, here.value);
    kept.outcome.errors = sets.unite(kept.outcome.errors, here.errors);
  }
  leave(entered);
}

// What holds in all alternatives that are possible holds.
bool Machine::push_alternatives(bool none, std::size_t first_kept) {
  bool possible = !none;
  for (std::size_t i = first_kept; i < alternatives_.size() && possible; ++i) {
    const Refinement& kept = alternatives_[i];
    possible = push_outcome({kept.kind, kept.id, false, {}}, kept.outcome);
  }
  alternatives_.shrink(first_kept);
  return possible;
}

// Some operand has the value that absorbs, or fails.
bool Machine::refine_one_of(const Node& node, bool wanted, bool strict) {
  if (node.n_operands > kMaxAlternatives) return true;
  const std::size_t first_kept = alternatives_.size();
  bool first = true;
  for (const NodeId id : operands(node)) {
    const std::size_t entered = enter();
    const bool possible = refine(id, wanted, strict);
    end_alternative(entered, possible, first, first_kept);
  }
  return push_alternatives(first, first_kept);
}

bool Machine::refine_branches(const Node& node, bool wanted, bool strict) {
  const NodeId condition = operand(node, 0);
  // Where the condition may fail, an outcome that only must not be the other value says nothing.
  if (!strict && !never_fails(condition)) return true;
  const std::size_t first_kept = alternatives_.size();
  bool first = true;
  for (const bool side : {true, false}) {
    const std::size_t entered = enter();
    const bool possible = refine(condition, side, true) && refine(operand(node, side ? 1 : 2), wanted, strict);
    end_alternative(entered, possible, first, first_kept);
  }
  return push_alternatives(first, first_kept);
}

// Whether a condition is a comparison of what never fails, as that of a reading with a choice.
bool Machine::never_fails(NodeId id) {
  const Node& node = package_.node(id);
  if (is_leaf(node.op)) return leaf(id, node)->errors.is_empty();
  if (node.op != Op::kEqual && node.op != Op::kNotEqual && node.op != Op::kNot) return false;
  const auto all = operands(node);
  return std::all_of(all.begin(), all.end(), [this](NodeId each) { return never_fails(each); });
}

// Months and days have no order, and their comparisons fail: nothing is said of durées but by equality.
bool Machine::refine_comparison(const Node& node, bool wanted, bool strict) {
  const bool ordered = node.op != Op::kEqual && node.op != Op::kNotEqual;
  if (ordered && node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration)) return true;
  const Op relation = wanted ? node.op : negated(node.op);
  const NodeId left = operand(node, 0);
  const NodeId right = operand(node, 1);
  return refine_side(left, relation, right, strict) && refine_side(right, mirrored(relation), left, strict);
}

// `side` is in `relation` with `other`, which is a leaf or an attribute of one.
bool Machine::refine_side(NodeId side, Op relation, NodeId other_id, bool strict) {
  const Target target = target_of(side);
  const Node& other_node = package_.node(other_id);
  if (target.kind == TargetKind::kNone || !is_leaf(other_node.op)) return true;
  const AbstractOutcome& other = *leaf(other_id, other_node);
  // Where the other side may fail, a comparison that only must not be false says nothing.
  if (!other.value.has_values() || (!strict && !other.errors.is_empty())) return true;
  const AbstractValue& before = current(target).value;
  if (!before.has_values()) return true;
  AbstractValue kept;
  if (target.attribute) {
    kept = cases_with(package_.node(target.attribute), before, relation, other.value);
  } else {
    kept = domain::keep_related(before, relation, other.value);
  }
  kept.may_be_absent = before.may_be_absent && target.unwrapped && !strict;
  return push(target, kept, strict);
}

// The cases whose attribute is in `relation` with some value of `other`.
AbstractValue Machine::cases_with(const Node& attribute_node, const AbstractValue& cases, Op relation,
                                  const AbstractValue& other) const {
  if (cases.shape != Shape::kCases) return cases;
  const program::Attribute& attribute = package_.attributes[attribute_node.payload];
  const program::Type& type = package_.type(attribute.type);
  AbstractValue kept = cases;
  value::Set128 set;
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (!cases.case_set().contains(index)) continue;
    const program::ConstantId id = package_.attribute_values[attribute.first_value + static_cast<std::size_t>(index)];
    const AbstractValue value = AbstractValue::point(package_, type, package_.constant(id));
    if (domain::keep_related(value, relation, other).has_values()) set.insert(index);
  }
  kept.shape = set.is_empty() ? Shape::kNothing : Shape::kCases;
  kept.cells[0] = value::Value::set(set);
  return kept;
}

bool Machine::refine_presence(NodeId id, bool wanted, bool strict) {
  const Target target = target_of(id);
  if (target.kind == TargetKind::kNone || target.unwrapped || target.attribute) return true;
  AbstractValue values = current(target).value;
  if (wanted) {
    values.may_be_absent = false;
  } else {
    const bool may_be_absent = values.may_be_absent;
    values = AbstractValue::nothing();
    values.may_be_absent = may_be_absent;
  }
  return push(target, values, strict);
}

bool Machine::refine_membership(const Node& node, bool wanted, bool strict) {
  const Target target = target_of(operand(node, 1));
  const NodeId set_id = operand(node, 0);
  const Node& set_node = package_.node(set_id);
  if (target.kind == TargetKind::kNone || target.attribute || !is_leaf(set_node.op)) return true;
  const AbstractOutcome& set = *leaf(set_id, set_node);
  if (!set.value.has_values() || (!strict && !set.errors.is_empty())) return true;
  const AbstractValue& before = current(target).value;
  if (before.shape != Shape::kCases) return true;
  const value::Set128 admitted =
      wanted ? set.value.cells[1].as_set() : set.value.cells[0].as_set().complement(value::kMaxSetCases);
  const value::Set128 cases = before.case_set() & admitted;
  AbstractValue kept;
  kept.shape = cases.is_empty() ? Shape::kNothing : Shape::kCases;
  kept.cells[0] = value::Value::set(cases);
  kept.may_be_absent = before.may_be_absent && target.unwrapped && !strict;
  return push(target, kept, strict);
}

bool Machine::refine_period(NodeId date, value::Date from, value::Date until, bool inside, bool strict) {
  const Target target = target_of(date);
  if (target.kind == TargetKind::kNone || target.attribute) return true;
  const AbstractValue& before = current(target).value;
  AbstractValue kept = within_period(before, from, until);
  if (!inside) {
    // What is before the period, if nothing is after it; what is after it, if nothing is before.
    AbstractValue given = before;
    given.may_be_absent = false;
    if (until.days() > value::kLastDay && from.days() > value::kFirstDay) {
      const value::Date last = value::Date::unchecked(from.days() - 1);
      given = meet(given, AbstractValue::dates(value::Date::unchecked(value::kFirstDay), last));
    } else if (until.days() > value::kLastDay) {
      given = AbstractValue::nothing();
    } else if (!given.has_values() || given.low().a >= from.days()) {
      given = meet(given, AbstractValue::dates(until, value::Date::unchecked(value::kLastDay)));
    }
    kept = given;
    kept.may_be_absent = before.may_be_absent;
  }
  // An absent date that is unwrapped fails.
  if (target.unwrapped) kept.may_be_absent = before.may_be_absent && !strict;
  return push(target, kept, strict);
}

// A boolean variable of one version and without derogations has a value only as its body has.
bool Machine::refine_variable(NodeId id, const Node& node, bool wanted, bool strict) {
  if (!refine_boolean(id, wanted, strict)) return false;
  const program::Variable& variable = package_.variables[node.payload];
  const program::Version& version = package_.versions[variable.first_version];
  if (variable.n_versions != 1 || !version.rule || expansions_ >= kMaxExpansions) return true;
  const bool surely_applies = !version.date && sources.known_texts[version.text.value] != 0;
  if (sources.variables[node.payload].assumed || (!strict && !surely_applies)) return true;
  const program::Rule& rule = package_.rules[version.rule.value];
  if (rule.n_derogations != 0) return true;
  ++expansions_;
  const bool possible = refine(rule.body, wanted, strict);
  --expansions_;
  return possible;
}

bool Machine::refine_boolean(NodeId id, bool wanted, bool strict) {
  const Target target = target_of(id);
  if (target.kind == TargetKind::kNone || target.unwrapped || target.attribute) return true;
  AbstractValue values = meet(current(target).value, AbstractValue::booleans(!wanted, wanted));
  values.may_be_absent = false;
  return push(target, values, strict);
}

}  // namespace avenant::eval::abstract
