// Completion scripts and the man page, from the same tables as the help. Read next: help.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/driver/help.hpp"

namespace avenant::driver {

/// The values that an option of a command can take, where they are a closed list; else empty.
[[nodiscard]] std::vector<std::string> values_of(const CommandInfo& command, const OptionInfo& option);

/// The script that completes commands, options, their values and paths in bash, zsh or fish; nothing for another shell.
[[nodiscard]] std::optional<std::string> completion_script(std::string_view shell, diagnostics::Language language);

/// The man page rulec(1), in the man macros of groff and mandoc.
[[nodiscard]] std::string man_page(diagnostics::Language language, std::string_view version);

}  // namespace avenant::driver
