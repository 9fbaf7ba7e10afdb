// A date (a day of the proleptic Gregorian calendar, years 1 to 9999) and a durée (months and days, never mixed up).
// Read next: calendar.hpp, the operations that combine them.
#pragma once

#include <compare>
#include <cstdint>
#include <limits>

#include "runtime/value/checked.hpp"

namespace avenant::value {

/// Year, month from 1 and day from 1, as people write them.
struct CivilDate {
  std::int32_t year = 1970;
  std::int32_t month = 1;
  std::int32_t day = 1;
  friend constexpr bool operator==(CivilDate, CivilDate) = default;
};

/// The day numbers of 0001-01-01 and 9999-12-31.
inline constexpr std::int32_t kFirstDay = -719'162;
inline constexpr std::int32_t kLastDay = 2'932'896;

/// A day from 0001-01-01 to 9999-12-31.
class Date {
 public:
  /// 1970-01-01.
  constexpr Date() = default;

  /// The day that lies `days` days after 1970-01-01. Error: overflow outside years 1 to 9999.
  static constexpr Checked<Date> from_days(std::int64_t days) {
    if (days < kFirstDay || days > kLastDay) return failed<Date>(ArithmeticError::overflow);
    return {Date{static_cast<std::int32_t>(days)}};
  }

  /// As from_days, without the check. Precondition: kFirstDay ≤ days ≤ kLastDay.
  [[nodiscard]] static constexpr Date unchecked(std::int64_t days) { return Date{static_cast<std::int32_t>(days)}; }

  /// The day year-month-day. Errors: invalid_date when the month or the day does not exist; else overflow when the
  /// year is not from 1 to 9999.
  static Checked<Date> from_civil(std::int64_t year, std::int64_t month, std::int64_t day);

  /// Days since 1970-01-01.
  [[nodiscard]] constexpr std::int32_t days() const { return days_; }

  /// The year, month and day.
  [[nodiscard]] CivilDate civil() const;

  friend constexpr bool operator==(Date, Date) = default;
  friend constexpr std::strong_ordering operator<=>(Date, Date) = default;

 private:
  explicit constexpr Date(std::int32_t days) : days_{days} {}

  std::int32_t days_ = 0;
};
static_assert(sizeof(Date) == 4);

/// The largest magnitude of either part of a durée: 2^31 − 1.
inline constexpr std::int32_t kMaxDurationPart = std::numeric_limits<std::int32_t>::max();

/// Months, then days, each of either sign; a year is 12 months, and months and days never convert.
class Duration {
 public:
  /// No time at all.
  constexpr Duration() = default;

  /// So many months and days. Error: overflow when a part is beyond ±(2^31 − 1).
  static constexpr Checked<Duration> from_parts(std::int64_t months, std::int64_t days) {
    if (months < -kMaxDurationPart || months > kMaxDurationPart || days < -kMaxDurationPart ||
        days > kMaxDurationPart) {
      return failed<Duration>(ArithmeticError::overflow);
    }
    return {Duration{static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)}};
  }

  /// As from_parts, without the check. Precondition: neither part is −2^31.
  [[nodiscard]] static constexpr Duration unchecked(std::int32_t months, std::int32_t days) {
    return Duration{months, days};
  }

  [[nodiscard]] constexpr std::int32_t months() const { return months_; }
  [[nodiscard]] constexpr std::int32_t days() const { return days_; }

  /// Equality is total; order is not (compare()).
  friend constexpr bool operator==(Duration, Duration) = default;

 private:
  constexpr Duration(std::int32_t months, std::int32_t days) : months_{months}, days_{days} {}

  std::int32_t months_ = 0;
  std::int32_t days_ = 0;
};
static_assert(sizeof(Duration) == 8);

/// −x; cannot fail.
[[nodiscard]] constexpr Duration negate(Duration x) {
  return Duration::unchecked(-x.months(), -x.days());
}

/// x + y and x − y, part by part. Error: overflow.
constexpr Checked<Duration> add(Duration x, Duration y) {
  return Duration::from_parts(std::int64_t{x.months()} + y.months(), std::int64_t{x.days()} + y.days());
}
constexpr Checked<Duration> subtract(Duration x, Duration y) {
  return add(x, negate(y));
}

/// x repeated `times` times, part by part. Error: overflow.
Checked<Duration> multiply(Duration x, std::int64_t times);

/// −1, 0 or 1 as x is shorter than, equal to or longer than y.
/// Error: mixed_durations unless both have no days, or both have no months.
constexpr Checked<int> compare(Duration x, Duration y) {
  if (x.days() == 0 && y.days() == 0) return {(x.months() > y.months()) - (x.months() < y.months())};
  if (x.months() == 0 && y.months() == 0) return {(x.days() > y.days()) - (x.days() < y.days())};
  return failed<int>(ArithmeticError::mixed_durations);
}

}  // namespace avenant::value
