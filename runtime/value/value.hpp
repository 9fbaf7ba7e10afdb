// The untagged 16-byte cell that engines use; its type is known statically, elsewhere.
// Read next: rational.hpp, date.hpp, set128.hpp (what a cell can hold).
#pragma once

#include <bit>
#include <cstdint>
#include <type_traits>

#include "runtime/value/date.hpp"
#include "runtime/value/rational.hpp"
#include "runtime/value/set128.hpp"

namespace avenant::value {

/// A cell. Two cells of one type hold equal values exactly when their words are equal.
///
///   type      a                                      b
///   booléen   0 or 1                                 1
///   number    numerator                              denominator, ≥ 1
///   date      days since 1970-01-01                  1
///   durée     months in the high half, days in the low   1
///   case      index in its enumeration               1
///   ensemble  cases 0 to 63                          cases 64 to 127
///   liste     elements 0 to 63 of its input list     elements 64 to 127
///   élément   index in its input list                1
///   absent    0                                      0
///
/// Neither sets nor lists are facultatif, so one whose second word is 0 is never taken for absent.
struct Value {
  std::int64_t a = 0;
  std::int64_t b = 0;

  [[nodiscard]] static constexpr Value absent() { return {0, 0}; }
  [[nodiscard]] static constexpr Value boolean(bool x) { return {x ? 1 : 0, 1}; }
  [[nodiscard]] static constexpr Value number(Rational x) { return {x.numerator(), x.denominator()}; }
  [[nodiscard]] static constexpr Value whole(std::int32_t x) { return {x, 1}; }
  [[nodiscard]] static constexpr Value date(Date x) { return {x.days(), 1}; }
  [[nodiscard]] static constexpr Value duration(Duration x) {
    const auto months = std::uint64_t{std::bit_cast<std::uint32_t>(x.months())};
    return {std::bit_cast<std::int64_t>(months << 32U | std::bit_cast<std::uint32_t>(x.days())), 1};
  }
  [[nodiscard]] static constexpr Value enum_case(std::int32_t index) { return {index, 1}; }
  [[nodiscard]] static constexpr Value set(Set128 x) {
    return {std::bit_cast<std::int64_t>(x.low()), std::bit_cast<std::int64_t>(x.high())};
  }

  /// Whether a cell of a scalar type holds no value. Meaningless for a cell that holds a set or a list.
  [[nodiscard]] constexpr bool is_absent() const { return b == 0; }

  // Each accessor has the precondition that the cell holds a value of that type.
  [[nodiscard]] constexpr bool as_boolean() const { return a != 0; }
  [[nodiscard]] constexpr Rational as_number() const { return Rational::unchecked(a, b); }
  [[nodiscard]] constexpr Date as_date() const { return Date::unchecked(a); }
  [[nodiscard]] constexpr Duration as_duration() const {
    const auto bits = std::bit_cast<std::uint64_t>(a);
    return Duration::unchecked(std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(bits >> 32U)),
                               std::bit_cast<std::int32_t>(static_cast<std::uint32_t>(bits)));
  }
  [[nodiscard]] constexpr std::int32_t as_enum_case() const { return static_cast<std::int32_t>(a); }
  [[nodiscard]] constexpr Set128 as_set() const {
    return Set128::from_words(std::bit_cast<std::uint64_t>(a), std::bit_cast<std::uint64_t>(b));
  }

  friend constexpr bool operator==(Value, Value) = default;
};
static_assert(sizeof(Value) == 16 && std::is_trivially_copyable_v<Value> && std::is_aggregate_v<Value>);

}  // namespace avenant::value
