// Values and places as JSON. Read next: json_writer.hpp.
#pragma once

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/json_writer.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// Writes a value of the type: exact numbers as digits, a fraction without decimals as a text, ISO dates, the names of
/// cases, null for absent.
void write_value(const program::Package& package, const program::Type& type, value::Value value,
                 diagnostics::Language language, JsonWriter& json);

/// Writes the members of a place: `article`, `heading`, `text`, `place`, those that are known. `text` is the place's own
/// where none is given.
void write_place(const program::Package& package, program::PlaceId place, program::TextId text, JsonWriter& json);

}  // namespace avenant::report
