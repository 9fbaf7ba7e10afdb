#include "compiler/explain/remedy/box.hpp"

#include <algorithm>
#include <limits>

namespace avenant::explain {
namespace {

using eval::AbstractValue;
using program::TypeKind;
using value::Rational;
using value::Value;

/// Changing a date by ten years costs as much as another case.
constexpr std::int64_t kDaysOfOne = 3650;

bool is_number(const Fact& fact) {
  return fact.type->kind == TypeKind::kNumber;
}

/// A date or the index of a case as a number; a number as it is.
Rational position(const Fact& fact, const Value& value) {
  return is_number(fact) ? value.as_number() : Rational::unchecked(value.a, 1);
}

std::int64_t whole_distance(Rational difference) {
  constexpr std::int64_t kFar = std::numeric_limits<std::int64_t>::max() / 4;
  const std::int64_t whole = difference.numerator() / difference.denominator();
  return std::clamp(whole < 0 ? -whole : whole, std::int64_t{0}, kFar);
}

/// |x − y|; a great number where it does not fit.
Rational distance(Rational x, Rational y) {
  const auto difference = value::subtract(x, y);
  return difference.ok() ? value::absolute(difference.value)
                         : Rational::unchecked(std::numeric_limits<std::int32_t>::max(), 1);
}

/// A multiple of 1/grain between two that are not neighbours, or the lower of neighbours.
Rational middle(Rational low, Rational high, std::int64_t grain) {
  const auto steps = [grain](Rational x) { return x.numerator() * (grain / x.denominator()); };
  const std::int64_t first = steps(low);
  const std::int64_t last = steps(high);
  // No overflow: halves are added.
  std::int64_t half = first / 2 + last / 2 + (first % 2 + last % 2) / 2;
  if (half >= last) half = last - 1;
  half = std::max(half, first);
  const auto found = value::divide(Rational::unchecked(half, 1), Rational::unchecked(grain, 1));
  return found.ok() ? found.value : low;
}

/// The part of a set from one position to another, both included.
AbstractValue between(const Fact& fact, const AbstractValue& values, Rational low, Rational high) {
  AbstractValue range;
  if (is_number(fact)) {
    range = AbstractValue::numbers(low, false, high, false, fact.type->grain);
  } else if (fact.type->kind == TypeKind::kDate) {
    range = AbstractValue::dates(value::Date::unchecked(low.numerator()), value::Date::unchecked(high.numerator()));
  } else {
    range = AbstractValue::cases(static_cast<std::uint32_t>(low.numerator()),
                                 static_cast<std::uint32_t>(high.numerator()), fact.n_cases);
  }
  return eval::meet(values, range);
}

/// The positions of the least and the greatest value of a set that has values.
std::pair<Rational, Rational> ends(const Fact& fact, const AbstractValue& values) {
  if (values.shape != eval::Shape::kCases) return {position(fact, values.low()), position(fact, values.high())};
  const value::Set128 set = values.case_set();
  int first = 0;
  while (first < value::kMaxSetCases && !set.contains(first)) ++first;
  int last = value::kMaxSetCases - 1;
  while (last > first && !set.contains(last)) --last;
  return {Rational::whole(first), Rational::whole(last)};
}

void keep(std::vector<AbstractValue>& parts, const AbstractValue& part) {
  if (!part.is_nothing()) parts.push_back(part);
}

}  // namespace

bool can_change(const program::Type& type) {
  if (type.kind == TypeKind::kNumber) return type.grain > 0;
  return type.kind == TypeKind::kBoolean || type.kind == TypeKind::kEnumeration || type.kind == TypeKind::kDate;
}

std::optional<Value> nearest(const Fact& fact, const AbstractValue& values) {
  if (!fact.given && values.may_be_absent) return std::nullopt;
  if (!values.has_values()) return std::nullopt;
  if (values.contains(fact.anchor)) return fact.anchor;
  const Rational wanted = position(fact, fact.anchor);
  std::optional<Value> best;
  const auto offer = [&](const Value& value) {
    const bool closer = !best || distance(position(fact, value), wanted) < distance(position(fact, *best), wanted);
    if (closer) best = value;
  };
  if (values.shape == eval::Shape::kCases) {
    for (int i = 0; i < value::kMaxSetCases; ++i) {
      if (values.case_set().contains(i)) offer(Value::enum_case(i));
    }
  } else if (values.shape == eval::Shape::kPoints) {
    for (const Value& value : values.points()) offer(value);
  } else {
    offer(values.low());
    offer(values.high());
  }
  return best;
}

Cost cost_of(const Fact& fact, const std::optional<Value>& value) {
  if (value == fact.given) return {};
  Cost cost;
  cost.n_facts = 1;
  cost.size = Rational::whole(1);
  if (!value) return cost;
  const Rational from = position(fact, fact.anchor);
  const Rational to = position(fact, *value);
  const Rational change = distance(from, to);
  cost.distance = whole_distance(change);
  if (!fact.given) return cost;
  Rational unit = Rational::whole(1);
  if (is_number(fact)) unit = value::maximum(value::absolute(from), value::absolute(to));
  if (fact.type->kind == TypeKind::kDate) unit = Rational::unchecked(kDaysOfOne, 1);
  if (fact.type->kind == TypeKind::kEnumeration) unit = fact.ordered ? Rational::unchecked(fact.n_cases, 1) : change;
  const auto size = unit.is_zero() ? value::divide(change, Rational::whole(1)) : value::divide(change, unit);
  cost.size = size.ok() ? size.value : Rational::whole(2);
  return cost;
}

std::vector<AbstractValue> split(const program::Package&, const Fact& fact, const AbstractValue& values) {
  std::vector<AbstractValue> parts;
  if (values.is_single()) return parts;
  if (values.may_be_absent) {
    AbstractValue given = values;
    given.may_be_absent = false;
    parts = {AbstractValue::absent(), given};
    if (fact.given) std::swap(parts[0], parts[1]);
    return parts;
  }
  const auto [low, high] = ends(fact, values);
  const auto near = nearest(fact, values);
  const Rational at = position(fact, *near);
  const Rational step = Rational::unchecked(1, is_number(fact) ? fact.type->grain : 1);
  // The nearest value alone, then what is on each side of it; on one side only, halves.
  const bool inside = low < at && at < high;
  const bool unchanged = fact.given && *near == *fact.given;
  if (inside || unchanged || values.shape == eval::Shape::kPoints) {
    keep(parts, between(fact, values, at, at));
    const auto below = value::subtract(at, step);
    const auto above = value::add(at, step);
    if (low < at && below.ok()) keep(parts, between(fact, values, low, below.value));
    if (at < high && above.ok()) keep(parts, between(fact, values, above.value, high));
    return parts;
  }
  const Rational half = middle(low, high, is_number(fact) ? fact.type->grain : 1);
  const auto above = value::add(half, step);
  keep(parts, between(fact, values, low, half));
  if (above.ok()) keep(parts, between(fact, values, above.value, high));
  return parts;
}

Cost added(const Cost& left, const Cost& right) {
  Cost sum;
  sum.n_facts = left.n_facts + right.n_facts;
  const auto size = value::add(left.size, right.size);
  sum.size = size.ok() ? size.value : Rational::unchecked(std::numeric_limits<std::int32_t>::max(), 1);
  sum.distance = left.distance + right.distance;
  return sum;
}

}  // namespace avenant::explain
