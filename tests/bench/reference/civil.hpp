// Dates by days since 1970-01-01, for years 1 to 9990: what the rules need of the calendar, without branches so that
// loops over it vectorise (Hinnant, chrono-compatible low-level date algorithms). Read law.hpp next.
#pragma once

#include <cstdint>

// A loop around a call that is not inlined is no vector.
#define REFERENCE_INLINE [[gnu::always_inline]] inline

namespace reference {

struct Civil {
  std::int32_t year;
  std::int32_t month;  // 1 to 12
  std::int32_t day;
};

REFERENCE_INLINE Civil civil_of(std::int32_t days) {
  const auto shifted = static_cast<std::uint32_t>(days + 719'468);
  const std::uint32_t era = shifted / 146'097;
  const std::uint32_t of_era = shifted - era * 146'097;
  const std::uint32_t year_of_era = (of_era - of_era / 1460 + of_era / 36'524 - of_era / 146'096) / 365;
  const std::uint32_t of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::uint32_t shifted_month = (5 * of_year + 2) / 153;
  const std::uint32_t day = of_year - (153 * shifted_month + 2) / 5 + 1;
  const std::uint32_t month = shifted_month + (shifted_month < 10 ? 3U : 0xFFFFFFF7U);
  return {static_cast<std::int32_t>(era * 400 + year_of_era + (month <= 2 ? 1U : 0U)), static_cast<std::int32_t>(month),
          static_cast<std::int32_t>(day)};
}

REFERENCE_INLINE std::int32_t days_of(std::int32_t year, std::int32_t month, std::int32_t day) {
  const auto shifted_year = static_cast<std::uint32_t>(year - (month <= 2 ? 1 : 0));
  const std::uint32_t era = shifted_year / 400;
  const std::uint32_t of_era = shifted_year - era * 400;
  const auto shifted_month = static_cast<std::uint32_t>(month + (month > 2 ? -3 : 9));
  const std::uint32_t of_year = (153 * shifted_month + 2) / 5 + static_cast<std::uint32_t>(day) - 1;
  const std::uint32_t day_of_era = of_era * 365 + of_era / 4 - of_era / 100 + of_year;
  return static_cast<std::int32_t>(era * 146'097 + day_of_era) - 719'468;
}

REFERENCE_INLINE std::int32_t is_leap(std::int32_t year) {
  return static_cast<std::int32_t>(year % 4 == 0) &
         (static_cast<std::int32_t>(year % 100 != 0) | static_cast<std::int32_t>(year % 400 == 0));
}

// The day some years after one that is taken apart; the 29th of February becomes the 28th in plain years (« au plus
// tôt »).
REFERENCE_INLINE std::int32_t years_after(Civil from, std::int32_t n_years) {
  const std::int32_t year = from.year + n_years;
  const std::int32_t is_lost =
      static_cast<std::int32_t>(from.month == 2) & static_cast<std::int32_t>(from.day == 29) & (1 - is_leap(year));
  return days_of(year, from.month, from.day - is_lost);
}

// The days of a month.
REFERENCE_INLINE std::int32_t month_length(std::int32_t year, std::int32_t month) {
  const std::int32_t plain = 30 + ((month + (month >> 3)) & 1);
  return plain - (month == 2 ? 2 - is_leap(year) : 0);
}

// The day some months after, the last of its month where it would not exist.
REFERENCE_INLINE std::int32_t months_after(std::int32_t days, std::int32_t n_months) {
  const Civil from = civil_of(days);
  const std::int32_t index = from.month - 1 + n_months;
  const std::int32_t year = from.year + index / 12;
  const std::int32_t month = index % 12 + 1;
  const std::int32_t length = month_length(year, month);
  return days_of(year, month, from.day < length ? from.day : length);
}

// The last anniversary of a day at or before another one that is not before it.
REFERENCE_INLINE std::int32_t last_anniversary(std::int32_t from, std::int32_t at) {
  const Civil start = civil_of(from);
  const std::int32_t n_years = civil_of(at).year - start.year;
  const std::int32_t of_this_year = years_after(start, n_years);
  const std::int32_t before = years_after(start, n_years - 1);
  return of_this_year <= at ? of_this_year : before;
}

}  // namespace reference
