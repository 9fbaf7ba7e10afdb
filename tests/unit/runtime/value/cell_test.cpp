// Sets, the engines' cell, and the table of error classes.
#include <bitset>
#include <catch2/catch.hpp>
#include <string_view>

#include "runtime/value/checked.hpp"
#include "runtime/value/value.hpp"
#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

using Bits = std::bitset<128>;

Bits bits_of(Set128 set) {
  return Bits{set.high()} << 64 | Bits{set.low()};
}

Set128 set_of(std::int64_t low, std::int64_t high) {
  return Set128::from_words(static_cast<std::uint64_t>(low), static_cast<std::uint64_t>(high));
}

TEST_CASE("sets of cases behave as 128 bits") {
  for_all_integers<5>(n_cases(200'000), [](const Inputs<5>& in) -> std::string {
    const Set128 x = set_of(in[0], in[1]);
    const Set128 y = set_of(in[2], in[3]);
    const auto index = static_cast<int>(static_cast<std::uint64_t>(in[4]) % 128);
    const auto n = static_cast<int>(static_cast<std::uint64_t>(in[4]) % 129);
    const Bits all = n == 0 ? Bits{} : ~Bits{} >> static_cast<std::size_t>(128 - n);
    if (bits_of(x | y) != (bits_of(x) | bits_of(y)) || bits_of(x & y) != (bits_of(x) & bits_of(y))) return "| or &";
    if (x.contains(index) != bits_of(x)[static_cast<std::size_t>(index)]) return "contains";
    Set128 with_index = x;
    with_index.insert(index);
    if (bits_of(with_index) != Bits{bits_of(x)}.set(static_cast<std::size_t>(index))) return "insert";
    if (bits_of(Set128::all(n)) != all || bits_of(x.complement(n)) != (~bits_of(x) & all)) return "all or complement";
    if (x.count() != static_cast<int>(bits_of(x).count()) || x.is_empty() != bits_of(x).none()) return "count";
    return x.is_subset_of(y) == (bits_of(x) & ~bits_of(y)).none() ? "" : "is_subset_of";
  });
}

TEST_CASE("a cell gives back what was put in it") {
  for_all_integers<4>(n_cases(200'000), [](const Inputs<4>& in) -> std::string {
    const auto number = in[1] == 0 ? Checked<Rational>{} : Rational::from_ratio(in[0], in[1]);
    if (number.ok() && Value::number(number.value).as_number() != number.value) return "number";
    const auto n = static_cast<std::int32_t>(in[0]);
    const auto m = static_cast<std::int32_t>(in[1]);
    const auto duration = Duration::from_parts(n, m);
    if (duration.ok() && Value::duration(duration.value).as_duration() != duration.value) return "durée";
    if (Value::set(set_of(in[0], in[1])).as_set() != set_of(in[0], in[1])) return "set";
    if (Value::whole(n).as_number() != Rational::whole(n)) return "whole";
    const auto other = Duration::from_parts(in[2] % 5, in[3] % 5);
    if (duration.ok() &&
        (Value::duration(duration.value) == Value::duration(other.value)) != (duration.value == other.value)) {
      return "equality";
    }
    return {};
  });
  CHECK(Value::boolean(true).as_boolean());
  CHECK_FALSE(Value::boolean(false).as_boolean());
  CHECK(Value::enum_case(7).as_enum_case() == 7);
  CHECK(Value::date(Date::unchecked(kFirstDay)).as_date().days() == kFirstDay);
}

TEST_CASE("absent differs from every scalar value") {
  CHECK(Value::absent().is_absent());
  CHECK(Value{} == Value::absent());
  for (const Value cell : {Value::boolean(false), Value::number(Rational{}), Value::whole(0), Value::date(Date{}),
                           Value::duration(Duration{}), Value::enum_case(0)}) {
    CHECK_FALSE(cell.is_absent());
    CHECK(cell != Value::absent());
  }
}

TEST_CASE("the classes of errors keep the order of the language") {
  constexpr std::string_view kOrder[] = {
      "missing_input",  "out_of_range",     "absent",  "assumption", "no_version", "repealed",
      "unknown_figure", "excluded",         "gap",     "overlap",    "several",    "conflict",
      "ambiguous_date", "division_by_zero", "inexact", "overflow"};
  REQUIRE(std::size(kOrder) == kRuntimeErrorClassCount);
  for (int i = 0; i < kRuntimeErrorClassCount; ++i) {
    const auto error_class = static_cast<RuntimeErrorClass>(i);
    const RuntimeErrorText& text = text_of(error_class);
    CHECK(text.name == kOrder[i]);
    CHECK_FALSE(text.french.empty());
    CHECK_FALSE(text.english.empty());
    CHECK(runtime_error_class_named(text.keyword) == error_class);
    CHECK(runtime_error_class_named(text.name) == error_class);
  }
  CHECK_FALSE(runtime_error_class_named("inconnue").has_value());
  CHECK(text_of(RuntimeErrorClass::unknown_figure).keyword == "inconnu");
}

TEST_CASE("of two reasons the smaller has the earlier class") {
  for (int i = 2; i <= static_cast<int>(ArithmeticError::overflow); ++i) {
    CHECK(error_class(static_cast<ArithmeticError>(i - 1)) <= error_class(static_cast<ArithmeticError>(i)));
  }
}

}  // namespace
}  // namespace avenant::value::testing
