#include "runtime/eval/abstract/machine.hpp"

#include <algorithm>
#include <map>
#include <utility>

#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using program::SiteId;
using program::VariableId;
using value::Value;

Machine::Machine(const program::Package& package)
    : sources(package),
      package_(package),
      refined_inputs_(package.inputs.size(), 0),
      refined_variables_(package.variables.size(), 0),
      refined_readings_(package.readings.size(), 0),
      constant_of_(package.nodes.size(), 0),
      bound_(package.binders.size()),
      attribute_of_any_(package.attributes.size()) {
  make_constants();
}

// One outcome for each constant and kind of type: constants of several types share cells.
void Machine::make_constants() {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> known;
  for (std::size_t i = 0; i < package_.nodes.size(); ++i) {
    const Node& node = package_.nodes[i];
    if (node.op != Op::kConst) continue;
    const auto [found, added] =
        known.try_emplace({node.payload, node.type.value}, static_cast<std::uint32_t>(constants_.size()));
    if (added) {
      constants_.push_back(
          {AbstractValue::point(package_, package_.type(node.type), package_.constants[node.payload]), {}});
    }
    constant_of_[i] = found->second;
  }
}

void Machine::clear(AbstractOutcome& outcome) {
  outcome.value.shape = Shape::kNothing;
  outcome.value.may_be_absent = false;
  outcome.value.n_points = 0;
  outcome.errors = {};
}

void Machine::set_boolean(AbstractValue& value, bool may_be_false, bool may_be_true) {
  value.may_be_absent = false;
  value.n_points = 0;
  value.shape = may_be_false || may_be_true ? Shape::kCases : Shape::kNothing;
  value.cells[0] = Value{(may_be_false ? 1 : 0) | (may_be_true ? 2 : 0), 0};
}

void Machine::hit(SiteId site, SiteSet& errors) {
  if (sources.dismissed[site.value] != 0) return;
  hits.push_back(site);
  errors = sets.unite(errors, sets.single(site));
}

// `surely_evaluated`: where the operand fails in any case, so does the operation, with no greater site.
void Machine::gather(Errors& errors, const AbstractOutcome& outcome, bool surely_evaluated) {
  errors.set = sets.unite(errors.set, outcome.errors);
  if (outcome.value.is_nothing() && surely_evaluated) {
    if (outcome.errors.is_empty()) {
      errors.unreachable = true;
      return;
    }
    const SiteId greatest = sets.greatest(outcome.errors);
    if (!errors.surely_fails || greatest < errors.limit) errors.limit = greatest;
    errors.surely_fails = true;
  }
}

void Machine::mark(program::NodeId id, const AbstractOutcome& outcome) {
  NodeMarks& mark = marks[id.value];
  mark.reached = true;
  mark.may_fail = mark.may_fail || !outcome.errors.is_empty();
  const bool is_boolean = package_.type(package_.node(id).type).kind == program::TypeKind::kBoolean;
  mark.may_be_true = mark.may_be_true || (is_boolean && outcome.value.may_be_true());
  mark.may_be_false = mark.may_be_false || (is_boolean && outcome.value.may_be_false());
}

const AbstractOutcome& Machine::input(std::uint32_t id) const {
  const std::uint32_t rank = refined_inputs_[id];
  return rank == 0 ? sources.inputs[id] : refinements_[rank - 1].outcome;
}

// What is kept for a leaf; null where there is none, or `node` is no leaf.
const AbstractOutcome* Machine::leaf(program::NodeId id, const Node& node) {
  if (node.op == Op::kConst) return &constants_[constant_of_[id.value]];
  if (node.op == Op::kInput) return &input(node.payload);
  if (node.op == Op::kVariable) {
    const std::uint32_t rank = refined_variables_[node.payload];
    return rank == 0 ? &sources.variables[node.payload].outcome : &refinements_[rank - 1].outcome;
  }
  if (node.op == Op::kReading) {
    const std::uint32_t rank = refined_readings_[node.payload];
    return rank == 0 ? &sources.readings[node.payload] : &refinements_[rank - 1].outcome;
  }
  return node.op == Op::kBound ? &bound_[node.payload] : nullptr;
}

const AbstractOutcome& Machine::node(program::NodeId id, AbstractOutcome& scratch) {
  const Node& node = package_.nodes[id.value];
  const AbstractOutcome* kept = leaf(id, node);
  if (kept == nullptr) {
    clear(scratch);
    compute(id, node, scratch);
    kept = &scratch;
  }
  if (!marks.empty()) mark(id, *kept);
  if (!observed.empty()) {
    domain::join_into(observed[id.value].value, kept->value);
    observed[id.value].errors = sets.unite(observed[id.value].errors, kept->errors);
  }
  return *kept;
}

