#include "runtime/eval/domain/order.hpp"

#include <algorithm>
#include <bit>

#include "runtime/eval/domain/gather.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::eval {

namespace domain {

namespace {

using program::Op;
using value::Set128;
using value::Value;

// More pairs than this are compared as intervals.
constexpr std::uint32_t kMaxPairs = 32;

int lowest(Set128 cases) {
  return cases.low() != 0 ? std::countr_zero(cases.low()) : 64 + std::countr_zero(cases.high());
}

int highest(Set128 cases) {
  return cases.high() != 0 ? 127 - std::countl_zero(cases.high()) : 63 - std::countl_zero(cases.low());
}

// The cases up to `index`, included.
Set128 up_to(int index) {
  return Set128::all(index + 1);
}

Set128 from(int index) {
  return Set128::all(index).complement(value::kMaxSetCases);
}

Orders compare_cases(Set128 left, Set128 right) {
  Orders orders;
  orders.less = lowest(left) < highest(right);
  orders.greater = highest(left) > lowest(right);
  orders.equal = !(left & right).is_empty();
  return orders;
}

Orders compare_sets(const AbstractValue& left, const AbstractValue& right) {
  Orders orders;
  orders.equal = left.cells[0].as_set().is_subset_of(right.cells[1].as_set()) &&
                 right.cells[0].as_set().is_subset_of(left.cells[1].as_set());
  const bool same = left.is_single() && left == right;
  orders.less = !same;
  orders.greater = !same;
  return orders;
}

Orders compare_scalars(const AbstractValue& left, const AbstractValue& right) {
  Orders orders;
  const int low_to_high = order_of(left.low(), right.high());
  const int high_to_low = order_of(left.high(), right.low());
  orders.less = low_to_high < 0;
  orders.greater = high_to_low > 0;
  if (low_to_high > 0 || high_to_low < 0) return orders;
  if (left.n_points != 0 || right.n_points != 0) {
    const AbstractValue& points = left.n_points != 0 ? left : right;
    const AbstractValue& other = left.n_points != 0 ? right : left;
    const auto is_possible = [&other](const Value& point) { return other.contains(point); };
    orders.equal = std::any_of(points.cells, points.cells + points.n_points, is_possible);
    return orders;
  }
  orders.equal = (low_to_high < 0 || (!left.low_open && !right.high_open)) &&
                 (high_to_low > 0 || (!left.high_open && !right.low_open));
  return orders;
}

// The interval, cut to what is in `relation` with some value of `other`.
AbstractValue cut(const AbstractValue& value, Op relation, const AbstractValue& other) {
  Interval interval = interval_of(value);
  const Interval bounds = interval_of(other);
  const bool below = relation == Op::kLess || relation == Op::kLessEqual;
  const bool strict = relation == Op::kLess || relation == Op::kGreater;
  if (below) {
    const End end = {bounds.high.value, bounds.high.open || strict};
    const auto order = end.value <=> interval.high.value;
    if (order < 0) interval.high = end;
    if (order == 0) interval.high.open = interval.high.open || end.open;
  } else {
    const End end = {bounds.low.value, bounds.low.open || strict};
    const auto order = end.value <=> interval.low.value;
    if (order > 0) interval.low = end;
    if (order == 0) interval.low.open = interval.low.open || end.open;
  }
  AbstractValue result;
  set_interval(result, interval);
  return result;
}

bool is_related(const Orders& orders, Op relation) {
  const bool less = relation == Op::kLess || relation == Op::kLessEqual || relation == Op::kNotEqual;
  const bool greater = relation == Op::kGreater || relation == Op::kGreaterEqual || relation == Op::kNotEqual;
  const bool equal = relation == Op::kEqual || relation == Op::kLessEqual || relation == Op::kGreaterEqual;
  return (less && orders.less) || (equal && orders.equal) || (greater && orders.greater);
}

// Takes one value away, where the shape can say so.
AbstractValue without(const AbstractValue& value, const Value& point) {
  AbstractValue result = value;
  if (value.shape != Shape::kInterval) {
    const auto* end = std::remove(result.cells, result.cells + result.n_points, point);
    result.n_points = static_cast<std::uint32_t>(end - result.cells);
    if (result.n_points == 0) result.shape = Shape::kNothing;
    return result;
  }
  Interval interval = interval_of(value);
  const value::Rational number = point.as_number();
  if (interval.low.value == number) interval.low.open = true;
  if (interval.high.value == number) interval.high.open = true;
  set_interval(result, interval);
  return result;
}

AbstractValue related_points(const AbstractValue& value, Op relation, const AbstractValue& other) {
  AbstractValue result;
  result.shape = value.shape;
  AbstractValue single;
  single.shape = value.shape;
  single.n_points = 1;
  for (const Value& point : value.points()) {
    single.cells[0] = point;
    if (is_related(compare(single, other), relation)) result.cells[result.n_points++] = point;
  }
  if (result.n_points == 0) result.shape = Shape::kNothing;
  return result;
}

AbstractValue related_cases(const AbstractValue& value, Op relation, const AbstractValue& other) {
  const Set128 from_other = other.case_set();
  Set128 kept = value.case_set();
  if (relation == Op::kEqual) kept = kept & from_other;
  if (relation == Op::kNotEqual && from_other.count() == 1) kept = kept & from_other.complement(value::kMaxSetCases);
  if (relation == Op::kLess) kept = kept & up_to(highest(from_other) - 1);
  if (relation == Op::kLessEqual) kept = kept & up_to(highest(from_other));
  if (relation == Op::kGreater) kept = kept & domain::from(lowest(from_other) + 1);
  if (relation == Op::kGreaterEqual) kept = kept & domain::from(lowest(from_other));
  AbstractValue result;
  if (kept.is_empty()) return result;
  result.shape = Shape::kCases;
  result.cells[0] = Value::set(kept);
  return result;
}

AbstractValue keep_values(const AbstractValue& value, Op relation, const AbstractValue& other) {
  if (value.shape == Shape::kNothing || other.shape == Shape::kNothing) return {};
  if (value.shape == Shape::kCases) return related_cases(value, relation, other);
  if (value.shape == Shape::kSets) return relation == Op::kEqual ? meet(value, other) : value;
  if (value.holds_durations()) {
    if (relation == Op::kEqual) return meet_durations(value, other);
    return relation == Op::kNotEqual && other.is_single() && value.n_points != 0 ? without(value, other.single())
                                                                                 : value;
  }
  if (value.shape == Shape::kPoints) return related_points(value, relation, other);
  if (relation == Op::kEqual) return meet(value, other);
  if (relation == Op::kNotEqual) return other.is_single() ? without(value, other.single()) : value;
  return cut(value, relation, other);
}

// The least of two ends is the lower; where they are equal it is attained if either is.
End lower_of(const End& left, const End& right) {
  const auto order = left.value <=> right.value;
  if (order != 0) return order < 0 ? left : right;
  return {left.value, left.open && right.open};
}

End higher_of(const End& left, const End& right) {
  const auto order = left.value <=> right.value;
  if (order != 0) return order > 0 ? left : right;
  return {left.value, left.open && right.open};
}

// The most that the least of two values can be: attained only where both ends are.
End capped(const End& left, const End& right, bool least) {
  const auto order = left.value <=> right.value;
  if (order != 0) return (order < 0) == least ? left : right;
  return {left.value, left.open || right.open};
}

void extremum_of_cases(AbstractValue& into, const AbstractValue& operand, bool least) {
  const Set128 left = into.case_set();
  const Set128 right = operand.case_set();
  const Set128 within_left = least ? up_to(highest(left)) : domain::from(lowest(left));
  const Set128 within_right = least ? up_to(highest(right)) : domain::from(lowest(right));
  into.cells[0] = Value::set((left & within_right) | (right & within_left));
}

AbstractValue meet_intervals(const AbstractValue& left, const AbstractValue& right) {
  const Interval a = interval_of(left);
  const Interval b = interval_of(right);
  Interval both;
  both.low = capped(a.low, b.low, false);
  both.high = capped(a.high, b.high, true);
  both.grain = a.grain == 0 || b.grain == 0
                   ? std::max(a.grain, b.grain)
                   : static_cast<std::int64_t>(value::greatest_common_divisor(static_cast<std::uint64_t>(a.grain),
                                                                              static_cast<std::uint64_t>(b.grain)));
  both.max_denominator = std::min(a.max_denominator, b.max_denominator);
  AbstractValue result;
  set_interval(result, both);
  return result;
}

AbstractValue meet_sets(const AbstractValue& left, const AbstractValue& right) {
  AbstractValue result;
  const Set128 must = left.cells[0].as_set() | right.cells[0].as_set();
  const Set128 may = left.cells[1].as_set() & right.cells[1].as_set();
  if (!must.is_subset_of(may)) return result;
  result.shape = Shape::kSets;
  result.cells[0] = Value::set(must);
  result.cells[1] = Value::set(may);
  return result;
}

AbstractValue meet_values(const AbstractValue& left, const AbstractValue& right) {
  if (left.shape == Shape::kNothing || right.shape == Shape::kNothing) return {};
  if (left.shape == Shape::kCases) return related_cases(left, Op::kEqual, right);
  if (left.shape == Shape::kSets) return meet_sets(left, right);
  if (left.holds_durations()) return meet_durations(left, right);
  if (left.shape == Shape::kPoints) return related_points(left, Op::kEqual, right);
  if (right.shape == Shape::kPoints) return related_points(right, Op::kEqual, left);
  return meet_intervals(left, right);
}

AbstractValue restrict_durations(const program::Package& package, const AbstractValue& value,
                                 const program::Range& range, bool& some_outside) {
  AbstractValue result;
  if (value.n_points != 0) {
    program::Type type;
    type.kind = program::TypeKind::kDuration;
    result.shape = Shape::kDurations;
    for (const Value& point : value.points()) {
      if (program::is_within(package, type, range, point)) result.cells[result.n_points++] = point;
    }
    some_outside = result.n_points != value.n_points;
    if (result.n_points == 0) result.shape = Shape::kNothing;
    return result;
  }
  // A range compares months first, so that only months bound a box.
  Box box = box_of(value);
  if (range.min) box.months_low = std::max<std::int64_t>(box.months_low, package.constant(range.min).a >> 32);
  if (range.max) box.months_high = std::min<std::int64_t>(box.months_high, package.constant(range.max).a >> 32);
  some_outside = true;
  set_box(result, box);
  return result;
}

}  // namespace

Orders compare(const AbstractValue& left, const AbstractValue& right) {
  if (left.shape == Shape::kNothing || right.shape == Shape::kNothing) return {};
  if (left.shape == Shape::kCases) return compare_cases(left.case_set(), right.case_set());
  if (left.shape == Shape::kSets) return compare_sets(left, right);
  return left.holds_durations() ? compare_durations(left, right) : compare_scalars(left, right);
}

AbstractValue keep_related(const AbstractValue& value, Op relation, const AbstractValue& other) {
  AbstractValue result = keep_values(value, relation, other);
  result.may_be_absent = value.may_be_absent;
  return result;
}

AbstractValue restrict_to(const program::Package& package, const AbstractValue& value, const program::Range& range,
                          bool& some_outside) {
  some_outside = false;
  if (value.shape == Shape::kNothing || value.shape == Shape::kSets) return value;
  AbstractValue result;
  if (value.holds_durations()) {
    result = restrict_durations(package, value, range, some_outside);
  } else {
    result = value;
    AbstractValue bound;
    const auto limit = [&](program::ConstantId id, Op relation) {
      if (!id || result.shape == Shape::kNothing) return;
      const Value& cell = package.constant(id);
      bound.shape = value.shape == Shape::kCases ? Shape::kCases : Shape::kPoints;
      bound.n_points = value.shape == Shape::kCases ? 0 : 1;
      bound.cells[0] = cell;
      if (value.shape == Shape::kCases) {
        Set128 only;
        only.insert(static_cast<int>(cell.a));
        bound.cells[0] = Value::set(only);
      }
      result = keep_values(result, relation, bound);
    };
    limit(range.min, range.min_excluded ? Op::kGreater : Op::kGreaterEqual);
    limit(range.max, range.max_excluded ? Op::kLess : Op::kLessEqual);
    result.may_be_absent = false;
    AbstractValue before = value;
    before.may_be_absent = false;
    some_outside = result != before;
  }
  result.may_be_absent = value.may_be_absent;
  return result;
}

void extremum_into(AbstractValue& into, const AbstractValue& operand, bool least) {
  if (into.shape == Shape::kCases) return extremum_of_cases(into, operand, least);
  Gather gather;
  if (into.n_points != 0 && operand.n_points != 0 && into.n_points * operand.n_points <= kMaxPairs) {
    for (const Value& x : into.points()) {
      for (const Value& y : operand.points()) gather.add((order_of(x, y) < 0) == least ? x : y);
    }
    return gather.finish(into);
  }
  const Interval a = interval_of(into);
  const Interval b = interval_of(operand);
  Interval result;
  result.low = least ? lower_of(a.low, b.low) : capped(a.low, b.low, false);
  result.high = least ? capped(a.high, b.high, true) : higher_of(a.high, b.high);
  result.grain = program::common_grain(a.grain, b.grain);
  result.max_denominator = std::max(a.max_denominator, b.max_denominator);
  set_interval(into, result);
}

}  // namespace domain

AbstractValue meet(const AbstractValue& left, const AbstractValue& right) {
  AbstractValue result = domain::meet_values(left, right);
  result.may_be_absent = left.may_be_absent && right.may_be_absent;
  return result;
}

}  // namespace avenant::eval
