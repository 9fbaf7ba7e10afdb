// The coverage of a project as a member of the JSON of `rulec test`; docs/commands.md describes it.
#pragma once

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/scenario/coverage/coverage.hpp"

namespace avenant::driver {

/// Writes the member `coverage` of the object that is open.
void write_coverage(const program::Package& package, const scenario::CoverageReport& report,
                    diagnostics::Language language, report::JsonWriter& json);

}  // namespace avenant::driver
