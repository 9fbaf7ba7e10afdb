// Making sets of values, and asking what is in them.
#include <algorithm>
#include <bit>

#include "runtime/eval/domain/gather.hpp"
#include "runtime/eval/domain/order.hpp"

namespace avenant::eval {

namespace {

using domain::Gather;
using domain::Interval;
using program::Package;
using program::Type;
using program::TypeKind;
using value::Rational;
using value::Set128;
using value::Value;

constexpr std::uint32_t kBooleans = 2;

// The number of values that kCases can hold of a type; 0 where it does not hold its values.
std::uint32_t n_cases_of(const Package& package, const Type& type) {
  if (type.kind == TypeKind::kBoolean) return kBooleans;
  if (type.kind == TypeKind::kElement) return package.list(type.list).capacity;
  if (type.kind != TypeKind::kEnumeration) return 0;
  const std::uint32_t n_cases = package.enumerations[type.enumeration.value].n_cases;
  return n_cases <= static_cast<std::uint32_t>(value::kMaxSetCases) ? n_cases : 0;
}

AbstractValue of_cases(Set128 cases) {
  AbstractValue result;
  if (cases.is_empty()) return result;
  result.shape = Shape::kCases;
  result.cells[0] = Value::set(cases);
  return result;
}

AbstractValue between(Value low, Value high) {
  AbstractValue result;
  domain::set_interval(result, {{low.as_number(), false}, {high.as_number(), false}, 1, 1});
  return result;
}

AbstractValue any_number(std::int64_t grain) {
  AbstractValue result;
  const Rational most = Rational::unchecked(value::kMaxPart, 1);
  domain::set_interval(result, {{value::negate(most), false}, {most, false}, grain, value::kMaxPart});
  return result;
}

AbstractValue any_duration() {
  AbstractValue result;
  constexpr std::int64_t most = value::kMaxDurationPart;
  domain::set_box(result, {-most, most, -most, most});
  return result;
}

}  // namespace

AbstractValue AbstractValue::absent() {
  AbstractValue result;
  result.may_be_absent = true;
  return result;
}

AbstractValue AbstractValue::point(const Package& package, const Type& type, Value value) {
  AbstractValue result;
  if (type.kind == TypeKind::kSet || type.kind == TypeKind::kList) {
    result.shape = Shape::kSets;
    result.cells[0] = value;
    result.cells[1] = value;
    return result;
  }
  if (value.is_absent()) return absent();
  if (n_cases_of(package, type) != 0) {
    Set128 cases;
    cases.insert(static_cast<int>(value.a));
    return of_cases(cases);
  }
  result.shape = type.kind == TypeKind::kDuration ? Shape::kDurations : Shape::kPoints;
  result.n_points = 1;
  result.cells[0] = value;
  return result;
}

AbstractValue AbstractValue::any(const Package& package, const Type& type) {
  AbstractValue result;
  switch (type.kind) {
    case TypeKind::kBoolean:
      result = booleans(true, true);
      break;
    case TypeKind::kNumber:
      result = any_number(type.grain);
      break;
    case TypeKind::kDate:
      result = dates(value::Date::unchecked(value::kFirstDay), value::Date::unchecked(value::kLastDay));
      break;
    case TypeKind::kDuration:
      result = any_duration();
      break;
    case TypeKind::kEnumeration: {
      const std::uint32_t n_cases = package.enumerations[type.enumeration.value].n_cases;
      if (n_cases != 0) result = cases(0, n_cases - 1, n_cases);
      break;
    }
    case TypeKind::kSet: {
      const std::uint32_t n_cases = package.enumerations[type.enumeration.value].n_cases;
      result.shape = Shape::kSets;
      result.cells[0] = Value::set(Set128());
      result.cells[1] = Value::set(Set128::all(static_cast<int>(n_cases)));
      break;
    }
    case TypeKind::kList:
      result.shape = Shape::kSets;
      result.cells[0] = Value::set(Set128());
      result.cells[1] = Value::set(Set128::all(static_cast<int>(package.list(type.list).capacity)));
      break;
    case TypeKind::kElement: {
      const std::uint32_t capacity = package.list(type.list).capacity;
      result = cases(0, capacity - 1, capacity);
      break;
    }
  }
  result.may_be_absent = type.optional;
  return result;
}

AbstractValue AbstractValue::within(const Package& package, const Type& type, program::RangeId id) {
  AbstractValue result = any(package, type);
  if (!id || !result.has_values()) return result;
  bool some_outside = false;
  return domain::restrict_to(package, result, package.ranges[id.value], some_outside);
}

AbstractValue AbstractValue::numbers(Rational low, bool low_open, Rational high, bool high_open, std::int64_t grain) {
  AbstractValue result;
  domain::set_interval(result, {{low, low_open}, {high, high_open}, grain, value::kMaxPart});
  return result;
}

AbstractValue AbstractValue::dates(value::Date first, value::Date last) {
  return between(Value::date(first), Value::date(last));
}

AbstractValue AbstractValue::cases(std::uint32_t first, std::uint32_t last, std::uint32_t n_cases) {
  if (last < first) return nothing();
  if (n_cases > static_cast<std::uint32_t>(value::kMaxSetCases)) return between(Value{first, 1}, Value{last, 1});
  const Set128 up_to = Set128::all(static_cast<int>(last) + 1);
  return of_cases(up_to & Set128::all(static_cast<int>(first)).complement(value::kMaxSetCases));
}

AbstractValue AbstractValue::booleans(bool may_be_false, bool may_be_true) {
  return of_cases(Set128::from_words((may_be_false ? 1U : 0U) | (may_be_true ? 2U : 0U), 0));
}

bool AbstractValue::is_single() const {
  switch (shape) {
    case Shape::kNothing:
      return may_be_absent;
    case Shape::kPoints:
    case Shape::kDurations:
      return n_points == 1 && !may_be_absent;
    case Shape::kCases:
      return case_set().count() == 1 && !may_be_absent;
    case Shape::kSets:
      return cells[0] == cells[1];
    case Shape::kInterval:
    case Shape::kBox:
      break;
  }
  return false;
}

Value AbstractValue::single() const {
  if (shape == Shape::kNothing) return Value::absent();
  if (shape != Shape::kCases) return cells[0];
  const Set128 cases = case_set();
  const int index = cases.low() != 0 ? std::countr_zero(cases.low()) : 64 + std::countr_zero(cases.high());
  return Value::enum_case(index);
}

bool AbstractValue::contains(Value value) const {
  if (shape == Shape::kSets) {
    const Set128 set = value.as_set();
    return cells[0].as_set().is_subset_of(set) && set.is_subset_of(cells[1].as_set());
  }
  if (value.is_absent()) return may_be_absent;
  switch (shape) {
    case Shape::kPoints:
    case Shape::kDurations:
      return std::find(cells, cells + n_points, value) != cells + n_points;
    case Shape::kInterval:
      return domain::is_in(value, domain::interval_of(*this));
    case Shape::kCases:
      return value.a >= 0 && value.a < value::kMaxSetCases && case_set().contains(static_cast<int>(value.a));
    case Shape::kBox:
      return domain::is_in(value.as_duration(), domain::box_of(*this));
    case Shape::kNothing:
    case Shape::kSets:
      break;
  }
  return false;
}

bool AbstractValue::is_within(const AbstractValue& other) const {
  if (may_be_absent && !other.may_be_absent) return false;
  if (shape == Shape::kNothing) return true;
  if (n_points != 0) {
    return std::all_of(cells, cells + n_points, [&other](const Value& point) { return other.contains(point); });
  }
  if (shape != other.shape) return false;
  switch (shape) {
    case Shape::kCases:
      return case_set().is_subset_of(other.case_set());
    case Shape::kSets:
      return other.cells[0].as_set().is_subset_of(cells[0].as_set()) &&
             cells[1].as_set().is_subset_of(other.cells[1].as_set());
    case Shape::kBox:
      return domain::is_within(domain::box_of(*this), domain::box_of(other));
    case Shape::kInterval:
    case Shape::kNothing:
    case Shape::kPoints:
    case Shape::kDurations:
      break;
  }
  if (other.grain != 0 && (grain == 0 || other.grain % grain != 0)) return false;
  if (max_denominator > other.max_denominator) return false;
  const int low = domain::order_of(cells[0], other.cells[0]);
  const int high = domain::order_of(cells[1], other.cells[1]);
  return (low > 0 || (low == 0 && (low_open || !other.low_open))) &&
         (high < 0 || (high == 0 && (high_open || !other.high_open)));
}

bool operator==(const AbstractValue& left, const AbstractValue& right) {
  if (left.shape != right.shape || left.may_be_absent != right.may_be_absent) return false;
  switch (left.shape) {
    case Shape::kNothing:
      return true;
    case Shape::kPoints:
    case Shape::kDurations:
      return std::equal(left.cells, left.cells + left.n_points, right.cells, right.cells + right.n_points);
    case Shape::kCases:
      return left.cells[0] == right.cells[0];
    case Shape::kSets:
    case Shape::kBox:
      return left.cells[0] == right.cells[0] && left.cells[1] == right.cells[1];
    case Shape::kInterval:
      break;
  }
  return left.cells[0] == right.cells[0] && left.cells[1] == right.cells[1] && left.low_open == right.low_open &&
         left.high_open == right.high_open && left.grain == right.grain &&
         left.max_denominator == right.max_denominator;
}

AbstractValue join(const AbstractValue& left, const AbstractValue& right) {
  AbstractValue result = left;
  domain::join_into(result, right);
  return result;
}

namespace domain {

void join_into(AbstractValue& into, const AbstractValue& from) {
  into.may_be_absent = into.may_be_absent || from.may_be_absent;
  if (from.shape == Shape::kNothing) return;
  if (into.shape == Shape::kNothing) {
    const bool may_be_absent = into.may_be_absent;
    into = from;
    into.may_be_absent = may_be_absent;
    return;
  }
  if (from.shape == Shape::kCases) {
    into.cells[0] = Value::set(into.case_set() | from.case_set());
    return;
  }
  if (from.shape == Shape::kSets) {
    into.cells[0] = Value::set(into.cells[0].as_set() & from.cells[0].as_set());
    into.cells[1] = Value::set(into.cells[1].as_set() | from.cells[1].as_set());
    return;
  }
  if (into.holds_durations() || from.holds_durations()) return join_durations(into, from);
  if (into == from) return;
  Gather gather;
  gather.add(into);
  gather.add(from);
  gather.finish(into);
}

}  // namespace domain

}  // namespace avenant::eval
