#include "runtime/native/code/days.hpp"

namespace avenant::native {

namespace {

constexpr std::int64_t kDaysPerEra = 146'097;
// Days from 0000-03-01, where an era begins, to 1970-01-01.
constexpr std::int64_t kEpochOffset = 719'468;
constexpr std::int64_t kMonthsPerYear = 12;

}  // namespace

llvm::Value* Days::number(llvm::Type* type, std::int64_t value) const {
  return llvm::ConstantInt::getSigned(type, value);
}

llvm::Value* Days::floor_divide(llvm::Value* value, std::uint64_t divisor) const {
  llvm::Type* type = value->getType();
  llvm::Value* by = llvm::ConstantInt::get(type, divisor);
  llvm::Value* below = builder_.CreateICmpSLT(builder_.CreateSRem(value, by), number(type, 0));
  return builder_.CreateSub(builder_.CreateSDiv(value, by), builder_.CreateZExt(below, type));
}

CivilWords Days::civil(llvm::Value* days) const {
  Builder& b = builder_;
  const auto n = [&b](std::uint32_t value) { return b.getInt32(value); };
  llvm::Value* shifted = b.CreateAdd(days, n(static_cast<std::uint32_t>(kEpochOffset)));
  llvm::Value* era = b.CreateUDiv(shifted, n(kDaysPerEra));
  llvm::Value* day_of_era = b.CreateSub(shifted, b.CreateMul(era, n(kDaysPerEra)));
  llvm::Value* leaps = b.CreateSub(b.CreateUDiv(day_of_era, n(36'524)), b.CreateUDiv(day_of_era, n(146'096)));
  llvm::Value* year_of_era =
      b.CreateUDiv(b.CreateAdd(b.CreateSub(day_of_era, b.CreateUDiv(day_of_era, n(1460))), leaps), n(365));
  llvm::Value* past = b.CreateAdd(b.CreateMul(year_of_era, n(365)),
                                  b.CreateSub(b.CreateUDiv(year_of_era, n(4)), b.CreateUDiv(year_of_era, n(100))));
  llvm::Value* day_of_year = b.CreateSub(day_of_era, past);
  llvm::Value* from_march = b.CreateUDiv(b.CreateAdd(b.CreateMul(day_of_year, n(5)), n(2)), n(153));
  llvm::Value* before = b.CreateUDiv(b.CreateAdd(b.CreateMul(from_march, n(153)), n(2)), n(5));
  llvm::Value* day = b.CreateAdd(b.CreateSub(day_of_year, before), n(1));
  llvm::Value* first_ten = b.CreateICmpULT(from_march, n(10));
  llvm::Value* month = b.CreateAdd(from_march, b.CreateSelect(first_ten, n(3), number(b.getInt32Ty(), -9)));
  llvm::Value* next = b.CreateZExt(b.CreateICmpULE(month, n(2)), b.getInt32Ty());
  llvm::Value* year = b.CreateAdd(b.CreateAdd(year_of_era, b.CreateMul(era, n(400))), next);
  return {year, month, day};
}

llvm::Value* Days::day_number(llvm::Value* year, llvm::Value* month, llvm::Value* day) const {
  Builder& b = builder_;
  llvm::Type* type = year->getType();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  llvm::Value* early = b.CreateICmpSLE(month, n(2));
  llvm::Value* march_year = b.CreateSub(year, b.CreateZExt(early, type));
  llvm::Value* era = floor_divide(march_year, 400);
  llvm::Value* year_of_era = b.CreateSub(march_year, b.CreateMul(era, n(400)));
  llvm::Value* from_march = b.CreateAdd(month, b.CreateSelect(early, n(9), n(-3)));
  llvm::Value* day_of_year = b.CreateUDiv(b.CreateAdd(b.CreateMul(from_march, n(153)), n(2)), n(5));
  day_of_year = b.CreateAdd(day_of_year, b.CreateSub(day, n(1)));
  llvm::Value* leaps = b.CreateSub(b.CreateUDiv(year_of_era, n(4)), b.CreateUDiv(year_of_era, n(100)));
  llvm::Value* day_of_era = b.CreateAdd(b.CreateMul(year_of_era, n(365)), b.CreateAdd(leaps, day_of_year));
  return b.CreateAdd(b.CreateMul(era, n(kDaysPerEra)), b.CreateSub(day_of_era, n(kEpochOffset)));
}

llvm::Value* Days::days_in_month(llvm::Value* year, llvm::Value* month) const {
  Builder& b = builder_;
  llvm::Type* type = year->getType();
  const auto n = [this, type](std::int64_t value) { return number(type, value); };
  const auto divides = [&](std::int64_t by) { return b.CreateICmpEQ(b.CreateSRem(year, n(by)), n(0)); };
  llvm::Value* leap = b.CreateAnd(divides(4), b.CreateOr(b.CreateNot(divides(100)), divides(400)));
  const auto is = [&](std::int64_t which) { return b.CreateICmpEQ(month, n(which)); };
  llvm::Value* short_month = b.CreateOr(b.CreateOr(is(4), is(6)), b.CreateOr(is(9), is(11)));
  llvm::Value* others = b.CreateSelect(short_month, n(30), n(31));
  return b.CreateSelect(is(2), b.CreateSelect(leap, n(29), n(28)), others);
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
    llvm::Value* count = b.CreateAdd(b.CreateMul(words_.resized(civil.year, type), number(type, kMonthsPerYear)),
                                     b.CreateSub(words_.resized(civil.month, type), number(type, 1)));
    count = b.CreateAdd(count, words_.resized(months.value, type));
    llvm::Value* year = floor_divide(count, kMonthsPerYear);
    llvm::Value* month = b.CreateAdd(b.CreateSub(count, b.CreateMul(year, number(type, kMonthsPerYear))), number(type, 1));
    llvm::Value* day = words_.resized(civil.day, type);
    llvm::Value* last = days_in_month(year, month);
    missing = b.CreateICmpSGT(day, last);
    start = day_number(year, month, b.CreateSelect(missing, last, day));
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

// Only a 29 February has years without its day.
llvm::Value* Days::in_year(const CivilWords& date, llvm::Value* year, value::MissingDay policy) const {
  Builder& b = builder_;
  llvm::Type* type = b.getInt32Ty();
  llvm::Value* last = days_in_month(year, date.month);
  llvm::Value* missing = b.CreateICmpSGT(date.day, last);
  llvm::Value* day = day_number(year, date.month, b.CreateSelect(missing, last, date.day));
  return policy == value::MissingDay::latest ? b.CreateAdd(day, b.CreateZExt(missing, type)) : day;
}

Days::Reached Days::reached(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const {
  Builder& b = builder_;
  const CivilWords from = civil(date);
  const CivilWords to = civil(at);
  llvm::Value* candidate = in_year(from, to.year, policy);
  llvm::Value* is_reached = b.CreateICmpSLE(candidate, at);
  llvm::Value* year = b.CreateSub(to.year, b.CreateZExt(b.CreateNot(is_reached), b.getInt32Ty()));
  llvm::Value* before = in_year(from, year, policy);
  return {b.CreateSub(year, from.year), b.CreateSelect(is_reached, candidate, before)};
}

template <class Part>
DatedSum Days::anniversaries(llvm::Value* date, llvm::Value* at, value::MissingDay policy, Part part) const {
  Builder& b = builder_;
  llvm::Value* reversed = b.CreateICmpSLT(at, date);
  if (policy != value::MissingDay::unstated) return {part(reached(date, at, policy)), reversed, b.getFalse()};
  llvm::Value* early = part(reached(date, at, value::MissingDay::earliest));
  llvm::Value* late = part(reached(date, at, value::MissingDay::latest));
  return {early, b.CreateOr(reversed, b.CreateICmpNE(early, late)), b.getFalse()};
}

DatedSum Days::last_anniversary(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const {
  return anniversaries(date, at, policy, [](const Reached& reached) { return reached.day; });
}

DatedSum Days::completed_years(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const {
  return anniversaries(date, at, policy, [](const Reached& reached) { return reached.years; });
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
  llvm::Value* bad_day = b.CreateOr(b.CreateICmpSLT(day_word, n(1)), b.CreateICmpSGT(day_word, days_in_month(year_word, some_month)));
  llvm::Value* none = b.CreateOr(bad_month, bad_day);
  llvm::Value* outside = b.CreateICmpUGT(b.CreateSub(year_word, n(1)), n(9998));
  llvm::Value* some_year = b.CreateSelect(outside, n(1), year_word);
  llvm::Value* number_of_day = day_number(some_year, some_month, b.CreateSelect(none, n(1), day_word));
  return {words_.resized(number_of_day, b.getInt32Ty()), none, b.CreateAnd(outside, b.CreateNot(none))};
}

}  // namespace avenant::native
