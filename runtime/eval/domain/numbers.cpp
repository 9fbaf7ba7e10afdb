#include "runtime/eval/domain/numbers.hpp"

#include <algorithm>

#include "runtime/eval/domain/gather.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::eval::domain {

namespace {

using value::Checked;
using value::Rational;
using value::Rounding;
using value::Uint128;
using value::Value;

// More pairs than this are computed as intervals.
constexpr std::uint32_t kMaxPairs = 32;

bool are_few(const AbstractValue& left, const AbstractValue& right) {
  return left.n_points != 0 && right.n_points != 0 && left.n_points * right.n_points <= kMaxPairs;
}

// Applies an operation to each pair; `failed` sees the error of those that fail.
template <class Operation, class Failed>
void each_pair(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Operation operation,
               Failed failed) {
  Gather gather;
  for (const Value& x : left.points()) {
    for (const Value& y : right.points()) {
      const Checked<Rational> result = operation(x.as_number(), y.as_number());
      if (result.ok()) {
        gather.add(Value::number(result.value));
      } else {
        failed(result.error);
      }
    }
  }
  gather.finish(out);
}

Uint128 magnitude(std::int64_t part) {
  return static_cast<Uint128>(part < 0 ? -part : part);
}

// A number that bounds the magnitude of every numerator of the values.
Uint128 numerator_bound(const AbstractValue& value) {
  if (value.n_points != 0) {
    Uint128 result = 0;
    for (const Value& point : value.points()) result = std::max(result, magnitude(point.a));
    return result;
  }
  const auto whole = [](const Value& cell) { return magnitude_bound({cell.a, static_cast<Uint128>(cell.b)}); };
  const Uint128 most = std::max(whole(value.cells[0]), whole(value.cells[1]));
  return std::min(saturating_product(most, static_cast<Uint128>(value.max_denominator)),
                  static_cast<Uint128>(value::kMaxPart));
}

// The exact ends of a result.
struct Extent {
  bool any = false;
  End low;
  End high;
  // Bounds the magnitude of the exact results.
  Uint128 most = 0;

