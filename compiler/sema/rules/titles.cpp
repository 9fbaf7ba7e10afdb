#include "compiler/sema/rules/titles.hpp"

#include <algorithm>
#include <utility>

#include "compiler/base/data_text.hpp"

namespace avenant::sema {

namespace {

/// Whether `{word}` may stand in the wording of a variable: its value, or one of its indices, plain or as an ordinal.
bool is_placeholder(const Context& context, const hir::Variable& variable, std::string_view word) {
  if (word == "valeur") return true;
  const std::size_t colon = word.find(':');
  const std::string_view ending = colon == std::string_view::npos ? "" : word.substr(colon);
  if (!ending.empty() && ending != ":er" && ending != ":re") return false;
  for (std::size_t i = 0; i < variable.indices.size(); ++i) {
    const hir::Binder& binder = context.program.binders[variable.indices[i]];
    const bool counted = !binder.domain.enumeration.valid();
    if (context.text(binder.name) == word.substr(0, colon)) return ending.empty() || counted;
  }
  return false;
}

void check_placeholders(Context& context, base::Span place, const hir::Variable& variable, const std::string& text) {
  for (std::size_t open = text.find('{'); open != std::string::npos; open = text.find('{', open + 1)) {
    const std::size_t close = std::min(text.find('}', open), text.size());
    const std::string word = text.substr(open + 1, close - open - 1);
    if (close < text.size() && is_placeholder(context, variable, word)) continue;
    context.sink.report(Code::UnknownPlaceholder, place).with("name", "{" + word + "}");
  }
}

}  // namespace

std::string_view without_members(std::string_view title) {
  const std::size_t open = title.rfind(" (");
  const bool closes = title.ends_with(")") && open != std::string_view::npos && open > 0;
  if (!closes || title.find('|') != std::string_view::npos) return title;
  const std::string_view words = title.substr(open);
  const bool says_members =
      words.find('{') != std::string_view::npos && words.find("{valeur}") == std::string_view::npos;
  return says_members && title.substr(0, open).find('{') == std::string_view::npos ? title.substr(0, open) : title;
}

std::string read_members(Context& context, base::Span place, std::string title, hir::Variable& common) {
  const std::string name(without_members(title));
  if (name.size() == title.size()) return title;
  common.wording = base::trimmed(std::string_view(title).substr(name.size()));
  check_placeholders(context, place, common, common.wording);
  return name;
}

void read_title(Context& context, base::Span place, hir::Variable& variable) {
  if (variable.title.find_first_of("|{") == std::string::npos) return;
  variable.title = read_members(context, place, std::move(variable.title), variable);
  if (!variable.wording.empty()) return;
  check_placeholders(context, place, variable, variable.title);
  const std::string whole = std::move(variable.title);
  variable.title.clear();
  const std::size_t bar = whole.find('|');
  variable.wording = base::trimmed(std::string_view(whole).substr(0, bar));
  if (bar != std::string::npos) variable.wording_otherwise = base::trimmed(std::string_view(whole).substr(bar + 1));
}

}  // namespace avenant::sema
