#include "runtime/native/code/input_form.hpp"

namespace avenant::native {

namespace {

Wide floor_of(Wide numerator, Wide denominator) {
  return numerator / denominator - (numerator % denominator < 0 ? 1 : 0);
}

// The bounds of `number × grain` within the range.
Bounds within_range(const program::Package& package, const program::Range& range, std::int64_t grain, Bounds bounds) {
  if (range.min) {
    const value::Value& least = package.constant(range.min);
    bounds.least = std::max(bounds.least, -floor_of(-Wide{least.a} * grain, least.b));
  }
  if (range.max) {
    const value::Value& greatest = package.constant(range.max);
    bounds.greatest = std::min(bounds.greatest, floor_of(Wide{greatest.a} * grain, greatest.b));
  }
  // A range that nothing is in is no bound.
  return bounds.least <= bounds.greatest ? bounds : Bounds{};
}

InputForm number_form(const program::Package& package, const program::Type& type, program::RangeId range) {
  InputForm form;
  form.denominator = type.grain;
  if (type.grain == 0 || type.grain > kLargestFractionDenominator) {
    form.denominator = 0;
    form.bounds = {-kLargestFractionNumerator, kLargestFractionNumerator};
    form.is_speculative = true;
    return form;
  }
  Bounds declared = kWordBounds;
  if (range) declared = within_range(package, package.ranges[range.value], type.grain, declared);
  form.bounds = {std::clamp(declared.least, -kLargestNumerator, kLargestNumerator),
                 std::clamp(declared.greatest, -kLargestNumerator, kLargestNumerator)};
  form.is_speculative = declared.least != form.bounds.least || declared.greatest != form.bounds.greatest;
  return form;
}

}  // namespace

InputForm input_form(const program::Package& package, const program::Type& type, program::RangeId range) {
  InputForm form;
  form.bounds = kWordBounds;
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      form.bounds = {0, 1};
      break;
    case program::TypeKind::kNumber:
      return number_form(package, type, range);
    case program::TypeKind::kDate:
      form.bounds = {value::kFirstDay, value::kLastDay};
      if (range) form.bounds = within_range(package, package.ranges[range.value], 1, form.bounds);
      break;
    case program::TypeKind::kEnumeration:
      form.bounds = {0, std::int64_t{package.enumerations[type.enumeration.value].n_cases} - 1};
      break;
    case program::TypeKind::kElement:
      form.bounds = {0, program::kMaxListElements - 1};
      break;
    case program::TypeKind::kDuration:
    case program::TypeKind::kSet:
    case program::TypeKind::kList:
      break;
  }
  return form;
}

}  // namespace avenant::native
