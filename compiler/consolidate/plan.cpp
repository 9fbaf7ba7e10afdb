#include "compiler/consolidate/plan.hpp"

#include <algorithm>

namespace avenant::consolidate {

Plan::Plan(const Standing& what_stands, const Kept& what_is_kept, const RuleIndex& rule_index,
           const base::SourceMap& source_map)
    : standing(what_stands),
      program(what_stands.program()),
      kept(what_is_kept),
      index(rule_index),
      sources(source_map) {
  for (const File& file : index.files()) {
    files.emplace_back(file.tree->text());
    files.back().rules.resize(file.rules.size());
  }
}

std::string Plan::origin(const hir::Provenance& provenance) const {
  std::string text;
  if (provenance.text.valid()) text = program.names.text(program.texts[provenance.text].name);
  if (!provenance.article.empty()) return text + ", article " + provenance.article;
  return provenance.heading.empty() ? text : text + ", " + provenance.heading;
}

hir::Provenance Plan::provenance_of(hir::TextId text, base::Span span) const {
  hir::Provenance provenance;
  provenance.text = text;
  provenance.span = span;
  if (const base::Heading* article = sources.enclosing_article(span.source, span.begin)) {
    provenance.article = article->article;
  } else if (const base::Heading* heading = sources.nearest_heading(span.source, span.begin)) {
    provenance.heading = heading->title;
  }
  return provenance;
}

void Plan::note_origin(RulePlace place, const hir::Provenance& provenance) {
  std::vector<std::string>& origins = at(place).origins;
  std::string text = origin(provenance);
  if (std::find(origins.begin(), origins.end(), text) == origins.end()) origins.push_back(std::move(text));
}

}  // namespace avenant::consolidate
