#include <algorithm>

#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"
#include "tests/engines/flow/flow.hpp"

namespace avenant::engines {

using program::Op;
using value::Value;

namespace {

constexpr std::uint32_t kOk = program::kStatusOk;

}  // namespace

bool Flow::is_in_range(const program::Range& range, bool is_number, const Value& value) const {
  const auto is_before = [is_number](const Value& left, const Value& right) {
    return is_number ? left.as_number() < right.as_number() : left.a < right.a;
  };
  if (range.min) {
    const Value& least = package_.constant(range.min);
    if (is_before(value, least) || (range.min_excluded && value == least)) return false;
  }
  if (range.max) {
    const Value& greatest = package_.constant(range.max);
    if (is_before(greatest, value) || (range.max_excluded && value == greatest)) return false;
  }
  return true;
}

bool Flow::is_valid(const program::Input& input, const Value& value) const {
  const program::Type& type = package_.type(input.type);
  const auto cases_of = [this](const program::Type& of) {
    return static_cast<int>(package_.enumerations[of.enumeration.value].n_cases);
  };
  bool valid = type.kind == program::TypeKind::kSet || value.b == 1;
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      valid = valid && (value.a == 0 || value.a == 1);
      break;
    case program::TypeKind::kNumber:
      valid = value::Rational::is_valid(value.a, value.b) && (type.grain == 0 || type.grain % value.b == 0);
      break;
    case program::TypeKind::kDate:
      valid = valid && value.a >= value::kFirstDay && value.a <= value::kLastDay;
      break;
    case program::TypeKind::kDuration:
      valid = valid && value.as_duration().months() >= -value::kMaxDurationPart &&
              value.as_duration().days() >= -value::kMaxDurationPart;
      break;
    case program::TypeKind::kEnumeration:
      valid = valid && value.a >= 0 && value.a < cases_of(type);
      break;
    case program::TypeKind::kSet:
      valid = value.as_set().is_subset_of(value::Set128::all(cases_of(type)));
      break;
    case program::TypeKind::kList:
    case program::TypeKind::kElement:
      break;
  }
  const bool is_number = type.kind == program::TypeKind::kNumber;
  return valid && (!input.range || is_in_range(package_.ranges[input.range.value], is_number, value));
}

Cell Flow::logic(const Node& node, Cells in) {
  const bool absorbing = node.op == Op::kOr;
  std::uint32_t least = kOk;
  bool absorbed = false;
  for (const Cell& cell : in) {
    least = std::min(least, cell.status);
    absorbed = absorbed || (cell.ok() && cell.value.as_boolean() == absorbing);
  }
  return {Value::boolean(absorbed == absorbing), absorbed ? kOk : least};
}

Cell Flow::table(const Node& node, Cells in) {
  const program::Table& table = package_.tables[node.payload];
  std::uint32_t n_hits = 0;
  std::uint32_t least = kOk;
  Cell hit;
  for (const program::Row& row : package_.rows_of(table)) {
    std::uint32_t cells = kOk;
    bool excluded = false;
    for (std::uint32_t i = 0; i < row.n_cells; ++i) {
      const Cell& cell = in[row.first_operand + i];
      cells = std::min(cells, cell.status);
      excluded = excluded || (cell.ok() && !cell.value.as_boolean());
    }
    if (excluded) continue;
    least = std::min(least, cells);
    if (cells != kOk) continue;
    ++n_hits;
    hit = in[row.first_operand + row.n_cells];
  }
  if (n_hits > 1) return Cell::error(node.second_site);
  if (n_hits == 1) return hit;
  if (least != kOk) return {{}, least};
  return table.has_otherwise ? in.back() : Cell::error(node.site);
}

Cell Flow::select(const Node& node, Cells in) {
  if (!in[0].ok()) return in[0];
  const program::Select& select = package_.selects[node.payload];
  std::uint32_t target = select.otherwise;
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    if (in[0].value == Value{select.least + i, 1}) target = package_.select_targets[select.first_target + i];
  }
  return target == 0 ? Cell::error(node.site) : in[target - 1];
}

Cell Flow::extremum(const Node& node, Cells in) {
  const bool least = node.op == Op::kMin || node.op == Op::kEarliest;
  std::vector<Value> values;
  bool any_absent = false;
  bool months = false;
  bool days = false;
  const bool durations = node.op != Op::kEarliest && node.op != Op::kLatest &&
                         node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration);
  for (const Cell& cell : in) {
    if (cell.value.is_absent()) {
      any_absent = true;
      continue;
    }
    values.push_back(cell.value);
    months = months || (durations && cell.value.as_duration().months() != 0);
    days = days || (durations && cell.value.as_duration().days() != 0);
  }
  if (months && days) return Cell::error(node.site);
  if (values.empty() || (any_absent && node.op == Op::kLatest)) return Cell::of(Value::absent());
  const auto before = [durations](const Value& left, const Value& right) {
    if (durations) return value::compare(left.as_duration(), right.as_duration()).value < 0;
    return left.as_number() < right.as_number();
  };
  const auto found = least ? std::min_element(values.begin(), values.end(), before)
                           : std::max_element(values.begin(), values.end(), before);
  return Cell::of(*found);
}

