#include "runtime/eval/domain/durations.hpp"

#include <algorithm>

#include "runtime/eval/domain/gather.hpp"
#include "runtime/value/calendar.hpp"

namespace avenant::eval::domain {

namespace {

using value::Duration;
using value::Value;

constexpr std::int64_t kMost = value::kMaxDurationPart;
// More pairs than this are computed as boxes.
constexpr std::uint32_t kMaxPairs = 32;

Value cell(std::int64_t months, std::int64_t days) {
  return Value::duration(Duration::unchecked(static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)));
}

bool comes_before(Duration left, Duration right) {
  return left.months() != right.months() ? left.months() < right.months() : left.days() < right.days();
}

Box hull(const Box& left, const Box& right) {
  return {std::min(left.months_low, right.months_low), std::max(left.months_high, right.months_high),
          std::min(left.days_low, right.days_low), std::max(left.days_high, right.days_high)};
}

Box single_box(Duration duration) {
  return {duration.months(), duration.months(), duration.days(), duration.days()};
}

// Up to kMaxPoints durées stay apart; more become the least box that holds them.
class GatherDurations {
 public:
  void add(Value point) {
    const Duration duration = point.as_duration();
    box_ = is_empty_ ? single_box(duration) : hull(box_, single_box(duration));
    is_empty_ = false;
    if (is_box_) return;
    std::uint32_t at = n_points_;
    while (at > 0 && comes_before(duration, points_[at - 1].as_duration())) --at;
    if (at > 0 && points_[at - 1] == point) return;
    if (n_points_ == kMaxPoints) {
      is_box_ = true;
      return;
    }
    for (std::uint32_t i = n_points_; i > at; --i) points_[i] = points_[i - 1];
    points_[at] = point;
    ++n_points_;
  }
  void add(const AbstractValue& value) {
    if (value.shape != Shape::kBox) {
      for (const Value& point : value.points()) add(point);
      return;
    }
    const Box box = domain::box_of(value);
    box_ = is_empty_ ? box : hull(box_, box);
    is_empty_ = false;
    is_box_ = true;
  }
  void finish(AbstractValue& result) const {
    if (is_box_) return set_box(result, box_);
    result.shape = n_points_ == 0 ? Shape::kNothing : Shape::kDurations;
    result.n_points = n_points_;
    std::copy(points_, points_ + n_points_, result.cells);
  }

 private:
  Value points_[kMaxPoints];
  std::uint32_t n_points_ = 0;
  bool is_empty_ = true;
  bool is_box_ = false;
  Box box_;
};

// The least and the greatest product of two intervals of whole numbers, each below 2^63 in magnitude.
void multiply_bounds(std::int64_t low, std::int64_t high, std::int64_t times_low, std::int64_t times_high,
                     value::Int128& least, value::Int128& greatest) {
  const value::Int128 corners[] = {value::Int128{low} * times_low, value::Int128{low} * times_high,
                                   value::Int128{high} * times_low, value::Int128{high} * times_high};
  least = *std::min_element(corners, corners + 4);
  greatest = *std::max_element(corners, corners + 4);
}

std::int64_t clamped(value::Int128 part) {
  return static_cast<std::int64_t>(std::clamp(part, value::Int128{-kMost - 1}, value::Int128{kMost + 1}));
}

bool leaves_range(const Box& box) {
  return box.months_low < -kMost || box.months_high > kMost || box.days_low < -kMost || box.days_high > kMost;
}

// What comparing by one part can give.
void add_orders(Orders& orders, std::int64_t left_low, std::int64_t left_high, std::int64_t right_low,
                std::int64_t right_high) {
  orders.less = orders.less || left_low < right_high;
  orders.greater = orders.greater || left_high > right_low;
  orders.equal = orders.equal || (left_low <= right_high && right_low <= left_high);
}

bool may_be_zero(std::int64_t low, std::int64_t high) {
  return low <= 0 && high >= 0;
}

bool is_zero(std::int64_t low, std::int64_t high) {
  return low == 0 && high == 0;
}

}  // namespace

Box box_of(const AbstractValue& value) {
  if (value.shape == Shape::kBox) {
    const Duration low = value.cells[0].as_duration();
    const Duration high = value.cells[1].as_duration();
    return {low.months(), high.months(), low.days(), high.days()};
  }
  Box result = single_box(value.cells[0].as_duration());
  for (const Value& point : value.points()) result = hull(result, single_box(point.as_duration()));
  return result;
}

void set_box(AbstractValue& result, Box box) {
  box.months_low = std::max(box.months_low, -kMost);
  box.days_low = std::max(box.days_low, -kMost);
  box.months_high = std::min(box.months_high, kMost);
  box.days_high = std::min(box.days_high, kMost);
  result.shape = Shape::kNothing;
  result.n_points = 0;
  if (box.months_high < box.months_low || box.days_high < box.days_low) return;
  const std::int64_t months = box.months_high - box.months_low + 1;
  const std::int64_t days = box.days_high - box.days_low + 1;
  if (months <= kMaxPoints && days <= kMaxPoints && months * days <= kMaxPoints) {
    result.shape = Shape::kDurations;
    for (std::int64_t month = box.months_low; month <= box.months_high; ++month) {
      for (std::int64_t day = box.days_low; day <= box.days_high; ++day) {
        result.cells[result.n_points++] = cell(month, day);
      }
    }
    return;
  }
  result.shape = Shape::kBox;
  result.cells[0] = cell(box.months_low, box.days_low);
  result.cells[1] = cell(box.months_high, box.days_high);
}

