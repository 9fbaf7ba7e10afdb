#include "compiler/cases/values/quick_reader.hpp"

#include <limits>
#include <numeric>

#include "compiler/cases/values/plain_decimal.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::cases {
namespace {

using program::TypeKind;
using value::Value;

constexpr std::size_t kMaxRememberedBytes = 64;
constexpr std::size_t kMaxRemembered = 4096;

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// The bound of a range as a whole number; nothing for a fraction.
std::optional<std::int64_t> whole_bound(const program::Package& package, program::ConstantId bound,
                                        std::int64_t when_none) {
  if (!bound) return when_none;
  const Value value = package.constant(bound);
  if (value.b != 1) return std::nullopt;
  return value.a;
}

}  // namespace

QuickReader::QuickReader(const program::Package& package) : package_(package), known_(package.inputs.size()) {
  for (std::size_t i = 0; i < known_.size(); ++i) {
    const program::Input& input = package.inputs[i];
    const program::Type& type = package.type(input.type);
    Known& known = known_[i];
    known.type = type.kind;
    known.grain = type.grain;
    known.least = std::numeric_limits<std::int64_t>::min() + 1;
    known.greatest = std::numeric_limits<std::int64_t>::max();
    known.has_plain_range = !input.range && type.kind == TypeKind::kNumber;
    if (!input.range || (type.kind != TypeKind::kNumber && type.kind != TypeKind::kDate)) continue;
    const program::Range& range = package.ranges[input.range.value];
    const auto least = whole_bound(package, range.min, known.least);
    const auto greatest = whole_bound(package, range.max, known.greatest);
    if (!least || !greatest) continue;
    known.least = *least + (range.min && range.min_excluded ? 1 : 0);
    known.greatest = *greatest - (range.max && range.max_excluded ? 1 : 0);
    known.has_plain_range = true;
  }
}

std::optional<Value> QuickReader::number(const Known& known, RawKind kind, std::string_view text) {
  PlainDecimal decimal;
  if (!read_plain_decimal(text, kind == RawKind::Text, decimal)) return std::nullopt;
  std::int64_t numerator = decimal.number;
  std::int64_t denominator = kPowersOfTen[static_cast<std::size_t>(decimal.n_decimals)];
  if (denominator != 1) {
    const std::int64_t divisor = std::gcd(numerator, denominator);
    numerator /= divisor;
    denominator /= divisor;
  }
  if (known.grain > 0 && known.grain % denominator != 0) return std::nullopt;
  return Value{numerator, denominator};
}

std::optional<Value> QuickReader::date(std::string_view text) {
  constexpr std::size_t kLength = 10;
  if (text.size() != kLength) return std::nullopt;
  const bool is_iso = text[4] == '-' && text[7] == '-';
  if (!is_iso && !(text[2] == '/' && text[5] == '/')) return std::nullopt;
  const auto part = [&](std::size_t begin, std::size_t length) {
    std::int64_t number = 0;
    for (std::size_t i = begin; i < begin + length; ++i) {
      if (!is_digit(text[i])) return std::int64_t{-1};
      number = number * 10 + (text[i] - '0');
    }
    return number;
  };
  const std::int64_t year = is_iso ? part(0, 4) : part(6, 4);
  const std::int64_t month = is_iso ? part(5, 2) : part(3, 2);
  const std::int64_t day = is_iso ? part(8, 2) : part(0, 2);
  if (year < 0 || month < 0 || day < 0) return std::nullopt;
  const value::Checked<value::Date> date = value::Date::from_civil(year, month, day);
  if (!date.ok()) return std::nullopt;
  return Value::date(date.value);
}

bool QuickReader::may_remember(const Known& known, RawKind kind) {
  return kind == RawKind::Text || (kind == RawKind::Number && known.type == TypeKind::kEnumeration);
}

std::optional<Value> QuickReader::read(program::InputId id, RawKind kind, std::string_view text) const {
  const Known& known = known_[id.value];
  const bool is_scalar = kind == RawKind::Text || kind == RawKind::Number;
  std::optional<Value> value;
  if (known.type == TypeKind::kBoolean && kind == RawKind::Boolean) value = Value::boolean(text == "true");
  if (known.type == TypeKind::kNumber && is_scalar) value = number(known, kind, text);
  if (known.type == TypeKind::kDate && kind == RawKind::Text) value = date(text);
  if (value) {
    if (known.has_plain_range && value->b == 1) {
      if (value->a < known.least || value->a > known.greatest) return std::nullopt;
      return value;
    }
    const program::Input& input = package_.input(id);
    if (!eval::is_valid(package_, input.type, input.range, *value)) return std::nullopt;
    return value;
  }
  if (!may_remember(known, kind) || text.size() > kMaxRememberedBytes) return std::nullopt;
  const auto place = known.remembered.find(text);
  if (place == known.remembered.end()) return std::nullopt;
  return place->second;
}

void QuickReader::remember(program::InputId id, RawKind kind, std::string_view text, Value value) {
  Known& known = known_[id.value];
  if (!may_remember(known, kind) || text.size() > kMaxRememberedBytes || known.remembered.size() >= kMaxRemembered)
    return;
  known.remembered.emplace(text, value);
}

}  // namespace avenant::cases
