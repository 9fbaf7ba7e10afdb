#include "compiler/lower/fold.hpp"

#include "runtime/value/calendar.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::lower {

namespace {

using hir::ExpressionKind;
using value::Value;

std::optional<Value> number(const value::Checked<value::Rational>& result) {
  if (!result.ok()) return std::nullopt;
  return Value::number(result.value);
}

std::optional<Value> date(const value::Checked<value::Date>& result) {
  if (!result.ok()) return std::nullopt;
  return Value::date(result.value);
}

std::optional<Value> duration(const value::Checked<value::Duration>& result) {
  if (!result.ok()) return std::nullopt;
  return Value::duration(result.value);
}

value::MissingDay policy_of(const hir::Expression& expression) {
  return static_cast<value::MissingDay>(expression.a);
}

std::optional<Value> fold_comparison(ExpressionKind kind, hir::TypeKind type, const Value& left, const Value& right) {
  if (kind == ExpressionKind::Equal) return Value::boolean(left == right);
  if (kind == ExpressionKind::NotEqual) return Value::boolean(!(left == right));
  const std::optional<int> order = compare_values(type, left, right);
  if (!order) return std::nullopt;
  if (kind == ExpressionKind::Less) return Value::boolean(*order < 0);
  if (kind == ExpressionKind::LessEqual) return Value::boolean(*order <= 0);
  if (kind == ExpressionKind::Greater) return Value::boolean(*order > 0);
  return Value::boolean(*order >= 0);
}

std::optional<Value> fold_extreme(bool greatest, hir::TypeKind kind, std::span<const Value> operands) {
  Value best = operands[0];
  for (const Value& operand : operands.subspan(1)) {
    const std::optional<int> order = compare_values(kind, operand, best);
    if (!order) return std::nullopt;
    if (greatest ? *order > 0 : *order < 0) best = operand;
  }
  return best;
}

std::optional<Value> fold_make_date(std::span<const Value> operands) {
  const value::Checked<std::int64_t> year = value::to_integer(operands[0].as_number());
  const value::Checked<std::int64_t> month = value::to_integer(operands[1].as_number());
  const value::Checked<std::int64_t> day = value::to_integer(operands[2].as_number());
  if (!year.ok() || !month.ok() || !day.ok()) return std::nullopt;
  return date(value::Date::from_civil(year.value, month.value, day.value));
}

std::optional<Value> fold_anniversary(const hir::Expression& expression, std::span<const Value> operands) {
  const value::Checked<std::int64_t> years = value::to_integer(operands[1].as_number());
  if (!years.ok()) return std::nullopt;
  return date(value::anniversary(operands[0].as_date(), years.value, policy_of(expression)));
}

}  // namespace