Cell Flow::comparison(const Node& node, Cells in) {
  const Value& left = in[0].value;
  const Value& right = in[1].value;
  if (node.op == Op::kEqual) return boolean(left == right);
  if (node.op == Op::kNotEqual) return boolean(!(left == right));
  int order = 0;
  if (node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration)) {
    const auto compared = value::compare(left.as_duration(), right.as_duration());
    if (!compared.ok()) return Cell::error(node.site);
    order = compared.value;
  } else {
    order = left.as_number() < right.as_number() ? -1 : (right.as_number() < left.as_number() ? 1 : 0);
  }
  if (node.op == Op::kLess) return boolean(order < 0);
  if (node.op == Op::kLessEqual) return boolean(order <= 0);
  return boolean(node.op == Op::kGreater ? order > 0 : order >= 0);
}

Cell Flow::number(const Node& node, Cells in) {
  const value::Rational left = in[0].value.as_number();
  const value::Rational right = in.size() > 1 ? in[1].value.as_number() : left;
  value::Checked<value::Rational> result;
  if (node.op == Op::kAdd) result = value::add(left, right);
  if (node.op == Op::kSubtract) result = value::subtract(left, right);
  if (node.op == Op::kMultiply) result = value::multiply(left, right);
  if (node.op == Op::kDivide) result = value::divide(left, right);
  if (node.op == Op::kNegate) result = value::subtract(value::Rational(), left);
  if (node.op == Op::kRound) {
    result =
        value::round_to(left, package_.constants[node.payload].as_number(), static_cast<value::Rounding>(node.mode));
  }
  if (node.op == Op::kExact) result = value::assert_exact(left, package_.constants[node.payload].a);
  if (node.op == Op::kInRange) {
    return is_in_range(package_.ranges[node.payload], true, in[0].value) ? in[0] : Cell::error(node.site);
  }
  return checked(node, result, Value::number(result.value));
}

// The row that every key and the period match, found by looking at all of them.
Cell Flow::lookup(const Node& node, Cells in) {
  const program::ReferenceColumn& column = package_.reference_columns[node.payload];
  const program::ReferenceTable& table = package_.reference_tables[column.table.value];
  for (std::uint32_t row = 0; row < table.n_rows; ++row) {
    bool hit = true;
    for (std::uint32_t i = 0; i < table.n_keys; ++i) {
      hit = hit && package_.reference_keys[table.first_key + row * table.n_keys + i] == in[i].value.a;
    }
    if (table.is_dated) {
      const program::ReferencePeriod& period = package_.reference_periods[table.first_period + row];
      const value::Date day = in.back().value.as_date();
      hit = hit && day >= period.from && day < period.until;
    }
    if (hit) return Cell::of(package_.constant(package_.reference_values[column.first_value + row]));
  }
  return package_.type(column.type).optional ? Cell::of(Value::absent()) : Cell::error(node.site);
}

// No known text that closes the case has entered into force by the date.
Cell Flow::open(const Node& node, Cells in) {
  const Node& element = package_.node(package_.operands_of(node)[0]);
  const program::Enumeration& of = package_.enumerations[package_.type(element.type).enumeration.value];
  bool is_open = true;
  for (std::uint32_t i = 0; i < of.n_closings; ++i) {
    const program::Closing& closing = package_.closings[of.first_closing + i];
    const bool closes = closing.case_index == in[0].value.a && is_known(closing.text);
    is_open = is_open && !(closes && in[1].value.as_date() >= closing.from);
  }
  return boolean(is_open);
}

Cell Flow::set(const Node& node, Cells in) {
  if (node.op == Op::kAttribute) {
    const program::Attribute& attribute = package_.attributes[node.payload];
    const auto index = static_cast<std::uint32_t>(in[0].value.a);
    return Cell::of(package_.constant(package_.attribute_values[attribute.first_value + index]));
  }
  const value::Set128 left = in[0].value.as_set();
  if (node.op == Op::kSetContains) return boolean(left.contains(in[1].value.as_enum_case()));
  if (node.op == Op::kSetUnion) return Cell::of(Value::set(left | in[1].value.as_set()));
  if (node.op == Op::kSetIntersection) return Cell::of(Value::set(left & in[1].value.as_set()));
  const std::uint32_t n_cases = package_.enumerations[package_.type(node.type).enumeration.value].n_cases;
  return Cell::of(Value::set(left.complement(static_cast<int>(n_cases))));
}

Cell Flow::strict(const Node& node, Cells in) {
  std::uint32_t least = kOk;
  for (const Cell& cell : in) least = std::min(least, cell.status);
  if (least != kOk) return {{}, least};
  if (node.op == Op::kNot) return boolean(!in[0].value.as_boolean());
  if (node.op == Op::kIsPresent) return boolean(!in[0].value.is_absent());
  if (node.op == Op::kUnwrap) return in[0].value.is_absent() ? Cell::error(node.site) : in[0];
  if (node.op == Op::kInPeriod) {
    const program::Period& period = package_.periods[node.payload];
    const Value& day = in[0].value;
    return boolean(!day.is_absent() && day.as_date() >= period.from && day.as_date() < period.until);
  }
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) return comparison(node, in);
  if (node.op == Op::kMin || node.op == Op::kMax || node.op == Op::kEarliest || node.op == Op::kLatest) {
    return extremum(node, in);
  }
  if (node.op >= Op::kAdd && node.op <= Op::kInRange) return number(node, in);
  if (node.op >= Op::kDateAdd && node.op <= Op::kCompletedYears) return date(node, in);
  if (node.op >= Op::kDurationAdd && node.op <= Op::kDurationScale) return duration(node, in);
  if (node.op == Op::kOpen) return open(node, in);
  if (node.op == Op::kLookup) return lookup(node, in);
  return set(node, in);
}

}  // namespace avenant::engines
