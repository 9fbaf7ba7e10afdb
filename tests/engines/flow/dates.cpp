#include "runtime/value/calendar.hpp"
#include "tests/engines/flow/flow.hpp"

namespace avenant::engines {

using program::Op;
using value::Value;

Cell Flow::date(const Node& node, Cells in) {
  const auto policy = static_cast<value::MissingDay>(node.mode);
  const Value first = in[0].value;
  const Value second = in.size() > 1 ? in[1].value : first;
  value::Checked<value::Date> day;
  if (node.op == Op::kDaysBetween) return Cell::of(Value{value::days_between(second.as_date(), first.as_date()), 1});
  if (node.op == Op::kYearOf) return Cell::of(Value::whole(first.as_date().civil().year));
  if (node.op == Op::kMonthOf) return Cell::of(Value::whole(first.as_date().civil().month));
  if (node.op == Op::kDayOf) return Cell::of(Value::whole(first.as_date().civil().day));
  if (node.op == Op::kCompletedYears) {
    const auto years = value::completed_years(first.as_date(), second.as_date(), policy);
    return checked(node, years, Value{years.value, 1});
  }
  if (node.op == Op::kDateAdd) day = value::add(first.as_date(), second.as_duration(), policy);
  if (node.op == Op::kDateSubtract) day = value::add(first.as_date(), value::negate(second.as_duration()), policy);
  if (node.op == Op::kMakeDate) day = value::Date::from_civil(first.a, second.a, in[2].value.a);
  if (node.op == Op::kAnniversary) day = value::anniversary(first.as_date(), second.a, policy);
  if (node.op == Op::kLastAnniversary) day = value::last_anniversary(first.as_date(), second.as_date(), policy);
  return checked(node, day, Value::date(day.value));
}

Cell Flow::duration(const Node& node, Cells in) {
  const value::Duration first = in[0].value.as_duration();
  value::Checked<value::Duration> result;
  if (node.op == Op::kDurationAdd) result = value::add(first, in[1].value.as_duration());
  if (node.op == Op::kDurationNegate) result = value::subtract(value::Duration(), first);
  if (node.op == Op::kDurationScale) result = value::multiply(first, in[1].value.a);
  return checked(node, result, Value::duration(result.value));
}

}  // namespace avenant::engines
