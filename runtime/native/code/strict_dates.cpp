// The strict operations on dates and durations.
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

using program::Node;
using program::Op;
using program::TypeKind;

namespace {

constexpr Bounds kDayBounds{value::kFirstDay, value::kLastDay};
constexpr std::int64_t kMaxYears = 10'000;

}  // namespace

Cell Emitter::of_sum(const Node& node, const DatedSum& sum) {
  Cell result = plain(TypeKind::kDate, sum.days, kDayBounds);
  result.status = first_of(failing(sum.ambiguous, node.site), failing(sum.overflow, node.second_site));
  return result;
}

Cell Emitter::date(const Node& node, const std::vector<Cell>& in) {
  const auto policy = static_cast<value::MissingDay>(node.mode);
  const auto whole = [this](llvm::Value* value, Bounds bounds) { return numbers_.of_word({value, bounds}); };
  const Word none = words_.constant(0);
  if (node.op == Op::kDateAdd || node.op == Op::kDateSubtract) {
    const auto part = [](llvm::Value* word) {
      const auto* known = llvm::dyn_cast<llvm::ConstantInt>(word);
      const Wide limit = value::kMaxDurationPart;
      return Word{word,
                  known == nullptr ? Bounds{-limit, limit} : Bounds{known->getSExtValue(), known->getSExtValue()}};
    };
    Word months = part(in[1].a);
    Word days = part(in[1].b);
    if (node.op == Op::kDateSubtract) {
      months = words_.negation(months);
      days = words_.negation(days);
    }
    return of_sum(node, days_.sum(in[0].a, months, days, policy));
  }
  if (node.op == Op::kDaysBetween) {
    const Word to{in[0].a, kDayBounds};
    return numbers_.of_word(words_.difference(to, {in[1].a, kDayBounds}));
  }
  if (node.op == Op::kYearOf) return whole(days_.civil(in[0].a).year, {1, 9999});
  if (node.op == Op::kMonthOf) return whole(days_.civil(in[0].a).month, {1, 12});
  if (node.op == Op::kDayOf) return whole(days_.civil(in[0].a).day, {1, 31});
  if (node.op == Op::kMakeDate) {
    return of_sum(node, days_.from_civil(numbers_.multiple_of(in[0], 1), numbers_.multiple_of(in[1], 1),
                                         numbers_.multiple_of(in[2], 1)));
  }
  if (node.op == Op::kLastAnniversary) return of_sum(node, days_.last_anniversary(in[0].a, in[1].a, policy));
  if (node.op == Op::kCompletedYears) {
    const DatedSum years = days_.completed_years(in[0].a, in[1].a, policy);
    Cell result = whole(years.days, {0, 9998});
    result.status = failing(years.ambiguous, node.site);
    return result;
  }
  Word years = numbers_.multiple_of(in[1], 1);
  llvm::Value* beyond = builder_.getFalse();
  if (!years.bounds.within(-kMaxYears, kMaxYears)) {
    beyond = builder_.CreateOr(words_.compare(llvm::CmpInst::ICMP_SLT, years, words_.constant(-kMaxYears)),
                               words_.compare(llvm::CmpInst::ICMP_SGT, years, words_.constant(kMaxYears)));
    llvm::Value* some =
        builder_.CreateSelect(beyond, builder_.getInt32(0), words_.resized(years.value, builder_.getInt32Ty()));
    years = {some, {-kMaxYears, kMaxYears}};
  }
  DatedSum sum = days_.sum(in[0].a, words_.product(years, words_.constant(12)), none, policy);
  sum.ambiguous = builder_.CreateAnd(sum.ambiguous, builder_.CreateNot(beyond));
  sum.overflow = builder_.CreateOr(sum.overflow, beyond);
  return of_sum(node, sum);
}

Cell Emitter::duration(const Node& node, const std::vector<Cell>& in) {
  llvm::Type* whole = builder_.getInt64Ty();
  const auto wide = [&](llvm::Value* part) { return builder_.CreateSExt(part, whole); };
  if (node.op == Op::kDurationNegate) {
    return plain(TypeKind::kDuration, builder_.CreateNeg(in[0].a), kWordBounds, builder_.CreateNeg(in[0].b));
  }
  const Wide limit = value::kMaxDurationPart;
  const Bounds part_bounds{-limit, limit};
  Word months;
  Word days;
  if (node.op == Op::kDurationAdd) {
    months = {builder_.CreateAdd(wide(in[0].a), wide(in[1].a)), {-2 * limit, 2 * limit}};
    days = {builder_.CreateAdd(wide(in[0].b), wide(in[1].b)), {-2 * limit, 2 * limit}};
  } else {
    const Word times = numbers_.multiple_of(in[1], 1);
    months = words_.product({in[0].a, part_bounds}, times);
    days = words_.product({in[0].b, part_bounds}, times);
  }
  llvm::Value* overflow = builder_.getFalse();
  for (const Word& part : {months, days}) {
    llvm::Value* below = words_.compare(llvm::CmpInst::ICMP_SLT, part, words_.constant(-value::kMaxDurationPart));
    llvm::Value* above = words_.compare(llvm::CmpInst::ICMP_SGT, part, words_.constant(value::kMaxDurationPart));
    overflow = builder_.CreateOr(overflow, builder_.CreateOr(below, above));
  }
  llvm::Type* half = builder_.getInt32Ty();
  Cell result =
      plain(TypeKind::kDuration, words_.resized(months.value, half), kWordBounds, words_.resized(days.value, half));
  result.status = failing(overflow, node.site);
  return result;
}

}  // namespace avenant::native
