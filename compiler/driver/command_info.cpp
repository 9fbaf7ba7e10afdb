// The commands that answer from tables: help, version, code.
#include <ostream>

#include "compiler/base/names.hpp"
#include "compiler/diagnostics/pages.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/completion.hpp"
#include "compiler/driver/help.hpp"

namespace avenant::driver {
namespace {

/// Codes whose digits are near: one digit wrong, else the same family.
std::vector<std::string> near_codes(const std::string& given) {
  std::vector<std::string> known;
  for (std::size_t i = 0; i < diagnostics::code_count(); ++i) {
    known.push_back(diagnostics::id(static_cast<diagnostics::Code>(i)));
  }
  return base::nearest_names(given, known);
}

/// A title without the facts of one message: `{name}` becomes an ellipsis.
std::string general_title(std::string_view title) {
  std::string text;
  bool inside = false;
  for (const char c : title) {
    if (c == '{') text += "…";
    inside = c == '{' || (inside && c != '}');
    if (!inside && c != '}') text += c;
  }
  return text;
}

}  // namespace

int run_help(Context& context) {
  const Options& options = context.options;
  if (options.arguments.empty()) {
    context.out << general_help(options.language);
    return kDone;
  }
  const CommandInfo* command = find_command(options.arguments.front());
  if (command != nullptr) {
    context.out << command_help(*command, options.language);
    return kDone;
  }
  diagnostics::Sink sink;
  std::vector<std::string> names;
  for (const CommandInfo& known : all_commands()) names.emplace_back(known.name);
  sink.report(diagnostics::Code::UnknownCommand)
      .with("name", options.arguments.front())
      .suggest(base::nearest_names(options.arguments.front(), names));
  print_messages(context, sink);
  return kUsage;
}

int run_completion(Context& context) {
  const std::string& shell = context.options.arguments.front();
  if (const auto script = completion_script(shell, context.options.language)) {
    context.out << *script;
    return kDone;
  }
  diagnostics::Sink sink;
  sink.report(diagnostics::Code::UnknownShell)
      .with("name", shell)
      .suggest(base::nearest_names(shell, {"bash", "zsh", "fish"}));
  print_messages(context, sink);
  return kUsage;
}

int run_man(Context& context) {
  context.out << man_page(context.options.language, AVENANT_VERSION);
  return kDone;
}

int run_version(Context& context) {
  context.out << "rulec " << AVENANT_VERSION << "\n";
  return kDone;
}

int run_code(Context& context) {
  const std::string& given = context.options.arguments.front();
  const std::optional<diagnostics::Code> code = diagnostics::find_code(given);
  if (!code) {
    diagnostics::Sink sink;
    sink.report(diagnostics::Code::UnknownDiagnosticCode).with("name", given).suggest(near_codes(given));
    print_messages(context, sink);
    return kUsage;
  }
  const diagnostics::CodeInfo& entry = diagnostics::info(*code);
  const bool french = context.options.language == diagnostics::Language::French;
  context.out << diagnostics::id(*code) << (french ? "\u00A0: " : ": ")
              << general_title(french ? entry.title_fr : entry.title_en) << "\n\n";
  const std::string_view page = diagnostics::page(*code, context.options.language);
  const std::string_view help = french ? entry.help_fr : entry.help_en;
  if (!page.empty()) {
    context.out << page;
    if (!page.ends_with('\n')) context.out << "\n";
  } else if (!help.empty()) {
    context.out << help << "\n";
  }
  return kDone;
}

}  // namespace avenant::driver
