#include "runtime/eval/domain/extremum.hpp"

#include <algorithm>

namespace avenant::eval::domain {

void Extremum::look_at_durations(const AbstractValue& operand, bool surely_given) {
  const Box box = box_of(operand);
  may_have_months_ = may_have_months_ || box.months_low != 0 || box.months_high != 0;
  may_have_days_ = may_have_days_ || box.days_low != 0 || box.days_high != 0;
  if (!surely_given) return;
  const auto has_months = [](const value::Value& point) { return point.as_duration().months() != 0; };
  const auto has_days = [](const value::Value& point) { return point.as_duration().days() != 0; };
  const auto points = operand.points();
  const bool few = !points.empty();
  const bool months =
      few ? std::all_of(points.begin(), points.end(), has_months) : box.months_low > 0 || box.months_high < 0;
  const bool days = few ? std::all_of(points.begin(), points.end(), has_days) : box.days_low > 0 || box.days_high < 0;
  surely_has_months_ = surely_has_months_ || months;
  surely_has_days_ = surely_has_days_ || days;
}

void Extremum::add(const AbstractValue& operand, bool may_be_missing) {
  const bool missing = may_be_missing || operand.may_be_absent;
  const bool none_before = best_.may_be_absent;
  const bool are_durations = mode_ == program::Comparison::kDuration;
  if (operand.has_values()) {
    if (are_durations) look_at_durations(operand, !missing);
    if (!best_.has_values()) {
      best_ = operand;
    } else {
      AbstractValue both = best_;
      if (are_durations) {
        duration_extremum_into(both, operand, least_);
      } else {
        extremum_into(both, operand, least_);
      }
      if (missing) join_into(both, best_);
      if (none_before) join_into(both, operand);
      best_ = both;
    }
  }
  best_.may_be_absent = none_before && missing;
}

void Extremum::finish(AbstractValue& out, Failures& failures) const {
  out = best_;
  failures.first = may_have_months_ && may_have_days_;
  if (surely_has_months_ && surely_has_days_) out = AbstractValue::nothing();
}

}  // namespace avenant::eval::domain
