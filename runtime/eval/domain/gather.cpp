#include "runtime/eval/domain/gather.hpp"

#include <algorithm>

#include "runtime/program/typing.hpp"

namespace avenant::eval::domain {

namespace {

using value::Int128;
using value::Rational;
using value::Uint128;
using value::Value;

// The greatest multiple of 1/grain that is at most `number` (`up`: the least that is at least it), in units of 1/grain.
Int128 multiple(Rational number, std::int64_t grain, bool up) {
  const Int128 scaled = Int128{number.numerator()} * grain;
  const Int128 divisor = number.denominator();
  Int128 quotient = scaled / divisor;
  const Int128 rest = scaled % divisor;
  if (up && rest > 0) ++quotient;
  if (!up && rest < 0) --quotient;
  return quotient;
}

// Moves an end inward to the next multiple of 1/grain, where that is a number.
void snap(End& end, std::int64_t grain, bool is_low) {
  if (!end.open && grain % end.value.denominator() == 0) return;
  Int128 count = multiple(end.value, grain, is_low);
  if (end.open && grain % end.value.denominator() == 0) count += is_low ? 1 : -1;
  const value::Checked<Rational> snapped = Rational::from_ratio(count, grain);
  if (snapped.ok()) end = {snapped.value, false};
}

bool is_empty(const Interval& interval) {
  return interval.high.value < interval.low.value ||
         (interval.high.value == interval.low.value && (interval.low.open || interval.high.open));
}

// Makes points of an interval of a grain that has few. False if it has many, or ends that are not of the grain.
bool enumerate(AbstractValue& result, const Interval& interval) {
  const Rational low = interval.low.value;
  const Rational high = interval.high.value;
  if (interval.low.open || interval.high.open || interval.grain % low.denominator() != 0 ||
      interval.grain % high.denominator() != 0) {
    return false;
  }
  const Int128 first = multiple(low, interval.grain, false);
  const Int128 count = multiple(high, interval.grain, false) - first + 1;
  if (count > Int128{kMaxPoints}) return false;
  result.shape = Shape::kPoints;
  result.n_points = 0;
  for (Int128 i = 0; i < count; ++i) {
    const value::Checked<Rational> point = Rational::from_ratio(first + i, interval.grain);
    if (point.ok() && point.value.denominator() <= interval.max_denominator) {
      result.cells[result.n_points++] = Value::number(point.value);
    }
  }
  if (result.n_points == 0) result.shape = Shape::kNothing;
  return true;
}

}  // namespace

Interval interval_of(const AbstractValue& value) {
  if (value.shape == Shape::kInterval) {
    return {{value.cells[0].as_number(), value.low_open},
            {value.cells[1].as_number(), value.high_open},
            value.grain,
            value.max_denominator};
  }
  Interval result;
  result.low.value = value.cells[0].as_number();
  result.high.value = value.cells[value.n_points - 1].as_number();
  result.grain = 1;
  result.max_denominator = 1;
  for (const Value& point : value.points()) {
    if (point.b == 1) continue;
    result.grain = program::common_grain(result.grain, point.b);
    result.max_denominator = std::max(result.max_denominator, point.b);
  }
  return result;
}

void set_interval(AbstractValue& result, Interval interval) {
  if (interval.max_denominator == 1) interval.grain = 1;
  if (interval.grain != 0) {
    interval.max_denominator = std::min(interval.max_denominator, interval.grain);
    snap(interval.low, interval.grain, true);
    snap(interval.high, interval.grain, false);
  }
  result.shape = Shape::kNothing;
  result.n_points = 0;
  if (is_empty(interval)) return;
  if (interval.grain != 0 && enumerate(result, interval)) return;
  if (interval.low.value == interval.high.value) {
    result.shape = Shape::kPoints;
    result.n_points = 1;
    result.cells[0] = Value::number(interval.low.value);
    return;
  }
  result.shape = Shape::kInterval;
  result.low_open = interval.low.open;
  result.high_open = interval.high.open;
  result.grain = interval.grain;
  result.max_denominator = interval.max_denominator;
  result.cells[0] = Value::number(interval.low.value);
  result.cells[1] = Value::number(interval.high.value);
}

std::int64_t limited(Uint128 max_denominator) {
  return max_denominator > static_cast<Uint128>(value::kMaxPart) ? value::kMaxPart
                                                                 : static_cast<std::int64_t>(max_denominator);
}

std::int64_t product_grain(std::int64_t left, std::int64_t right) {
  constexpr std::int64_t kMaxGrain = 1'000'000'000'000'000;
  std::int64_t product = 0;
  return __builtin_mul_overflow(left, right, &product) || product > kMaxGrain ? 0 : product;
}

void Gather::add(Value point) {
  if (is_interval_) {
    const Rational number = point.as_number();
    widen({{number, false}, {number, false}, point.b, point.b});
    return;
  }
  std::uint32_t at = n_points_;
  while (at > 0 && order_of(points_[at - 1], point) > 0) --at;
  if (at > 0 && points_[at - 1] == point) return;
  if (n_points_ == kMaxPoints) {
    AbstractValue all;
    finish(all);
    is_interval_ = true;
    interval_ = interval_of(all);
    add(point);
    return;
  }
  for (std::uint32_t i = n_points_; i > at; --i) points_[i] = points_[i - 1];
  points_[at] = point;
  ++n_points_;
}

void Gather::add(const Interval& interval) {
  AbstractValue canonical;
  set_interval(canonical, interval);
  if (canonical.shape != Shape::kInterval) return add(canonical);
  if (is_interval_) return widen(interval_of(canonical));
  AbstractValue all;
  finish(all);
  is_interval_ = true;
  interval_ = interval_of(canonical);
  if (all.shape == Shape::kPoints) widen(interval_of(all));
}

void Gather::add(const AbstractValue& value) {
  if (value.shape == Shape::kInterval && !is_interval_ && n_points_ == 0) {
    is_interval_ = true;
    interval_ = interval_of(value);
    return;
  }
  if (value.shape == Shape::kInterval) return add(interval_of(value));
  for (const Value& point : value.points()) add(point);
}

void Gather::widen(const Interval& interval) {
  const auto low = interval.low.value <=> interval_.low.value;
  if (low < 0) interval_.low = interval.low;
  if (low == 0) interval_.low.open = interval_.low.open && interval.low.open;
  const auto high = interval.high.value <=> interval_.high.value;
  if (high > 0) interval_.high = interval.high;
  if (high == 0) interval_.high.open = interval_.high.open && interval.high.open;
  interval_.grain = program::common_grain(interval_.grain, interval.grain);
  interval_.max_denominator = std::max(interval_.max_denominator, interval.max_denominator);
}

void Gather::finish(AbstractValue& result) const {
  if (is_interval_) return set_interval(result, interval_);
  result.shape = n_points_ == 0 ? Shape::kNothing : Shape::kPoints;
  result.n_points = n_points_;
  std::copy(points_, points_ + n_points_, result.cells);
}

bool is_in(const Value& point, const Interval& interval) {
  if (interval.grain != 0 && interval.grain % point.b != 0) return false;
  if (point.b > interval.max_denominator) return false;
  const Rational number = point.as_number();
  const auto low = number <=> interval.low.value;
  const auto high = number <=> interval.high.value;
  return (low > 0 || (low == 0 && !interval.low.open)) && (high < 0 || (high == 0 && !interval.high.open));
}

}  // namespace avenant::eval::domain
