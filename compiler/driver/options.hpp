// What the command line asks for. Read next: options.def and commands.def, the tables; driver.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::driver {

/// One entry per command of commands.def, in its order.
enum class Command : std::uint8_t {
#define AVENANT_COMMAND(Name, name, arguments_fr, arguments_en, summary_fr, summary_en, detail_fr, detail_en) Name,
#include "compiler/driver/commands.def"
#undef AVENANT_COMMAND
};

enum class Format : std::uint8_t { Text, Json, Ndjson };
enum class SchemaForm : std::uint8_t { JsonSchema, Csv };
enum class Dump : std::uint8_t { None, Tree, Hir, Program };

/// The options of one run of rulec, checked for form only.
struct Options {
  Command command = Command::Help;
  std::vector<std::string> arguments;  ///< Paths, a code, or a command's name.
  Format format = Format::Text;
  SchemaForm schema_form = SchemaForm::JsonSchema;
  Dump dump = Dump::None;
  std::string dispositif;
  std::vector<std::string> results;  ///< Of --result and --variable.
  std::vector<std::string> inputs;
  std::string cases;  ///< Empty when not given.
  std::vector<std::string> readings;
  std::vector<std::string> figures;
  std::vector<std::string> drafts;
  std::string known_at;
  std::string at;
  std::string filter;
  std::string output;       ///< Empty when not given.
  bool check_only = false;  ///< Of fmt: --check.
  bool diff = false;
  bool help = false;
  diagnostics::Language language = diagnostics::Language::French;
};

/// The language that the arguments or the environment ask for, French by default: found before anything else, so that
/// messages about the command line are in it. `environment` is the value of LANG, or empty.
[[nodiscard]] diagnostics::Language find_language(std::span<const std::string> arguments, std::string_view environment);

/// Reads the arguments after the program's name. Nothing after a message about what is wrong with them.
[[nodiscard]] std::optional<Options> read_options(std::span<const std::string> arguments, std::string_view environment,
                                                  diagnostics::Sink& sink);

}  // namespace avenant::driver
