// Exact numbers of compiled code: a numerator over a denominator that is a constant wherever the program says so (a
// scaled integer), else a second word. Nothing is reduced to lowest terms here: a quotient equals another by its value,
// and what leaves compiled code is reduced there. Law T6: without flag, equal to the rational reference.
#pragma once

#include <cstdint>

#include "runtime/native/values/cell.hpp"
#include "runtime/native/values/words.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::native {

// Beyond this a denominator is a word like another.
inline constexpr std::int64_t kMaxDenominator = 1'000'000'000'000;

class Numbers {
 public:
  Numbers(Builder& builder, Words& words) : builder_(builder), words_(words) {}

  // Cells of numbers, surely present and OK: statuses and presence are the caller's.
  Cell constant(value::Rational number) const;
  Cell of_word(Word numerator, std::int64_t denominator = 1) const;
  Cell of_fraction(Word numerator, Word denominator) const;
  Cell add(const Cell& x, const Cell& y) const;
  Cell subtract(const Cell& x, const Cell& y) const;
  Cell negate(const Cell& x) const;
  Cell multiply(const Cell& x, const Cell& y) const;
  // `by_zero` becomes an i1: y is 0.
  Cell divide(const Cell& x, const Cell& y, llvm::Value*& by_zero) const;
  // To a multiple of `step`, which is above zero.
  Cell round(const Cell& x, value::Rational step, value::Rounding sense) const;
  // As a number over `grain`. `inexact` becomes an i1, or null where the grain divides whatever x is.
  Cell exact(const Cell& x, std::int64_t grain, llvm::Value*& inexact) const;
  // The word of a number that is known to be a multiple of 1 ÷ grain, times the grain.
  Word multiple_of(const Cell& x, std::int64_t grain) const;
  // An i1: x relation y.
  llvm::Value* compare(llvm::CmpInst::Predicate relation, const Cell& x, const Cell& y) const;
  // Makes the two of one denominator, or of varying ones, so that one may stand for the other.
  void unify(Cell& x, Cell& y) const;

  Word numerator(const Cell& x) const { return {x.a, x.bounds}; }
  Word denominator(const Cell& x) const;

 private:
  Cell over(const Cell& x, std::int64_t denominator) const;
  Word rounded_up(Word floor, Word rest, Word divisor, value::Rounding sense) const;

  Builder& builder_;
  Words& words_;
};

}  // namespace avenant::native