bool is_in(Duration duration, const Box& box) {
  return duration.months() >= box.months_low && duration.months() <= box.months_high &&
         duration.days() >= box.days_low && duration.days() <= box.days_high;
}

bool is_within(const Box& inner, const Box& outer) {
  return inner.months_low >= outer.months_low && inner.months_high <= outer.months_high &&
         inner.days_low >= outer.days_low && inner.days_high <= outer.days_high;
}

void join_durations(AbstractValue& into, const AbstractValue& from) {
  GatherDurations gather;
  gather.add(into);
  gather.add(from);
  gather.finish(into);
}

AbstractValue meet_durations(const AbstractValue& left, const AbstractValue& right) {
  AbstractValue result;
  if (left.shape == Shape::kBox && right.shape == Shape::kBox) {
    const Box a = box_of(left);
    const Box b = box_of(right);
    set_box(result, {std::max(a.months_low, b.months_low), std::min(a.months_high, b.months_high),
                     std::max(a.days_low, b.days_low), std::min(a.days_high, b.days_high)});
    return result;
  }
  const AbstractValue& points = left.shape == Shape::kDurations ? left : right;
  const AbstractValue& other = left.shape == Shape::kDurations ? right : left;
  GatherDurations gather;
  for (const Value& point : points.points()) {
    if (other.contains(point)) gather.add(point);
  }
  gather.finish(result);
  return result;
}

void add_durations(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures) {
  if (left.n_points != 0 && right.n_points != 0 && left.n_points * right.n_points <= kMaxPairs) {
    GatherDurations gather;
    for (const Value& x : left.points()) {
      for (const Value& y : right.points()) {
        const value::Checked<Duration> sum = value::add(x.as_duration(), y.as_duration());
        if (sum.ok()) gather.add(Value::duration(sum.value));
        failures.first = failures.first || !sum.ok();
      }
    }
    return gather.finish(out);
  }
  const Box a = box_of(left);
  const Box b = box_of(right);
  const Box sum = {a.months_low + b.months_low, a.months_high + b.months_high, a.days_low + b.days_low,
                   a.days_high + b.days_high};
  failures.first = leaves_range(sum);
  set_box(out, sum);
}

void negate_durations(AbstractValue& out, const AbstractValue& value) {
  if (value.n_points != 0) {
    GatherDurations gather;
    for (const Value& point : value.points()) gather.add(Value::duration(value::negate(point.as_duration())));
    return gather.finish(out);
  }
  const Box box = box_of(value);
  set_box(out, {-box.months_high, -box.months_low, -box.days_high, -box.days_low});
}

void scale_durations(AbstractValue& out, const AbstractValue& durations, const AbstractValue& times,
                     Failures& failures) {
  if (durations.n_points != 0 && times.n_points != 0 && durations.n_points * times.n_points <= kMaxPairs) {
    GatherDurations gather;
    for (const Value& duration : durations.points()) {
      for (const Value& count : times.points()) {
        const value::Checked<Duration> product = value::multiply(duration.as_duration(), count.a);
        if (product.ok()) gather.add(Value::duration(product.value));
        failures.first = failures.first || !product.ok();
      }
    }
    return gather.finish(out);
  }
  const Box box = box_of(durations);
  const std::int64_t low = times.low().a;
  const std::int64_t high = times.high().a;
  value::Int128 bounds[4];
  multiply_bounds(box.months_low, box.months_high, low, high, bounds[0], bounds[1]);
  multiply_bounds(box.days_low, box.days_high, low, high, bounds[2], bounds[3]);
  const Box product = {clamped(bounds[0]), clamped(bounds[1]), clamped(bounds[2]), clamped(bounds[3])};
  failures.first = leaves_range(product);
  set_box(out, product);
}

Orders compare_durations(const AbstractValue& left, const AbstractValue& right) {
  Orders orders;
  if (left.n_points != 0 && right.n_points != 0) {
    for (const Value& x : left.points()) {
      for (const Value& y : right.points()) {
        const value::Checked<int> order = value::compare(x.as_duration(), y.as_duration());
        orders.none = orders.none || !order.ok();
        orders.less = orders.less || (order.ok() && order.value < 0);
        orders.equal = orders.equal || (order.ok() && order.value == 0);
        orders.greater = orders.greater || (order.ok() && order.value > 0);
      }
    }
    return orders;
  }
  const Box a = box_of(left);
  const Box b = box_of(right);
  if (may_be_zero(a.days_low, a.days_high) && may_be_zero(b.days_low, b.days_high)) {
    add_orders(orders, a.months_low, a.months_high, b.months_low, b.months_high);
  }
  if (may_be_zero(a.months_low, a.months_high) && may_be_zero(b.months_low, b.months_high)) {
    add_orders(orders, a.days_low, a.days_high, b.days_low, b.days_high);
  }
  const bool without_days = is_zero(a.days_low, a.days_high) && is_zero(b.days_low, b.days_high);
  const bool without_months = is_zero(a.months_low, a.months_high) && is_zero(b.months_low, b.months_high);
  orders.none = !without_days && !without_months;
  return orders;
}

void duration_extremum_into(AbstractValue& into, const AbstractValue& operand, bool least) {
  const bool few = into.n_points != 0 && operand.n_points != 0 && into.n_points * operand.n_points <= kMaxPairs;
  if (!few || compare_durations(into, operand).none) return join_durations(into, operand);
  GatherDurations gather;
  for (const Value& x : into.points()) {
    for (const Value& y : operand.points()) {
      const int order = value::compare(x.as_duration(), y.as_duration()).value;
      gather.add((order > 0) == least ? y : x);
    }
  }
  gather.finish(into);
}

}  // namespace avenant::eval::domain