std::optional<int> compare_values(hir::TypeKind kind, const Value& left, const Value& right) {
  switch (kind) {
    case hir::TypeKind::Number:
      return (left.as_number() > right.as_number()) - (left.as_number() < right.as_number());
    case hir::TypeKind::Boolean:
    case hir::TypeKind::Date:
    case hir::TypeKind::Enumeration:
      return (left.a > right.a) - (left.a < right.a);
    case hir::TypeKind::Duration: {
      const value::Checked<int> order = value::compare(left.as_duration(), right.as_duration());
      if (!order.ok()) return std::nullopt;
      return order.value;
    }
    case hir::TypeKind::Error:
    case hir::TypeKind::Set:
    case hir::TypeKind::Record:
    case hir::TypeKind::List:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<Value> fold_strict(const hir::Expression& expression, std::span<const Value> operands,
                                 std::span<const hir::TypeKind> kinds) {
  switch (expression.kind) {
    case ExpressionKind::Not:
      return Value::boolean(!operands[0].as_boolean());
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
      return fold_comparison(expression.kind, kinds[0], operands[0], operands[1]);
    case ExpressionKind::Contains:
      return Value::boolean(operands[1].as_set().contains(operands[0].as_enum_case()));
    case ExpressionKind::Add:
      return number(value::add(operands[0].as_number(), operands[1].as_number()));
    case ExpressionKind::Subtract:
      return number(value::subtract(operands[0].as_number(), operands[1].as_number()));
    case ExpressionKind::Negate:
      return Value::number(value::negate(operands[0].as_number()));
    case ExpressionKind::Multiply:
      return number(value::multiply(operands[0].as_number(), operands[1].as_number()));
    case ExpressionKind::Divide:
      return number(value::divide(operands[0].as_number(), operands[1].as_number()));
    case ExpressionKind::DateAdd:
      return date(value::add(operands[0].as_date(), operands[1].as_duration(), policy_of(expression)));
    case ExpressionKind::DateSubtract:
      return date(value::subtract(operands[0].as_date(), operands[1].as_duration(), policy_of(expression)));
    case ExpressionKind::DateDifference:
      return duration(
          value::Duration::from_parts(0, value::days_between(operands[1].as_date(), operands[0].as_date())));
    case ExpressionKind::DurationAdd:
      return duration(value::add(operands[0].as_duration(), operands[1].as_duration()));
    case ExpressionKind::DurationSubtract:
      return duration(value::subtract(operands[0].as_duration(), operands[1].as_duration()));
    case ExpressionKind::DurationNegate:
      return Value::duration(value::negate(operands[0].as_duration()));
    case ExpressionKind::DurationScale: {
      const value::Checked<std::int64_t> times = value::to_integer(operands[1].as_number());
      if (!times.ok()) return std::nullopt;
      return duration(value::multiply(operands[0].as_duration(), times.value));
    }
    case ExpressionKind::MakeDate:
      return fold_make_date(operands);
    case ExpressionKind::Anniversary:
      return fold_anniversary(expression, operands);
    case ExpressionKind::LastAnniversary:
      return date(value::last_anniversary(operands[0].as_date(), operands[1].as_date(), policy_of(expression)));
    case ExpressionKind::YearOf:
      return Value::whole(operands[0].as_date().civil().year);
    case ExpressionKind::MonthOf:
      return Value::whole(operands[0].as_date().civil().month);
    case ExpressionKind::DayOf:
      return Value::whole(operands[0].as_date().civil().day);
    case ExpressionKind::Round:
      return number(value::round_to(operands[0].as_number(), operands[1].as_number(),
                                    static_cast<value::Rounding>(expression.a)));
    case ExpressionKind::Exact:
      return number(value::assert_exact(operands[0].as_number(), static_cast<std::int64_t>(expression.a)));
    case ExpressionKind::Least:
      return fold_extreme(false, kinds[0], operands);
    case ExpressionKind::Greatest:
      return fold_extreme(true, kinds[0], operands);
    case ExpressionKind::Error:
    case ExpressionKind::Constant:
    case ExpressionKind::Absent:
    case ExpressionKind::Input:
    case ExpressionKind::Variable:
    case ExpressionKind::Lookup:
    case ExpressionKind::Apply:
    case ExpressionKind::Parameter:
    case ExpressionKind::Call:
    case ExpressionKind::Index:
    case ExpressionKind::Reading:
    case ExpressionKind::SituationDate:
    case ExpressionKind::Unknown:
    case ExpressionKind::Excluded:
    case ExpressionKind::Normally:
    case ExpressionKind::And:
    case ExpressionKind::Or:
    case ExpressionKind::If:
    case ExpressionKind::Select:
    case ExpressionKind::OrElse:
    case ExpressionKind::IsPresent:
    case ExpressionKind::Unwrap:
    case ExpressionKind::Wrap:
    case ExpressionKind::CompletedYears:
    case ExpressionKind::EarliestGiven:
    case ExpressionKind::LatestGiven:
    case ExpressionKind::Attribute:
    case ExpressionKind::IsOpen:
    case ExpressionKind::Sum:
    case ExpressionKind::Count:
    case ExpressionKind::Mean:
    case ExpressionKind::All:
    case ExpressionKind::Any:
    case ExpressionKind::AggregateLeast:
    case ExpressionKind::AggregateGreatest:
    case ExpressionKind::ListInput:
    case ExpressionKind::ListLength:
    case ExpressionKind::Field:
    case ExpressionKind::Filter:
    case ExpressionKind::Unique:
    case ExpressionKind::First:
    case ExpressionKind::Last:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace avenant::lower
