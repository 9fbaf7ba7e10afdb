#include "compiler/driver/completion.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Language;

/// Text as roff shows it: no character of it is a request or an escape, and dashes stay dashes.
std::string roff(std::string_view text) {
  std::string result;
  for (const char c : text) {
    const bool at_line_start = result.empty() || result.back() == '\n';
    if (at_line_start && (c == '.' || c == '\'')) result += "\\&";
    if (c == '\\') {
      result += "\\e";
    } else if (c == '-') {
      result += "\\-";
    } else if (c == '`') {
      result += "\\(ga";
    } else {
      result += c;
    }
  }
  return result;
}

std::string sentence(std::string_view text) {
  std::string result = roff(text);
  if (!result.empty() && result.back() != '.') result += '.';
  return result;
}

/// Writes the page section by section.
class ManPage {
 public:
  explicit ManPage(Language language) : language_(language) {}

  std::string write(std::string_view version) {
    text_ = ".\\\" Made by rulec man from the tables of commands and options.\n";
    text_ += ".TH RULEC 1 \"\" \"rulec " + roff(version) + "\" \"" +
             std::string(say("Manuel d’Avenant", "Avenant manual")) + "\"\n";
    section("NOM", "NAME");
    text_ += std::string("rulec \\- ") +
             std::string(say("compile et applique des règles Avenant", "compile and apply Avenant rules")) + "\n";
    section("SYNOPSIS", "SYNOPSIS");
    text_ += std::string(".B rulec\n.I ") + std::string(say("COMMANDE", "COMMAND")) + "\n[options] [arguments]\n";
    section("DESCRIPTION", "DESCRIPTION");
    text_ += roff(say("rulec vérifie des règles écrites dans des documents Markdown, décide des dossiers, explique "
                      "chaque résultat et joue les "
                      "scénarios. Les résultats vont sur la sortie standard, les messages sur la sortie d’erreur.",
                      "rulec checks rules written in Markdown documents, decides cases, explains each result and runs "
                      "scenarios. Results go to "
                      "standard output, messages to standard error.")) +
             "\n";
    section("COMMANDES", "COMMANDS");
    for (const CommandInfo& command : all_commands()) add_command(command);
    section("OPTIONS DE TOUTES LES COMMANDES", "OPTIONS OF ALL COMMANDS");
    for (const OptionInfo& option : all_options()) {
      if (option.commands == " * ") add_option(option);
    }
    section("CODES DE SORTIE", "EXIT STATUS");
    add_exit_codes();
    section("ENVIRONNEMENT", "ENVIRONMENT");
    add_term("LANG", say("la langue des messages, quand --lang ne la dit pas",
                         "the language of messages, where --lang does not say"));
    add_term("NO_COLOR", say("non vide : pas de couleurs", "not empty: no colours"));
    add_term("CLICOLOR_FORCE", say("non vide et autre que 0 : des couleurs, même hors d’un terminal",
                                   "neither empty nor 0: colours, even without a terminal"));
    return std::move(text_);
  }

 private:
  [[nodiscard]] std::string_view say(std::string_view french, std::string_view english) const {
    return language_ == Language::French ? french : english;
  }
  void section(std::string_view french, std::string_view english) {
    text_ += ".SH " + roff(say(french, english)) + "\n";
  }
  void add_term(std::string_view term, std::string_view text) {
    text_ += ".TP\n.B " + roff(term) + "\n" + sentence(text) + "\n";
  }
  void add_option(const OptionInfo& option) {
    const std::string_view value = say(option.value_fr, option.value_en);
    text_ += ".TP\n.BR " + roff(option.name);
    if (!value.empty()) text_ += " \" " + roff(value) + "\"";
    text_ += "\n" + sentence(say(option.help_fr, option.help_en)) + "\n";
  }
  void add_command(const CommandInfo& command) {
    text_ += ".SS \"" + roff(usage_line(command, language_)) + "\"\n" +
             sentence(say(command.summary_fr, command.summary_en)) + "\n";
    const std::string_view detail = say(command.detail_fr, command.detail_en);
    if (!detail.empty()) text_ += ".PP\n" + roff(detail) + "\n";
    for (const OptionInfo& option : all_options()) {
      if (option.commands != " * " && takes(command, option)) add_option(option);
    }
  }
  void add_exit_codes() {
    for (std::string_view lines = exit_codes(language_); !lines.empty();) {
      const std::string_view line = lines.substr(0, lines.find('\n'));
      lines.remove_prefix(line.size() + 1);
      const std::size_t code = line.find_first_not_of(' ');
      const std::size_t end = line.find(' ', code);
      add_term(line.substr(code, end - code), line.substr(line.find_first_not_of(' ', end)));
    }
  }

  Language language_;
  std::string text_;
};

}  // namespace

std::string man_page(Language language, std::string_view version) {
  return ManPage(language).write(version);
}

}  // namespace avenant::driver
