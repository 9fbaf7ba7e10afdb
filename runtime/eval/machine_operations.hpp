// The strict operations of machine.hpp: they yield the least error of their operands, or compute.
#pragma once

#include <array>
#include <span>
#include <utility>
#include <vector>

#include "runtime/eval/machine.hpp"
#include "runtime/program/reference/reference_tables.hpp"
#include "runtime/program/typing.hpp"
#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::eval {

namespace detail {

// −1, 0 or 1.
inline int order_of_numbers(const value::Value& left, const value::Value& right) {
  if (left.b == right.b) return (left.a > right.a) - (left.a < right.a);
  const auto order = left.as_number() <=> right.as_number();
  return (order > 0) - (order < 0);
}

inline value::MissingDay policy_of(const program::Node& node) {
  return static_cast<value::MissingDay>(node.mode);
}

}  // namespace detail

template <class Recorder>
template <class T, class Wrap>
std::uint32_t Machine<Recorder>::finish(const Node& node, const value::Checked<T>& result, Value& out, Wrap wrap) {
  if (result.ok()) {
    out = wrap(result.value);
    return kOk;
  }
  const auto first = program::info(node.op).first_error;
  return first == value::error_class(result.error) ? node.site.value : node.second_site.value;
}

// ---- What may be absent

template <class Recorder>
std::uint32_t Machine<Recorder>::on_IsPresent(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  out = Value::boolean(!out.is_absent());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Unwrap(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  return status == kOk && out.is_absent() ? node.site.value : status;
}

// `least`: the earliest of those given. Otherwise the latest, absent if any is.
template <class Recorder>
std::uint32_t Machine<Recorder>::extremum_of_dates(const Node& node, Value& out, bool least) {
  std::uint32_t status = kOk;
  Value result = Value::absent();
  bool any_absent = false;
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    Value value{};
    status = std::min(status, evaluate_operand(node, index, value));
    any_absent = any_absent || value.is_absent();
    if (value.is_absent()) continue;
    if (result.is_absent() || (least ? value.a < result.a : value.a > result.a)) result = value;
  }
  out = any_absent && !least ? Value::absent() : result;
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Earliest(Machine& machine, const Node& node, Value& out) {
  return machine.extremum_of_dates(node, out, true);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Latest(Machine& machine, const Node& node, Value& out) {
  return machine.extremum_of_dates(node, out, false);
}

// ---- Comparison

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Equal(Machine& machine, const Node& node, Value& out) {
  return machine.compared(node, out,
                          [](const Value& left, const Value& right, std::uint32_t&) { return left == right; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_NotEqual(Machine& machine, const Node& node, Value& out) {
  return machine.compared(node, out,
                          [](const Value& left, const Value& right, std::uint32_t&) { return !(left == right); });
}

// Compares by `holds(left, right, status)`, where both have values; it may make the status an error.
template <class Recorder>
template <class Holds>
std::uint32_t Machine<Recorder>::compared(const Node& node, Value& out, Holds holds) {
  Value left{};
  Value right{};
  const std::uint32_t left_status = evaluate_operand(node, 0, left);
  const std::uint32_t right_status = evaluate_operand(node, 1, right);
  std::uint32_t status = std::min(left_status, right_status);
  if (status == kOk) out = Value::boolean(holds(left, right, status));
  if constexpr (Recorder::kRecords) {
    recorder_.comparison({id_of(node), {left, left_status}, {right, right_status}, {out, status}});
  }
  return status;
}

template <class Recorder>
template <class Holds>
std::uint32_t Machine<Recorder>::compare(const Node& node, Value& out, Holds holds) {
  return compared(node, out, [&node, holds](const Value& left, const Value& right, std::uint32_t& status) {
    const auto mode = static_cast<program::Comparison>(node.mode);
    if (mode == program::Comparison::kNumber) return holds(detail::order_of_numbers(left, right));
    if (mode == program::Comparison::kOrdinal) return holds((left.a > right.a) - (left.a < right.a));
    const value::Checked<int> order = value::compare(left.as_duration(), right.as_duration());
    if (!order.ok()) status = node.site.value;
    return holds(order.value);
  });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Less(Machine& machine, const Node& node, Value& out) {
  return machine.compare(node, out, [](int order) { return order < 0; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_LessEqual(Machine& machine, const Node& node, Value& out) {
  return machine.compare(node, out, [](int order) { return order <= 0; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Greater(Machine& machine, const Node& node, Value& out) {
  return machine.compare(node, out, [](int order) { return order > 0; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_GreaterEqual(Machine& machine, const Node& node, Value& out) {
  return machine.compare(node, out, [](int order) { return order >= 0; });
}

// Months and days together have no order: some operand in months and some in days is an error whatever their order.
template <class Recorder>
std::uint32_t Machine<Recorder>::extremum_of_durations(const Node& node, Value& out, bool least) {
  std::uint32_t status = kOk;
  bool some_months = false;
  bool some_days = false;
  bool found = false;
  value::Duration result;
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    Value value{};
    status = std::min(status, evaluate_operand(node, index, value));
    if (status != kOk || value.is_absent()) continue;
    const value::Duration duration = value.as_duration();
    some_months = some_months || duration.months() != 0;
    some_days = some_days || duration.days() != 0;
    const bool longer = std::pair(duration.months(), duration.days()) > std::pair(result.months(), result.days());
    if (!found || (duration != result && longer != least)) result = duration;
    found = true;
  }
  out = found ? Value::duration(result) : Value::absent();
  return status == kOk && some_months && some_days ? node.site.value : status;
}

template <class Recorder>
template <class Prefers>
std::uint32_t Machine<Recorder>::extremum(const Node& node, Value& out, Prefers prefers) {
  const bool numbers = node.mode == static_cast<std::uint8_t>(program::Comparison::kNumber);
  std::uint32_t status = kOk;
  out = Value::absent();
  for (std::uint32_t index = 0; index < node.n_operands; ++index) {
    Value value{};
    const std::uint32_t operand_status = evaluate_operand(node, index, value);
    status = std::min(status, operand_status);
    if (status != kOk || value.is_absent()) continue;
    if (out.is_absent() ||
        prefers(numbers ? detail::order_of_numbers(value, out) : (value.a > out.a) - (value.a < out.a))) {
      out = value;
    }
  }
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Min(Machine& machine, const Node& node, Value& out) {
  if (node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration)) {
    return machine.extremum_of_durations(node, out, true);
  }
  return machine.extremum(node, out, [](int order) { return order < 0; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Max(Machine& machine, const Node& node, Value& out) {
  if (node.mode == static_cast<std::uint8_t>(program::Comparison::kDuration)) {
    return machine.extremum_of_durations(node, out, false);
  }
  return machine.extremum(node, out, [](int order) { return order > 0; });
}

// ---- Numbers

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Add(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  if (status != kOk) return status;
  return finish(node, value::add(left.as_number(), right.as_number()), out, Value::number);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Subtract(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  if (status != kOk) return status;
  return finish(node, value::subtract(left.as_number(), right.as_number()), out, Value::number);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Negate(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk) return status;
  out = Value::number(value::negate(out.as_number()));
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Multiply(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  if (status != kOk) return status;
  return finish(node, value::multiply(left.as_number(), right.as_number()), out, Value::number);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Divide(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  if (status != kOk) return status;
  return finish(node, value::divide(left.as_number(), right.as_number()), out, Value::number);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Round(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk) return status;
  const value::Rational step = machine.package_.constants[node.payload].as_number();
  const auto sense = static_cast<value::Rounding>(node.mode);
  return finish(node, value::round_to(out.as_number(), step, sense), out, Value::number);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Exact(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk) return status;
  const std::int64_t denominator = machine.package_.constants[node.payload].a;
  return value::is_exact(out.as_number(), denominator) ? kOk : node.site.value;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_InRange(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk) return status;
  const program::Package& package = machine.package_;
  const program::Range& range = package.ranges[node.payload];
  return program::is_within(package, package.type(node.type), range, out) ? kOk : node.site.value;
}

// ---- Dates and durations

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DateAdd(Machine& machine, const Node& node, Value& out) {
  Value date{};
  Value duration{};
  const std::uint32_t status = machine.both(node, date, duration);
  if (status != kOk) return status;
  const auto sum = value::add(date.as_date(), duration.as_duration(), detail::policy_of(node));
  return finish(node, sum, out, Value::date);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DateSubtract(Machine& machine, const Node& node, Value& out) {
  Value date{};
  Value duration{};
  const std::uint32_t status = machine.both(node, date, duration);
  if (status != kOk) return status;
  const auto sum = value::subtract(date.as_date(), duration.as_duration(), detail::policy_of(node));
  return finish(node, sum, out, Value::date);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DaysBetween(Machine& machine, const Node& node, Value& out) {
  Value to{};
  Value from{};
  const std::uint32_t status = machine.both(node, to, from);
  if (status == kOk) out = Value{to.a - from.a, 1};
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_MakeDate(Machine& machine, const Node& node, Value& out) {
  Value year{};
  Value month{};
  Value day{};
  std::uint32_t status = machine.both(node, year, month);
  status = std::min(status, machine.evaluate_operand(node, 2, day));
  if (status != kOk) return status;
  return finish(node, value::Date::from_civil(year.a, month.a, day.a), out, Value::date);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_YearOf(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status == kOk) out = Value::whole(out.as_date().civil().year);
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_MonthOf(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status == kOk) out = Value::whole(out.as_date().civil().month);
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DayOf(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status == kOk) out = Value::whole(out.as_date().civil().day);
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Anniversary(Machine& machine, const Node& node, Value& out) {
  Value date{};
  Value years{};
  const std::uint32_t status = machine.both(node, date, years);
  if (status != kOk) return status;
  return finish(node, value::anniversary(date.as_date(), years.a, detail::policy_of(node)), out, Value::date);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_LastAnniversary(Machine& machine, const Node& node, Value& out) {
  Value date{};
  Value at{};
  const std::uint32_t status = machine.both(node, date, at);
  if (status != kOk) return status;
  const auto last = value::last_anniversary(date.as_date(), at.as_date(), detail::policy_of(node));
  return finish(node, last, out, Value::date);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_CompletedYears(Machine& machine, const Node& node, Value& out) {
  Value date{};
  Value at{};
  const std::uint32_t status = machine.both(node, date, at);
  if (status != kOk) return status;
  const auto years = value::completed_years(date.as_date(), at.as_date(), detail::policy_of(node));
  return finish(node, years, out, [](std::int64_t count) { return Value{count, 1}; });
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DurationAdd(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  if (status != kOk) return status;
  return finish(node, value::add(left.as_duration(), right.as_duration()), out, Value::duration);
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DurationNegate(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status == kOk) out = Value::duration(value::negate(out.as_duration()));
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_DurationScale(Machine& machine, const Node& node, Value& out) {
  Value duration{};
  Value times{};
  const std::uint32_t status = machine.both(node, duration, times);
  if (status != kOk) return status;
  return finish(node, value::multiply(duration.as_duration(), times.a), out, Value::duration);
}

// ---- Enumerations and sets

template <class Recorder>
std::uint32_t Machine<Recorder>::on_SetContains(Machine& machine, const Node& node, Value& out) {
  Value set{};
  Value element{};
  const std::uint32_t status = machine.both(node, set, element);
  if (status != kOk) return status;
  out = Value::boolean(set.as_set().contains(element.as_enum_case()));
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_SetUnion(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  out = Value::set(left.as_set() | right.as_set());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_SetIntersection(Machine& machine, const Node& node, Value& out) {
  Value left{};
  Value right{};
  const std::uint32_t status = machine.both(node, left, right);
  out = Value::set(left.as_set() & right.as_set());
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_SetComplement(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  const program::EnumerationId enumeration = machine.package_.type(node.type).enumeration;
  const auto n_cases = static_cast<int>(machine.package_.enumerations[enumeration.value].n_cases);
  out = Value::set(out.as_set().complement(n_cases));
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Attribute(Machine& machine, const Node& node, Value& out) {
  const std::uint32_t status = machine.evaluate_operand(node, 0, out);
  if (status != kOk) return status;
  const program::Package& package = machine.package_;
  const program::Attribute& attribute = package.attributes[node.payload];
  const auto index = static_cast<std::uint32_t>(out.a);
  out = package.constant(package.attribute_values[attribute.first_value + index]);
  return kOk;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Lookup(Machine& machine, const Node& node, Value& out) {
  const program::Package& package = machine.package_;
  const program::ReferenceColumn& column = program::column_of(package, node);
  const program::ReferenceTable& table = program::table_of(package, column);
  // Most tables have one key or two; the others pay for memory.
  std::array<std::int64_t, 4> few{};
  std::vector<std::int64_t> many(table.n_keys > few.size() ? table.n_keys : 0);
  const std::span<std::int64_t> keys = many.empty() ? std::span(few).first(table.n_keys) : std::span(many);
  std::uint32_t least = kOk;
  Value date{};
  for (std::uint32_t i = 0; i < node.n_operands; ++i) {
    Value operand{};
    least = std::min(least, machine.evaluate_operand(node, i, operand));
    if (i < keys.size()) {
      keys[i] = operand.a;
    } else {
      date = operand;
    }
  }
  if (least != kOk) return least;
  const auto row = program::find_row(package, table, keys, date.as_date());
  const bool optional = package.type(column.type).optional;
  const std::uint32_t status = row || optional ? kOk : node.site.value;
  out = row ? program::cell_at(package, column, *row) : Value::absent();
  if constexpr (Recorder::kRecords) {
    LookupTrace trace{machine.id_of(node), {}, {out, status}};
    for (const std::int64_t key : keys) trace.operands.push_back(Value{key, 1});
    if (table.is_dated) trace.operands.push_back(date);
    machine.recorder_.lookup(std::move(trace));
  }
  return status;
}

template <class Recorder>
std::uint32_t Machine<Recorder>::on_Open(Machine& machine, const Node& node, Value& out) {
  Value element{};
  Value date{};
  const std::uint32_t status = machine.both(node, element, date);
  if (status != kOk) return status;
  const program::Package& package = machine.package_;
  const program::EnumerationId id = package.type(package.node(machine.operand(node, 0)).type).enumeration;
  const program::Enumeration& enumeration = package.enumerations[id.value];
  bool open = true;
  for (std::uint32_t i = 0; i < enumeration.n_closings; ++i) {
    const program::Closing& closing = package.closings[enumeration.first_closing + i];
    const bool closes = std::int64_t{closing.case_index} == element.a && date.a >= closing.from.days();
    open = open && !(closes && machine.known_texts_[closing.text.value] != 0);
  }
  out = Value::boolean(open);
  return kOk;
}

}  // namespace avenant::eval
