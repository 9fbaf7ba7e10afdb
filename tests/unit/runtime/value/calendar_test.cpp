// Dates and durées against std::chrono, every day of the range and at random.
#include "runtime/value/calendar.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <sstream>

#include "runtime/value/date_text.hpp"
#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

namespace chrono = std::chrono;
constexpr std::int64_t kMaxInt32 = std::numeric_limits<std::int32_t>::max();

chrono::year_month_day oracle(Date date) {
  return chrono::year_month_day{chrono::sys_days{chrono::days{date.days()}}};
}

Date day(std::int64_t year, std::int64_t month, std::int64_t day_of_month) {
  const auto date = Date::from_civil(year, month, day_of_month);
  REQUIRE(date.ok());
  return date.value;
}

Duration months(std::int32_t n) {
  return Duration::unchecked(n, 0);
}
Duration days(std::int32_t n) {
  return Duration::unchecked(0, n);
}

/// Checks an outcome that must be a date.
void check_date(const Checked<Date>& actual, const std::string& iso) {
  CHECK(actual.error == ArithmeticError::none);
  CHECK(print_iso_date(actual.value) == iso);
}

/// The sum by std::chrono; months within ±240 000.
Checked<Date> oracle_add(Date date, std::int64_t n_months, std::int64_t n_days, MissingDay policy) {
  auto sum = oracle(date) + chrono::months{static_cast<int>(n_months)};
  if (!sum.ok()) {
    const auto last = chrono::sys_days{sum.year() / sum.month() / chrono::last};
    sum = policy == MissingDay::earliest ? last : last + chrono::days{1};
  }
  const std::int64_t result = chrono::sys_days{sum}.time_since_epoch().count() + n_days;
  const chrono::sys_days first{chrono::year{1} / 1 / 1};
  const chrono::sys_days last{chrono::year{9999} / 12 / 31};
  if (result < first.time_since_epoch().count() || result > last.time_since_epoch().count()) {
    return failed<Date>(ArithmeticError::overflow);
  }
  return {Date::unchecked(result)};
}

/// The outcome of an oracle under a policy; under none, what both agree on.
template <class Oracle>
auto under(MissingDay policy, Oracle outcome) {
  if (policy != MissingDay::unstated) return outcome(policy);
  auto earliest = outcome(MissingDay::earliest);
  if (earliest == outcome(MissingDay::latest)) return earliest;
  earliest = {{}, ArithmeticError::ambiguous_date};
  return earliest;
}

/// The greatest n whose anniversary is not after `at`, by trying them in turn.
std::int64_t oracle_years(Date date, Date at, MissingDay policy) {
  std::int64_t years = 0;
  for (;; ++years) {
    const auto next = oracle_add(date, 12 * (years + 1), 0, policy);
    if (!next.ok() || at < next.value) return years;
  }
}

TEST_CASE("every day from 0001-01-01 to 9999-12-31 converts both ways") {
  chrono::sys_days expected_day{chrono::year{1} / 1 / 1};
  REQUIRE(expected_day.time_since_epoch().count() == kFirstDay);
  std::int64_t n_days = 0;
  for (std::int32_t number = kFirstDay; number <= kLastDay; ++number, ++n_days) {
    const Date date = Date::unchecked(number);
    const CivilDate civil = date.civil();
    const auto wanted = oracle(date);
    const bool is_same = civil.year == int{wanted.year()} &&
                         civil.month == static_cast<int>(unsigned{wanted.month()}) &&
                         civil.day == static_cast<int>(unsigned{wanted.day()});
    const auto back = Date::from_civil(civil.year, civil.month, civil.day);
    if (!is_same || !back.ok() || back.value != date) FAIL("day number " << number);
  }
  CHECK(n_days == 3'652'059);
  CHECK(print_iso_date(Date::unchecked(kLastDay)) == "9999-12-31");
}

