// Cases that are not wholly known: `rulec questions` and `rulec run --partial`.
// Read next: compiler/report/partial/partial_report.hpp.
#pragma once

#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run_setup.hpp"

namespace avenant::driver {

/// Writes what is certain and possible of every case, and for `questions` what to ask. Gives the exit code, but for
/// what writing adds: errors that are not certain are none.
[[nodiscard]] int decide_partial_cases(Context& context, const program::Package& package, const RunSetup& setup,
                                       std::ostream& out, FaultReport& faults);

}  // namespace avenant::driver
