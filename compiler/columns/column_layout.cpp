#include "compiler/columns/column_layout.hpp"

#include <limits>

#include "runtime/value/date.hpp"
#include "runtime/value/rational.hpp"

namespace avenant::columns {
namespace {

using batch::Storage;
using program::TypeKind;
using value::Int128;

template <typename Integer>
constexpr std::int64_t kLeast = std::numeric_limits<Integer>::min();
template <typename Integer>
constexpr std::int64_t kGreatest = std::numeric_limits<Integer>::max();

/// The greatest element at most a bound of numerator ÷ denominator, in units of 1 ÷ `scale`; nothing when it does not
/// fit.
std::optional<std::int64_t> floor_of(value::Value bound, std::int64_t scale) {
  const Int128 product = Int128{bound.a} * scale;
  Int128 quotient = product / bound.b;
  if (product % bound.b < 0) --quotient;
  if (quotient < kLeast<std::int64_t> + 1 || quotient > kGreatest<std::int64_t>) return std::nullopt;
  return static_cast<std::int64_t>(quotient);
}

/// Narrows a plan to the range of its input; false when a bound does not fit.
bool narrow(const program::Package& package, program::RangeId id, ColumnPlan& plan) {
  if (!id) return true;
  const program::Range& range = package.ranges[id.value];
  if (range.min) {
    const value::Value bound = package.constant(range.min);
    const auto floor = floor_of(bound, plan.denominator);
    if (!floor) return false;
    const bool is_exact = Int128{*floor} * bound.b == Int128{bound.a} * plan.denominator;
    plan.least = *floor + (is_exact && !range.min_excluded ? 0 : 1);
  }
  if (range.max) {
    const value::Value bound = package.constant(range.max);
    const auto floor = floor_of(bound, plan.denominator);
    if (!floor) return false;
    const bool is_exact = Int128{*floor} * bound.b == Int128{bound.a} * plan.denominator;
    plan.greatest = *floor - (is_exact && range.max_excluded ? 1 : 0);
  }
  return true;
}

/// The narrowest storage of the elements of a plan that leaves its own least element free; of dates, no narrower than
/// engines take them.
void choose_storage(ColumnPlan& plan) {
  const auto fits = [&plan]<typename Integer>(Integer /*type*/) {
    return plan.least > kLeast<Integer> && plan.greatest <= kGreatest<Integer>;
  };
  const bool is_date = plan.kind == TypeKind::kDate;
  if (!is_date && fits(std::int8_t{})) {
    plan.storage = Storage::kInt8;
    plan.out_of_range = kLeast<std::int8_t>;
  } else if (!is_date && fits(std::int16_t{})) {
    plan.storage = Storage::kInt16;
    plan.out_of_range = kLeast<std::int16_t>;
  } else if (fits(std::int32_t{})) {
    plan.storage = Storage::kInt32;
    plan.out_of_range = kLeast<std::int32_t>;
  } else {
    plan.storage = Storage::kInt64;
    plan.out_of_range = kLeast<std::int64_t>;
  }
}

}  // namespace

ColumnPlan plan_column(const program::Package& package, program::InputId id) {
  const program::Input& input = package.input(id);
  const program::Type& type = package.type(input.type);
  ColumnPlan plan;
  plan.input = id;
  plan.kind = type.kind;
  switch (type.kind) {
    case TypeKind::kBoolean:
      plan.greatest = 1;
      break;
    case TypeKind::kEnumeration:
      plan.greatest = std::int64_t{package.enumerations[type.enumeration.value].n_cases} - 1;
      break;
    case TypeKind::kDate:
      plan.least = value::kFirstDay;
      plan.greatest = value::kLastDay;
      break;
    case TypeKind::kNumber:
      if (type.grain == 0) return plan;
      plan.denominator = type.grain;
      plan.least = kLeast<std::int64_t> + 1;
      plan.greatest = kGreatest<std::int64_t>;
      // A multiple that does not fit would be a value without an element.
      if (type.grain != 1 && !input.range) return plan;
      break;
    case TypeKind::kDuration:
    case TypeKind::kSet:
    case TypeKind::kList:
    case TypeKind::kElement:
      return plan;
  }
  const bool has_bounds = input.range && package.ranges[input.range.value].min && package.ranges[input.range.value].max;
  const bool is_scaled = type.kind == TypeKind::kNumber && type.grain != 1;
  if ((is_scaled && !has_bounds) || !narrow(package, input.range, plan)) {
    plan.denominator = 1;
    return plan;
  }
  plan.is_whole_range = true;
  choose_storage(plan);
  return plan;
}

std::optional<std::int64_t> element_of(const ColumnPlan& plan, value::Value value) {
  if (value.b < 1 || plan.denominator % value.b != 0) return std::nullopt;
  const Int128 element = Int128{value.a} * (plan.denominator / value.b);
  if (element < plan.least || element > plan.greatest) return std::nullopt;
  return static_cast<std::int64_t>(element);
}

}  // namespace avenant::columns
