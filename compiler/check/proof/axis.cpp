#include "compiler/check/proof/axis.hpp"

#include <algorithm>

namespace avenant::check {

namespace {

using eval::AbstractValue;
using eval::Shape;
using program::TypeKind;
using value::Rational;
using value::Value;

using Parts = std::optional<std::pair<AbstractValue, AbstractValue>>;

Parts split_cases(const AbstractValue& values) {
  const value::Set128 set = values.case_set();
  if (set.count() < 2) return std::nullopt;
  AbstractValue first = values;
  AbstractValue second = values;
  value::Set128 low;
  value::Set128 high;
  int left = set.count() / 2;
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (!set.contains(index)) continue;
    (left > 0 ? low : high).insert(index);
    --left;
  }
  first.cells[0] = Value::set(low);
  second.cells[0] = Value::set(high);
  return std::pair{first, second};
}

Parts split_points(const AbstractValue& values) {
  if (values.n_points < 2) return std::nullopt;
  AbstractValue first = values;
  AbstractValue second = values;
  first.n_points = values.n_points / 2;
  second.n_points = values.n_points - first.n_points;
  for (std::uint32_t index = 0; index < second.n_points; ++index) {
    second.cells[index] = values.cells[first.n_points + index];
  }
  for (std::uint32_t index = first.n_points; index < eval::kMaxPoints; ++index) first.cells[index] = {};
  for (std::uint32_t index = second.n_points; index < eval::kMaxPoints; ++index) second.cells[index] = {};
  return std::pair{first, second};
}

/// Where an interval of numbers is cut: at `at`, which belongs to the lower part or to the upper one.
struct Cut {
  Rational at;
  bool in_lower = true;
};

std::optional<Cut> number_cut(const Axis& axis, const AbstractValue& values) {
  const Rational low = values.low().as_number();
  const Rational high = values.high().as_number();
  std::vector<Cut> cuts;
  for (const Value& mark : axis.marks) {
    const Rational at = mark.as_number();
    if (at < low || high < at) continue;
    if (low < at) cuts.push_back({at, false});
    if (at < high) cuts.push_back({at, true});
  }
  if (!cuts.empty()) return cuts[cuts.size() / 2];
  const value::Checked<Rational> sum = value::add(low, high);
  if (!sum.ok() || low == high) return std::nullopt;
  const value::Checked<Rational> middle = value::divide(sum.value, Rational::whole(2));
  if (!middle.ok()) return std::nullopt;
  return Cut{middle.value, true};
}

Parts split_numbers(const Axis& axis, const AbstractValue& values) {
  const std::optional<Cut> cut = number_cut(axis, values);
  if (!cut) return std::nullopt;
  const Rational low = values.low().as_number();
  const Rational high = values.high().as_number();
  const AbstractValue first = AbstractValue::numbers(low, values.low_open, cut->at, !cut->in_lower, values.grain);
  const AbstractValue second = AbstractValue::numbers(cut->at, cut->in_lower, high, values.high_open, values.grain);
  // Nothing lies on one side: the cut was of no use.
  if (!first.has_values() || !second.has_values() || first == values || second == values) return std::nullopt;
  return std::pair{first, second};
}

/// Of dates and of cases of large enumerations: whole numbers.
Parts split_ordinals(const Axis& axis, const AbstractValue& values) {
  const std::int64_t low = values.low().a;
  const std::int64_t high = values.high().a;
  if (low >= high) return std::nullopt;
  std::vector<std::int64_t> cuts;  // The last of the lower part.
  for (const Value& mark : axis.marks) {
    if (mark.a - 1 >= low && mark.a - 1 < high) cuts.push_back(mark.a - 1);
    if (mark.a >= low && mark.a < high) cuts.push_back(mark.a);
  }
  const std::int64_t last = cuts.empty() ? low + (high - low) / 2 : cuts[cuts.size() / 2];
  AbstractValue first = values;
  AbstractValue second = values;
  first.cells[1] = Value{last, 1};
  second.cells[0] = Value{last + 1, 1};
  for (AbstractValue* part : {&first, &second}) {
    if (part->low() == part->high()) {
      const bool absent = part->may_be_absent;
      const Value only = part->low();
      *part = AbstractValue();
      part->shape = Shape::kPoints;
      part->n_points = 1;
      part->cells[0] = only;
      part->may_be_absent = absent;
    }
  }
  return std::pair{first, second};
}

}  // namespace

