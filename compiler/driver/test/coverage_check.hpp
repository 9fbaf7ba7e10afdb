// Whether scenarios cover as much as --min asks for. Read next: coverage_floor.hpp.
#pragma once

#include "compiler/driver/command.hpp"
#include "compiler/scenario/coverage/coverage.hpp"

namespace avenant::driver {

/// Reports each floor that is not reached, with how many points are lacking and the first of them; true where none is.
[[nodiscard]] bool check_coverage(const Context& context, const program::Package& package,
                                  const scenario::CoverageReport& report);

}  // namespace avenant::driver
