#include "tests/engines/programs/values.hpp"

#include <algorithm>

namespace avenant::engines {

namespace {

using value::kMaxPart;
using value::Value;

// In percent: how many values are beside a limit.
constexpr std::size_t kAtLimit = 6;

// Of each grain, the last one for any number: numerators and denominators around what fits.
const std::vector<Value>& limits_of(std::int64_t grain) {
  static const std::vector<Value> whole = {
      {kMaxPart, 1},          {-kMaxPart, 1},  {kMaxPart - 1, 1},  {-kMaxPart + 1, 1}, {1LL << 31U, 1},
      {-(1LL << 31U) - 1, 1}, {1LL << 32U, 1}, {3'037'000'500, 1}, {kMaxPart / 2, 1},  {1LL << 62U, 1}};
  static const std::vector<Value> cents = {{kMaxPart, 100}, {-kMaxPart, 100}, {kMaxPart, 1},
                                           {-kMaxPart, 25}, {kMaxPart, 2},    {1, 100}};
  static const std::vector<Value> any = {{kMaxPart, 1},
                                         {-kMaxPart, 1},
                                         {1, kMaxPart},
                                         {-1, kMaxPart},
                                         {kMaxPart, kMaxPart - 1},
                                         {kMaxPart - 1, kMaxPart},
                                         {-kMaxPart + 1, kMaxPart},
                                         {1LL << 62U, 3},
                                         {1, 1LL << 62U},
                                         {1, 1'000'000'007},
                                         {kMaxPart, 2},
                                         {1'000'000'007, 998'244'353}};
  if (grain == 0) return any;
  return grain == 1 ? whole : cents;
}

}  // namespace

std::int32_t civil_day(int year, int month, int number) {
  return value::Date::from_civil(year, month, number).value.days();
}

const std::vector<std::int32_t>& familiar_days() {
  static const std::vector<std::int32_t> days = {
      civil_day(2019, 8, 21),  civil_day(2020, 1, 31), civil_day(2020, 2, 29), civil_day(2021, 3, 1),
      civil_day(2021, 8, 31),  civil_day(2023, 5, 1),  civil_day(2024, 2, 29), civil_day(2024, 6, 22),
      civil_day(2024, 12, 31), civil_day(2000, 2, 29), civil_day(1900, 2, 28), civil_day(2023, 1, 30),
      civil_day(1896, 2, 29)};
  return days;
}

Value random_number(Random& random, std::int64_t grain) {
  const bool known_limits = grain == 0 || grain == 1 || grain % 100 == 0;
  if (known_limits && random.chance(kAtLimit))
    return random.pick(limits_of(grain % 100 == 0 && grain != 0 ? 100 : grain));
  if (grain == 1) {
    static const std::vector<Value> some = {{0, 1}, {1, 1}, {2, 1}, {3, 1}, {10, 1}, {-1, 1}, {12, 1}, {29, 1}};
    return random.pick(some);
  }
  static const std::vector<Value> some = {{0, 1},     {1, 1}, {2, 1},  {1, 2},   {1, 4},   {10, 1},
                                          {249, 100}, {3, 1}, {-1, 2}, {1, 100}, {7, 20},  {12, 5},
                                          {1, 3},     {2, 3}, {1, 7},  {-22, 7}, {1, 1000}};
  for (int attempt = 0; attempt < 8; ++attempt) {
    const Value value = random.pick(some);
    if (grain == 0 || grain % value.b == 0) return value;
  }
  return Value::whole(1);
}

Value random_day(Random& random) {
  using value::kFirstDay;
  using value::kLastDay;
  if (random.chance(kAtLimit)) {
    const std::int32_t limits[] = {kFirstDay,
                                   kFirstDay + 1,
                                   kFirstDay + 30,
                                   kLastDay,
                                   kLastDay - 1,
                                   kLastDay - 30,
                                   civil_day(4, 2, 29),
                                   civil_day(9996, 2, 29),
                                   civil_day(1900, 3, 1),
                                   civil_day(2100, 2, 28),
                                   civil_day(1, 1, 31),
                                   civil_day(9999, 1, 31),
                                   0};
    return Value{limits[random.below(std::size(limits))], 1};
  }
  const std::int32_t near = random.chance(25) ? static_cast<std::int32_t>(random.below(3)) - 1 : 0;
  return Value{random.pick(familiar_days()) + near, 1};
}

Value random_duration(Random& random) {
  if (random.chance(kAtLimit)) {
    const std::int32_t limits[] = {value::kMaxDurationPart,
                                   -value::kMaxDurationPart,
                                   119'987,
                                   -119'988,
                                   1 << 30,
                                   value::kLastDay - value::kFirstDay,
                                   24'000};
    const std::int32_t months = limits[random.below(std::size(limits))];
    const std::int32_t days = limits[random.below(std::size(limits))];
    const std::size_t parts = random.below(3);
    return Value::duration(value::Duration::unchecked(parts == 1 ? 0 : months, parts == 0 ? 0 : days));
  }
  const std::int32_t some[] = {0, 1, 2, 3, 12, 18, 30, 48, -1, -2, -12, -6, 1200};
  const bool months = random.chance(60);
  const std::int32_t count = some[random.below(std::size(some))];
  const std::int32_t other = random.chance(15) ? some[random.below(std::size(some))] : 0;
  return Value::duration(value::Duration::unchecked(months ? count : other, months ? other : count));
}

Value generate_value(Random& random, Kind kind) {
  if (may_be_absent(kind) && random.chance(30)) return Value::absent();
  switch (kind) {
    case Kind::kBoolean:
    case Kind::kOptionalBoolean:
      return Value::boolean(random.chance(50));
    case Kind::kOptionalNumber:
    case Kind::kNumber:
      return random_number(random, 0);
    case Kind::kWhole:
      return random_number(random, 1);
    case Kind::kAmount:
      return random_number(random, 100);
    case Kind::kOptionalDate:
    case Kind::kDate:
      return random_day(random);
    case Kind::kDuration:
    case Kind::kOptionalDuration:
      return random_duration(random);
    case Kind::kOrdered:
    case Kind::kOptionalOrdered:
      return Value::enum_case(static_cast<std::int32_t>(random.below(kOrderedCases)));
    case Kind::kPlain:
      return Value::enum_case(static_cast<std::int32_t>(random.below(kPlainCases)));
    case Kind::kLarge: {
      const std::int32_t cases[] = {0, 1, 2, 63, 64, 65, 99};
      return Value::enum_case(cases[random.below(std::size(cases))]);
    }
    case Kind::kSet:
      return Value::set(value::Set128::from_words(random.below(1U << kOrderedCases), 0));
    case Kind::kLargeSet: {
      if (random.chance(20)) return Value::set(value::Set128());
      return Value::set(value::Set128::from_words(random.next(), random.next()) & value::Set128::all(kLargeCases));
    }
    case Kind::kList:
    case Kind::kElement:
    case Kind::kScalars:
    case Kind::kScalar:
      break;
  }
  return Value::absent();
}

bool may_be_absent(Kind kind) {
  return kind == Kind::kOptionalDate || kind == Kind::kOptionalNumber || kind == Kind::kOptionalBoolean ||
         kind == Kind::kOptionalDuration || kind == Kind::kOptionalOrdered;
}

}  // namespace avenant::engines