TEST_CASE("a date outside the calendar or the range is an error") {
  for_all<3>(
      n_cases(200'000),
      [](Random& random) {
        return Inputs<3>{between(random, -3, 10'003), between(random, -1, 14), between(random, -1, 33)};
      },
      [](const Inputs<3>& in) -> std::string {
        const chrono::year_month_day wanted{chrono::year{static_cast<int>(in[0])},
                                            chrono::month{static_cast<unsigned>(in[1])},
                                            chrono::day{static_cast<unsigned>(in[2])}};
        auto error = ArithmeticError::none;
        if (in[0] < 1 || in[0] > 9999) error = ArithmeticError::overflow;
        if (!wanted.ok()) error = ArithmeticError::invalid_date;
        const auto actual = Date::from_civil(in[0], in[1], in[2]);
        if (actual.error != error) return "the wrong error";
        return !actual.ok() || oracle(actual.value) == wanted ? "" : "the wrong day";
      });
  constexpr auto kLeast = std::numeric_limits<std::int64_t>::min();
  CHECK(Date::from_civil(kLeast, 1, 1).error == ArithmeticError::overflow);
  CHECK(Date::from_civil(2024, kLeast, 1).error == ArithmeticError::invalid_date);
  CHECK(Date::from_civil(1900, 2, 29).error == ArithmeticError::invalid_date);
  CHECK(Date::from_civil(2000, 2, 29).ok());
  CHECK(Date::from_days(kFirstDay - 1).error == ArithmeticError::overflow);
  CHECK(Date::from_days(std::int64_t{kLastDay} + 1).error == ArithmeticError::overflow);
}

TEST_CASE("a date plus or minus a durée is what std::chrono computes, under every policy") {
  for_all<3>(
      n_cases(400'000),
      [](Random& random) {
        const bool is_far = between(random, 0, 9) == 0;
        const std::int64_t n_months = is_far ? between(random, -240'000, 240'000) : between(random, -40, 40);
        const std::int64_t n_days = is_far ? between(random, -4'000'000, 4'000'000) : between(random, -70, 70);
        // Half of the dates are month ends, where days can be missing.
        std::int64_t start = between(random, kFirstDay, kLastDay);
        if (between(random, 0, 1) == 0) start -= Date::unchecked(start).civil().day;
        return Inputs<3>{std::max(start, std::int64_t{kFirstDay}), n_months, n_days};
      },
      [](const Inputs<3>& in) -> std::string {
        const auto date = Date::from_days(in[0]);
        const auto duration = Duration::from_parts(in[1], in[2]);
        if (!date.ok() || !duration.ok() || in[1] < -240'000 || in[1] > 240'000) return {};
        for (const auto policy : {MissingDay::unstated, MissingDay::earliest, MissingDay::latest}) {
          const auto wanted =
              under(policy, [&](MissingDay stated) { return oracle_add(date.value, in[1], in[2], stated); });
          if (add(date.value, duration.value, policy) != wanted) return "add differs";
          if (subtract(date.value, negate(duration.value), policy) != wanted) return "subtract differs";
        }
        return {};
      });
}

TEST_CASE("anniversaries and completed years are what counting one by one gives, under every policy") {
  for_all<2>(
      n_cases(60'000),
      [](Random& random) {
        std::int64_t start = between(random, kFirstDay, kLastDay);
        // Every third start is a 29 February, and every second end is near an anniversary.
        if (between(random, 0, 2) == 0) {
          const std::int64_t year = between(random, 1, 2499) * 4;
          start = Date::from_civil(is_leap_year(year) ? year : year + 4, 2, 29).value.days();
        }
        std::int64_t length = between(random, -5, 40'000);
        if (between(random, 0, 1) == 0) length = between(random, 0, 60) * 36'525 / 100 + between(random, -2, 2);
        return Inputs<2>{start, std::min(start + length, std::int64_t{kLastDay})};
      },
      [](const Inputs<2>& in) -> std::string {
        const auto from = Date::from_days(in[0]);
        const auto at = Date::from_days(in[1]);
        if (!from.ok() || !at.ok() || in[1] - in[0] > 50'000) return {};
        const bool is_reversed = at.value < from.value;
        for (const auto policy : {MissingDay::unstated, MissingDay::earliest, MissingDay::latest}) {
          auto years = failed<std::int64_t>(ArithmeticError::reversed_dates);
          auto last = failed<Date>(ArithmeticError::reversed_dates);
          if (!is_reversed) {
            years = under(policy, [&](MissingDay stated) {
              return Checked<std::int64_t>{oracle_years(from.value, at.value, stated)};
            });
            last = under(policy, [&](MissingDay stated) {
              return oracle_add(from.value, 12 * oracle_years(from.value, at.value, stated), 0, stated);
            });
          }
          if (completed_years(from.value, at.value, policy) != years) return "completed_years differs";
          if (last_anniversary(from.value, at.value, policy) != last) return "last_anniversary differs";
        }
        return days_between(from.value, at.value) == in[1] - in[0] ? "" : "days_between differs";
      });
}

TEST_CASE("a missing day is the last of the month, the first of the next, or an error") {
  const Date end_of_january = day(2023, 1, 31);
  check_date(add(end_of_january, months(1), MissingDay::earliest), "2023-02-28");
  check_date(add(end_of_january, months(1), MissingDay::latest), "2023-03-01");
  CHECK(add(end_of_january, months(1), MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  check_date(add(end_of_january, months(2), MissingDay::unstated), "2023-03-31");
  check_date(add(day(2024, 1, 31), months(1), MissingDay::earliest), "2024-02-29");
  check_date(add(day(1900, 1, 29), months(1), MissingDay::latest), "1900-03-01");
  check_date(add(day(2000, 1, 29), months(1), MissingDay::unstated), "2000-02-29");
}

TEST_CASE("months are added before days, forwards and backwards") {
  check_date(add(day(2023, 1, 31), Duration::unchecked(1, 1), MissingDay::earliest), "2023-03-01");
  check_date(add(day(2023, 1, 31), Duration::unchecked(1, 1), MissingDay::latest), "2023-03-02");
  check_date(subtract(day(2023, 3, 31), Duration::unchecked(1, 1), MissingDay::earliest), "2023-02-27");
  check_date(subtract(day(2023, 3, 31), months(13), MissingDay::earliest), "2022-02-28");
  check_date(add(day(2023, 3, 1), days(-1), MissingDay::unstated), "2023-02-28");
  check_date(add(day(2023, 12, 31), days(1), MissingDay::unstated), "2024-01-01");
}

TEST_CASE("only the final date of a sum need be in the range") {
  const Date last = Date::unchecked(kLastDay);
  const Date first = Date::unchecked(kFirstDay);
  CHECK(add(last, days(1), MissingDay::unstated).error == ArithmeticError::overflow);
  CHECK(add(first, days(-1), MissingDay::unstated).error == ArithmeticError::overflow);
  CHECK(add(last, months(1), MissingDay::unstated).error == ArithmeticError::overflow);
  check_date(add(last, Duration::unchecked(1, -31), MissingDay::unstated), "9999-12-31");
  check_date(add(first, Duration::unchecked(-1, 31), MissingDay::unstated), "0001-01-01");
  // Both policies give a date beyond the range: nothing is ambiguous about it.
  CHECK(add(last, months(2), MissingDay::unstated).error == ArithmeticError::overflow);
  for (const std::int32_t n : {-kMaxDurationPart, kMaxDurationPart}) {
    for (const std::int32_t m : {-kMaxDurationPart, kMaxDurationPart}) {
      CHECK(add(last, Duration::unchecked(n, m), MissingDay::latest).error == ArithmeticError::overflow);
      CHECK(subtract(first, Duration::unchecked(n, m), MissingDay::latest).error == ArithmeticError::overflow);
    }
  }
}

TEST_CASE("an anniversary counts from the first day and is never chained") {
  const Date leap_day = day(2020, 2, 29);
  check_date(anniversary(leap_day, 1, MissingDay::earliest), "2021-02-28");
  check_date(anniversary(leap_day, 4, MissingDay::earliest), "2024-02-29");
  check_date(anniversary(leap_day, 4, MissingDay::unstated), "2024-02-29");
  check_date(anniversary(leap_day, -1, MissingDay::latest), "2019-03-01");
  CHECK(anniversary(leap_day, 1, MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  CHECK(anniversary(leap_day, 8000, MissingDay::unstated).error == ArithmeticError::overflow);
  for (const auto years : {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
    CHECK(anniversary(leap_day, years, MissingDay::latest).error == ArithmeticError::overflow);
  }
}

TEST_CASE("the last anniversary is unstated only where the policies disagree") {
  const Date leap_day = day(2020, 2, 29);
  check_date(last_anniversary(leap_day, leap_day, MissingDay::unstated), "2020-02-29");
  check_date(last_anniversary(leap_day, day(2021, 2, 27), MissingDay::unstated), "2020-02-29");
  CHECK(last_anniversary(leap_day, day(2021, 2, 28), MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  CHECK(last_anniversary(leap_day, day(2021, 6, 1), MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  CHECK(completed_years(leap_day, day(2021, 2, 28), MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  CHECK(completed_years(leap_day, day(2021, 2, 28), MissingDay::earliest).value == 1);
  CHECK(completed_years(leap_day, day(2021, 2, 28), MissingDay::latest).value == 0);
  CHECK(completed_years(leap_day, day(2021, 6, 1), MissingDay::unstated).value == 1);
  CHECK(last_anniversary(leap_day, day(2024, 2, 28), MissingDay::unstated).error == ArithmeticError::ambiguous_date);
  check_date(last_anniversary(leap_day, day(2024, 2, 29), MissingDay::unstated), "2024-02-29");
  CHECK(completed_years(day(1, 1, 1), day(9999, 12, 31), MissingDay::unstated).value == 9998);
  CHECK(completed_years(day(2020, 1, 2), day(2020, 1, 1), MissingDay::latest).error == ArithmeticError::reversed_dates);
  CHECK(last_anniversary(day(2020, 1, 2), day(2020, 1, 1), MissingDay::latest).error ==
        ArithmeticError::reversed_dates);
  CHECK(days_between(Date::unchecked(kLastDay), Date::unchecked(kFirstDay)) == -3'652'058);
}

TEST_CASE("durées add, negate and multiply part by part, or overflow") {
  for_all<5>(
      n_cases(400'000),
      [](Random& random) {
        const auto part = [&random] {
          return between(random, 0, 3) == 0 ? kMaxInt32 - between(random, 0, 2) : any_integer(random) % (kMaxInt32 + 1);
        };
        return Inputs<5>{part(), part(), part(), -part(), any_integer(random)};
      },
      [](const Inputs<5>& in) -> std::string {
        const auto x = Duration::from_parts(in[0], in[1]);
        const auto y = Duration::from_parts(in[2], in[3]);
        if (!x.ok() || !y.ok()) return {};
        // Parts have 32 bits and factors 64, so 128 bits hold every result.
        __extension__ using Wide = __int128;
        const auto wanted = [](Wide n_months, Wide n_days) {
          const auto fits = [](Wide part) { return part >= -kMaxInt32 && part <= kMaxInt32; };
          if (!fits(n_months) || !fits(n_days)) return failed<Duration>(ArithmeticError::overflow);
          return Checked<Duration>{
              Duration::unchecked(static_cast<std::int32_t>(n_months), static_cast<std::int32_t>(n_days))};
        };
        if (add(x.value, y.value) != wanted(in[0] + in[2], in[1] + in[3])) return "add differs";
        if (subtract(x.value, y.value) != wanted(in[0] - in[2], in[1] - in[3])) return "subtract differs";
        if (multiply(x.value, in[4]) != wanted(Wide{in[0]} * in[4], Wide{in[1]} * in[4])) return "multiply differs";
        return negate(x.value) == wanted(-in[0], -in[1]).value ? "" : "negate differs";
      });
}

TEST_CASE("durées are ordered only within one kind") {
  CHECK(compare(months(24), months(25)).value == -1);
  CHECK(compare(days(16), days(15)).value == 1);
  CHECK(compare(months(3), months(3)).value == 0);
  CHECK(compare(Duration{}, days(1)).value == -1);
  CHECK(compare(Duration{}, months(-1)).value == 1);
  CHECK(compare(months(1), days(30)).error == ArithmeticError::mixed_durations);
  CHECK(compare(Duration::unchecked(1, 1), months(1)).error == ArithmeticError::mixed_durations);
  CHECK(compare(Duration::unchecked(1, 1), Duration::unchecked(1, 1)).error == ArithmeticError::mixed_durations);
  CHECK(Duration::unchecked(1, 1) == Duration::unchecked(1, 1));
  CHECK(Duration::from_parts(-kMaxInt32 - 1, 0).error == ArithmeticError::overflow);
  CHECK(Duration::from_parts(0, kMaxInt32 + 1).error == ArithmeticError::overflow);
}

}  // namespace
}  // namespace avenant::value::testing
