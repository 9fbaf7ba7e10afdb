// Typed 32-bit ids into the arrays of a program, and the id "none". Read package.hpp next.
#pragma once

#include <cstdint>
#include <functional>

namespace avenant::program {

// An index into one array of a Package; the tag says which array, so that ids of two arrays never mix.
template <typename Tag>
struct Id {
  static constexpr std::uint32_t kNoneValue = 0xFFFFFFFFU;

  std::uint32_t value = kNoneValue;

  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : value(index) {}
  constexpr explicit Id(std::size_t index) : value(static_cast<std::uint32_t>(index)) {}

  // False for the id that names nothing.
  constexpr explicit operator bool() const { return value != kNoneValue; }
  friend constexpr bool operator==(Id left, Id right) { return left.value == right.value; }
  friend constexpr bool operator!=(Id left, Id right) { return left.value != right.value; }
  friend constexpr bool operator<(Id left, Id right) { return left.value < right.value; }
};

using StringId = Id<struct StringTag>;
using TypeId = Id<struct TypeTag>;
using ConstantId = Id<struct ConstantTag>;
using TextId = Id<struct TextTag>;
using PlaceId = Id<struct PlaceTag>;
// Sites are sorted by `finish()`: comparing two SiteId compares the places of errors.
using SiteId = Id<struct SiteTag>;
using EnumerationId = Id<struct EnumerationTag>;
using CaseId = Id<struct CaseTag>;
using AttributeId = Id<struct AttributeTag>;
using InputId = Id<struct InputTag>;
using ReadingId = Id<struct ReadingTag>;
using UnknownId = Id<struct UnknownTag>;
using VariableId = Id<struct VariableTag>;
using VersionId = Id<struct VersionTag>;
using RuleId = Id<struct RuleTag>;
using DerogationId = Id<struct DerogationTag>;
using ConditionId = Id<struct ConditionTag>;
using NodeId = Id<struct NodeTag>;
using PeriodId = Id<struct PeriodTag>;
using RangeId = Id<struct RangeTag>;
using TableId = Id<struct TableTag>;
using RowId = Id<struct RowTag>;
using SelectId = Id<struct SelectTag>;
using FamilyId = Id<struct FamilyTag>;
using NoticeId = Id<struct NoticeTag>;
using ReferenceTableId = Id<struct ReferenceTableTag>;
using ReferenceColumnId = Id<struct ReferenceColumnTag>;
using ListId = Id<struct ListTag>;
using ColumnId = Id<struct ColumnTag>;
using BinderId = Id<struct BinderTag>;

}  // namespace avenant::program

template <typename Tag>
struct std::hash<avenant::program::Id<Tag>> {
  std::size_t operator()(avenant::program::Id<Tag> id) const noexcept { return std::hash<std::uint32_t>{}(id.value); }
};
