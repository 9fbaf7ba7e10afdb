// The only file that includes CLI11. Its own messages are English only, so each of its errors becomes one of ours.
#include "compiler/driver/options.hpp"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "compiler/base/names.hpp"
#include "compiler/driver/help.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Language;
using diagnostics::Sink;

/// The values of one parse, before they are checked.
struct Values {
  std::map<std::string_view, std::vector<std::string>> texts;  // by option name
  std::map<std::string_view, bool> switches;                   // by option name
  std::map<std::string_view, std::optional<std::string>> optional_texts;
  std::vector<std::string> arguments;

  [[nodiscard]] bool has(std::string_view name) const {
    const auto place = switches.find(name);
    return place != switches.end() && place->second;
  }
  [[nodiscard]] std::string last(std::string_view name) const {
    const auto place = texts.find(name);
    return place == texts.end() || place->second.empty() ? std::string() : place->second.back();
  }
  [[nodiscard]] std::vector<std::string> all(std::string_view name) const {
    const auto place = texts.find(name);
    return place == texts.end() ? std::vector<std::string>() : place->second;
  }
};

void add_options(CLI::App& app, const CommandInfo& command, Values& values) {
  app.set_help_flag();
  app.allow_extras();
  for (const OptionInfo& option : all_options()) {
    if (!takes(command, option)) continue;
    if (option.value_fr.starts_with("[=")) continue;  // take_optional_values() has read it.
    if (option.value_fr.empty()) {
      // `-h` too asks for help.
      const std::string name = std::string(option.name) + (option.name == "--help" ? ",-h" : "");
      app.add_flag(name, values.switches[option.name]);
    } else {
      const std::string names = option.name == "--output" ? "--output,-o" : std::string(option.name);
      app.add_option(names, values.texts[option.name])->allow_extra_args(false);
    }
  }
  app.add_option("arguments", values.arguments);
}

/// Takes out the switches that may hold a value, after `=` only, so that what follows one stays an argument. CLI11
/// cannot tell the two apart.
std::vector<std::string> take_optional_values(const CommandInfo& command, std::span<const std::string> arguments,
                                              Values& values) {
  std::vector<std::string> others;
  for (const std::string& argument : arguments) {
    const auto place = std::find_if(all_options().begin(), all_options().end(), [&](const OptionInfo& option) {
      return option.value_fr.starts_with("[=") && takes(command, option) &&
             (argument == option.name || argument.starts_with(std::string(option.name) + "="));
    });
    if (place == all_options().end()) {
      others.push_back(argument);
    } else {
      values.optional_texts[place->name] = argument.substr(std::min(argument.size(), place->name.size() + 1));
    }
  }
  return others;
}

/// The option that a CLI11 error is about: what precedes the colon of its text.
std::string option_of(const CLI::Error& error) {
  const std::string text = error.what();
  const std::size_t dashes = text.find("--");
  if (dashes == std::string::npos) return text;
  return text.substr(dashes, text.find_first_of(": ,", dashes) - dashes);
}

void report_parse_error(const CLI::Error& error, const CommandInfo& command, Sink& sink) {
  const std::string name = option_of(error);
  const auto& options = all_options();
  const auto place = std::find_if(options.begin(), options.end(), [&](const OptionInfo& o) { return o.name == name; });
  const bool is_switch = place != options.end() && place->value_fr.empty();
  sink.report(is_switch ? Code::OptionWithoutValue : Code::OptionNeedsValue)
      .with("name", name)
      .with("command", command.name);
}

/// Reports an argument that nothing takes: an option that the command has not.
void report_extra(const std::string& extra, const CommandInfo& command, Sink& sink) {
  const std::string name = extra.substr(0, extra.find('='));
  std::vector<std::string> known;
  for (const OptionInfo& option : all_options()) {
    if (takes(command, option)) known.emplace_back(option.name);
  }
  sink.report(Code::UnknownOption)
      .with("name", name)
      .with("command", command.name)
      .suggest(base::nearest_names(name, known));
}

template <class T>
struct Choice {
  std::string_view name;
  T value;
};

