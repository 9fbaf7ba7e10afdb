#include "runtime/native/values/numbers.hpp"

#include <numeric>

namespace avenant::native {

namespace {

// The common denominator of two constant ones; 0 where there is none that is worth having.
std::int64_t common_denominator(std::int64_t x, std::int64_t y) {
  if (x == 0 || y == 0) return 0;
  const Wide common = Wide{x} / std::gcd(x, y) * y;
  return common <= kMaxDenominator ? static_cast<std::int64_t>(common) : 0;
}

}  // namespace

Cell Numbers::constant(value::Rational number) const {
  return of_word(words_.constant(number.numerator()), number.denominator());
}

Cell Numbers::of_word(Word numerator, std::int64_t denominator) const {
  const Word narrow = words_.narrow(numerator);
  Cell cell;
  cell.kind = program::TypeKind::kNumber;
  cell.a = narrow.value;
  cell.bounds = narrow.bounds;
  cell.denominator = denominator;
  return cell;
}

Cell Numbers::of_fraction(Word numerator, Word denominator) const {
  if (denominator.bounds.is_constant() && denominator.bounds.greatest <= kMaxDenominator) {
    return of_word(numerator, static_cast<std::int64_t>(denominator.bounds.greatest));
  }
  Cell cell = of_word(numerator, 0);
  const Word narrow = words_.narrow(denominator);
  llvm::Value* word = words_.in_64(narrow);
  // A denominator that was cut, under the flag, must still be one.
  llvm::Value* one = builder_.getInt64(1);
  cell.b = denominator.bounds.fits_word() ? word : builder_.CreateSelect(builder_.CreateICmpSGT(word, one), word, one);
  cell.greatest_denominator = narrow.bounds.greatest;
  return cell;
}

Word Numbers::denominator(const Cell& x) const {
  if (x.denominator != 0) return words_.constant(x.denominator);
  return {x.b, {1, x.greatest_denominator}};
}

Cell Numbers::over(const Cell& x, std::int64_t denominator) const {
  if (x.denominator == denominator) return x;
  return of_word(words_.product(numerator(x), words_.constant(denominator / x.denominator)), denominator);
}

void Numbers::unify(Cell& x, Cell& y) const {
  if (x.denominator != 0 && x.denominator == y.denominator) return;
  const std::int64_t common = common_denominator(x.denominator, y.denominator);
  if (common != 0) {
    x = over(x, common);
    y = over(y, common);
    return;
  }
  for (Cell* each : {&x, &y}) {
    each->greatest_denominator = denominator(*each).bounds.greatest;
    each->b = words_.in_64(denominator(*each));
    each->denominator = 0;
  }
}

Cell Numbers::add(const Cell& x, const Cell& y) const {
  const std::int64_t common = common_denominator(x.denominator, y.denominator);
  if (common != 0) {
    return of_word(words_.sum(numerator(over(x, common)), numerator(over(y, common))), common);
  }
  const Word left = words_.narrow(words_.product(numerator(x), denominator(y)));
  const Word right = words_.narrow(words_.product(numerator(y), denominator(x)));
  return of_fraction(words_.sum(left, right), words_.product(denominator(x), denominator(y)));
}

Cell Numbers::subtract(const Cell& x, const Cell& y) const {
  return add(x, negate(y));
}

Cell Numbers::negate(const Cell& x) const {
  const Word word = words_.narrow(words_.negation(numerator(x)));
  Cell cell = x;
  cell.a = word.value;
  cell.bounds = word.bounds;
  return cell;
}

Cell Numbers::multiply(const Cell& x, const Cell& y) const {
  const Word product = words_.product(numerator(x), numerator(y));
  return of_fraction(product, words_.product(denominator(x), denominator(y)));
}

Cell Numbers::divide(const Cell& x, const Cell& y, llvm::Value*& by_zero) const {
  const Word divisor = numerator(y);
  by_zero = words_.compare(llvm::CmpInst::ICMP_EQ, divisor, words_.constant(0));
  const Word above = words_.product(numerator(x), denominator(y));
  if (divisor.bounds.is_constant() && divisor.bounds.least != 0) {
    const bool below_zero = divisor.bounds.least < 0;
    const Word magnitude =
        words_.constant(static_cast<std::int64_t>(below_zero ? -divisor.bounds.least : divisor.bounds.least));
    const Word top = words_.narrow(above);
    return of_fraction(below_zero ? words_.negation(top) : top, words_.product(denominator(x), magnitude));
  }
  llvm::Value* below_zero = words_.compare(llvm::CmpInst::ICMP_SLT, divisor, words_.constant(0));
  const Word opposite = words_.negation(divisor);
  const Wide greatest = std::max({divisor.bounds.greatest, -divisor.bounds.least, Wide{1}});
  llvm::Type* type = words_.type_of({0, greatest});
  llvm::Value* magnitude =
      builder_.CreateSelect(below_zero, words_.resized(opposite.value, type), words_.resized(divisor.value, type));
  llvm::Value* one = llvm::ConstantInt::get(type, 1);
  const Word safe =
      words_.narrow({builder_.CreateSelect(builder_.CreateICmpSGT(magnitude, one), magnitude, one), {1, greatest}});
  const Word top = words_.narrow(above);
  const Word opposite_top = words_.narrow(words_.negation(top));
  const Bounds either = join(top.bounds, opposite_top.bounds);
  llvm::Type* top_type = words_.type_of(either);
  llvm::Value* above_value = builder_.CreateSelect(below_zero, words_.resized(opposite_top.value, top_type),
                                                   words_.resized(top.value, top_type));
  return of_fraction({above_value, either}, words_.product(denominator(x), safe));
}

// What is added to the floor of a quotient: 0 or 1. `rest` ÷ `divisor` is how far the number lies above it.
Word Numbers::rounded_up(Word floor, Word rest, Word divisor, value::Rounding sense) const {
  const Word missing = words_.difference(divisor, rest);
  const auto compare = [this](llvm::CmpInst::Predicate relation, Word x, Word y) {
    return words_.compare(relation, x, y);
  };
  llvm::Value* some = compare(llvm::CmpInst::ICMP_NE, rest, words_.constant(0));
  llvm::Value* more = compare(llvm::CmpInst::ICMP_SGT, rest, missing);
  llvm::Value* half = compare(llvm::CmpInst::ICMP_EQ, rest, missing);
  llvm::Value* up = nullptr;
  switch (sense) {
    case value::Rounding::nearest:
      up = floor.bounds.least >= 0
               ? compare(llvm::CmpInst::ICMP_SGE, rest, missing)
               : builder_.CreateOr(
                     more, builder_.CreateAnd(half, compare(llvm::CmpInst::ICMP_SGE, floor, words_.constant(0))));
      break;
    case value::Rounding::half_even:
      up = builder_.CreateOr(more, builder_.CreateAnd(half, builder_.CreateTrunc(floor.value, builder_.getInt1Ty())));
      break;
    case value::Rounding::down:
      return words_.constant(0);
    case value::Rounding::up:
      up = some;
      break;
    case value::Rounding::toward_zero:
      up = builder_.CreateAnd(some, compare(llvm::CmpInst::ICMP_SLT, floor, words_.constant(0)));
      break;
  }
  return {builder_.CreateZExt(up, builder_.getInt32Ty()), {0, 1}};
}

Cell Numbers::round(const Cell& x, value::Rational step, value::Rounding sense) const {
  const Word dividend = words_.narrow(words_.product(numerator(x), words_.constant(step.denominator())));
  const Word divisor = words_.narrow(words_.product(denominator(x), words_.constant(step.numerator())));
  const Word quotient = words_.quotient(dividend, divisor);
  const Word remainder = words_.remainder(dividend, divisor);
  Word floor = quotient;
  Word rest = remainder;
  if (dividend.bounds.least < 0) {
    // The remainder has the sign of the dividend.
    llvm::Value* below = words_.compare(llvm::CmpInst::ICMP_SLT, remainder, words_.constant(0));
    floor = words_.narrow(words_.difference(quotient, {builder_.CreateZExt(below, builder_.getInt32Ty()), {0, 1}}));
    llvm::Type* type = words_.type_of(join(remainder.bounds, divisor.bounds));
    llvm::Value* lifted =
        builder_.CreateAdd(words_.resized(remainder.value, type), words_.resized(divisor.value, type));
    rest = {builder_.CreateSelect(below, lifted, words_.resized(remainder.value, type)),
            {0, divisor.bounds.greatest - 1}};
  }
  if (divisor.bounds.is_constant()) floor.bounds = rounded_quotient(dividend.bounds, divisor.bounds.greatest);
  const Word count = words_.narrow(words_.sum(floor, rounded_up(floor, rest, divisor, sense)));
  return of_word(words_.product(count, words_.constant(step.numerator())), step.denominator());
}

Cell Numbers::exact(const Cell& x, std::int64_t grain, llvm::Value*& inexact) const {
  inexact = nullptr;
  if (x.denominator != 0 && grain % x.denominator == 0) return over(x, grain);
  if (x.denominator != 0) {
    const std::int64_t shared = std::gcd(grain, x.denominator);
    const Word divisor = words_.constant(x.denominator / shared);
    inexact = words_.compare(llvm::CmpInst::ICMP_NE, words_.remainder(numerator(x), divisor), words_.constant(0));
    return of_word(words_.product(words_.quotient(numerator(x), divisor), words_.constant(grain / shared)), grain);
  }
  const Word dividend = words_.narrow(words_.product(numerator(x), words_.constant(grain)));
  const Word divisor = denominator(x);
  inexact = words_.compare(llvm::CmpInst::ICMP_NE, words_.remainder(dividend, divisor), words_.constant(0));
  return of_word(words_.quotient(dividend, divisor), grain);
}

Word Numbers::multiple_of(const Cell& x, std::int64_t grain) const {
  llvm::Value* inexact = nullptr;
  return numerator(exact(x, grain, inexact));
}

llvm::Value* Numbers::compare(llvm::CmpInst::Predicate relation, const Cell& x, const Cell& y) const {
  if (x.denominator != 0 && x.denominator == y.denominator) return words_.compare(relation, numerator(x), numerator(y));
  Word left_denominator = denominator(x);
  Word right_denominator = denominator(y);
  if (x.denominator != 0 && y.denominator != 0) {
    const std::int64_t shared = std::gcd(x.denominator, y.denominator);
    left_denominator = words_.constant(x.denominator / shared);
    right_denominator = words_.constant(y.denominator / shared);
  }
  return words_.compare(relation, words_.product(numerator(x), right_denominator),
                        words_.product(numerator(y), left_denominator));
}

}  // namespace avenant::native
