// What `run` and `explain` share: the dispositif, the results asked for, the choices of the run.
// Read next: run/case_stream.hpp, the cases.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/raw_case.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::driver {

/// The choices of one run, resolved against the program.
struct RunSetup {
  std::string dispositif;
  std::vector<report::ResultView> views;
  eval::RunOptions options;
  std::vector<cases::RawEntry> inputs;  ///< Of --input.
};

/// The dispositif that the options name, or the only one; nothing after a message in `sink`.
[[nodiscard]] std::optional<std::string> choose_dispositif(const Context& context, const program::Package& package,
                                                           diagnostics::Sink& sink);

/// Resolves the options; nothing, and an exit code in `code`, after messages in `sink`.
[[nodiscard]] std::optional<RunSetup> set_up(const Context& context, const program::Package& package,
                                             diagnostics::Sink& sink, int& code);

}  // namespace avenant::driver