  void include(const Ratio& exact, bool open) {
    End lower = {{}, open};
    End upper = {{}, open};
    if (to_number(exact, lower.value)) {
      upper.value = lower.value;
    } else {
      lower = lower_end(exact, open);
      upper = upper_end(exact, open);
    }
    most = std::max(most, magnitude_bound(exact));
    const auto below = lower.value <=> low.value;
    if (!any || below < 0) {
      low = lower;
    } else if (below == 0) {
      low.open = low.open && lower.open;
    }
    const auto above = upper.value <=> high.value;
    if (!any || above > 0) {
      high = upper;
    } else if (above == 0) {
      high.open = high.open && upper.open;
    }
    any = true;
  }
};

// A corner of a product or quotient is attained where both ends are, or where one is an attained zero.
bool corner_is_open(const End& left, const End& right) {
  if (left.value.is_zero() && !left.open) return false;
  if (right.value.is_zero() && !right.open) return false;
  return left.open || right.open;
}

template <class Operation>
void include_corners(Extent& extent, const End& left_low, const End& left_high, const End& right_low,
                     const End& right_high, Operation operation) {
  extent.include(operation(left_low.value, right_low.value), corner_is_open(left_low, right_low));
  extent.include(operation(left_low.value, right_high.value), corner_is_open(left_low, right_high));
  extent.include(operation(left_high.value, right_low.value), corner_is_open(left_high, right_low));
  extent.include(operation(left_high.value, right_high.value), corner_is_open(left_high, right_high));
}

// The value of an extent, and whether some result of it may not fit.
bool finish(AbstractValue& out, const Extent& extent, std::int64_t grain, Uint128 max_denominator) {
  set_interval(out, {extent.low, extent.high, grain, limited(max_denominator)});
  return may_overflow(extent.most, max_denominator);
}

// The number that the values are, if they are one.
bool is_one(const AbstractValue& value) {
  return value.n_points == 1;
}

// The grain of multiples of 1/grain times numerator/denominator.
std::int64_t scaled_grain(std::int64_t grain, std::int64_t numerator, std::int64_t denominator) {
  if (grain == 0 || numerator == 0) return grain == 0 ? 0 : 1;
  const std::int64_t product = product_grain(grain, denominator);
  if (product == 0) return 0;
  const auto common = value::greatest_common_divisor(static_cast<std::uint64_t>(magnitude(numerator)),
                                                     static_cast<std::uint64_t>(product));
  return product / static_cast<std::int64_t>(common);
}

Uint128 lesser_denominator(Uint128 bound, std::int64_t grain) {
  return grain == 0 ? bound : std::min(bound, static_cast<Uint128>(grain));
}

// 1/n, n above 0.
End reciprocal_of(std::int64_t n) {
  return {Rational::unchecked(1, n), false};
}

Interval negated(const Interval& interval) {
  Interval result = interval;
  result.low = {value::negate(interval.high.value), interval.high.open};
  result.high = {value::negate(interval.low.value), interval.low.open};
  return result;
}

// Includes the quotients by the values of `right` that are above 0. The least of them is at least 1/max_denominator.
void include_quotients(Extent& extent, const Interval& left, const Interval& right) {
  if (right.high.value.sign() <= 0) return;
  const End least = reciprocal_of(right.max_denominator);
  const End low = right.low.value < least.value ? least : right.low;
  if (right.high.value < low.value) return;
  include_corners(extent, left.low, left.high, low, right.high, quotient);
}

void divide_intervals(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  const Interval a = interval_of(left);
  const Interval b = interval_of(right);
  Extent extent;
  include_quotients(extent, a, b);
  include_quotients(extent, negated(a), negated(b));
  if (!extent.any) {
    out.shape = Shape::kNothing;
    out.n_points = 0;
    return;
  }
  std::int64_t grain = 0;
  Uint128 denominator = saturating_product(static_cast<Uint128>(a.max_denominator), numerator_bound(right));
  if (is_one(right)) {
    grain = scaled_grain(a.grain, right.cells[0].b, right.cells[0].a < 0 ? -right.cells[0].a : right.cells[0].a);
    denominator = lesser_denominator(denominator, grain);
  }
  failures.second = finish(out, extent, grain, denominator);
}

// What an end of an interval becomes when it is rounded, as a multiple of the step: the end itself where it is
// attained, else the numbers just above it (`is_low`) or just below.
Ratio rounded_end(const End& end, Rational step, Rounding sense, bool is_low) {
  const value::Int128 dividend = value::Int128{end.value.numerator()} * step.denominator();
  const value::Int128 divisor = value::Int128{end.value.denominator()} * step.numerator();
  value::Int128 count = dividend / divisor;
  value::Int128 rest = dividend % divisor;
  if (rest < 0) {
    rest += divisor;
    --count;
  }
  const bool above = end.open && is_low;
  const bool below = end.open && !is_low;
  const value::Int128 missing = divisor - rest;
  const bool is_tie = rest == missing;
  bool up = false;
  if (rest == 0) {
    if (below && (sense == Rounding::down || (sense == Rounding::toward_zero && count > 0))) --count;
    up = above && (sense == Rounding::up || (sense == Rounding::toward_zero && count < 0));
  } else if (sense == Rounding::nearest || sense == Rounding::half_even) {
    const bool tie_goes_up = sense == Rounding::nearest ? count >= 0 : count % 2 != 0;
    up = rest > missing || (is_tie && (above || (!below && tie_goes_up)));
  } else {
    up = sense == Rounding::up || (sense == Rounding::toward_zero && count < 0);
  }
  return {(count + (up ? 1 : 0)) * step.numerator(), static_cast<Uint128>(step.denominator())};
}

}  // namespace

