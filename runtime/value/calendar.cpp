// The Gregorian calendar and its sums.
// Conversions follow Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms" (days_from_civil,
// civil_from_days): years start in March, so that the leap day comes last, and 400 years are one era of 146 097 days.
#include "runtime/value/calendar.hpp"

#include <array>
#include <cstddef>

namespace avenant::value {
namespace {

constexpr std::int64_t kDaysPerEra = 146'097;
/// Days from 0000-03-01, where an era begins, to 1970-01-01.
constexpr std::int64_t kEpochOffset = 719'468;
constexpr std::int64_t kMonthsPerYear = 12;
/// No two dates are so many years apart.
constexpr std::int64_t kMaxYears = 10'000;

constexpr std::int64_t floor_divide(std::int64_t x, std::int64_t divisor) {
  return x / divisor - (x % divisor < 0 ? 1 : 0);
}

/// The day number of any civil date, of any year within ±10^9.
constexpr std::int64_t days_from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  const std::int64_t march_year = month <= 2 ? year - 1 : year;
  const std::int64_t era = floor_divide(march_year, 400);
  const std::int64_t year_of_era = march_year - era * 400;
  const std::int64_t month_from_march = month > 2 ? month - 3 : month + 9;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysPerEra + day_of_era - kEpochOffset;
}
static_assert(days_from_civil(1, 1, 1) == kFirstDay && days_from_civil(9999, 12, 31) == kLastDay);

/// `date` plus months, fixed by a stated policy, plus days.
Checked<Date> add_stated(Date date, std::int64_t months, std::int64_t days, MissingDay policy) {
  const CivilDate start = date.civil();
  const std::int64_t month_count = start.year * kMonthsPerYear + (start.month - 1) + months;
  const std::int64_t year = floor_divide(month_count, kMonthsPerYear);
  const auto month = static_cast<std::int32_t>(month_count - year * kMonthsPerYear + 1);
  const std::int32_t last_day = days_in_month(year, month);
  std::int64_t day_number = days_from_civil(year, month, start.day < last_day ? start.day : last_day);
  if (start.day > last_day && policy == MissingDay::latest) day_number += 1;
  return Date::from_days(day_number + days);
}

Checked<Date> last_anniversary_stated(Date date, Date at, MissingDay policy) {
  const std::int64_t years = at.civil().year - date.civil().year;
  const Checked<Date> candidate = add_stated(date, years * kMonthsPerYear, 0, policy);
  if (candidate.value <= at) return candidate;
  return add_stated(date, (years - 1) * kMonthsPerYear, 0, policy);
}

Checked<std::int64_t> completed_years_stated(Date date, Date at, MissingDay policy) {
  const std::int64_t years = at.civil().year - date.civil().year;
  const Checked<Date> candidate = add_stated(date, years * kMonthsPerYear, 0, policy);
  return {candidate.value <= at ? years : years - 1};
}

/// The outcome of `operation` under `policy`; under none, the one that both policies agree on.
template <class Operation>
auto under_policy(MissingDay policy, Operation operation) {
  if (policy != MissingDay::unstated) return operation(policy);
  auto earliest = operation(MissingDay::earliest);
  if (earliest != operation(MissingDay::latest)) return decltype(earliest){{}, ArithmeticError::ambiguous_date};
  return earliest;
}

}  // namespace

Checked<Date> Date::from_civil(std::int64_t year, std::int64_t month, std::int64_t day) {
  if (month < 1 || month > kMonthsPerYear || day < 1 || day > days_in_month(year, static_cast<std::int32_t>(month))) {
    return failed<Date>(ArithmeticError::invalid_date);
  }
  if (year < 1 || year > 9999) return failed<Date>(ArithmeticError::overflow);
  return from_days(days_from_civil(year, month, day));
}

CivilDate Date::civil() const {
  // Years 1 to 9999 are all in eras 0 to 24, so every quantity is positive and fits in 32 bits.
  const auto shifted = static_cast<std::uint32_t>(days_ + std::int32_t{kEpochOffset});
  const std::uint32_t era = shifted / kDaysPerEra;
  const std::uint32_t day_of_era = shifted - era * std::uint32_t{kDaysPerEra};
  const std::uint32_t year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::uint32_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t month_from_march = (5 * day_of_year + 2) / 153;
  const std::uint32_t day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
  const std::uint32_t month = month_from_march < 10 ? month_from_march + 3 : month_from_march - 9;
  const std::uint32_t year = year_of_era + era * 400 + (month <= 2 ? 1 : 0);
  return {static_cast<std::int32_t>(year), static_cast<std::int32_t>(month), static_cast<std::int32_t>(day)};
}

Checked<Duration> multiply(Duration x, std::int64_t times) {
  std::int64_t months = 0;
  std::int64_t days = 0;
  if (__builtin_mul_overflow(std::int64_t{x.months()}, times, &months) ||
      __builtin_mul_overflow(std::int64_t{x.days()}, times, &days)) {
    return failed<Duration>(ArithmeticError::overflow);
  }
  return Duration::from_parts(months, days);
}

Checked<Date> add(Date date, Duration duration, MissingDay policy) {
  return under_policy(policy,
                      [&](MissingDay stated) { return add_stated(date, duration.months(), duration.days(), stated); });
}

Checked<Date> subtract(Date date, Duration duration, MissingDay policy) {
  return add(date, negate(duration), policy);
}

Checked<Date> anniversary(Date date, std::int64_t years, MissingDay policy) {
  if (years < -kMaxYears || years > kMaxYears) return failed<Date>(ArithmeticError::overflow);
  return under_policy(policy, [&](MissingDay stated) { return add_stated(date, years * kMonthsPerYear, 0, stated); });
}

Checked<Date> last_anniversary(Date date, Date at, MissingDay policy) {
  if (at < date) return failed<Date>(ArithmeticError::reversed_dates);
  return under_policy(policy, [&](MissingDay stated) { return last_anniversary_stated(date, at, stated); });
}

Checked<std::int64_t> completed_years(Date date, Date at, MissingDay policy) {
  if (at < date) return failed<std::int64_t>(ArithmeticError::reversed_dates);
  return under_policy(policy, [&](MissingDay stated) { return completed_years_stated(date, at, stated); });
}

}  // namespace avenant::value
