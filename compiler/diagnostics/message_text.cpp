#include "compiler/diagnostics/message_text.hpp"

#include "compiler/base/display.hpp"

namespace avenant::diagnostics {
namespace {

constexpr Words kFrench = {
    "erreur", "avertissement", "note", "aide", "correction", "cas", "vouliez-vous dire ", " ?", "« ", " »",
    " :",     " ou "};
constexpr Words kEnglish = {"error",         "warning", "note", "help", "fix", "case",
                            "did you mean ", "?",       "“",    "”",    ":",   " or "};

}  // namespace

const Words& words(Language language) {
  return language == Language::French ? kFrench : kEnglish;
}

std::string_view level_name(Level level) {
  switch (level) {
    case Level::Error:
      return "error";
    case Level::Warning:
      return "warning";
    case Level::Note:
      return "note";
  }
  return "";
}

std::string quoted_list(const std::vector<std::string>& names, const Words& said) {
  std::string out;
  for (std::size_t index = 0; index < names.size(); ++index) {
    if (index > 0) out += index + 1 == names.size() ? said.or_word : std::string_view(", ");
    out.append(said.open_quote).append(base::display_text(names[index])).append(said.close_quote);
  }
  return out;
}

std::string suggestion_text(const Diagnostic& diagnostic, Language language) {
  if (diagnostic.suggestions.empty()) return {};
  const Words& said = words(language);
  return std::string(said.did_you_mean) + quoted_list(diagnostic.suggestions, said) + std::string(said.end_of_question);
}

std::string plain_message(const Diagnostic& diagnostic, Language language) {
  const CodeInfo& code = info(diagnostic.code);
  const bool french = language == Language::French;
  std::string text = expand(french ? code.title_fr : code.title_en, diagnostic.parameters, language);
  const auto add = [&](const std::string& line) {
    if (!line.empty()) text += "\n" + line;
  };
  add(expand(french ? code.help_fr : code.help_en, diagnostic.parameters, language));
  add(suggestion_text(diagnostic, language));
  if (diagnostic.case_lines.empty()) return text;
  const Words& said = words(language);
  add(std::string(said.example) + std::string(said.colon));
  for (const std::string& line : diagnostic.case_lines) add("  " + line);
  return text;
}

}  // namespace avenant::diagnostics
