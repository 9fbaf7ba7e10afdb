// Lists and the folds over them: a list is what is surely in it and what may be, and each element that may be is bound
// in turn.
#include <algorithm>
#include <bit>

#include "runtime/eval/abstract/machine.hpp"
#include "runtime/eval/domain/extremum.hpp"
#include "runtime/eval/domain/numbers.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval::abstract {

using program::NodeId;
using value::Set128;
using value::Value;

namespace {

AbstractValue element_of(std::int32_t index) {
  Set128 only;
  only.insert(index);
  AbstractValue result;
  result.shape = Shape::kCases;
  result.cells[0] = Value::set(only);
  return result;
}

void set_cases(AbstractValue& out, Set128 cases) {
  out.shape = cases.is_empty() ? Shape::kNothing : Shape::kCases;
  out.cells[0] = Value::set(cases);
}

}  // namespace

void Machine::fold(const Node& node, AbstractOutcome& out) {
  if (node.op == Op::kListInput) return list_input(node, out);
  if (node.op == Op::kField) return field(node, out);
  if (node.op == Op::kListFilter) return list_filter(node, out);
  if (node.op == Op::kListSum) return list_sum(node, out);
  if (node.op == Op::kListLeast || node.op == Op::kListGreatest) return list_extremum(node, out);
  if (node.op == Op::kListAny || node.op == Op::kListAll) return quantifier(node, out);
  if (node.op == Op::kListUnique) return list_unique(node, out);
  list_edge(node, out);
}

// The first elements: surely the least count, maybe up to the greatest.
void Machine::list_input(const Node& node, AbstractOutcome& out) {
  const AbstractOutcome& count = input(package_.lists[node.payload].count.value);
  out.errors = count.errors;
  if (!count.value.has_values()) return;
  const auto least = static_cast<int>(count.value.low().a);
  const auto most = static_cast<int>(count.value.high().a);
  out.value.shape = Shape::kSets;
  out.value.cells[0] = Value::set(Set128::all(least));
  out.value.cells[1] = Value::set(Set128::all(most));
}

void Machine::field(const Node& node, AbstractOutcome& out) {
  const Slot slot(*this);
  const AbstractOutcome& element = this->node(operand(node, 0), *slot);
  out.errors = element.errors;
  out.value.may_be_absent = element.value.may_be_absent;
  if (!element.value.has_values()) return;
  const program::ListColumn& column = package_.columns[node.payload];
  const Set128 elements = element.value.case_set();
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (!elements.contains(index)) continue;
    const AbstractOutcome& each = input(column.first_input.value + static_cast<std::uint32_t>(index));
    domain::join_into(out.value, each.value);
    out.errors = sets.unite(out.errors, each.errors);
  }
}

// Calls `visit(element, outcome of the second operand)` for each element that may be kept. False where there is no
// list. `errors` gathers those of the filter and of the second operand.
template <class Visit>
bool Machine::each_element(const Node& node, AbstractOutcome& out, Errors& errors, Visit visit) {
  const Slot slot(*this);
  const AbstractOutcome& list = this->node(operand(node, 0), *slot);
  out.errors = list.errors;
  if (!list.value.has_values()) return false;
  const Set128 must = list.value.cells[0].as_set();
  const Set128 may = list.value.cells[1].as_set();
  for (std::int32_t index = 0; index < value::kMaxSetCases; ++index) {
    if (!may.contains(index)) continue;
    bound_[node.payload] = {element_of(index), {}};
    Element element = {index, must.contains(index)};
    const Context context(*this);
    if (node.n_operands > 2) {
      const Slot filter_slot(*this);
      const AbstractOutcome& filter = this->node(operand(node, 2), *filter_slot);
      gather(errors, filter, element.sure);
      element.sure = element.sure && filter.is_surely_true();
      if (!filter.value.may_be_true() || !refine(operand(node, 2), true, true)) continue;
    }
    const Slot body_slot(*this);
    const AbstractOutcome& body = this->node(operand(node, 1), *body_slot);
    gather(errors, body, element.sure);
    visit(element, body);
  }
  return !errors.unreachable;
}

// What the list's own failure and the elements' say of the fold; then it has no value where some element surely fails.
void Machine::fold_errors(const Errors& errors, AbstractOutcome& out) {
  if (errors.unreachable) return clear(out);
  out.errors = sets.unite(out.errors, settled(errors));
  if (!errors.surely_fails) return;
  out.value.shape = Shape::kNothing;
  out.value.n_points = 0;
  out.value.may_be_absent = false;
}

void Machine::list_filter(const Node& node, AbstractOutcome& out) {
  Errors errors;
  Set128 must;
  Set128 may;
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& holds) {
    if (holds.value.may_be_true()) may.insert(element.index);
    if (element.sure && holds.is_surely_true()) must.insert(element.index);
  });
  if (listed) {
    out.value.shape = Shape::kSets;
    out.value.cells[0] = Value::set(must);
    out.value.cells[1] = Value::set(may);
  }
  fold_errors(errors, out);
}

