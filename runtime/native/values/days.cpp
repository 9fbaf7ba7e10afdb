#include "runtime/native/values/days.hpp"

#include <optional>

namespace avenant::native {

namespace {

constexpr std::int64_t kDaysPerEra = 146'097;
// Days from 0000-03-01, where an era begins, to 1970-01-01.
constexpr std::int64_t kEpochOffset = 719'468;
constexpr std::int64_t kMonthsPerYear = 12;

// How many, where the months are known and nothing else.
std::optional<std::int64_t> whole_years(const Word& months) {
  if (!months.bounds.is_constant()) return std::nullopt;
  const auto known = static_cast<std::int64_t>(months.bounds.least);
  return known % kMonthsPerYear == 0 ? std::optional(known / kMonthsPerYear) : std::nullopt;
}

}  // namespace

llvm::Value* Days::number(llvm::Type* type, std::int64_t value) const {
  return llvm::ConstantInt::getSigned(type, value);
}

// Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms" (2022): three divisions
// by constants. Years start in March.
CivilWords Days::civil(llvm::Value* days) const {
  Builder& b = builder_;
  const auto n = [&b](std::uint32_t value) { return b.getInt32(value); };
  llvm::Value* shifted = b.CreateAdd(days, n(static_cast<std::uint32_t>(kEpochOffset)));
  llvm::Value* of_centuries = b.CreateAdd(b.CreateShl(shifted, 2), n(3));
  llvm::Value* century = b.CreateUDiv(of_centuries, n(kDaysPerEra));
  llvm::Value* of_century = b.CreateLShr(b.CreateSub(of_centuries, b.CreateMul(century, n(kDaysPerEra))), 2);
  llvm::Value* of_years = b.CreateAdd(b.CreateShl(of_century, 2), n(3));
  llvm::Value* year_of_century = b.CreateUDiv(of_years, n(1461));
  llvm::Value* day_of_year = b.CreateLShr(b.CreateSub(of_years, b.CreateMul(year_of_century, n(1461))), 2);
  llvm::Value* of_months = b.CreateAdd(b.CreateMul(day_of_year, n(2141)), n(197'913));
  llvm::Value* from_march = b.CreateLShr(of_months, 16);
  llvm::Value* day = b.CreateAdd(b.CreateUDiv(b.CreateAnd(of_months, n(0xFFFF)), n(2141)), n(1));
  llvm::Value* next_year = b.CreateICmpUGE(day_of_year, n(306));
  llvm::Value* month = b.CreateSub(from_march, b.CreateSelect(next_year, n(12), n(0)));
  llvm::Value* year = b.CreateAdd(b.CreateMul(century, n(100)), year_of_century);
  return {b.CreateAdd(year, b.CreateZExt(next_year, b.getInt32Ty())), month, day};
}

// Shifted by eras, so that no quantity is below zero.
llvm::Value* Days::day_number(llvm::Value* year, llvm::Value* month, llvm::Value* day) const {
  Builder& b = builder_;
  llvm::Type* type = year->getType();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  const std::int64_t eras = type->isIntegerTy(32) ? 300 : 3'000'000;
  llvm::Value* early = b.CreateICmpSLE(month, n(2));
  llvm::Value* march_year = b.CreateAdd(b.CreateSub(year, b.CreateZExt(early, type)), n(eras * 400));
  llvm::Value* century = b.CreateUDiv(march_year, n(100));
  llvm::Value* leaps = b.CreateAdd(b.CreateSub(b.CreateLShr(march_year, 2), century), b.CreateLShr(century, 2));
  llvm::Value* from_march = b.CreateAdd(month, b.CreateSelect(early, n(12), n(0)));
  llvm::Value* before_month = b.CreateLShr(b.CreateSub(b.CreateMul(from_march, n(979)), n(2919)), 5);
  llvm::Value* of_year = b.CreateAdd(before_month, b.CreateSub(day, n(1)));
  llvm::Value* of_years = b.CreateAdd(b.CreateMul(march_year, n(365)), leaps);
  return b.CreateSub(b.CreateAdd(of_years, of_year), n(kEpochOffset + eras * kDaysPerEra));
}

// A year of 32 bits is above −400 × 2^21; one of 64 bits is any.
llvm::Value* Days::is_leap(llvm::Value* year) const {
  Builder& b = builder_;
  llvm::Type* type = year->getType();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  llvm::Value* by_25 = nullptr;
  if (type->isIntegerTy(64)) {
    by_25 = b.CreateICmpEQ(b.CreateSRem(year, n(25)), n(0));
  } else {
    year = b.CreateAdd(year, n(std::int64_t{400} << 21U));
    by_25 = b.CreateICmpEQ(b.CreateURem(year, n(25)), n(0));
  }
  // By four and no century, or by sixteen.
  llvm::Value* mask = b.CreateSelect(by_25, n(15), n(3));
  return b.CreateICmpEQ(b.CreateAnd(year, mask), n(0));
}

llvm::Value* Days::days_in_month(llvm::Value* year, llvm::Value* month) const {
  Builder& b = builder_;
  llvm::Type* type = year->getType();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  llvm::Value* odd = b.CreateAnd(b.CreateAdd(month, b.CreateLShr(month, 3)), n(1));
  llvm::Value* february = b.CreateAdd(n(28), b.CreateZExt(is_leap(year), type));
  return b.CreateSelect(b.CreateICmpEQ(month, n(2)), february, b.CreateAdd(n(30), odd));
}

llvm::Value* Days::is_outside(llvm::Value* days) const {
  llvm::Type* type = days->getType();
  llvm::Value* from_first = builder_.CreateSub(days, number(type, value::kFirstDay));
  return builder_.CreateICmpUGT(from_first, number(type, std::int64_t{value::kLastDay} - value::kFirstDay));
}

DatedSum Days::sum(llvm::Value* date, Word months, Word days, value::MissingDay policy) const {
  Builder& b = builder_;
  llvm::Type* half = b.getInt32Ty();
  // Sums of parts that are small enough stay in 32 bits: days of year ±10^5.
  const bool small = months.bounds.within(-1'000'000, 1'000'000) && days.bounds.within(-100'000'000, 100'000'000);
  llvm::Type* type = small ? half : b.getInt64Ty();
  llvm::Value* start = words_.resized(date, type);
  llvm::Value* missing = b.getFalse();
  if (!(months.bounds.is_constant() && months.bounds.least == 0)) {
    const CivilWords civil = this->civil(date);
    llvm::Value* year = words_.resized(civil.year, type);
    llvm::Value* month = words_.resized(civil.month, type);
    if (const std::optional<std::int64_t> years = whole_years(months)) {
      year = b.CreateAdd(year, number(type, *years));
    } else {
      llvm::Value* count =
          b.CreateAdd(b.CreateMul(year, number(type, kMonthsPerYear)), b.CreateSub(month, number(type, 1)));
      count = b.CreateAdd(count, words_.resized(months.value, type));
      // Shifted by whole years, so that the quotient is a floor.
      const std::int64_t shift = small ? 100'000 : 200'000'000;
      llvm::Value* shifted = b.CreateAdd(count, number(type, shift * kMonthsPerYear));
      year = b.CreateSub(b.CreateUDiv(shifted, number(type, kMonthsPerYear)), number(type, shift));
      month = b.CreateAdd(b.CreateSub(count, b.CreateMul(year, number(type, kMonthsPerYear))), number(type, 1));
    }
    llvm::Value* day = words_.resized(civil.day, type);
    if (whole_years(months)) {
      // Only the 29 February is not in every year.
      llvm::Value* leap_day =
          b.CreateAnd(b.CreateICmpEQ(month, number(type, 2)), b.CreateICmpEQ(day, number(type, 29)));
      missing = b.CreateAnd(leap_day, b.CreateNot(is_leap(year)));
      start = b.CreateSub(day_number(year, month, day), b.CreateZExt(missing, type));
    } else {
      llvm::Value* last = days_in_month(year, month);
      missing = b.CreateICmpSGT(day, last);
      start = day_number(year, month, b.CreateSelect(missing, last, day));
    }
    if (policy == value::MissingDay::latest) start = b.CreateAdd(start, b.CreateZExt(missing, type));
  }
  llvm::Value* end = b.CreateAdd(start, words_.resized(days.value, type));
  llvm::Value* outside = is_outside(end);
  llvm::Value* ambiguous = b.getFalse();
  if (policy == value::MissingDay::unstated) {
    // The later of the two days differs by one: no matter where neither exists.
    llvm::Value* next_outside = is_outside(b.CreateAdd(end, number(type, 1)));
    ambiguous = b.CreateAnd(missing, b.CreateNot(b.CreateAnd(outside, next_outside)));
  }
  return {words_.resized(end, half), ambiguous, b.CreateAnd(outside, b.CreateNot(ambiguous))};
}

// The anniversaries of a date in the year of another and in the year before: one of them is the last that is reached.
// Only a 29 February has years without its day; what replaces it is a day earlier or later, as the policy says.
Days::Anniversaries Days::anniversaries(llvm::Value* date, llvm::Value* at) const {
  Builder& b = builder_;
  llvm::Type* type = b.getInt32Ty();
  const CivilWords from = civil(date);
  const CivilWords to = civil(at);
  llvm::Value* one = b.getInt32(1);
  llvm::Value* leap = is_leap(to.year);
  llvm::Value* leap_before = is_leap(b.CreateSub(to.year, one));
  llvm::Value* early = b.CreateICmpSLE(from.month, b.getInt32(2));
  llvm::Value* last_of_february =
      b.CreateAnd(b.CreateICmpEQ(from.month, b.getInt32(2)), b.CreateICmpEQ(from.day, b.getInt32(29)));
  Anniversaries result;
  result.years = b.CreateSub(to.year, from.year);
  result.missing = b.CreateAnd(last_of_february, b.CreateNot(leap));
  result.missing_before = b.CreateAnd(last_of_february, b.CreateNot(leap_before));
  llvm::Value* month_begin = day_number(to.year, from.month, one);
  // A year before, there is a 29 February more or less in between.
  llvm::Value* between = b.CreateSelect(early, leap_before, leap);
  llvm::Value* month_begin_before = b.CreateSub(month_begin, b.CreateAdd(b.getInt32(365), b.CreateZExt(between, type)));
  const auto on = [&](llvm::Value* begin, llvm::Value* missing) {
    return b.CreateSub(b.CreateAdd(begin, b.CreateSub(from.day, one)), b.CreateZExt(missing, type));
  };
  result.day = on(month_begin, result.missing);
  result.day_before = on(month_begin_before, result.missing_before);
  return result;
}

template <class Part>
DatedSum Days::anniversary_search(llvm::Value* date, llvm::Value* at, value::MissingDay policy, Part part) const {
  Builder& b = builder_;
  const Anniversaries found = anniversaries(date, at);
  const auto under = [&](bool late) {
    llvm::Type* type = b.getInt32Ty();
    llvm::Value* day = late ? b.CreateAdd(found.day, b.CreateZExt(found.missing, type)) : found.day;
    llvm::Value* before =
        late ? b.CreateAdd(found.day_before, b.CreateZExt(found.missing_before, type)) : found.day_before;
    llvm::Value* is_reached = b.CreateICmpSLE(day, at);
    llvm::Value* years = b.CreateSub(found.years, b.CreateZExt(b.CreateNot(is_reached), type));
    return part(years, b.CreateSelect(is_reached, day, before));
  };
  llvm::Value* reversed = b.CreateICmpSLT(at, date);
  if (policy != value::MissingDay::unstated)
    return {under(policy == value::MissingDay::latest), reversed, b.getFalse()};
  llvm::Value* early = under(false);
  return {early, b.CreateOr(reversed, b.CreateICmpNE(early, under(true))), b.getFalse()};
}

DatedSum Days::last_anniversary(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const {
  return anniversary_search(date, at, policy, [](llvm::Value*, llvm::Value* day) { return day; });
}

DatedSum Days::completed_years(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const {
  return anniversary_search(date, at, policy, [](llvm::Value* years, llvm::Value*) { return years; });
}

DatedSum Days::from_civil(Word year, Word month, Word day) const {
  Builder& b = builder_;
  llvm::Type* type = b.getInt64Ty();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  llvm::Value* year_word = words_.in_64(year);
  llvm::Value* month_word = words_.in_64(month);
  llvm::Value* day_word = words_.in_64(day);
  llvm::Value* bad_month = b.CreateICmpUGT(b.CreateSub(month_word, n(1)), n(11));
  llvm::Value* some_month = b.CreateSelect(bad_month, n(1), month_word);
  llvm::Value* bad_day =
      b.CreateOr(b.CreateICmpSLT(day_word, n(1)), b.CreateICmpSGT(day_word, days_in_month(year_word, some_month)));
  llvm::Value* none = b.CreateOr(bad_month, bad_day);
  llvm::Value* outside = b.CreateICmpUGT(b.CreateSub(year_word, n(1)), n(9998));
  llvm::Value* some_year = b.CreateSelect(outside, n(1), year_word);
  llvm::Value* number_of_day = day_number(some_year, some_month, b.CreateSelect(none, n(1), day_word));
  return {words_.resized(number_of_day, b.getInt32Ty()), none, b.CreateAnd(outside, b.CreateNot(none))};
}

}  // namespace avenant::native
