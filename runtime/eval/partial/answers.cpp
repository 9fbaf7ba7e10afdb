#include "runtime/eval/partial/answers.hpp"

#include <algorithm>

namespace avenant::eval::partial {

using program::TypeKind;
using value::Rational;
using value::Value;

namespace {

// The value one step of its grain before or after; itself where that is no number.
Value beside(Value of, std::int64_t grain, int steps) {
  const value::Checked<Rational> step = Rational::from_ratio(steps, grain == 0 ? 1 : grain);
  if (!step.ok()) return of;
  const value::Checked<Rational> moved = value::add(of.as_number(), step.value);
  return moved.ok() ? Value::number(moved.value) : of;
}

// A value of the interval near its middle.
Value middle_of(const AbstractValue& interval) {
  const value::Int128 grain = interval.grain == 0 ? 1 : interval.grain;
  const Value low = interval.low();
  const Value high = interval.high();
  const value::Int128 first = low.a * grain / low.b;
  const value::Int128 last = high.a * grain / high.b;
  const value::Checked<Rational> middle = Rational::from_ratio(first + (last - first) / 2, grain);
  return middle.ok() ? Value::number(middle.value) : low;
}

bool is_before(Value left, Value right) {
  if (left.b == right.b) return left.a < right.a;
  return left.as_number() < right.as_number();
}

// Numbers and dates, dates being numbers of days.
std::vector<Value> points_of_interval(const program::Package& package, const program::Type& type,
                                      const AbstractValue& interval, std::span<const Value> boundaries) {
  std::vector<Value> bounds(boundaries.begin(), boundaries.end());
  if (type.kind == TypeKind::kDate && bounds.empty()) {
    for (const program::Text& text : package.texts) {
      if (text.kind == program::TextKind::kText) bounds.push_back(Value::date(text.in_force));
    }
  }
  std::vector<Value> points;
  const std::int64_t grain = type.kind == TypeKind::kNumber ? interval.grain : 1;
  for (const Value& bound : bounds) {
    for (const int steps : {-1, 0, 1}) points.push_back(beside(bound, grain, steps));
  }
  if (bounds.empty()) points = {interval.low(), middle_of(interval), interval.high()};
  std::sort(points.begin(), points.end(), is_before);
  points.erase(std::unique(points.begin(), points.end()), points.end());
  std::erase_if(points, [&interval](const Value& point) { return !interval.contains(point); });
  if (points.empty()) points.push_back(middle_of(interval));
  return points;
}

std::vector<Value> sets(const AbstractValue& values) {
  const value::Set128 must = values.cells[0].as_set();
  const value::Set128 may = values.cells[1].as_set();
  std::vector<Value> points = {Value::set(must)};
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (!may.contains(index) || must.contains(index)) continue;
    value::Set128 one = must;
    one.insert(index);
    points.push_back(Value::set(one));
  }
  if (points.size() > 2) points.push_back(Value::set(may));
  return points;
}

std::vector<Value> all_points(const program::Package& package, const program::Type& type, const AbstractValue& values,
                              std::span<const Value> boundaries) {
  std::vector<Value> points;
  switch (values.shape) {
    case Shape::kNothing:
      break;
    case Shape::kPoints:
    case Shape::kDurations:
      points.assign(values.points().begin(), values.points().end());
      break;
    case Shape::kInterval:
      return points_of_interval(package, type, values, boundaries);
    case Shape::kCases:
      for (int index = 0; index < value::kMaxSetCases; ++index) {
        if (values.case_set().contains(index)) points.push_back(Value::enum_case(index));
      }
      break;
    case Shape::kSets:
      return sets(values);
    case Shape::kBox:
      points = {values.cells[0], values.cells[1]};
      for (const Value& bound : boundaries) points.push_back(bound);
      std::erase_if(points, [&values](const Value& point) { return !values.contains(point); });
      break;
  }
  return points;
}

}  // namespace

std::vector<AbstractValue> answers_to_try(const program::Package& package, const program::Type& type,
                                          const AbstractValue& declared, std::span<const Value> boundaries) {
  const std::vector<Value> points = all_points(package, type, declared, boundaries);
  std::vector<AbstractValue> answers;
  if (declared.may_be_absent) answers.push_back(AbstractValue::absent());
  const std::size_t n_kept = std::min(points.size(), kMaxAnswers - answers.size());
  for (std::size_t i = 0; i < n_kept; ++i) {
    // The first and the last are kept, the others evenly.
    const std::size_t at = n_kept == points.size() ? i : i * (points.size() - 1) / (n_kept - 1);
    answers.push_back(AbstractValue::point(package, type, points[at]));
  }
  return answers;
}

}  // namespace avenant::eval::partial
