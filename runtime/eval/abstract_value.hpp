// What is known of a value that is not known: the set of the values still possible, over-approximated in 150 bytes.
// Read abstract_evaluator.hpp next, which computes with them; the arithmetic is in domain/.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/program/package.hpp"
#include "runtime/value/value.hpp"

namespace avenant::eval {

// How the cells of an AbstractValue are read.
enum class Shape : std::uint8_t {
  kNothing,    // no value (it may still be absent)
  kPoints,     // 1 to kMaxPoints values, ascending: numbers, dates, cases of large enumerations
  kInterval,   // the values from `low()` to `high()`: numbers, dates, cases of large enumerations
  kCases,      // booleans, cases of enumerations of at most 128, elements: cells[0] is the set of their indices
  kSets,       // sets and lists: cells[0] what is surely in it, cells[1] what may be
  kDurations,  // 1 to kMaxPoints durées, by months then days
  kBox,        // durées: months and days each between those of cells[0] and of cells[1]
};

inline constexpr std::uint32_t kMaxPoints = 8;

// A set of values of one type, which the caller knows. It never holds fewer values than are possible, and two of one
// type that hold the same few values (8 at most) are equal. Plain data, copied freely.
struct AbstractValue {
  Shape shape = Shape::kNothing;
  // Whether absent is one of the values: of facultatif types only.
  bool may_be_absent = false;
  // Of kInterval: the end is not in it. Never of whole grains, whose ends are moved to values.
  bool low_open = false;
  bool high_open = false;
  // Of kPoints and kDurations; else 0.
  std::uint32_t n_points = 0;
  // Of kInterval: every value is a multiple of 1/grain; 0: any number.
  std::int64_t grain = 0;
  // Of kInterval: no value has a greater denominator. At most `grain` where that is not 0.
  std::int64_t max_denominator = 1;
  value::Value cells[kMaxPoints];

  // No value at all, not even absent.
  static AbstractValue nothing() { return {}; }
  static AbstractValue absent();
  // Exactly `value`, of that type; absent where it is the absent cell of a facultatif type.
  static AbstractValue point(const program::Package& package, const program::Type& type, value::Value value);
  // Every value of the type, absent included where it is facultatif.
  static AbstractValue any(const program::Package& package, const program::Type& type);
  // Those of `any` within the range (none: all).
  static AbstractValue within(const program::Package& package, const program::Type& type, program::RangeId range);
  // The numbers from `low` to `high` that are multiples of 1/grain (0: all), ends included or not. None if there is
  // none.
  static AbstractValue numbers(value::Rational low, bool low_open, value::Rational high, bool high_open,
                               std::int64_t grain);
  // The days from `first` to `last`, both included.
  static AbstractValue dates(value::Date first, value::Date last);
  // The cases from index `first` to `last`, both included, of an enumeration of `n_cases`.
  static AbstractValue cases(std::uint32_t first, std::uint32_t last, std::uint32_t n_cases);
  // The booleans still possible.
  static AbstractValue booleans(bool may_be_false, bool may_be_true);

  bool is_nothing() const { return shape == Shape::kNothing && !may_be_absent; }
  bool has_values() const { return shape != Shape::kNothing; }
  bool holds_durations() const { return shape == Shape::kDurations || shape == Shape::kBox; }
  // Whether exactly one value is possible (absent counts as one).
  bool is_single() const;
  // That value. Precondition: is_single().
  value::Value single() const;
  // Of booleans.
  bool may_be_true() const { return shape == Shape::kCases && (cells[0].a & 2) != 0; }
  bool may_be_false() const { return shape == Shape::kCases && (cells[0].a & 1) != 0; }
  // Of kCases.
  value::Set128 case_set() const { return cells[0].as_set(); }
  // Of kPoints and kInterval: their ends.
  value::Value low() const { return cells[0]; }
  value::Value high() const { return cells[shape == Shape::kPoints ? n_points - 1 : 1]; }
  std::span<const value::Value> points() const { return std::span<const value::Value>(cells, n_points); }

  // Whether `value` (absent included), of the type, is one of those possible.
  bool contains(value::Value value) const;
  // Whether every value of this is one of `other`, of the same type.
  bool is_within(const AbstractValue& other) const;

  friend bool operator==(const AbstractValue& left, const AbstractValue& right);
  friend bool operator!=(const AbstractValue& left, const AbstractValue& right) { return !(left == right); }
};
static_assert(sizeof(AbstractValue) <= 160);

// Values of one type: those of either, and those of both. An over-approximation where the exact set has no shape.
AbstractValue join(const AbstractValue& left, const AbstractValue& right);
AbstractValue meet(const AbstractValue& left, const AbstractValue& right);

// For people who debug: `{0, 1/2}`, `[0 ; 50000] by 1/100`, `(0 ; 10]`, `cases 0x5 or absent`.
std::string describe(const AbstractValue& value);

}  // namespace avenant::eval
