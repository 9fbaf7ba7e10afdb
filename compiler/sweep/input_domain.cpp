#include "compiler/sweep/input_domain.hpp"

#include "compiler/cases/value_text.hpp"
#include "runtime/eval/domain/durations.hpp"

namespace avenant::sweep {

namespace {

using eval::AbstractValue;
using program::Type;
using program::TypeKind;
using value::Rational;
using value::Value;

constexpr Rank kMostValues = Rank{1} << 62U;

/// A value in steps: of numbers, of 1/grain; nothing where it is no whole number of them.
std::optional<std::int64_t> steps_of(StepKind step, std::int64_t grain, const Value& value) {
  if (step == StepKind::Number) {
    const auto steps = value::multiply(value.as_number(), Rational::unchecked(grain, 1));
    if (!steps.ok() || !steps.value.is_integer()) return std::nullopt;
    return steps.value.numerator();
  }
  if (step == StepKind::MonthOfDuration) return value.as_duration().months();
  if (step == StepKind::DayOfDuration) return value.as_duration().days();
  return value.a;
}

/// The first and the last value of a declaration; nothing where it says none.
struct Ends {
  std::optional<Value> low;
  std::optional<Value> high;
};

/// Ends that are excluded are moved one step inside, where values are counted in steps.
Ends declared_ends(const program::Package& package, const program::Input& input) {
  Ends ends;
  const Type& type = package.type(input.type);
  if (type.kind == TypeKind::kDuration) {
    if (!input.range) return ends;
    const program::Range& range = package.ranges[input.range.value];
    if (range.min && !range.min_excluded) ends.low = package.constant(range.min);
    if (range.max && !range.max_excluded) ends.high = package.constant(range.max);
    return ends;
  }
  if (type.kind == TypeKind::kBoolean) return {Value::boolean(false), Value::boolean(true)};
  if (type.kind == TypeKind::kEnumeration) {
    const std::uint32_t n_cases = package.enumerations[type.enumeration.value].n_cases;
    ends.low = Value::enum_case(0);
    ends.high = Value::enum_case(static_cast<std::int32_t>(n_cases) - 1);
  }
  const AbstractValue all = AbstractValue::within(package, type, input.range);
  if (all.shape != eval::Shape::kPoints && all.shape != eval::Shape::kInterval) return ends;
  const bool is_number = type.kind == TypeKind::kNumber;
  const program::Range none;
  const program::Range& range = input.range ? package.ranges[input.range.value] : none;
  if (!is_number || range.min) ends.low = all.low();
  if (!is_number || range.max) ends.high = all.high();
  return ends;
}

}  // namespace

std::optional<InputDomain> InputDomain::make(const program::Package& package, program::InputId input,
                                             std::optional<Value> first, std::optional<Value> last,
                                             DomainFault& fault) {
  const program::Input& declared = package.input(input);
  const Type& type = package.type(declared.type);
  InputDomain domain;
  domain.package_ = &package;
  domain.input_ = input;
  domain.has_absent_ = type.optional && !first;
  const Ends ends = declared_ends(package, declared);
  if (!first) first = ends.low;
  if (!last) last = ends.high;
  fault = DomainFault::NotSwept;
  if (package.list_member(input).list && !package.list_member(input).column) return std::nullopt;
  switch (type.kind) {
    case TypeKind::kNumber:
      domain.step_ = StepKind::Number;
      domain.grain_ = type.grain;
      if (type.grain <= 0) return std::nullopt;
      break;
    case TypeKind::kDate:
      domain.step_ = StepKind::Day;
      break;
    case TypeKind::kDuration:
      domain.step_ = StepKind::MonthOfDuration;
      break;
    case TypeKind::kBoolean:
      domain.step_ = StepKind::Case;
      domain.n_cases_ = 2;
      break;
    case TypeKind::kEnumeration:
      domain.step_ = StepKind::Case;
      domain.n_cases_ = package.enumerations[type.enumeration.value].n_cases;
      break;
    case TypeKind::kSet:
    case TypeKind::kList:
    case TypeKind::kElement:
      return std::nullopt;
  }
  fault = DomainFault::NoRange;
  if (!first || !last) return std::nullopt;
  if (type.kind == TypeKind::kDuration) {
    const bool has_months = first->as_duration().months() != 0 || last->as_duration().months() != 0;
    const bool has_days = first->as_duration().days() != 0 || last->as_duration().days() != 0;
    fault = DomainFault::MixedUnits;
    if (has_months && has_days) return std::nullopt;
    if (has_days) domain.step_ = StepKind::DayOfDuration;
  }
  const auto low = steps_of(domain.step_, domain.grain_, *first);
  const auto high = steps_of(domain.step_, domain.grain_, *last);
  fault = DomainFault::TooMany;
  if (!low || !high) return std::nullopt;
  fault = DomainFault::Reversed;
  if (*high < *low) return std::nullopt;
  fault = DomainFault::TooMany;
  const Rank width = static_cast<Rank>(*high) - static_cast<Rank>(*low);
  if (width >= kMostValues) return std::nullopt;
  fault = DomainFault::None;
  domain.first_ = *low;
  domain.size_ = width + 1 + (domain.has_absent_ ? 1U : 0U);
  return domain;
}

std::int64_t InputDomain::steps_at(Rank rank) const {
  const Rank offset = rank - (has_absent_ ? 1U : 0U);
  return static_cast<std::int64_t>(static_cast<Rank>(first_) + offset);
}

Value InputDomain::value_at(Rank rank) const {
  if (is_absent(rank)) return Value::absent();
  const std::int64_t steps = steps_at(rank);
  switch (step_) {
    case StepKind::Number: {
      const auto number = Rational::from_ratio(steps, grain_);
      return Value::number(number.value);
    }
    case StepKind::MonthOfDuration:
      return Value::duration(value::Duration::unchecked(static_cast<std::int32_t>(steps), 0));
    case StepKind::DayOfDuration:
      return Value::duration(value::Duration::unchecked(0, static_cast<std::int32_t>(steps)));
    case StepKind::Day:
    case StepKind::Case:
      break;
  }
  return {steps, 1};
}

Rational InputDomain::position(Rank rank) const {
  return value_at(rank).as_number();
}

AbstractValue InputDomain::values(Rank first, Rank last) const {
  const Type& type = package_->type(package_->input(input_).type);
  if (is_absent(first)) {
    AbstractValue result = last == first ? AbstractValue::nothing() : values(first + 1, last);
    result.may_be_absent = true;
    return result;
  }
  if (first == last) return AbstractValue::point(*package_, type, value_at(first));
  const std::int64_t low = steps_at(first);
  const std::int64_t high = steps_at(last);
  switch (step_) {
    case StepKind::Number:
      return AbstractValue::numbers(position(first), false, position(last), false, grain_);
    case StepKind::Day:
      return AbstractValue::dates(value::Date::unchecked(low), value::Date::unchecked(high));
    case StepKind::Case:
      if (type.kind == TypeKind::kBoolean) return AbstractValue::booleans(low == 0, high == 1);
      return AbstractValue::cases(static_cast<std::uint32_t>(low), static_cast<std::uint32_t>(high), n_cases_);
    case StepKind::MonthOfDuration:
    case StepKind::DayOfDuration:
      break;
  }
  AbstractValue box;
  const bool of_months = step_ == StepKind::MonthOfDuration;
  eval::domain::set_box(box, of_months ? eval::domain::Box{low, high, 0, 0} : eval::domain::Box{0, 0, low, high});
  return box;
}

std::string InputDomain::text(Rank rank, diagnostics::Language language) const {
  return cases::value_text(*package_, package_->type(package_->input(input_).type), value_at(rank), language);
}

}  // namespace avenant::sweep