/// Sets `target` to the choice named, or reports. An option that is not given leaves it as it is.
template <class T>
void choose(const Values& values, std::string_view option, std::initializer_list<Choice<T>> choices, T& target,
            Sink& sink) {
  const std::string given = values.last(option);
  if (given.empty() && values.all(option).empty()) return;
  std::string names;
  for (const Choice<T>& choice : choices) {
    if (choice.name == given) {
      target = choice.value;
      return;
    }
    names += (names.empty() ? "" : ", ") + std::string(choice.name);
  }
  sink.report(Code::BadOptionValue).with("name", option).with("value", given).with("choices", names);
}

/// The forms of commands that speak of rules rather than of cases.
void choose_message_format(const CommandInfo& command, const Values& values, Format& format, Sink& sink) {
  if (command.command == Command::Test) {
    choose<Format>(values, "--format",
                   {{"text", Format::Text},
                    {"json", Format::Json},
                    {"github", Format::Github},
                    {"junit", Format::Junit},
                    {"lcov", Format::Lcov},
                    {"html", Format::Html}},
                   format, sink);
    return;
  }
  choose<Format>(values, "--format",
                 {{"text", Format::Text}, {"json", Format::Json}, {"sarif", Format::Sarif}, {"github", Format::Github}},
                 format, sink);
}

/// Of cases, any number, 0 for none; of rules, at least one message.
void read_max_errors(const CommandInfo& command, const Values& values, std::optional<std::size_t>& target, Sink& sink) {
  constexpr std::size_t kMost = 100'000;
  if (values.all("--max-errors").empty()) return;
  const bool of_cases = works_on_cases(command.command);
  const std::string given = values.last("--max-errors");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (error == std::errc() && end == given.data() + given.size() && (of_cases || (number >= 1 && number <= kMost))) {
    target = number;
    return;
  }
  sink.report(Code::ExpectedCount).with("name", "--max-errors").with("value", given);
}

/// A number of threads, 0 for as many as there are cores.
void read_threads(const Values& values, Options& options, Sink& sink) {
  if (values.all("--threads").empty()) return;
  const std::string given = values.last("--threads");
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), options.threads);
  if (error == std::errc() && end == given.data() + given.size()) return;
  sink.report(Code::ExpectedCount).with("name", "--threads").with("value", given);
}

/// What a partial run cannot write: forms that hold one value for each result. A conversation is about one case.
void check_partial(const Options& options, Sink& sink) {
  const auto is_not_asked = [&](std::string_view name) {
    sink.report(Code::OptionsExcludeEachOther).with("first", name).with("second", "--ask");
  };
  if (options.ask && !options.cases.empty()) is_not_asked("--cases");
  if (options.ask && options.format != Format::Text) is_not_asked("--format");
  if (!options.partial) return;
  const auto refuse = [&](std::string_view name) {
    sink.report(Code::OptionsExcludeEachOther).with("first", name).with("second", "--partial");
  };
  if (options.as_scenario) refuse("--as-scenario");
  if (!options.record.empty()) refuse("--record");
  if (options.brief) refuse("--brief");
  if (options.error_columns) refuse("--error-columns");
  if (options.format == Format::Csv) refuse("--format csv");
  if (options.format == Format::CsvFrench) refuse("--format csv-fr");
}

/// Percentages, of all or of one kind, which need coverage: --coverage, or a form that says nothing else.
void read_coverage(const Values& values, Options& options, Sink& sink) {
  options.coverage = values.has("--coverage") || (options.command == Command::Test &&
                                                  (options.format == Format::Lcov || options.format == Format::Html));
  if (!values.all("--min").empty() && !options.coverage) {
    sink.report(Code::OptionNeedsAnother).with("first", "--min").with("second", "--coverage");
  }
  for (const std::string& given : values.all("--min")) {
    const std::optional<CoverageFloor> floor = parse_coverage_floor(given);
    if (!floor) {
      sink.report(Code::ExpectedPercentage).with("name", "--min").with("value", given);
      continue;
    }
    const bool again = std::any_of(options.min_coverage.begin(), options.min_coverage.end(),
                                   [&](const CoverageFloor& known) { return known.kind == floor->kind; });
    if (again) sink.report(Code::OptionGivenTwice).with("name", "--min " + given);
    options.min_coverage.push_back(*floor);
  }
}

