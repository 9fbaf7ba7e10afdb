// Operations on dates and durées: sums, anniversaries, completed years.
// Read next: date.hpp (the types), docs/numbers-and-dates.md (the policy for a day that does not exist).
#pragma once

#include <cstdint>

#include "runtime/value/date.hpp"

namespace avenant::value {

/// What replaces a day that does not exist, such as 31 April or 29 February 2023.
/// Where none is stated, an operation fails exactly when the two others give different outcomes.
enum class MissingDay : std::uint8_t {
  unstated,  ///< Nothing is stated: error ambiguous_date where it matters.
  earliest,  ///< `au plus tôt`: the last day of the month.
  latest,    ///< `au plus tard`: the first day of the next month.
};

/// Whether `year` (any integer) has a 29 February.
[[nodiscard]] constexpr bool is_leap_year(std::int64_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// The number of days of the month, 28 to 31. Precondition: 1 ≤ month ≤ 12.
[[nodiscard]] constexpr std::int32_t days_in_month(std::int64_t year, std::int32_t month) {
  if (month == 2) return is_leap_year(year) ? 29 : 28;
  return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/// The months of `duration` after `date`, a day that does not exist fixed by `policy`, then its days; only the final
/// date need be within years 1 to 9999. Errors: ambiguous_date, overflow.
Checked<Date> add(Date date, Duration duration, MissingDay policy);

/// `date` + (−`duration`): months first, then days. Errors: as add.
Checked<Date> subtract(Date date, Duration duration, MissingDay policy);

/// The day `years` years after `date` (before, when negative), counted from `date` itself, never chained.
/// Errors: ambiguous_date, overflow.
Checked<Date> anniversary(Date date, std::int64_t years, MissingDay policy);

/// The last anniversary of `date`, the zeroth included, that is on or before `at`.
/// Errors: ambiguous_date; reversed_dates when at < date.
Checked<Date> last_anniversary(Date date, Date at, MissingDay policy);

/// The number of anniversaries of `date`, the zeroth excluded, that are on or before `at`; 0 to 9998.
/// Errors: ambiguous_date; reversed_dates when at < date.
Checked<std::int64_t> completed_years(Date date, Date at, MissingDay policy);

/// The number of days from `from` to `to`, negative when `to` comes first; cannot fail.
[[nodiscard]] constexpr std::int64_t days_between(Date from, Date to) {
  return std::int64_t{to.days()} - from.days();
}

}  // namespace avenant::value
