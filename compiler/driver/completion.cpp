#include "compiler/driver/completion.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Language;

std::string_view choose(Language language, std::string_view french, std::string_view english) {
  return language == Language::French ? french : english;
}

std::string joined(const std::vector<std::string>& words, std::string_view between = " ") {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : std::string(between)) + word;
  return text;
}

std::vector<std::string> split(std::string_view text, char separator) {
  std::vector<std::string> parts;
  while (true) {
    const std::size_t at = text.find(separator);
    parts.emplace_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::vector<std::string> command_names() {
  std::vector<std::string> names;
  for (const CommandInfo& command : all_commands()) names.emplace_back(command.name);
  return names;
}

std::vector<std::string> option_names(const CommandInfo& command) {
  std::vector<std::string> names;
  for (const OptionInfo& option : all_options()) {
    if (takes(command, option)) names.emplace_back(option.name);
  }
  return names;
}

bool is_switch(const OptionInfo& option) {
  return option.value_en.empty() || option.value_en.starts_with("[");
}

bool takes_file(const OptionInfo& option) {
  return option.value_en.starts_with("FILE") || option.value_en.starts_with("PATH");
}

/// The words that the arguments of a command can be, where they are a closed list.
std::vector<std::string> argument_words(const CommandInfo& command) {
  if (command.command == Command::Help) return command_names();
  if (command.command == Command::Completion) return {"bash", "zsh", "fish"};
  return {};
}

bool takes_paths(const CommandInfo& command) {
  return command.arguments_en.find("PATH") != std::string_view::npos || command.command == Command::New;
}

// ---- bash ----

std::string bash_command(const CommandInfo& command) {
  const std::string name(command.name);
  std::string text = "    " + name + ")\n      case \"$previous\" in\n";
  for (const OptionInfo& option : all_options()) {
    if (!takes(command, option) || is_switch(option)) continue;
    const std::vector<std::string> values = values_of(command, option);
    text += "        " + std::string(option.name) + ") ";
    if (!values.empty()) {
      text += "_rulec_words '" + joined(values) + "'; return ;;\n";
    } else if (takes_file(option)) {
      text += "_rulec_files; return ;;\n";
    } else {
      text += "return ;;\n";
    }
  }
  text +=
      "      esac\n      case \"$current\" in\n        -*) _rulec_words '" + joined(option_names(command)) + "' ;;\n";
  const std::vector<std::string> words = argument_words(command);
  if (!words.empty()) {
    text += "        *) _rulec_words '" + joined(words) + "' ;;\n";
  } else if (takes_paths(command)) {
    text += "        *) _rulec_files ;;\n";
  }
  return text + "      esac ;;\n";
}

std::string bash_script() {
  std::string text = R"(# bash completion of rulec: source <(rulec completion bash)
_rulec_words() {
  mapfile -t COMPREPLY < <(compgen -W "$1" -- "$current")
}
_rulec_files() {
  mapfile -t COMPREPLY < <(compgen -f -- "$current")
  compopt -o filenames 2>/dev/null
}
_rulec() {
  local current="${COMP_WORDS[COMP_CWORD]}" previous="" command="" i
  COMPREPLY=()
  (( COMP_CWORD > 0 )) && previous="${COMP_WORDS[COMP_CWORD - 1]}"
  # bash cuts --format=json into three words.
  if [[ "$current" == "=" ]]; then
    current=""
  elif [[ "$previous" == "=" ]] && (( COMP_CWORD > 1 )); then
    previous="${COMP_WORDS[COMP_CWORD - 2]}"
  fi
  for (( i = 1; i < COMP_CWORD; i++ )); do
    case "${COMP_WORDS[i]}" in
      )";
  text += joined(command_names(), "|") + ") command=\"${COMP_WORDS[i]}\"; break ;;\n    esac\n  done\n";
  text += "  case \"$command\" in\n    '') _rulec_words '" + joined(command_names()) + " --help --version --lang' ;;\n";
  for (const CommandInfo& command : all_commands()) text += bash_command(command);
  return text + "  esac\n}\ncomplete -F _rulec rulec\n";
}

// ---- zsh ----

/// A text inside single quotes and, in a specification, between brackets.
std::string zsh_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'') {
      result += "'\\''";
      continue;
    }
    if (c == '[' || c == ']' || c == ':' || c == '\\') result += '\\';
    result += c;
  }
  return result;
}

