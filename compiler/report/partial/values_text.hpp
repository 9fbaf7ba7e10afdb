// Sets of values that are still possible, in words and as JSON: « de 0 € à 18 000 € », « tiers ou demi, ou absent ».
// Read next: partial_report.hpp.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/json_writer.hpp"
#include "runtime/eval/abstract_value.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// One value as people read it, booleans as yes and no; several as a list or as bounds, those that the type leaves open
/// left out; « toute valeur » where nothing is known; empty where no value is possible.
[[nodiscard]] std::string values_text(const program::Package& package, const program::Type& type,
                                      const eval::AbstractValue& values, diagnostics::Language language);

/// An object: `value` of one value; else `values`, a list, or `min` and `max` (`min_excluded`, `max_excluded`), or, of
/// sets, `surely` and `maybe`; `absent` is true where absent is possible too. Bounds that the type leaves open are left
/// out. Empty where no value is possible.
void write_values(const program::Package& package, const program::Type& type, const eval::AbstractValue& values,
                  diagnostics::Language language, JsonWriter& json);

}  // namespace avenant::report
