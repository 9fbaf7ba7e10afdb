#include "compiler/driver/help.hpp"

#include "compiler/report/layout.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Language;

std::string_view choose(Language language, std::string_view french, std::string_view english) {
  return language == Language::French ? french : english;
}

constexpr std::size_t kWidth = 100;

/// Two columns, the second one wrapped.
std::string two_columns(std::string_view left, std::string_view right, std::size_t first_width) {
  const std::size_t indent = 2 + first_width + 2;
  const std::string wrapped = report::wrap(right, indent, kWidth);
  const bool fits = report::columns(left) <= first_width;
  return "  " + report::left(left, first_width) + (fits ? "  " + wrapped.substr(indent) : "\n" + wrapped) + "\n";
}

constexpr std::string_view kExitCodesFr =
    "  0  fait ; un refus, un chiffre inconnu ou un cas exclu est une réponse\n"
    "  1  les règles ont des erreurs\n"
    "  2  la commande est mal écrite\n"
    "  3  des scénarios échouent, ou il n’y en a aucun ; une partie de la plage de sweep n’est pas établie\n"
    "  4  des données manquent, sont hors des bornes ou illisibles\n"
    "  5  autre erreur des règles pendant le calcul\n"
    "  10 défaut de rulec, ou résultats impossibles à écrire\n";
constexpr std::string_view kExitCodesEn =
    "  0  done; a refusal, an unknown figure or an excluded case is an answer\n"
    "  1  the rules have errors\n"
    "  2  the command is not well written\n"
    "  3  scenarios fail, or there is none; a part of the range of sweep is not established\n"
    "  4  data are missing, out of range or unreadable\n"
    "  5  another error of the rules at run time\n"
    "  10 a defect of rulec, or results that could not be written\n";

}  // namespace

const std::vector<CommandInfo>& all_commands() {
  static const std::vector<CommandInfo> commands = {
#define AVENANT_COMMAND(Name, name, arguments_fr, arguments_en, summary_fr, summary_en, detail_fr, detail_en) \
  CommandInfo{Command::Name, name, arguments_fr, arguments_en, summary_fr, summary_en, detail_fr, detail_en},
#include "compiler/driver/commands.def"
#undef AVENANT_COMMAND
  };
  return commands;
}

const std::vector<OptionInfo>& all_options() {
  static const std::vector<OptionInfo> options = {
#define AVENANT_OPTION(Member, name, commands, value_fr, value_en, help_fr, help_en) \
  OptionInfo{name, commands, value_fr, value_en, help_fr, help_en},
#include "compiler/driver/options.def"
#undef AVENANT_OPTION
  };
  return options;
}

const CommandInfo& info(Command command) {
  return all_commands()[static_cast<std::size_t>(command)];
}

const CommandInfo* find_command(std::string_view name) {
  const auto& commands = all_commands();
  const auto place = std::find_if(commands.begin(), commands.end(),
                                  [name](const CommandInfo& command) { return command.name == name; });
  return place == commands.end() ? nullptr : &*place;
}

bool takes(const CommandInfo& command, const OptionInfo& option) {
  return option.commands == " * " ||
         option.commands.find(" " + std::string(command.name) + " ") != std::string_view::npos;
}

std::string usage_line(const CommandInfo& command, Language language) {
  const bool has_options = std::any_of(all_options().begin(), all_options().end(), [&](const OptionInfo& option) {
    return option.commands != " * " && takes(command, option);
  });
  std::string line = "rulec " + std::string(command.name);
  const std::string_view arguments = choose(language, command.arguments_fr, command.arguments_en);
  if (!arguments.empty()) line += " " + std::string(arguments);
  if (has_options) line += " [options]";
  return line;
}

std::string_view exit_codes(Language language) {
  return choose(language, kExitCodesFr, kExitCodesEn);
}

std::vector<std::string> message_formats(Command command) {
  if (command == Command::Run) return {"text", "json", "ndjson"};
  if (command == Command::Calendar) return {"text", "json", "ical"};
  if (command == Command::Sweep) return {"text", "csv", "csv-fr", "json", "svg", "html"};
  if (command == Command::Test) return {"text", "json", "github", "junit", "lcov", "html"};
  if (command == Command::Check || command == Command::Fmt) return {"text", "json", "sarif", "github"};
  return {};
}

std::string general_help(Language language) {
  std::string text(choose(language,
                          "rulec : le compilateur de règles Avenant\n\nUsage : rulec COMMANDE …\n\nCommandes\n",
                          "rulec: the Avenant rule compiler\n\nUsage: rulec COMMAND …\n\nCommands\n"));
  constexpr std::size_t kNameWidth = 24;
  for (const CommandInfo& command : all_commands()) {
    std::string left(command.name);
    const std::string_view arguments = choose(language, command.arguments_fr, command.arguments_en);
    if (!arguments.empty()) left += " " + std::string(arguments);
    text += two_columns(left, choose(language, command.summary_fr, command.summary_en), kNameWidth);
  }
  text += choose(language, "\n`rulec help COMMANDE` donne les options d’une commande. `--lang en`: English.\n\n",
                 "\n`rulec help COMMAND` lists the options of a command. `--lang fr` : en français.\n\n");
  text += choose(language, "Codes de sortie\n", "Exit codes\n");
  return text + std::string(exit_codes(language));
}

std::string command_help(const CommandInfo& command, Language language) {
  std::string text(choose(language, "Usage : ", "Usage: "));
  text += usage_line(command, language) + "\n\n";
  std::string summary(choose(language, command.summary_fr, command.summary_en));
  const std::string_view detail = choose(language, command.detail_fr, command.detail_en);
  summary += detail.empty() ? "." : ". " + std::string(detail);
  if (summary.front() >= 'a' && summary.front() <= 'z')
    summary.front() = static_cast<char>(summary.front() - 'a' + 'A');
  text += report::wrap(summary, 0, kWidth) + "\n\nOptions\n";
  constexpr std::size_t kOptionWidth = 24;
  for (const OptionInfo& option : all_options()) {
    if (!takes(command, option)) continue;
    std::string left(option.name);
    const std::string_view value = choose(language, option.value_fr, option.value_en);
    if (!value.empty()) left += " " + std::string(value);
    text += two_columns(left, choose(language, option.help_fr, option.help_en), kOptionWidth);
  }
  return text;
}

}  // namespace avenant::driver