void Machine::compute(program::NodeId, const Node& node, AbstractOutcome& out) {
  switch (node.op) {
    case Op::kConst:
    case Op::kInput:
    case Op::kVariable:
    case Op::kReading:
    case Op::kBound:
      break;
    case Op::kSituationDate:
      if (!sources.situation_date.is_known) return hit(node.site, out.errors);
      out.value = sources.situation_date.values;
      if (sources.situation_date.may_be_missing) hit(node.site, out.errors);
      return;
    case Op::kUnknown:
      if (!sources.figures[node.payload].is_known) return hit(node.site, out.errors);
      out.value = sources.figures[node.payload].values;
      if (sources.figures[node.payload].may_be_missing) hit(node.site, out.errors);
      return;
    case Op::kExcluded:
    case Op::kMissing:
      return hit(node.site, out.errors);
    case Op::kTextKnown: {
      const bool known = sources.known_texts[node.payload] != 0;
      return set_boolean(out.value, !known, known);
    }
    case Op::kAnd:
      return logic(operands(node), false, out);
    case Op::kOr:
      return logic(operands(node), true, out);
    case Op::kIf:
      return branch(node, out);
    case Op::kAssume:
      return assume(node, out);
    case Op::kOrElse:
      return or_else(node, out);
    case Op::kInPeriod:
      return in_period(node, out);
    case Op::kSelect:
      return select(node, out);
    case Op::kTable:
      return table(node, out);
    case Op::kEarliest:
    case Op::kMin:
    case Op::kMax:
      return many(node, out);
    case Op::kLatest:
      return latest(node, out);
    case Op::kMakeDate:
      return make_date(node, out);
    case Op::kLookup:
      return lookup(node, out);
    case Op::kListInput:
    case Op::kField:
    case Op::kListFilter:
    case Op::kListSum:
    case Op::kListLeast:
    case Op::kListGreatest:
    case Op::kListAny:
    case Op::kListAll:
    case Op::kListUnique:
    case Op::kListFirst:
    case Op::kListLast:
      return fold(node, out);
    case Op::kNot:
    case Op::kIsPresent:
    case Op::kUnwrap:
    case Op::kEqual:
    case Op::kNotEqual:
    case Op::kLess:
    case Op::kLessEqual:
    case Op::kGreater:
    case Op::kGreaterEqual:
    case Op::kAdd:
    case Op::kSubtract:
    case Op::kNegate:
    case Op::kMultiply:
    case Op::kDivide:
    case Op::kRound:
    case Op::kExact:
    case Op::kInRange:
    case Op::kDateAdd:
    case Op::kDateSubtract:
    case Op::kDaysBetween:
    case Op::kYearOf:
    case Op::kMonthOf:
    case Op::kDayOf:
    case Op::kAnniversary:
    case Op::kLastAnniversary:
    case Op::kCompletedYears:
    case Op::kDurationAdd:
    case Op::kDurationNegate:
    case Op::kDurationScale:
    case Op::kSetContains:
    case Op::kSetUnion:
    case Op::kSetIntersection:
    case Op::kSetComplement:
    case Op::kAttribute:
    case Op::kOpen:
    case Op::kListCount:
      return strict(node, out);
  }
}

bool Machine::must_recompute(VariableId variable) const {
  const Memo& memo = sources.variables[variable.value];
  if (memo.computed < sources.epoch) return true;
  const auto inputs = sources.dependencies.inputs_of(variable);
  const auto variables = sources.dependencies.variables_of(variable);
  return std::any_of(inputs.begin(), inputs.end(),
                     [&](program::InputId id) { return sources.input_changed[id.value] > memo.computed; }) ||
         std::any_of(variables.begin(), variables.end(),
                     [&](VariableId id) { return sources.variables[id.value].changed > memo.computed; });
}

void Machine::recompute(VariableId id) {
  Memo& memo = sources.variables[id.value];
  hits.clear();
  const Slot slot(*this);
  clear(*slot);
  versions(package_.variable(id), *slot);
  memo.hits = sets.of(hits);
  if (memo.computed == 0 || !(memo.outcome.errors == slot->errors) || memo.outcome.value != slot->value) {
    memo.outcome = *slot;
    memo.changed = sources.tick;
  }
  memo.computed = sources.tick;
}

// Variables that a variable reads are made current before it, with a stack of our own: chains of variables are long.
void Machine::ensure(VariableId start) {
  pending_.push_back({start, 0});
  while (!pending_.empty()) {
    const VariableId id = pending_.back().variable;
    Memo& memo = sources.variables[id.value];
    if (memo.assumed || sources.is_current(id, memo)) {
      memo.verified = sources.tick;
      pending_.pop_back();
      continue;
    }
    const auto reads = sources.dependencies.variables_of(id);
    std::uint32_t& next = pending_.back().next;
    while (next < reads.size() && sources.variables[reads[next].value].verified == sources.tick) ++next;
    if (next < reads.size()) {
      pending_.push_back({reads[next++], 0});
      continue;
    }
    if (must_recompute(id)) recompute(id);
    memo.verified = sources.tick;
    pending_.pop_back();
  }
}

}  // namespace avenant::eval::abstract
