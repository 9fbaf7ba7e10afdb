// rulec as a function: the arguments and streams in, the exit code out. Nothing escapes it, no exception either.
// Read next: options.hpp; command.hpp and one file a command.
#pragma once

#include <iosfwd>
#include <span>
#include <string>

#include "compiler/session/file_system.hpp"

namespace avenant::driver {

/// What rulec gives back to the shell; docs/commands.md says when.
enum ExitCode : int {
  kDone = 0,
  kRulesHaveErrors = 1,
  kUsage = 2,
  kScenariosFailed = 3,
  kSweepUnresolved = 3,  ///< Something asked for could not be shown either.
  kBadData = 4,
  kRunTimeError = 5,
  kInternal = 10,
  kInterrupted = 130,
};

/// The world around a run: what differs between a terminal and a test.
struct Environment {
  std::string language;                              ///< The value of LANG.
  bool color_messages = false;                       ///< Whether `err` is a terminal that shows colours.
  bool color_results = false;                        ///< Whether `out` is one.
  bool messages_on_terminal = false;                 ///< Whether `err` is a terminal.
  bool results_on_terminal = false;                  ///< Whether `out` is one.
  int input_descriptor = -1;                         ///< What `in` reads, if it is a file descriptor.
  bool case_by_case = false;                         ///< Columns are not used: for comparing both ways.
  const session::FileSystem* file_system = nullptr;  ///< Null: the machine's own.
};

/// Runs one command. `arguments` are those after the program's name. Results go to `out`, messages to `err`, `in` is
/// read for
/// `--cases -`. Gives an ExitCode.
int run_command(std::span<const std::string> arguments, std::istream& in, std::ostream& out, std::ostream& err,
                const Environment& environment = {});

}  // namespace avenant::driver
