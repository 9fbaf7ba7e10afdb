// The operations on lists of machine.hpp: a list is a mask over the elements of one input list, so that going through
// it takes no memory. What each means is in runtime/program/op.def.
#pragma once

#include <bit>

#include "runtime/eval/machine.hpp"
#include "runtime/eval/machine_operations.hpp"

namespace avenant::eval {

namespace detail {

// The least or greatest of what a fold has found so far.
struct Extreme {
  bool found = false;
  value::Value key;
  value::Value element;
  // Of durations: months and days together have no order.
  bool some_months = false;
  bool some_days = false;
};

// −1, 0 or 1. Of durations the order means nothing where both months and days occur.
inline int order_of(program::Comparison mode, const value::Value& left, const value::Value& right) {
  if (mode == program::Comparison::kNumber) return order_of_numbers(left, right);
  if (mode == program::Comparison::kOrdinal) return (left.a > right.a) - (left.a < right.a);
  const value::Duration first = left.as_duration();
  const value::Duration second = right.as_duration();
  if (first.months() != second.months()) return first.months() > second.months() ? 1 : -1;
  return (first.days() > second.days()) - (first.days() < second.days());
}

}  // namespace detail

// The status of the list, or the least of the filter for any element and of `visit` for any element kept. `visit` may
// end the walk by setting its second argument; the third is the status so far.
template <class Recorder>
template <class Visit>
std::uint32_t Machine<Recorder>::each_element(const Node& node, Visit visit) {
  Value list{};
  const std::uint32_t list_status = evaluate_operand(node, 0, list);
  if (list_status != kOk) return list_status;
  const value::Set128 elements = list.as_set();
  std::uint32_t least = kOk;
  bool stopped = false;
  [[maybe_unused]] FoldTrace fold;
  if constexpr (Recorder::kRecords) {
    fold = FoldTrace{id_of(node), elements, {}, {}, {}};
    recorder_.begin_fold();
  }
  for (std::int64_t base = 0; base < program::kMaxListElements && !stopped; base += 64) {
    for (std::uint64_t bits = base == 0 ? elements.low() : elements.high(); bits != 0 && !stopped; bits &= bits - 1) {
      const Value element{base + std::countr_zero(bits), 1};
      bound_[node.payload] = element;
      if (node.n_operands > 2) {
        Value kept{};
        const std::uint32_t status = evaluate_operand(node, 2, kept);
        least = std::min(least, status);
        if (status != kOk || !kept.as_boolean()) continue;
      }
      least = std::min(least, visit(element, stopped, least));
      if constexpr (Recorder::kRecords) {
        fold.kept.insert(static_cast<int>(element.a));
        if (stopped) fold.decisive = element;
      }
    }
  }
  if constexpr (Recorder::kRecords) recorder_.end_fold(std::move(fold));
  return least;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListInput(Machine& machine, const Node& node, Value& out) {
  const program::InputId input = machine.package_.lists[node.payload].count;
  const Outcome& count = machine.inputs_[input.value];
  if constexpr (Recorder::kRecords) machine.recorder_.read({ReadKind::kInput, input.value, count, true});
  if (count.ok()) out = Value::set(value::Set128::all(static_cast<int>(count.value.a)));
  return count.status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Bound(Machine& machine, const Node& node, Value& out) {
  out = machine.bound_[node.payload];
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Field(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk || out.is_absent()) return status;
  const program::ListColumn& column = machine.package_.columns[node.payload];
  const std::uint32_t input = column.first_input.value + static_cast<std::uint32_t>(out.a);
  const Outcome& given = machine.inputs_[input];
  if constexpr (Recorder::kRecords) machine.recorder_.read({ReadKind::kInput, input, given, true});
  out = given.value;
  return given.status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListCount(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status == kOk) out = Value::whole(out.as_set().count());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListFilter(Machine& machine, const Node& node, Value& out) {
  value::Set128 kept;
  const std::uint32_t status = machine.each_element(node, [&](const Value& element, bool&, std::uint32_t) {
    Value holds{};
    const std::uint32_t each = machine.evaluate_operand(node, 1, holds);
    if (each == kOk && holds.as_boolean()) kept.insert(static_cast<int>(element.a));
    return each;
  });
  out = Value::set(kept);
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListSum(Machine& machine, const Node& node, Value& out) {
  Value sum = Value::whole(0);
  const std::uint32_t status =
      machine.each_element(node, [&]([[maybe_unused]] const Value& element, bool&, std::uint32_t so_far) {
        Value term{};
        std::uint32_t each = machine.evaluate_operand(node, 1, term);
        if constexpr (Recorder::kRecords) machine.recorder_.fold_item(element.a, {term, each});
        // A partial sum is made of those before it: nothing is added once something failed.
        if (each == kOk && so_far == kOk) {
          each = finish(node, value::add(sum.as_number(), term.as_number()), sum, Value::number);
        }
        return each;
      });
  out = sum;
  return status;
}

// `il existe` ends at the first element that is true, `pour tout` at the first that is false.
template <class Recorder>
std::uint32_t Machine<Recorder>::quantifier(const Node& node, Value& out, bool ends_at) {
  bool ended = false;
  const std::uint32_t status = each_element(node, [&](const Value&, bool& stopped, std::uint32_t) {
    Value holds{};
    const std::uint32_t each = evaluate_operand(node, 1, holds);
    ended = stopped = each == kOk && holds.as_boolean() == ends_at;
    return each;
  });
  out = Value::boolean(ended == ends_at);
  return ended ? kOk : status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListAny(Machine& machine, const Node& node, Value& out) {
  return machine.quantifier(node, out, true);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListAll(Machine& machine, const Node& node, Value& out) {
  return machine.quantifier(node, out, false);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListUnique(Machine& machine, const Node& node, Value& out) {
  Value only = Value::absent();
  bool several = false;
  const std::uint32_t status = machine.each_element(node, [&](const Value& element, bool&, std::uint32_t) {
    Value holds{};
    const std::uint32_t each = machine.evaluate_operand(node, 1, holds);
    if (each != kOk || !holds.as_boolean()) return each;
    several = several || !only.is_absent();
    only = element;
    return each;
  });
  out = only;
  return status == kOk && several ? node.site.value : status;
}

// `prefers(order)`: whether an element whose key compares so with the best so far takes its place.
template <class Recorder>
template <class Prefers>
std::uint32_t Machine<Recorder>::list_extreme(const Node& node, detail::Extreme& best, Prefers prefers) {
  const auto mode = static_cast<program::Comparison>(node.mode);
  const std::uint32_t status = each_element(node, [&](const Value& element, bool&, std::uint32_t) {
    Value key{};
    const std::uint32_t each = evaluate_operand(node, 1, key);
    if constexpr (Recorder::kRecords) recorder_.fold_item(element.a, {key, each});
    if (each != kOk || key.is_absent()) return each;
    if (mode == program::Comparison::kDuration) {
      best.some_months = best.some_months || key.as_duration().months() != 0;
      best.some_days = best.some_days || key.as_duration().days() != 0;
    }
    if (!best.found || prefers(detail::order_of(mode, key, best.key))) {
      best.key = key;
      best.element = element;
    }
    best.found = true;
    return each;
  });
  return status == kOk && best.some_months && best.some_days ? node.site.value : status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListLeast(Machine& machine, const Node& node, Value& out) {
  detail::Extreme best;
  const std::uint32_t status = machine.list_extreme(node, best, [](int order) { return order < 0; });
  out = best.key;
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListGreatest(Machine& machine, const Node& node, Value& out) {
  detail::Extreme best;
  const std::uint32_t status = machine.list_extreme(node, best, [](int order) { return order > 0; });
  out = best.key;
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListFirst(Machine& machine, const Node& node, Value& out) {
  detail::Extreme best;
  const std::uint32_t status = machine.list_extreme(node, best, [](int order) { return order < 0; });
  out = best.element;
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_ListLast(Machine& machine, const Node& node, Value& out) {
  detail::Extreme best;
  const std::uint32_t status = machine.list_extreme(node, best, [](int order) { return order >= 0; });
  out = best.element;
  return status;
}

}  // namespace avenant::eval
