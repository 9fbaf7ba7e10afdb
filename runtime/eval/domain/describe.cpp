// Sets of values as text, for people who debug.
#include "runtime/eval/domain/durations.hpp"

namespace avenant::eval {

namespace {

using value::Value;

std::string number(const Value& cell) {
  return cell.b == 1 ? std::to_string(cell.a) : std::to_string(cell.a) + "/" + std::to_string(cell.b);
}

std::string durations(const AbstractValue& value) {
  const domain::Box box = domain::box_of(value);
  return "P" + std::to_string(box.months_low) + ".." + std::to_string(box.months_high) + "M" +
         std::to_string(box.days_low) + ".." + std::to_string(box.days_high) + "D";
}

std::string words(const value::Set128& set) {
  return std::to_string(set.high()) + ":" + std::to_string(set.low());
}

std::string values(const AbstractValue& value) {
  switch (value.shape) {
    case Shape::kNothing:
      return "nothing";
    case Shape::kCases:
      return "cases " + words(value.case_set());
    case Shape::kSets:
      return "sets from " + words(value.cells[0].as_set()) + " to " + words(value.cells[1].as_set());
    case Shape::kDurations:
    case Shape::kBox:
      return durations(value);
    case Shape::kPoints:
    case Shape::kInterval:
      break;
  }
  std::string result;
  if (value.shape == Shape::kPoints) {
    for (const Value& point : value.points()) result += (result.empty() ? "{" : ", ") + number(point);
    return result + "}";
  }
  result = (value.low_open ? "(" : "[") + number(value.low()) + " ; " + number(value.high());
  result += value.high_open ? ")" : "]";
  if (value.grain != 0) result += " by 1/" + std::to_string(value.grain);
  if (value.max_denominator != value::kMaxPart && value.max_denominator != value.grain) {
    result += " over " + std::to_string(value.max_denominator);
  }
  return result;
}

}  // namespace

std::string describe(const AbstractValue& value) {
  return value.may_be_absent ? values(value) + " or absent" : values(value);
}

}  // namespace avenant::eval
