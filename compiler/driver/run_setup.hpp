// What `run` and `explain` share: the dispositif, the results asked for, the choices of the run, and the cases.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
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

/// Calls `on_case` with each case of --cases, or with the one that --input describes; it returns false to stop.
/// Messages about the data are printed after the last case, at most 200 of them. Returns whether all data were
/// readable.
bool for_each_case(Context& context, const program::Package& package, const RunSetup& setup,
                   const std::function<bool(const cases::BoundCase&)>& on_case);

}  // namespace avenant::driver