void check_single(const CommandInfo& command, const Values& values, Sink& sink) {
  for (const std::string_view name :
       {"--format",  "--dump",         "--dispositif", "--cases",      "--known-at", "--at",
        "--filter",  "--input-format", "--separator",  "--encoding",   "--id",       "--output",
        "--rejects", "--threads",      "--engine",     "--max-errors", "--color",    "--record",
        "--rules",   "--depth",        "--direction",  "--write"}) {
    const bool may_be_two = command.command == Command::Diff && name == "--known-at";
    if (values.all(name).size() > 1 && !may_be_two) sink.report(Code::OptionGivenTwice).with("name", name);
  }
}

void check_arguments(const CommandInfo& command, const Values& values, Language language, Sink& sink) {
  const bool several = command.arguments_fr.find("…") != std::string_view::npos;
  if (command.command == Command::Sweep) {
    // The last argument is the input; a path may precede it.
    const std::string_view name = language == Language::French ? "ENTRÉE" : "INPUT";
    if (values.arguments.empty()) sink.report(Code::MissingArgument).with("name", name).with("command", command.name);
    if (values.arguments.size() > 2) {
      sink.report(Code::UnexpectedArgument).with("name", values.arguments[2]).with("command", command.name);
    }
    return;
  }
  const bool needless = command.arguments_fr.empty() || command.arguments_fr.starts_with("[");
  const bool maybe_two = command.arguments_fr.find(" [") != std::string_view::npos;
  const std::size_t one = command.arguments_fr.empty() ? 0U : (maybe_two ? 2U : 1U);
  const std::size_t most = several ? values.arguments.size() : one;
  if (values.arguments.empty() && !needless) {
    const std::string_view name = language == Language::French ? command.arguments_fr : command.arguments_en;
    sink.report(Code::MissingArgument).with("name", name).with("command", command.name);
  }
  if (values.arguments.size() > most) {
    sink.report(Code::UnexpectedArgument).with("name", values.arguments[most]).with("command", command.name);
  }
}

/// The options about reading and writing many cases.
void read_data_options(const Values& values, Options& options, Sink& sink) {
  options.id_column = values.last("--id");
  options.output = values.last("--output");
  options.rejects = values.last("--rejects");
  options.record = values.last("--record");
  options.rules = values.last("--rules");
  options.progress = values.has("--progress");
  options.brief = values.has("--brief");
  options.error_columns = values.has("--error-columns");
  options.line_tables = values.has("--line-tables");
  read_threads(values, options, sink);
  choose<engine::Choice>(values, "--engine",
                         {{"interpreter", engine::Choice::kInterpreter},
                          {"native", engine::Choice::kNative},
                          {"auto", engine::Choice::kAuto}},
                         options.engine, sink);
  choose<InputFormat>(values, "--input-format",
                      {{"csv", InputFormat::Csv}, {"json", InputFormat::Json}, {"ndjson", InputFormat::Json}},
                      options.input_format, sink);
  choose<InputEncoding>(values, "--encoding", {{"utf-8", InputEncoding::Utf8}, {"latin1", InputEncoding::Latin1}},
                        options.encoding, sink);
  choose<std::string>(values, "--separator", {{";", ";"}, {",", ","}, {"tab", "tab"}}, options.separator, sink);
  if (!options.output.empty() && options.output == options.rejects) {
    sink.report(Code::SameFileTwice).with("first", "--output").with("second", "--rejects");
  }
}

/// What a comparison is between. The dates of knowledge may be two.
void read_diff_options(const Values& values, Options& options, Sink& sink) {
  options.between = values.last("--between");
  options.and_day = values.last("--and");
  options.without = values.last("--without");
  options.known_days = values.all("--known-at");
  options.known_at.clear();
  options.compared_readings = values.all("--readings");
  options.exit_code = values.has("--exit-code");
  for (const std::string_view name : {"--between", "--and", "--without", "--max-cases"}) {
    if (values.all(name).size() > 1) sink.report(Code::OptionGivenTwice).with("name", name);
  }
  if (values.all("--max-cases").empty()) return;
  const std::string given = values.last("--max-cases");
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), options.max_cases);
  if (error == std::errc() && end == given.data() + given.size()) return;
  sink.report(Code::ExpectedCount).with("name", "--max-cases").with("value", given);
}

