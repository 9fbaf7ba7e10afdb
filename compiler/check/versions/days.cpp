#include "compiler/check/versions/days.hpp"

#include <algorithm>

#include "runtime/program/nodes.hpp"

namespace avenant::check {

Days Days::all() {
  return between(value::Date::unchecked(value::kFirstDay), program::kNoEnd);
}

Days Days::between(value::Date from, value::Date until) {
  Days days;
  if (from < until) days.periods_.push_back({from.days(), until.days()});
  return days;
}

Days Days::common_with(const Days& other) const {
  return without(all().without(other));
}

Days Days::without(const Days& other) const {
  Days left = *this;
  for (const Period& hole : other.periods_) {
    std::vector<Period> periods;
    for (const Period& period : left.periods_) {
      const Period before{period.from, std::min(period.until, hole.from)};
      const Period after{std::max(period.from, hole.until), period.until};
      if (before.from < before.until) periods.push_back(before);
      if (after.from < after.until) periods.push_back(after);
    }
    left.periods_ = std::move(periods);
  }
  return left;
}

Days Days::joined_with(const Days& other) const {
  return all().without(all().without(*this).without(other));
}

}  // namespace avenant::check
