// The types of a program's values. A type says how the 16 bytes of a `value::Value` are read. Read op.def next.
#pragma once

#include <cstdint>

#include "runtime/program/ids.hpp"

namespace avenant::program {

enum class TypeKind : std::uint8_t {
  kBoolean,
  kNumber,
  kDate,
  kDuration,
  kEnumeration,
  kSet,      // a set of cases of one enumeration of at most 128 cases
  kList,     // some of the elements of one input list, in its order
  kElement,  // one element of one input list
};

// One type. Types are interned: two equal types have one TypeId.
struct Type {
  TypeKind kind = TypeKind::kBoolean;
  // `facultatif`: the value may be absent. Never true of sets and lists.
  bool optional = false;
  std::uint16_t reserved = 0;
  // Of kEnumeration and kSet; none otherwise.
  EnumerationId enumeration;
  // Of kNumber: 0 is any rational, D > 0 is a rational whose denominator divides D (1 whole, 100 cents).
  std::int64_t grain = 0;
  // Of kNumber: the unit, for display only; units are checked before the program is built. None: no unit.
  StringId unit;
  // Of kList and kElement: the input list that the elements are of; none otherwise.
  ListId list;

  friend bool operator==(const Type& left, const Type& right) {
    return left.kind == right.kind && left.optional == right.optional && left.enumeration == right.enumeration &&
           left.grain == right.grain && left.unit == right.unit && left.list == right.list;
  }
};
static_assert(sizeof(Type) == 24);

}  // namespace avenant::program