/// How far a picture goes, and on which sides.
void read_graph_options(const Values& values, Options& options, Sink& sink) {
  options.format = Format::Svg;
  choose<Format>(values, "--format",
                 {{"svg", Format::Svg}, {"text", Format::Text}, {"dot", Format::Dot}, {"json", Format::Json}},
                 options.format, sink);
  choose<explore::Direction>(values, "--direction",
                             {{"both", explore::Direction::Both},
                              {"depends", explore::Direction::Depends},
                              {"used", explore::Direction::Used}},
                             options.direction, sink);
  if (values.all("--depth").empty()) return;
  constexpr std::uint32_t kMost = 64;
  const std::string given = values.last("--depth");
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
  // Farther than the most that a picture shows is as far as that.
  if (error == std::errc::result_out_of_range) number = kMost;
  if (error != std::errc::invalid_argument && end == given.data() + given.size()) {
    options.depth = std::min(number, kMost);
    return;
  }
  sink.report(Code::ExpectedCount).with("name", "--depth").with("value", given);
}

/// What moves, and how far.
void read_sweep_options(const Values& values, Options& options, Sink& sink) {
  options.from = values.last("--from");
  options.to = values.last("--to");
  options.one_case = values.last("--case");
  for (const std::string_view name : {"--from", "--to", "--case", "--max-work"}) {
    if (values.all(name).size() > 1) sink.report(Code::OptionGivenTwice).with("name", name);
  }
  if (values.all("--max-work").empty()) return;
  const std::string given = values.last("--max-work");
  std::size_t number = 0;
  const auto [end, error] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (error == std::errc() && end == given.data() + given.size() && number > 0) {
    options.max_work = number;
    return;
  }
  sink.report(Code::ExpectedCount).with("name", "--max-work").with("value", given);
}

Options options_of(const CommandInfo& command, Values& values, Language language, Sink& sink) {
  Options options;
  options.command = command.command;
  options.language = language;
  options.arguments = values.arguments;
  options.help = values.has("--help");
  if (const auto& title = values.optional_texts["--as-scenario"]) {
    options.as_scenario = true;
    options.scenario_title = *title;
  }
  options.partial = values.has("--partial");
  options.ask = values.has("--ask");
  options.no_remedies = values.has("--no-remedies");
  options.check_only = values.has("--check");
  options.diff = values.has("--diff");
  options.dispositif = values.last("--dispositif");
  options.results = values.all(command.command == Command::Explain ? "--variable" : "--result");
  options.inputs = values.all("--input");
  options.cases = values.last("--cases");
  options.readings = values.all("--reading");
  options.figures = values.all("--figure");
  options.drafts = values.all("--with");
  options.known_at = values.last("--known-at");
  options.at = values.last("--at");
  options.after = values.all("--after");
  options.filter = values.last("--filter");
  options.for_addresses = values.all("--for");
  options.write = values.last("--write");
  read_data_options(values, options, sink);
  if (command.command == Command::Schema) {
    choose<SchemaForm>(values, "--format", {{"json-schema", SchemaForm::JsonSchema}, {"csv", SchemaForm::Csv}},
                       options.schema_form, sink);
  } else if (command.command == Command::Calendar) {
    choose<Format>(values, "--format", {{"text", Format::Text}, {"json", Format::Json}, {"ical", Format::Ical}},
                   options.format, sink);
  } else if (command.command == Command::Explain) {
    choose<Format>(values, "--format",
                   {{"text", Format::Text},
                    {"markdown", Format::Markdown},
                    {"html", Format::Html},
                    {"json", Format::Json},
                    {"ndjson", Format::Ndjson},
                    {"trace", Format::Trace}},
                   options.format, sink);
  } else if (command.command == Command::Run) {
    choose<Format>(values, "--format",
                   {{"text", Format::Text},
                    {"json", Format::Json},
                    {"ndjson", Format::Ndjson},
                    {"csv", Format::Csv},
                    {"csv-fr", Format::CsvFrench}},
                   options.format, sink);
  } else if (command.command == Command::Questions) {
    choose<Format>(values, "--format", {{"text", Format::Text}, {"json", Format::Json}, {"ndjson", Format::Ndjson}},
                   options.format, sink);
  } else if (command.command == Command::Graph) {
    read_graph_options(values, options, sink);
  } else if (command.command == Command::Where) {
    choose<Format>(values, "--format", {{"text", Format::Text}, {"json", Format::Json}}, options.format, sink);
  } else if (command.command == Command::Diff) {
    choose<Format>(values, "--format", {{"text", Format::Text}, {"json", Format::Json}}, options.format, sink);
    read_diff_options(values, options, sink);
  } else if (command.command == Command::Sweep) {
    choose<Format>(values, "--format",
                   {{"text", Format::Text},
                    {"csv", Format::Csv},
                    {"csv-fr", Format::CsvFrench},
                    {"json", Format::Json},
                    {"svg", Format::Svg},
                    {"html", Format::Html}},
                   options.format, sink);
    read_sweep_options(values, options, sink);
  } else {
    choose_message_format(command, values, options.format, sink);
  }
  check_partial(options, sink);
  read_coverage(values, options, sink);
  choose<Color>(values, "--color", {{"auto", Color::Auto}, {"always", Color::Always}, {"never", Color::Never}},
                options.color, sink);
  read_max_errors(command, values, options.max_errors, sink);
  choose<Dump>(values, "--dump", {{"tree", Dump::Tree}, {"hir", Dump::Hir}, {"program", Dump::Program}}, options.dump,
               sink);
  Language ignored = language;
  choose<Language>(values, "--lang", {{"fr", Language::French}, {"en", Language::English}}, ignored, sink);
  check_single(command, values, sink);
  if (!options.help) check_arguments(command, values, language, sink);
  return options;
}

