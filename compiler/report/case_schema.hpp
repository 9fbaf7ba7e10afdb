// What a case of a dispositif looks like, for other programs: a JSON Schema, and the header of a CSV file.
// Read next: compiler/cases/raw_case.hpp, for the addresses of inputs.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// The JSON Schema (draft 2020-12) of one case of a dispositif: its canonical form, which is nested objects, exact
/// names, JSON numbers and ISO dates; what it accepts, a run reads. No input is required: one that is not given is an
/// error only for results that read it. Indented, ended by a line break. Linear in inputs and cases.
[[nodiscard]] std::string case_schema(const program::Package& package, std::string_view dispositif,
                                      diagnostics::Language language);

/// The first line of a CSV file of cases: `id`, then the address of every input, parted by commas and quoted where
/// needed.
[[nodiscard]] std::string csv_header(const program::Package& package, std::string_view dispositif);

}  // namespace avenant::report
