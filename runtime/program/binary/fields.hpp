// The fields of the records of a package, one by one: what its writer, its reader and its checks walk. Made from
// records.def. Read package_file.hpp first, for what a stored package is.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>

#include "runtime/program/package.hpp"
#include "runtime/program/text_words.hpp"

namespace avenant::program::binary {

// For arrays whose records no id names.
struct NoId {};

// The words of the closed sets that the text form has no need of.
inline constexpr std::array<std::string_view, 8> kTypeKindWords = {"boolean",     "number", "date", "duration",
                                                                   "enumeration", "set",    "list", "element"};
inline constexpr std::array<std::string_view, 3> kSubjectKindWords = {"none", "input", "variable"};
inline constexpr std::array<std::string_view, 2> kFamilyKindWords = {"input", "variable"};
// Modes of comparisons: the other modes have words in text_words.hpp.
inline constexpr std::array<std::string_view, 3> kComparisonWords = {"number", "ordinal", "duration"};

// The number of enumerators of a closed set.
template <class Enumeration>
struct EnumerationSize;
#define AVENANT_ENUMERATION(Type, words) \
  template <>                            \
  struct EnumerationSize<Type> : std::integral_constant<std::size_t, words.size()> {};
#include "runtime/program/binary/enumerations.def"
#define OP(...) +1
template <>
struct EnumerationSize<Op> : std::integral_constant<std::size_t, 0
#include "runtime/program/op.def"
                                                    > {
};
template <>
struct EnumerationSize<value::RuntimeErrorClass>
    : std::integral_constant<std::size_t, std::size_t{value::kRuntimeErrorClassCount}> {};

template <class T>
inline constexpr bool kIsId = false;
template <class Tag>
inline constexpr bool kIsId<Id<Tag>> = true;

// AVENANT_FOR_EACH(m, a, b, …) is m(a) m(b) …, for up to 64 arguments.
#define AVENANT_PARENTHESES ()
#define AVENANT_EXPAND(...) AVENANT_EXPAND_3(AVENANT_EXPAND_3(AVENANT_EXPAND_3(AVENANT_EXPAND_3(__VA_ARGS__))))
#define AVENANT_EXPAND_3(...) AVENANT_EXPAND_2(AVENANT_EXPAND_2(AVENANT_EXPAND_2(AVENANT_EXPAND_2(__VA_ARGS__))))
#define AVENANT_EXPAND_2(...) AVENANT_EXPAND_1(AVENANT_EXPAND_1(AVENANT_EXPAND_1(AVENANT_EXPAND_1(__VA_ARGS__))))
#define AVENANT_EXPAND_1(...) __VA_ARGS__
#define AVENANT_FOR_EACH(macro, ...) __VA_OPT__(AVENANT_EXPAND(AVENANT_FOR_EACH_NEXT(macro, __VA_ARGS__)))
#define AVENANT_FOR_EACH_NEXT(macro, first, ...) \
  macro(first) __VA_OPT__(AVENANT_FOR_EACH_AGAIN AVENANT_PARENTHESES(macro, __VA_ARGS__))
#define AVENANT_FOR_EACH_AGAIN() AVENANT_FOR_EACH_NEXT

// Calls visit(name, field) for each field of a record, in the order of the file. `Record` may be const.
template <class Record, class Visit>
constexpr void visit_fields(Record& record, Visit&& visit) {
  using Plain = std::remove_const_t<Record>;
  if constexpr (false) {
#define AVENANT_FIELD(field) visit(std::string_view(#field), record.field);
#define AVENANT_RECORD(Type, ...)                   \
  }                                                 \
  else if constexpr (std::is_same_v<Plain, Type>) { \
    AVENANT_FOR_EACH(AVENANT_FIELD, __VA_ARGS__)
#include "runtime/program/binary/records.def"
#undef AVENANT_FIELD
  } else {
    // Ids, numbers and characters are records of one field without a name.
    static_assert(kIsId<Plain> || std::is_same_v<Plain, std::uint32_t> || std::is_same_v<Plain, std::int64_t> ||
                      std::is_same_v<Plain, char>,
                  "a record that records.def does not list");
    visit(std::string_view(), record);
  }
}

// The bytes that a record takes in a package.
template <class Record>
constexpr std::size_t record_size() {
  std::size_t size = 0;
  Record record{};
  visit_fields(record, [&size](std::string_view, const auto& field) { size += sizeof field; });
  return size;
}

#define AVENANT_SECTION(tag, member, Record, IdType, since)                                                          \
  static_assert(record_size<Record>() == sizeof(Record), "a member is not in records.def, or a struct has padding"); \
  static_assert(std::string_view(tag).size() == 4, "a tag has four letters");
#include "runtime/program/binary/sections.def"

// The number of records that an id of that kind may name.
template <class IdType>
std::size_t store_size(const Package& package) {
  if constexpr (false) {
#define AVENANT_SECTION(tag, member, Record, SectionId, since) \
  }                                                            \
  else if constexpr (std::is_same_v<IdType, SectionId>) {      \
    return package.member.size();
#include "runtime/program/binary/sections.def"
  } else {
    static_assert(std::is_same_v<IdType, NoId>, "an id that sections.def does not list");
  }
}

}  // namespace avenant::program::binary
