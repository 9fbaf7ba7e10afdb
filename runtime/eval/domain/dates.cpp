#include "runtime/eval/domain/dates.hpp"

#include <algorithm>

#include "runtime/eval/domain/gather.hpp"

namespace avenant::eval::domain {

namespace {

using value::Checked;
using value::Date;
using value::Duration;
using value::MissingDay;
using value::Value;

constexpr std::uint32_t kMaxPairs = 32;
constexpr std::int64_t kMonthsPerYear = 12;
constexpr std::int64_t kDaysPerYear = 365;
// In any so many days there is every day of a month, and every month.
constexpr std::int64_t kTwoMonths = 62;
// No date is so many years or months from another; sums of more are all beyond the calendar.
constexpr std::int64_t kMaxYears = 10'000;

struct Days {
  std::int64_t low;
  std::int64_t high;
};

Days days_of(const AbstractValue& dates) {
  return {dates.low().a, dates.high().a};
}

bool are_few(const AbstractValue& left, const AbstractValue& right) {
  return left.n_points != 0 && right.n_points != 0 && left.n_points * right.n_points <= kMaxPairs;
}

// Whole numbers from `low` to `high`.
void set_whole(AbstractValue& out, std::int64_t low, std::int64_t high) {
  set_interval(out, {{value::Rational::unchecked(low, 1), false}, {value::Rational::unchecked(high, 1), false}, 1, 1});
}

void set_nothing(AbstractValue& out) {
  out.shape = Shape::kNothing;
  out.n_points = 0;
}

// Gathers the results of an operation on pairs of cells; `overflow` is the second failure.
template <class Operation>
void each_pair(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures,
               Operation operation) {
  Gather gather;
  for (const Value& x : left.points()) {
    for (const Value& y : right.points()) {
      Value result;
      const value::ArithmeticError error = operation(x, y, result);
      if (error == value::ArithmeticError::none) {
        gather.add(result);
      } else {
        (error == value::ArithmeticError::overflow ? failures.second : failures.first) = true;
      }
    }
  }
  gather.finish(out);
}

value::ArithmeticError keep(const Checked<Date>& date, Value& result) {
  result = Value::date(date.value);
  return date.error;
}

// The day number of a sum under a stated policy, kept just outside the calendar where it is beyond it.
std::int64_t sum_day(std::int64_t day, std::int64_t months, std::int64_t days, MissingDay policy) {
  const Duration duration = Duration::unchecked(static_cast<std::int32_t>(months), static_cast<std::int32_t>(days));
  const Checked<Date> sum = value::add(Date::unchecked(day), duration, policy);
  if (sum.ok()) return sum.value.days();
  // 4 800 months are 146 097 days; a sum that is out of the calendar is far on one side of its middle.
  const std::int64_t about = day + months * 146'097 / 4'800 + days;
  return about > (std::int64_t{value::kFirstDay} + value::kLastDay) / 2 ? value::kLastDay + 1 : value::kFirstDay - 1;
}

void set_days(AbstractValue& out, std::int64_t low, std::int64_t high, Failures& failures) {
  failures.second = failures.second || low < value::kFirstDay || high > value::kLastDay;
  low = std::max<std::int64_t>(low, value::kFirstDay);
  high = std::min<std::int64_t>(high, value::kLastDay);
  if (low > high) return set_nothing(out);
  set_whole(out, low, high);
}

// Whether the day exists so many months later.
bool is_missing(std::int64_t day, std::int64_t months) {
  const value::CivilDate start = Date::unchecked(day).civil();
  const std::int64_t count = start.year * kMonthsPerYear + (start.month - 1) + months;
  std::int64_t month = count % kMonthsPerYear;
  if (month < 0) month += kMonthsPerYear;
  const std::int64_t year = (count - month) / kMonthsPerYear;
  return start.day > value::days_in_month(year, static_cast<std::int32_t>(month) + 1);
}

// Whether some day of the interval does not exist so many months later.
bool may_be_missing(const Days& days, std::int64_t months) {
  if (months == 0) return false;
  const bool whole_years = months % kMonthsPerYear == 0;
  // Any full year has a day that a shift by no whole number of years makes missing.
  if (!whole_years && days.high - days.low > kDaysPerYear) return true;
  const value::CivilDate first = Date::unchecked(days.low).civil();
  if (whole_years) {
    const std::int32_t last = Date::unchecked(days.high).civil().year;
    for (std::int32_t year = first.year; year <= last; ++year) {
      if (!value::is_leap_year(year) || value::is_leap_year(year + months / kMonthsPerYear)) continue;
      const std::int64_t day = Date::from_civil(year, 2, 29).value.days();
      if (day >= days.low && day <= days.high) return true;
    }
    return false;
  }
  for (std::int64_t day = days.low; day <= days.high; ++day) {
    if (is_missing(day, months)) return true;
  }
  return false;
}

// Durées of months between two bounds, added to dates; `step` is 1 month or 12.
bool may_be_missing(const Days& days, std::int64_t months_low, std::int64_t months_high, std::int64_t step) {
  constexpr std::int64_t kMaxTried = 24;
  if ((months_high - months_low) / step >= kMaxTried) return true;
  for (std::int64_t months = months_low; months <= months_high; months += step) {
    if (may_be_missing(days, months)) return true;
  }
  return false;
}

// Sums of an interval of days and a box of durées, whose months are multiples of `step`.
void add_box(AbstractValue& out, const Days& days, const Box& box, std::int64_t step, MissingDay policy,
             Failures& failures) {
  const bool unstated = policy == MissingDay::unstated;
  const MissingDay low_policy = unstated ? MissingDay::earliest : policy;
  const MissingDay high_policy = unstated ? MissingDay::latest : policy;
  Days trimmed = days;
  if (unstated) {
    failures.first = may_be_missing(days, box.months_low, box.months_high, step);
    if (failures.first && box.months_low == box.months_high) {
      // Days that fail give no end.
      while (trimmed.low <= trimmed.high && is_missing(trimmed.low, box.months_low)) ++trimmed.low;
      while (trimmed.low <= trimmed.high && is_missing(trimmed.high, box.months_low)) --trimmed.high;
      if (trimmed.low > trimmed.high) return set_nothing(out);
    }
  }
  set_days(out, sum_day(trimmed.low, box.months_low, box.days_low, low_policy),
           sum_day(trimmed.high, box.months_high, box.days_high, high_policy), failures);
}

bool may_be_leap_day(const AbstractValue& dates) {
  const auto is_leap_day = [](std::int64_t day) {
    const value::CivilDate date = Date::unchecked(day).civil();
    return date.month == 2 && date.day == 29;
  };
  if (dates.n_points != 0) {
    return std::any_of(dates.cells, dates.cells + dates.n_points,
                       [&is_leap_day](const Value& point) { return is_leap_day(point.a); });
  }
  const Days days = days_of(dates);
  const std::int32_t last = Date::unchecked(days.high).civil().year;
  for (std::int32_t year = Date::unchecked(days.low).civil().year; year <= last; ++year) {
    if (!value::is_leap_year(year)) continue;
    const std::int64_t day = Date::from_civil(year, 2, 29).value.days();
    if (day >= days.low && day <= days.high) return true;
  }
  return false;
}

// The numbers from 1 on whose bits are set.
void set_bits(AbstractValue& out, std::uint64_t bits) {
  Gather gather;
  for (std::int32_t number = 1; number < 32; ++number) {
    if ((bits >> static_cast<unsigned>(number) & 1U) != 0) gather.add(Value::whole(number));
  }
  gather.finish(out);
}

// Gathers a part of each date; where there are many, of each day in turn until `enough` days have been seen.
template <class Part>
void gather_parts(AbstractValue& out, const AbstractValue& dates, std::int64_t enough, Part part) {
  std::uint64_t bits = 0;
  const auto see = [&bits, &part](std::int64_t day) {
    bits |= std::uint64_t{1} << static_cast<unsigned>(part(Date::unchecked(day).civil()));
  };
  if (dates.n_points != 0) {
    for (const Value& point : dates.points()) see(point.a);
  } else {
    const Days days = days_of(dates);
    const std::int64_t last = std::min(days.high, days.low + enough);
    for (std::int64_t day = days.low; day <= last; ++day) see(day);
  }
  set_bits(out, bits);
}

}  // namespace

void add_to_date(AbstractValue& out, const AbstractValue& dates, const AbstractValue& durations, MissingDay policy,
                 Failures& failures) {
  if (are_few(dates, durations)) {
    return each_pair(out, dates, durations, failures, [policy](const Value& date, const Value& duration, Value& sum) {
      return keep(value::add(date.as_date(), duration.as_duration(), policy), sum);
    });
  }
  add_box(out, days_of(dates), box_of(durations), 1, policy, failures);
}

void anniversary(AbstractValue& out, const AbstractValue& dates, const AbstractValue& years, MissingDay policy,
                 Failures& failures) {
  if (are_few(dates, years)) {
    return each_pair(out, dates, years, failures, [policy](const Value& date, const Value& count, Value& sum) {
      return keep(value::anniversary(date.as_date(), count.a, policy), sum);
    });
  }
  const std::int64_t low = std::clamp(years.low().a, -kMaxYears, kMaxYears);
  const std::int64_t high = std::clamp(years.high().a, -kMaxYears, kMaxYears);
  failures.second = years.low().a < -kMaxYears || years.high().a > kMaxYears;
  if (years.low().a > kMaxYears || years.high().a < -kMaxYears) return set_nothing(out);
  add_box(out, days_of(dates), {low * kMonthsPerYear, high * kMonthsPerYear, 0, 0}, kMonthsPerYear, policy, failures);
}

void last_anniversary(AbstractValue& out, const AbstractValue& dates, const AbstractValue& at, MissingDay policy,
                      Failures& failures) {
  if (are_few(dates, at)) {
    return each_pair(out, dates, at, failures, [policy](const Value& date, const Value& day, Value& last) {
      return keep(value::last_anniversary(date.as_date(), day.as_date(), policy), last);
    });
  }
  const Days from = days_of(dates);
  const Days to = days_of(at);
  failures.first = to.low < from.high || (policy == MissingDay::unstated && may_be_leap_day(dates));
  if (to.high < from.low) return set_nothing(out);
  // Two anniversaries are at most 366 days apart.
  const std::int64_t earliest = std::max(to.low, from.low);
  Days result = {std::max(from.low, earliest - kDaysPerYear), to.high};
  if (from.low == from.high) {
    const MissingDay stated = policy == MissingDay::unstated ? MissingDay::earliest : policy;
    const Date date = Date::unchecked(from.low);
    const auto last = [date](std::int64_t day, MissingDay under) {
      return std::int64_t{value::last_anniversary(date, Date::unchecked(day), under).value.days()};
    };
    result = {last(earliest, stated), last(to.high, stated)};
    // Where no policy is stated the outcome is that of both: neither end is later than under the other.
    if (policy == MissingDay::unstated) result.low = std::min(result.low, last(earliest, MissingDay::latest));
  }
  set_whole(out, result.low, result.high);
}

void completed_years(AbstractValue& out, const AbstractValue& dates, const AbstractValue& at, MissingDay policy,
                     Failures& failures) {
  if (are_few(dates, at)) {
    return each_pair(out, dates, at, failures, [policy](const Value& date, const Value& day, Value& years) {
      const Checked<std::int64_t> count = value::completed_years(date.as_date(), day.as_date(), policy);
      years = Value{count.value, 1};
      return count.error;
    });
  }
  const Days from = days_of(dates);
  const Days to = days_of(at);
  const bool unstated = policy == MissingDay::unstated;
  failures.first = to.low < from.high || (unstated && may_be_leap_day(dates));
  if (to.high < from.low) return set_nothing(out);
  const auto count = [](std::int64_t date, std::int64_t day, MissingDay under) {
    return value::completed_years(Date::unchecked(date), Date::unchecked(day), under).value;
  };
  // The later policy completes a year later.
  const std::int64_t least = to.low < from.high ? 0 : count(from.high, to.low, unstated ? MissingDay::latest : policy);
  const std::int64_t most = count(from.low, to.high, unstated ? MissingDay::earliest : policy);
  set_whole(out, least, most);
}

void make_date(AbstractValue& out, const AbstractValue& years, const AbstractValue& months, const AbstractValue& days,
               Failures& failures) {
  if (years.n_points != 0 && months.n_points != 0 && days.n_points != 0 &&
      years.n_points * months.n_points * days.n_points <= kMaxPairs) {
    Gather gather;
    for (const Value& day : days.points()) {
      AbstractValue some;
      each_pair(some, years, months, failures, [&day](const Value& year, const Value& month, Value& date) {
        return keep(Date::from_civil(year.a, month.a, day.a), date);
      });
      gather.add(some);
    }
    return gather.finish(out);
  }
  const std::int64_t shortest = months.low() == months.high() && months.low().a >= 1 && months.low().a <= 12
                                    ? value::days_in_month(1, static_cast<std::int32_t>(months.low().a))
                                    : 28;
  failures.first = months.low().a < 1 || months.high().a > 12 || days.low().a < 1 || days.high().a > shortest;
  failures.second = years.low().a < 1 || years.high().a > 9999;
  const std::int64_t first_year = std::max<std::int64_t>(years.low().a, 1);
  const std::int64_t last_year = std::min<std::int64_t>(years.high().a, 9999);
  const auto first_month = static_cast<std::int32_t>(std::max<std::int64_t>(months.low().a, 1));
  const auto last_month = static_cast<std::int32_t>(std::min<std::int64_t>(months.high().a, 12));
  const std::int64_t first_day = std::max<std::int64_t>(days.low().a, 1);
  const std::int64_t last_day = std::min<std::int64_t>(days.high().a, 31);
  if (first_year > last_year || months.low().a > 12 || months.high().a < 1 || first_day > 31 || last_day < 1) {
    return set_nothing(out);
  }
  const auto day_number = [](std::int64_t year, std::int32_t month, std::int64_t day) {
    const std::int64_t kept = std::min<std::int64_t>(day, value::days_in_month(year, month));
    return std::int64_t{Date::from_civil(year, month, kept).value.days()};
  };
  set_whole(out, day_number(first_year, first_month, first_day), day_number(last_year, last_month, last_day));
}

void days_between(AbstractValue& out, const AbstractValue& to, const AbstractValue& from) {
  if (are_few(to, from)) {
    Failures none;
    return each_pair(out, to, from, none, [](const Value& x, const Value& y, Value& days) {
      days = Value{x.a - y.a, 1};
      return value::ArithmeticError::none;
    });
  }
  const Days a = days_of(to);
  const Days b = days_of(from);
  set_whole(out, a.low - b.high, a.high - b.low);
}

void year_of(AbstractValue& out, const AbstractValue& dates) {
  if (dates.n_points == 0) {
    const Days days = days_of(dates);
    return set_whole(out, Date::unchecked(days.low).civil().year, Date::unchecked(days.high).civil().year);
  }
  Gather gather;
  for (const Value& point : dates.points()) gather.add(Value::whole(point.as_date().civil().year));
  gather.finish(out);
}

void month_of(AbstractValue& out, const AbstractValue& dates) {
  if (dates.n_points == 0 && days_of(dates).high - days_of(dates).low < kDaysPerYear) {
    // The first day of each month, and the first of all.
    const Days days = days_of(dates);
    std::uint64_t bits = 0;
    for (std::int64_t day = days.low; day <= days.high;) {
      const value::CivilDate date = Date::unchecked(day).civil();
      bits |= std::uint64_t{1} << static_cast<unsigned>(date.month);
      day += value::days_in_month(date.year, date.month) - date.day + 1;
    }
    return set_bits(out, bits);
  }
  if (dates.n_points == 0) return set_whole(out, 1, kMonthsPerYear);
  gather_parts(out, dates, 0, [](const value::CivilDate& date) { return date.month; });
}

void day_of(AbstractValue& out, const AbstractValue& dates) {
  gather_parts(out, dates, kTwoMonths, [](const value::CivilDate& date) { return date.day; });
}

}  // namespace avenant::eval::domain
