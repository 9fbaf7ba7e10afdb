#include "compiler/scenario/coverage/coverage.hpp"

#include <algorithm>

namespace avenant::scenario {
namespace {

TextCoverage& text_of(const program::Package& package, std::vector<TextCoverage>& texts, program::TextId id) {
  if (texts.empty() || texts.back().text != id) {
    texts.emplace_back();
    texts.back().text = id;
    texts.back().is_draft = package.texts[id.value].kind == program::TextKind::kDraft;
  }
  return texts.back();
}

ArticleCoverage& article_of(TextCoverage& text, std::string_view article) {
  const auto found = std::find_if(text.articles.begin(), text.articles.end(),
                                  [article](const ArticleCoverage& each) { return each.article == article; });
  if (found != text.articles.end()) return *found;
  text.articles.emplace_back();
  text.articles.back().article = article;
  return text.articles.back();
}

}  // namespace

Tally total_of(const Tallies& tallies) {
  Tally total;
  for (const Tally& tally : tallies) total.add(tally);
  return total;
}

std::size_t CoverageReport::percentage() const {
  return total.n_goals == 0 ? 100 : total.n_met * 100 / total.n_goals;
}

CoverageReport measure(const program::Package& package, const base::SourceMap& sources,
                       const eval::Coverage& coverage) {
  CoverageReport report;
  // Goals come text by text.
  for (Goal& goal : goals_of(package, sources, coverage)) {
    TextCoverage& text = text_of(package, report.texts, goal.text);
    ArticleCoverage& article = article_of(text, package.text_of(package.place(goal.place).article));
    const auto kind = static_cast<std::size_t>(goal.kind);
    article.tallies[kind].add(goal);
    article.is_met = article.is_met || goal.n_met() > 0;
    text.tallies[kind].add(goal);
    if (!text.is_draft) report.total.add(goal);
    if (goal.n_met() < goal.n_sides()) report.missing.push_back(std::move(goal));
  }
  for (TextCoverage& text : report.texts) {
    for (const ArticleCoverage& article : text.articles) text.n_articles.n_met += article.is_met ? 1 : 0;
    text.n_articles.n_goals = text.articles.size();
  }
  std::stable_partition(report.missing.begin(), report.missing.end(), [&package](const Goal& goal) {
    return package.texts[goal.text.value].kind != program::TextKind::kDraft;
  });
  return report;
}

}  // namespace avenant::scenario