void add(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  if (are_few(left, right)) {
    return each_pair(
        out, left, right, [](Rational x, Rational y) { return value::add(x, y); },
        [&failures](auto) { failures.first = true; });
  }
  const Interval a = interval_of(left);
  const Interval b = interval_of(right);
  Extent extent;
  extent.include(sum(a.low.value, b.low.value), a.low.open || b.low.open);
  extent.include(sum(a.high.value, b.high.value), a.high.open || b.high.open);
  const std::int64_t grain = program::common_grain(a.grain, b.grain);
  const Uint128 denominator =
      saturating_product(static_cast<Uint128>(a.max_denominator), static_cast<Uint128>(b.max_denominator));
  failures.first = finish(out, extent, grain, lesser_denominator(denominator, grain));
}

void subtract(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  AbstractValue opposite;
  negate(opposite, right);
  add(out, left, opposite, failures);
}

void negate(AbstractValue& out, const AbstractValue& value) {
  if (value.shape == Shape::kInterval) return set_interval(out, negated(interval_of(value)));
  Gather gather;
  for (const Value& point : value.points()) gather.add(Value::number(value::negate(point.as_number())));
  gather.finish(out);
}

void multiply(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  if (are_few(left, right)) {
    return each_pair(
        out, left, right, [](Rational x, Rational y) { return value::multiply(x, y); },
        [&failures](auto) { failures.first = true; });
  }
  const Interval a = interval_of(left);
  const Interval b = interval_of(right);
  Extent extent;
  include_corners(extent, a.low, a.high, b.low, b.high, product);
  std::int64_t grain = product_grain(a.grain, b.grain);
  if (is_one(left)) grain = scaled_grain(b.grain, left.cells[0].a, left.cells[0].b);
  if (is_one(right)) grain = scaled_grain(a.grain, right.cells[0].a, right.cells[0].b);
  const Uint128 denominator =
      saturating_product(static_cast<Uint128>(a.max_denominator), static_cast<Uint128>(b.max_denominator));
  failures.first = finish(out, extent, grain, lesser_denominator(denominator, grain));
}

void divide(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  if (are_few(left, right)) {
    return each_pair(
        out, left, right, [](Rational x, Rational y) { return value::divide(x, y); },
        [&failures](value::ArithmeticError error) {
          (error == value::ArithmeticError::division_by_zero ? failures.first : failures.second) = true;
        });
  }
  failures.first = right.contains(Value{0, 1});
  divide_intervals(out, left, right, failures);
}

void round(AbstractValue& out, const AbstractValue& value, Rational step, Rounding sense, Failures& failures) {
  if (value.n_points != 0) {
    Gather gather;
    for (const Value& point : value.points()) {
      const Checked<Rational> rounded = value::round_to(point.as_number(), step, sense);
      if (rounded.ok()) gather.add(Value::number(rounded.value));
      failures.first = failures.first || !rounded.ok();
    }
    return gather.finish(out);
  }
  // Multiples of the step stay as they are.
  if (value.grain != 0 && step.numerator() == 1 && step.denominator() % value.grain == 0) {
    out = value;
    out.may_be_absent = false;
    return;
  }
  const Interval before = interval_of(value);
  Extent extent;
  extent.include(rounded_end(before.low, step, sense, true), false);
  extent.include(rounded_end(before.high, step, sense, false), false);
  failures.first = finish(out, extent, step.denominator(), static_cast<Uint128>(step.denominator()));
}

void assert_exact(AbstractValue& out, const AbstractValue& value, std::int64_t denominator, Failures& failures) {
  if (value.n_points != 0) {
    Gather gather;
    for (const Value& point : value.points()) {
      const bool is_exact = value::is_exact(point.as_number(), denominator);
      if (is_exact) gather.add(point);
      failures.first = failures.first || !is_exact;
    }
    return gather.finish(out);
  }
  Interval interval = interval_of(value);
  if (interval.grain != 0 && denominator % interval.grain == 0) {
    out = value;
    out.may_be_absent = false;
    return;
  }
  failures.first = true;
  interval.grain = interval.grain == 0
                       ? denominator
                       : static_cast<std::int64_t>(value::greatest_common_divisor(
                             static_cast<std::uint64_t>(interval.grain), static_cast<std::uint64_t>(denominator)));
  set_interval(out, interval);
}

}  // namespace avenant::eval::domain