const CommandInfo* read_command(std::span<const std::string> arguments, std::size_t& position, Sink& sink) {
  // `--lang en` may come before the command.
  while (position < arguments.size() && arguments[position].starts_with("--lang")) {
    position += arguments[position] == "--lang" ? 2U : 1U;
  }
  if (position >= arguments.size()) return &info(Command::Help);
  const std::string& word = arguments[position++];
  if (word == "--help" || word == "-h") return &info(Command::Help);
  if (word == "--version") return &info(Command::Version);
  const CommandInfo* command = find_command(word);
  if (command != nullptr) return command;
  std::vector<std::string> names;
  for (const CommandInfo& known : all_commands()) names.emplace_back(known.name);
  sink.report(word.starts_with("-") ? Code::UnknownOption : Code::UnknownCommand)
      .with("name", word)
      .with("command", "")
      .suggest(base::nearest_names(word, names));
  return nullptr;
}

}  // namespace

Language find_language(std::span<const std::string> arguments, std::string_view environment) {
  Language language = environment.starts_with("en") ? Language::English : Language::French;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view value;
    if (arguments[i] == "--lang" && i + 1 < arguments.size()) value = arguments[i + 1];
    if (arguments[i].starts_with("--lang=")) value = std::string_view(arguments[i]).substr(7);
    if (value == "fr") language = Language::French;
    if (value == "en") language = Language::English;
  }
  return language;
}

Color find_color(std::span<const std::string> arguments) {
  Color color = Color::Auto;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    std::string_view value;
    if (arguments[i] == "--color" && i + 1 < arguments.size()) value = arguments[i + 1];
    if (arguments[i].starts_with("--color=")) value = std::string_view(arguments[i]).substr(8);
    if (value == "always") color = Color::Always;
    if (value == "never") color = Color::Never;
    if (value == "auto") color = Color::Auto;
  }
  return color;
}

std::optional<Options> read_options(std::span<const std::string> arguments, std::string_view environment, Sink& sink) {
  const Language language = find_language(arguments, environment);
  std::size_t position = 0;
  const CommandInfo* command = read_command(arguments, position, sink);
  if (command == nullptr) return std::nullopt;
  Values values;
  CLI::App app;
  add_options(app, *command, values);
  // CLI11 takes the arguments last first.
  std::vector<std::string> reversed =
      take_optional_values(*command, arguments.subspan(std::min(position, arguments.size())), values);
  std::reverse(reversed.begin(), reversed.end());
  try {
    app.parse(reversed);
  } catch (const CLI::Error& error) {
    report_parse_error(error, *command, sink);
    return std::nullopt;
  }
  for (const std::string& extra : app.remaining()) report_extra(extra, *command, sink);
  if (sink.has_errors()) return std::nullopt;
  Options options = options_of(*command, values, language, sink);
  if (sink.has_errors()) return std::nullopt;
  return options;
}

}  // namespace avenant::driver
