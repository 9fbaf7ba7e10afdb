// What the command line asks for. Read next: options.def and commands.def, the tables; driver.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/driver/test/coverage_floor.hpp"
#include "compiler/explore/neighbourhood.hpp"
#include "runtime/engine/shared_code.hpp"

namespace avenant::driver {

/// One entry per command of commands.def, in its order.
enum class Command : std::uint8_t {
#define AVENANT_COMMAND(Name, name, arguments_fr, arguments_en, summary_fr, summary_en, detail_fr, detail_en) Name,
#include "compiler/driver/commands.def"
#undef AVENANT_COMMAND
};

/// Whether the command decides cases, so that its messages are mostly about them.
[[nodiscard]] constexpr bool works_on_cases(Command command) {
  return command == Command::Run || command == Command::Explain || command == Command::Questions ||
         command == Command::Calendar || command == Command::Diff || command == Command::Sweep;
}

enum class Format : std::uint8_t {
  Text,
  Json,
  Ndjson,
  Csv,
  CsvFrench,
  Sarif,
  Github,
  Ical,
  Markdown,
  Html,
  Trace,
  Svg,
  Dot,
  Lcov,
  Junit
};
enum class SchemaForm : std::uint8_t { JsonSchema, Csv };
enum class InputFormat : std::uint8_t { Unknown, Json, Csv };
enum class InputEncoding : std::uint8_t { Utf8, Latin1 };
enum class Color : std::uint8_t { Auto, Always, Never };
enum class Dump : std::uint8_t { None, Tree, Hir, Program };

/// The options of one run of rulec, checked for form only.
struct Options {
  Command command = Command::Help;
  std::vector<std::string> arguments;  ///< Paths, a code, or a command's name.
  Format format = Format::Text;
  SchemaForm schema_form = SchemaForm::JsonSchema;
  Dump dump = Dump::None;
  Color color = Color::Auto;
  std::string dispositif;
  std::vector<std::string> results;  ///< Of --result and --variable.
  std::vector<std::string> inputs;
  std::string cases;  ///< Empty when not given.
  InputFormat input_format = InputFormat::Unknown;
  InputEncoding encoding = InputEncoding::Utf8;
  std::string separator;  ///< `,`, `;` or `tab`; empty when not given.
  std::string id_column;
  std::string output;                     ///< A path; empty: standard output.
  std::string record;                     ///< Of run: a folder; empty when not given.
  std::string rules;                      ///< Of replay: a path; empty: the current folder.
  std::string rejects;                    ///< A path; empty when not given.
  std::optional<std::size_t> max_errors;  ///< Messages shown; of cases, faults of each kind.
  bool progress = false;
  std::size_t threads = 0;                        ///< Of run; 0: one for each core.
  engine::Choice engine = engine::Choice::kAuto;  ///< Of run.
  bool line_tables = false;                       ///< Of run: in compiled code.
  bool brief = false;
  bool error_columns = false;
  std::vector<std::string> readings;
  std::vector<std::string> figures;
  std::vector<std::string> drafts;
  std::string known_at;
  std::string at;
  std::vector<std::string> after;  ///< Of ir: names of passes.
  std::string filter;
  bool as_scenario = false;                 ///< Of run.
  std::string scenario_title;               ///< Empty: the case's own.
  bool ask = false;                         ///< Of questions.
  bool coverage = false;                    ///< Of test.
  std::vector<CoverageFloor> min_coverage;  ///< Of test: at most one a kind.
  std::vector<std::string> for_addresses;   ///< Of scenarios.
  std::string write;                        ///< Of scenarios: a path; empty: standard output.
  bool partial = false;                     ///< Of run.
  bool check_only = false;                  ///< Of fmt: --check.
  bool diff = false;
  std::string between;  ///< Of diff: two days.
  std::string and_day;
  std::string without;                                      ///< Of diff: a text.
  std::vector<std::string> known_days;                      ///< Of diff: --known-at, once or twice.
  std::vector<std::string> compared_readings;               ///< Of diff: --readings.
  bool exit_code = false;                                   ///< Of diff.
  std::size_t max_cases = 20;                               ///< Of diff: changed cases shown.
  bool no_remedies = false;                                 ///< Of explain.
  explore::Direction direction = explore::Direction::Both;  ///< Of graph.
  std::optional<std::uint32_t> depth;                       ///< Of graph; else as far as the picture stays readable.
  std::string from;                                         ///< Of sweep: a value, or empty.
  std::string to;
  std::string one_case;                 ///< Of sweep: an identifier or a rank, or empty.
  std::optional<std::size_t> max_work;  ///< Of sweep: evaluations for one result.
  bool help = false;
  diagnostics::Language language = diagnostics::Language::French;
};

/// The language that the arguments or the environment ask for, French by default: found before anything else, so that
/// messages about the command line are in it. `environment` is the value of LANG, or empty.
[[nodiscard]] diagnostics::Language find_language(std::span<const std::string> arguments, std::string_view environment);

/// The colours that the arguments ask for, found before anything else like the language.
[[nodiscard]] Color find_color(std::span<const std::string> arguments);

/// Reads the arguments after the program's name. Nothing after a message about what is wrong with them.
[[nodiscard]] std::optional<Options> read_options(std::span<const std::string> arguments, std::string_view environment,
                                                  diagnostics::Sink& sink);

}  // namespace avenant::driver