std::string zsh_command(const CommandInfo& command, Language language) {
  std::string text = "    " + std::string(command.name) + ")\n      _arguments";
  for (const OptionInfo& option : all_options()) {
    if (!takes(command, option)) continue;
    text += " \\\n        '*" + std::string(option.name) + (is_switch(option) ? "" : "=");
    text += "[" + zsh_text(choose(language, option.help_fr, option.help_en)) + "]";
    const std::vector<std::string> values = values_of(command, option);
    if (!is_switch(option)) {
      text += ":" + zsh_text(choose(language, option.value_fr, option.value_en)) + ":";
      if (!values.empty()) text += "(" + joined(values) + ")";
      if (takes_file(option)) text += "_files";
    }
    text += "'";
  }
  const std::vector<std::string> words = argument_words(command);
  if (!words.empty()) {
    text += " \\\n        '*:argument:(" + joined(words) + ")'";
  } else if (takes_paths(command)) {
    text += " \\\n        '*:path:_files'";
  }
  return text + " ;;\n";
}

std::string zsh_script(Language language) {
  std::string text =
      "#compdef rulec\n# zsh completion of rulec: rulec completion zsh > \"${fpath[1]}/_rulec\"\n_rulec() {\n"
      "  local -a commands\n  commands=(\n";
  for (const CommandInfo& command : all_commands()) {
    text += "    '" + std::string(command.name) + ":" +
            zsh_text(choose(language, command.summary_fr, command.summary_en)) + "'\n";
  }
  text +=
      "  )\n  if (( CURRENT == 2 )); then\n    _describe rulec commands\n    return\n  fi\n"
      "  local command=$words[2]\n  shift words\n  (( CURRENT-- ))\n  case $command in\n";
  for (const CommandInfo& command : all_commands()) text += zsh_command(command, language);
  return text + "  esac\n}\n_rulec \"$@\"\n";
}

// ---- fish ----

std::string fish_text(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\'' || c == '\\') result += '\\';
    result += c;
  }
  return "'" + result + "'";
}

std::string fish_script(Language language) {
  std::string text = "# fish completion of rulec: rulec completion fish > ~/.config/fish/completions/rulec.fish\n";
  for (const CommandInfo& command : all_commands()) {
    text += "complete -c rulec -n __fish_use_subcommand -f -a " + std::string(command.name) + " -d " +
            fish_text(choose(language, command.summary_fr, command.summary_en)) + "\n";
  }
  for (const CommandInfo& command : all_commands()) {
    const std::string when = "complete -c rulec -n '__fish_seen_subcommand_from " + std::string(command.name) + "'";
    for (const OptionInfo& option : all_options()) {
      if (!takes(command, option)) continue;
      text += when + " -l " + std::string(option.name.substr(2));
      if (!is_switch(option)) text += takes_file(option) ? " -r -F" : " -x";
      if (const auto values = values_of(command, option); !values.empty()) text += " -a " + fish_text(joined(values));
      text += " -d " + fish_text(choose(language, option.help_fr, option.help_en)) + "\n";
    }
    const std::vector<std::string> words = argument_words(command);
    if (!words.empty()) text += when + " -f -a " + fish_text(joined(words)) + "\n";
    if (words.empty() && !takes_paths(command)) text += when + " -f\n";
  }
  return text;
}

}  // namespace

std::vector<std::string> values_of(const CommandInfo& command, const OptionInfo& option) {
  if (option.name == "--format") return message_formats(command.command);
  const bool closed = option.value_en.find('|') != std::string_view::npos && option.value_en == option.value_fr;
  return closed ? split(option.value_en, '|') : std::vector<std::string>();
}

std::optional<std::string> completion_script(std::string_view shell, Language language) {
  if (shell == "bash") return bash_script();
  if (shell == "zsh") return zsh_script(language);
  if (shell == "fish") return fish_script(language);
  return std::nullopt;
}

}  // namespace avenant::driver
