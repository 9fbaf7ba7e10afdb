#include "compiler/suggest/search/steps.hpp"

#include <algorithm>

namespace avenant::suggest {
namespace {

using program::TypeKind;
using value::Value;

/// Of facts without bounds: figures that people write.
constexpr std::int64_t kMostNumber = 1'000'000'000;
/// Years 1800 to 2300: dates that cases are about.
constexpr std::int64_t kFirstDate = -62'091;
constexpr std::int64_t kLastDate = 120'529;

/// The greatest whole number not above n × grain, as long as it fits.
std::optional<std::int64_t> scaled(Value value, std::int64_t grain) {
  if (value.b == 0) return std::nullopt;
  const value::Int128 product = value::Int128{value.a} * grain;
  const value::Int128 quotient = product / value.b - (product % value.b != 0 && product < 0 ? 1 : 0);
  constexpr value::Int128 kMost = value::Int128{1} << 62U;
  if (quotient > kMost || quotient < -kMost) return std::nullopt;
  return static_cast<std::int64_t>(quotient);
}

}  // namespace

std::optional<Steps> Steps::of(const program::Package& package, program::InputId id) {
  const program::Input& input = package.input(id);
  const program::Type& type = package.type(input.type);
  Steps steps;
  steps.kind_ = type.kind;
  if (type.kind == TypeKind::kNumber) {
    if (type.grain <= 0) return std::nullopt;
    steps.grain_ = type.grain;
    steps.least_ = -kMostNumber * type.grain;
    steps.most_ = kMostNumber * type.grain;
  } else if (type.kind == TypeKind::kDate) {
    steps.least_ = kFirstDate;
    steps.most_ = kLastDate;
  } else if (type.kind == TypeKind::kEnumeration && package.enumerations[type.enumeration.value].ordered) {
    steps.most_ = std::int64_t{package.enumerations[type.enumeration.value].n_cases} - 1;
  } else {
    return std::nullopt;
  }
  if (!input.range) return steps;
  const program::Range& range = package.ranges[input.range.value];
  if (range.min) {
    const auto least = scaled(package.constant(range.min), steps.grain_);
    if (least) steps.least_ = std::max(steps.least_, *least + (range.min_excluded ? 1 : 0));
  }
  if (range.max) {
    const auto most = scaled(package.constant(range.max), steps.grain_);
    if (most) steps.most_ = std::min(steps.most_, *most - (range.max_excluded ? 1 : 0));
  }
  if (steps.least_ > steps.most_) return std::nullopt;
  return steps;
}

Value Steps::value_at(std::int64_t step) const {
  if (kind_ != TypeKind::kNumber) return {step, 1};
  const auto number = value::Rational::from_ratio(step, grain_);
  return Value::number(number.value);
}

std::optional<std::int64_t> Steps::step_of(Value value) const {
  if (value.is_absent()) return std::nullopt;
  const std::optional<std::int64_t> step = scaled(value, grain_);
  if (!step || !holds(*step)) return std::nullopt;
  return step;
}

std::optional<std::int64_t> Steps::step_near(TypeKind kind, Value value) const {
  if (kind != kind_ || value.is_absent()) return std::nullopt;
  const std::optional<std::int64_t> step = scaled(value, grain_);
  if (!step) return std::nullopt;
  return std::clamp(*step, least_, most_);
}

}  // namespace avenant::suggest
