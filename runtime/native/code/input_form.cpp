#include "runtime/native/code/input_form.hpp"

namespace avenant::native {

namespace {

Wide floor_of(Wide numerator, Wide denominator) {
  return numerator / denominator - (numerator % denominator < 0 ? 1 : 0);
}

// The bounds of `number × grain` within the range; none are left where nothing is.
Bounds within_range(const program::Package& package, const program::Range& range, std::int64_t grain, Bounds bounds) {
  if (range.min) {
    const value::Value& least = package.constant(range.min);
    const Wide scaled = Wide{least.a} * grain;
    const bool excluded = range.min_excluded && scaled % least.b == 0;
    bounds.least = std::max(bounds.least, -floor_of(-scaled, least.b) + (excluded ? 1 : 0));
  }
  if (range.max) {
    const value::Value& greatest = package.constant(range.max);
    const Wide scaled = Wide{greatest.a} * grain;
    const bool excluded = range.max_excluded && scaled % greatest.b == 0;
    bounds.greatest = std::min(bounds.greatest, floor_of(scaled, greatest.b) - (excluded ? 1 : 0));
  }
  return bounds;
}

// A range that nothing is in has no bounds: each value is looked at.
void take_bounds(Bounds bounds, InputForm& form) {
  if (bounds.least > bounds.greatest) form.has_unchecked_range = true;
  form.bounds = bounds.least <= bounds.greatest ? bounds : Bounds{};
}

InputForm number_form(const program::Package& package, const program::Type& type, program::RangeId range) {
  InputForm form;
  form.denominator = type.grain;
  if (type.grain == 0 || type.grain > kLargestFractionDenominator) {
    form.denominator = 0;
    form.bounds = {-kLargestFractionNumerator, kLargestFractionNumerator};
    form.is_speculative = true;
    form.has_unchecked_range = static_cast<bool>(range);
    return form;
  }
  Bounds declared = kWordBounds;
  if (range) declared = within_range(package, package.ranges[range.value], type.grain, declared);
  take_bounds(declared, form);
  declared = form.bounds;
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
      form.has_unchecked_range = static_cast<bool>(range);
      break;
    case program::TypeKind::kNumber:
      return number_form(package, type, range);
    case program::TypeKind::kDate:
      form.bounds = {value::kFirstDay, value::kLastDay};
      if (range) take_bounds(within_range(package, package.ranges[range.value], 1, form.bounds), form);
      break;
    case program::TypeKind::kEnumeration:
      form.bounds = {0, std::int64_t{package.enumerations[type.enumeration.value].n_cases} - 1};
      form.has_unchecked_range = static_cast<bool>(range);
      break;
    case program::TypeKind::kElement:
      form.bounds = {0, program::kMaxListElements - 1};
      break;
    case program::TypeKind::kDuration:
    case program::TypeKind::kSet:
    case program::TypeKind::kList:
      form.has_unchecked_range = true;
      break;
  }
  return form;
}

}  // namespace avenant::native
