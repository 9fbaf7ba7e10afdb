#include "compiler/driver/diff/rules_without.hpp"

#include "compiler/base/names.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::driver {

namespace {

using syntax::RuleKind;

bool names_text(RuleKind kind) {
  return kind == RuleKind::TextRule || kind == RuleKind::DraftRule || kind == RuleKind::VocabularyRule ||
         kind == RuleKind::ContinuationRule;
}

bool is_scenario(RuleKind kind) {
  return kind == RuleKind::CaseRule || kind == RuleKind::ScenarioRule || kind == RuleKind::ScenarioTableRule;
}

/// Spaces instead of what is written, line breaks kept.
void blank(std::string& text, base::Span span) {
  for (std::uint32_t at = span.begin; at < span.end && at < text.size(); ++at) {
    if (text[at] != '\n' && text[at] != '\r') text[at] = ' ';
  }
}

}  // namespace

RulesWithout::RulesWithout(const session::FileSystem& files, const session::Compilation& whole, std::string_view text)
    : files_(files) {
  const std::string wanted = base::normalise(text);
  for (std::size_t index = whole.n_library_sources; index < whole.trees.size(); ++index) {
    const base::Source& source = whole.sources[whole.sources.id_at(index)];
    std::string bytes = source.text;
    bool is_of_text = false;
    for (const syntax::RuleView rule : syntax::rules_of(whole.trees[index])) {
      if (names_text(rule.kind()) && rule.name() && base::normalise(rule.name()->text()) == wanted) is_of_text = true;
      if (is_scenario(rule.kind())) blank(bytes, rule.span());
    }
    if (is_of_text) {
      blank(bytes, {whole.sources.id_at(index), 0, static_cast<std::uint32_t>(bytes.size())});
      has_text_ = true;
    }
    if (bytes != source.text) changed_.emplace(source.path, std::move(bytes));
  }
}

session::FileContent RulesWithout::read(const std::string& path, std::size_t max_bytes) const {
  const auto found = changed_.find(path);
  if (found == changed_.end()) return files_.read(path, max_bytes);
  session::FileContent content;
  content.bytes = found->second;
  return content;
}

}  // namespace avenant::driver
