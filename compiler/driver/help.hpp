// The help of rulec, from the tables of commands and options.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/driver/options.hpp"

namespace avenant::driver {

/// A command of commands.def.
struct CommandInfo {
  Command command;
  std::string_view name;
  std::string_view arguments_fr, arguments_en;
  std::string_view summary_fr, summary_en;
  std::string_view detail_fr, detail_en;
};

/// An option of options.def.
struct OptionInfo {
  std::string_view name;      ///< `--format`.
  std::string_view commands;  ///< Those that take it, between spaces, or " * ".
  std::string_view value_fr, value_en;
  std::string_view help_fr, help_en;
};

[[nodiscard]] const std::vector<CommandInfo>& all_commands();
[[nodiscard]] const std::vector<OptionInfo>& all_options();
[[nodiscard]] const CommandInfo& info(Command command);
[[nodiscard]] const CommandInfo* find_command(std::string_view name);
/// Whether a command takes an option.
[[nodiscard]] bool takes(const CommandInfo& command, const OptionInfo& option);

/// The exit codes, one a line: two spaces, the code, what it says.
[[nodiscard]] std::string_view exit_codes(diagnostics::Language language);
/// The forms of output, --format, that a command has; empty for one that has none.
[[nodiscard]] std::vector<std::string> message_formats(Command command);
/// The help of all commands.
[[nodiscard]] std::string general_help(diagnostics::Language language);
/// The help of one command: how it is written and its options.
[[nodiscard]] std::string command_help(const CommandInfo& command, diagnostics::Language language);
/// The one line that shows how a command is written.
[[nodiscard]] std::string usage_line(const CommandInfo& command, diagnostics::Language language);

}  // namespace avenant::driver
