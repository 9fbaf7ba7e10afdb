// A report of scenarios in the forms of the command line: JSON and workflow lines. Those of LCOV, JUnit and the page
// are in compiler/coverage.
#pragma once

#include <optional>
#include <string>

#include "compiler/driver/command.hpp"
#include "compiler/scenario/coverage/coverage.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::driver {

[[nodiscard]] std::string test_json(const Context& context, const scenario::Report& report,
                                    const std::optional<scenario::CoverageReport>& coverage,
                                    const program::Package& package);

/// One workflow line of GitHub for each expectation that is not met, then the count.
[[nodiscard]] std::string test_github(const Context& context, const scenario::Report& report);

}  // namespace avenant::driver