// A partial sum that surely does not fit makes the sum fail: with the node's site, or with an error met before it.
void Machine::partial_sum_fails(const Node& node, bool surely, Errors& errors) {
  hit(node.site, errors.set);
  if (!surely) return;
  if (errors.set.is_empty()) {
    errors.unreachable = true;
    return;
  }
  errors.limit = sets.greatest(errors.set);
  errors.surely_fails = true;
}

void Machine::list_sum(const Node& node, AbstractOutcome& out) {
  Errors errors;
  const AbstractValue zero = AbstractValue::numbers({}, false, {}, false, 1);
  const Slot sum(*this);
  const Slot next(*this);
  const Slot term(*this);
  clear(*sum);
  sum->value = zero;
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& body) {
    // Once something surely failed, nothing is added.
    if (errors.surely_fails) return;
    term->value = body.value;
    if (!element.sure) domain::join_into(term->value, zero);
    if (!term->value.has_values()) return;
    clear(*next);
    domain::Failures failures;
    domain::add(next->value, sum->value, term->value, failures);
    sum->value = next->value;
    if (failures.first) partial_sum_fails(node, !sum->value.has_values(), errors);
  });
  if (listed) out.value = sum->value;
  fold_errors(errors, out);
}

void Machine::list_extremum(const Node& node, AbstractOutcome& out) {
  Errors errors;
  domain::Extremum extremum(static_cast<program::Comparison>(node.mode), node.op == Op::kListLeast);
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& body) {
    extremum.add(body.value, !element.sure);
  });
  domain::Failures failures;
  if (listed) extremum.finish(out.value, failures);
  fold_errors(errors, out);
  if (listed && !errors.surely_fails) own_failures(node, failures, out);
}

void Machine::quantifier(const Node& node, AbstractOutcome& out) {
  const bool ends_at = node.op == Op::kListAny;
  Errors errors;
  bool may_end = false;
  bool surely_ends = false;
  bool may_pass = true;
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& holds) {
    const bool may_hold = ends_at ? holds.value.may_be_true() : holds.value.may_be_false();
    const bool may_fail_to = ends_at ? holds.value.may_be_false() : holds.value.may_be_true();
    may_end = may_end || may_hold;
    if (!element.sure) return;
    may_pass = may_pass && may_fail_to;
    surely_ends = surely_ends || (!may_fail_to && may_hold && holds.errors.is_empty());
  });
  if (!listed) return fold_errors(errors, out);
  if (!surely_ends) out.errors = sets.unite(out.errors, settled(errors));
  set_boolean(out.value, ends_at ? may_pass : may_end, ends_at ? may_end : may_pass);
}

void Machine::list_unique(const Node& node, AbstractOutcome& out) {
  Errors errors;
  Set128 may;
  Set128 must;
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& holds) {
    if (holds.value.may_be_true()) may.insert(element.index);
    if (element.sure && holds.is_surely_true()) must.insert(element.index);
  });
  if (listed) {
    set_cases(out.value, must.count() > 1 ? Set128() : (must.is_empty() ? may : must));
    out.value.may_be_absent = must.is_empty();
  }
  fold_errors(errors, out);
  if (listed && !errors.surely_fails && may.count() > 1) hit(node.site, out.errors);
}

// The first element whose key is the least, or the last whose key is the greatest.
void Machine::list_edge(const Node& node, AbstractOutcome& out) {
  const bool first = node.op == Op::kListFirst;
  const std::size_t first_key = keys_.size();
  Errors errors;
  domain::Extremum extremum(static_cast<program::Comparison>(node.mode), first);
  const bool listed = each_element(node, out, errors, [&](const Element& element, const AbstractOutcome& body) {
    extremum.add(body.value, !element.sure);
    if (!body.value.has_values()) return;
    keys_.push() = {{element.index, element.sure && !body.value.may_be_absent}, body.value};
  });
  domain::Failures failures;
  const Slot extreme(*this);
  clear(*extreme);
  if (listed) extremum.finish(extreme->value, failures);
  Set128 possible;
  for (std::size_t i = first_key; listed && i < keys_.size(); ++i) {
    bool beaten = !extreme->value.has_values();
    for (std::size_t k = first_key; k < keys_.size() && !beaten; ++k) {
      if (k == i || !keys_[k].element.sure) continue;
      const domain::Orders orders = domain::compare(keys_[i].values, keys_[k].values);
      const bool wins_ties = first ? i < k : i > k;
      const bool may_win = orders.none || (first ? orders.less : orders.greater) || (orders.equal && wins_ties);
      beaten = !may_win;
    }
    if (!beaten) possible.insert(keys_[i].element.index);
  }
  keys_.shrink(first_key);
  if (listed) {
    set_cases(out.value, possible);
    out.value.may_be_absent = extreme->value.may_be_absent;
  }
  fold_errors(errors, out);
  if (listed && !errors.surely_fails) own_failures(node, failures, out);
}

}  // namespace avenant::eval::abstract
