// What every generated program declares: texts, enumerations, tables of data files, readings, figures, inputs, lists.
#pragma once

#include "runtime/program/builder.hpp"
#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// To call once, on an empty builder, before the functions below.
void declare_world(program::PackageBuilder& builder);

program::TypeId type_of(program::PackageBuilder& builder, Kind kind);
// The input list of which there are lists, and elements, of that kind.
program::ListId list_of(Kind kind);
// The range that `in_range` names by a number below kRanges.
program::RangeId range_of(program::PackageBuilder& builder, std::uint32_t index);
// The place of an offset, in the text that the offset says.
program::PlaceId place_at(program::PackageBuilder& builder, std::uint32_t offset);

}  // namespace avenant::engines
