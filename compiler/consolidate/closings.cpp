#include <algorithm>

#include "compiler/consolidate/files.hpp"

namespace avenant::consolidate {

namespace {

using syntax::RuleKind;
using syntax::RuleView;

/// The head of a text as its author wrote it, but for `après`: what it came after is no more.
std::string head_of(const Plan& plan, hir::TextId text) {
  const auto place = plan.index.find(plan.program.texts[text].provenance.span);
  if (!place) return {};
  const RuleView rule = plan.index.rule(*place);
  Edits edits(rule.node().tree().text());
  if (const auto after = rule.modifier(syntax::ModifierKind::After))
    edits.remove(after->span().begin, after->span().end);
  if (rule.kind() == RuleKind::DraftRule) {
    const auto keyword = rule.node().keyword_child(syntax::Keyword::Draft);
    const auto language = rule.node().tree().language();
    if (keyword) {
      edits.replace(keyword->span().begin, keyword->span().end,
                    std::string(syntax::spelling(syntax::Keyword::Text, language)));
    }
  }
  return edits.apply(rule.span().begin, rule.span().end) + "\n";
}

/// `abroge cas` of one text.
std::string closings_of(const Plan& plan, hir::TextId text) {
  std::string words;
  for (const File& file : plan.index.files()) {
    if (file.text != text) continue;
    for (const RuleView rule : file.rules) {
      const auto repeal = rule.as<syntax::RepealView>();
      if (repeal && repeal->case_address()) words += "\n" + std::string(rule.text()) + "\n";
    }
  }
  return words;
}

}  // namespace

std::vector<TextFile> write_closings(const Plan& plan) {
  std::vector<TextFile> files;
  for (std::size_t i = 0; i < plan.program.texts.size(); ++i) {
    const hir::TextId id = plan.program.texts.id_at(i);
    if (!plan.standing.is_known(id)) continue;
    const std::string closings = closings_of(plan, id);
    if (closings.empty()) continue;
    const hir::Text& text = plan.program.texts[id];
    const std::string& name = plan.program.names.text(text.name);
    std::string words = "# Cas fermés par " + (text.title.empty() ? name : text.title) + "\n\n";
    words +=
        "Un cas fermé reste un mot : d’anciens dossiers le portent. `ouvert` répond d’après le jour de sa "
        "fermeture.\n\n";
    words += "```avenant\n" + head_of(plan, id) + closings + "```\n";
    files.push_back({"cas_clos_" + name + ".avn.md", std::move(words)});
  }
  return files;
}

}  // namespace avenant::consolidate
