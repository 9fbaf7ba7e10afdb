// A report of scenarios as text for people, in either language. JSON is the driver's, from the same data.
#pragma once

#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::scenario {

struct RenderOptions {
  diagnostics::Language language = diagnostics::Language::French;
  bool passed_too = false;  ///< A line for each scenario that passed; failures are always shown.
};

/// Each failure with what was expected and obtained and the article it comes from, then the totals on the last line.
[[nodiscard]] std::string render(const Report& report, const RenderOptions& options = {});

}  // namespace avenant::scenario
