// What `run` and `explain` share: the dispositif, the results asked for, the choices of the run.
// Read next: run/case_stream.hpp, the cases.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "compiler/cases/raw_case.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/result_view.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::driver {

/// The choices of one run, resolved against the program.
struct RunSetup {
  std::string dispositif;
  std::vector<report::ResultView> views;
  std::vector<program::InputId> facts;  ///< Of explain: facts asked for by name.
  bool facts_only = false;              ///< Only facts were; `views` are then all public results, which may read them.
  eval::RunOptions options;
  std::vector<cases::RawEntry> inputs;  ///< Of --input.
};

/// The dispositif that the options name, or the only one; nothing after a message in `sink`.
[[nodiscard]] std::optional<std::string> choose_dispositif(const Context& context, const program::Package& package,
                                                           diagnostics::Sink& sink);

/// Resolves the options; nothing, and an exit code in `code`, after messages in `sink`.
[[nodiscard]] std::optional<RunSetup> set_up(const Context& context, const program::Package& package,
                                             diagnostics::Sink& sink, int& code);

/// As set_up, without dispositif and results.
[[nodiscard]] std::optional<RunSetup> set_up_choices(const Context& context, const program::Package& package,
                                                     diagnostics::Sink& sink, int& code);

/// The values of --input, which every case has; absent ones are left out, for a case may have them. Nothing where a
/// value cannot be read or is out of its range, or a name says nothing: the messages are in `sink`.
[[nodiscard]] std::vector<std::pair<program::InputId, std::optional<value::Value>>> same_inputs(
    const program::Package& package, const RunSetup& setup, diagnostics::Sink& sink);

/// A program opened, with the choices of the run.
struct OpenedRun {
  const program::Package& package;  ///< Belongs to the context.
  RunSetup setup;
};

/// Opens the program and resolves the options. Prints what is wrong with either, and then gives nothing, and an exit
/// code in `code`.
[[nodiscard]] std::optional<OpenedRun> open_run(Context& context, int& code);

/// The exit code of a run that came to its end.
[[nodiscard]] int exit_code_of(const FaultReport& faults, const report::ErrorCounts& counts);

}  // namespace avenant::driver