Parts split(const program::Package& package, const Axis& axis, const AbstractValue& values) {
  if (values.may_be_absent && values.has_values()) {
    AbstractValue present = values;
    present.may_be_absent = false;
    return std::pair{AbstractValue::absent(), present};
  }
  switch (values.shape) {
    case Shape::kCases:
      return split_cases(values);
    case Shape::kPoints:
    case Shape::kDurations:
      return split_points(values);
    case Shape::kInterval:
      return package.type(axis.type).kind == TypeKind::kNumber ? split_numbers(axis, values)
                                                               : split_ordinals(axis, values);
    case Shape::kNothing:
    case Shape::kSets:
    case Shape::kBox:
      return std::nullopt;
  }
  return std::nullopt;
}

void set_axis(eval::AbstractEvaluator& evaluator, const Axis& axis, const AbstractValue& values) {
  switch (axis.kind) {
    case Axis::Kind::kInput:
      evaluator.set(program::InputId(axis.id), values);
      break;
    case Axis::Kind::kReading:
      evaluator.set_reading(program::ReadingId(axis.id), values);
      break;
    case Axis::Kind::kFigure:
      evaluator.set_figure(program::UnknownId(axis.id), values);
      break;
    case Axis::Kind::kSituationDate:
      evaluator.set_situation_date(values);
      break;
    case Axis::Kind::kVariable:
      evaluator.assume(program::VariableId(axis.id), values);
      break;
  }
}

std::optional<Axis> axis_of(const program::Package& package, const eval::AbstractEvaluator& evaluator,
                            const Dimension& dimension, const std::vector<Value>& marks) {
  Axis axis;
  axis.id = dimension.id;
  axis.type = dimension.type;
  switch (dimension.kind) {
    case DimensionKind::kInput:
      axis.whole = evaluator.declared(program::InputId(dimension.id));
      break;
    case DimensionKind::kReading:
      axis.kind = Axis::Kind::kReading;
      axis.whole = AbstractValue::any(package, package.type(dimension.type));
      break;
    case DimensionKind::kFigure:
      axis.kind = Axis::Kind::kFigure;
      axis.whole = AbstractValue::within(package, package.type(dimension.type), dimension.range);
      break;
    case DimensionKind::kSituationDate:
      axis.kind = Axis::Kind::kSituationDate;
      axis.whole = AbstractValue::any(package, package.type(dimension.type));
      break;
    case DimensionKind::kDraft:
      return std::nullopt;
  }
  axis.marks = marks;
  return axis;
}

std::optional<Value> pick(const AbstractValue& values, const std::vector<Value>& candidates, std::size_t rank) {
  std::size_t n_found = 0;
  std::optional<Value> last;
  for (const Value& candidate : candidates) {
    if (!values.contains(candidate)) continue;
    last = candidate;
    if (n_found++ == rank) return last;
  }
  if (last) return last;
  if (values.shape == Shape::kPoints) return values.low();
  if (values.shape == Shape::kCases) {
    for (int index = 0; index < value::kMaxSetCases; ++index) {
      if (values.case_set().contains(index)) return Value{index, 1};
    }
  }
  if (values.shape == Shape::kInterval && !values.low_open) return values.low();
  if (values.shape == Shape::kInterval && !values.high_open) return values.high();
  return std::nullopt;
}

}  // namespace avenant::check
