// The coverage of a project as text for people, in either language. JSON is the driver's, from the same data.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/scenario/coverage/coverage.hpp"

namespace avenant::scenario {

/// A table by text and article, then each thing that is missing with its place, then the total on the last line.
[[nodiscard]] std::string render_coverage(const program::Package& package, const CoverageReport& report,
                                          diagnostics::Language language);

/// What is missing of a goal, without its place: « condition « x » : jamais fausse ».
[[nodiscard]] std::string missing_text(const Goal& goal, diagnostics::Language language);

}  // namespace avenant::scenario
