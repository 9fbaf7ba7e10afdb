// Makes an AbstractValue of numbers, dates or cases from values and intervals added one by one, in the one form that
// equal sets have. Read numbers.hpp next.
#pragma once

#include <cstdint>

#include "runtime/eval/abstract_value.hpp"
#include "runtime/eval/domain/bounds.hpp"

namespace avenant::eval::domain {

// An interval and what is known of the denominators in it, as in AbstractValue.
struct Interval {
  End low;
  End high;
  std::int64_t grain = 0;
  std::int64_t max_denominator = value::kMaxPart;
};

// The least interval that holds the values of kPoints (not durées) or kInterval.
Interval interval_of(const AbstractValue& value);
// The values of an interval: few are points, none is nothing. Keeps `may_be_absent` of `result`.
void set_interval(AbstractValue& result, Interval interval);
// As set_interval, where the ends and what is known of denominators come from an exact computation: more than 64 bits
// of denominator is any number.
std::int64_t limited(value::Uint128 max_denominator);
// The grain of the numbers of either grain, and of the products of the two; 0 where it is too great.
std::int64_t product_grain(std::int64_t left, std::int64_t right);

// The union of what is added. Up to kMaxPoints values stay apart; more become the least interval that holds them all.
class Gather {
 public:
  void add(value::Value point);
  void add(const Interval& interval);
  // Of kNothing, kPoints (not durées) or kInterval; absent is not looked at.
  void add(const AbstractValue& value);
  // Keeps `may_be_absent` of `result`.
  void finish(AbstractValue& result) const;

 private:
  void widen(const Interval& interval);

  value::Value points_[kMaxPoints];
  std::uint32_t n_points_ = 0;
  bool is_interval_ = false;
  Interval interval_;
};

// −1, 0 or 1: the order of two cells that are numbers, dates or cases.
inline int order_of(const value::Value& left, const value::Value& right) {
  if (left.b == right.b) return (left.a > right.a) - (left.a < right.a);
  const auto order = left.as_number() <=> right.as_number();
  return (order > 0) - (order < 0);
}

// Whether a point is in an interval: between its ends, and of its grain.
bool is_in(const value::Value& point, const Interval& interval);

}  // namespace avenant::eval::domain
