// Calendar arithmetic of compiled code, inline and without branches so that it vectorises: the sums of
// runtime/value/calendar.cpp, whose comments name the algorithms. Read code/emitter.hpp next.
#pragma once

#include "runtime/native/values/words.hpp"
#include "runtime/value/calendar.hpp"

namespace avenant::native {

// A day as its parts, words of 32 bits.
struct CivilWords {
  llvm::Value* year;
  llvm::Value* month;
  llvm::Value* day;
};

// A sum of a date: where neither i1 holds, `days` (i32).
struct DatedSum {
  llvm::Value* days;
  llvm::Value* ambiguous;
  llvm::Value* overflow;
};

class Days {
 public:
  Days(Builder& builder, Words& words) : builder_(builder), words_(words) {}

  // Of days since 1970-01-01 (i32) of years 1 to 9999; others give some parts.
  CivilWords civil(llvm::Value* days) const;
  // The months of a duration after a date, then its days, which are words of at most 64 bits.
  DatedSum sum(llvm::Value* date, Word months, Word days, value::MissingDay policy) const;
  // The last anniversary of a date that is not after `at`, and the anniversaries reached by it. `ambiguous` is then
  // also that `at` comes before the date; there is no overflow.
  DatedSum last_anniversary(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const;
  DatedSum completed_years(llvm::Value* date, llvm::Value* at, value::MissingDay policy) const;
  // The day of a year, month and day; ambiguous: there is no such day; overflow: the year is not 1 to 9999.
  DatedSum from_civil(Word year, Word month, Word day) const;

 private:
  // The anniversary in a year and in the year before it, a day that does not exist being the one before, and whether it
  // does not exist; `years` from the date to that year.
  struct Anniversaries {
    llvm::Value* years;
    llvm::Value* day;
    llvm::Value* day_before;
    llvm::Value* missing;
    llvm::Value* missing_before;
  };
  Anniversaries anniversaries(llvm::Value* date, llvm::Value* at) const;
  template <class Part>
  DatedSum anniversary_search(llvm::Value* date, llvm::Value* at, value::MissingDay policy, Part part) const;
  // The number of the day of a civil date whose month, from 1, and day exist; `year` of ±10^5 in 32 bits, ±10^9 in 64.
  llvm::Value* day_number(llvm::Value* year, llvm::Value* month, llvm::Value* day) const;
  llvm::Value* days_in_month(llvm::Value* year, llvm::Value* month) const;
  llvm::Value* is_leap(llvm::Value* year) const;
  llvm::Value* is_outside(llvm::Value* days) const;
  llvm::Value* number(llvm::Type* type, std::int64_t value) const;

  Builder& builder_;
  Words& words_;
};

}  // namespace avenant::native
