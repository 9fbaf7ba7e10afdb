#include "compiler/lower/context.hpp"

namespace avenant::lower {

namespace {

std::string heading_text(const base::SourceMap& sources, base::Span span) {
  if (!span.valid() || span.source.index() >= sources.size()) return "";
  if (const base::Heading* article = sources.enclosing_article(span.source, span.begin)) {
    return "Article " + article->article + (article->title.empty() ? "" : " — " + article->title);
  }
  const base::Heading* nearest = sources.nearest_heading(span.source, span.begin);
  return nearest != nullptr ? nearest->title : "";
}

// The heading as the analysis recorded it, for rules whose file is not at hand.
std::string heading_text(const hir::Provenance& provenance) {
  if (provenance.article.empty()) return provenance.heading;
  return "Article " + provenance.article + (provenance.heading.empty() ? "" : " — " + provenance.heading);
}

// The text of a file: that of the rules in it, so that a place stays where it is when a rule of another text reads it.
program::TextId text_of_span(const Context& context, base::Span span) {
  const auto found = context.text_of_source.find(span.source.index());
  if (found != context.text_of_source.end()) return context.texts[found->second.index()];
  return context.library_text;
}

}  // namespace

program::TextId text_of(const Context& context, const hir::Provenance& provenance) {
  return provenance.text.valid() ? context.texts[provenance.text.index()] : context.library_text;
}

program::PlaceId place_of(Context& context, base::Span span) {
  if (!span.valid()) {
    if (context.provenance != nullptr && context.provenance->span.valid())
      return place_of(context, *context.provenance);
    program::PlaceSpec spec;
    spec.text = context.provenance != nullptr ? text_of(context, *context.provenance) : context.library_text;
    return context.builder.add_place(spec);
  }
  const std::pair key{span.source.index(), span.begin};
  const auto found = context.places.find(key);
  if (found != context.places.end()) return found->second;

  program::PlaceSpec spec;
  spec.text = text_of_span(context, span);
  spec.offset = span.begin;
  std::string heading = heading_text(context.sources, span);
  if (span.source.index() < context.sources.size()) {
    const base::Source& source = context.sources[span.source];
    spec.path = context.options.project_paths ? source.name_in_project : source.path;
    spec.line = context.sources.line_of(span.source, span.begin);
  }
  if (heading.empty() && context.provenance != nullptr) heading = heading_text(*context.provenance);
  spec.article = heading;
  const program::PlaceId place = context.builder.add_place(spec);
  context.places.emplace(key, place);
  return place;
}

std::string_view written_line(const Context& context, base::Span span) {
  if (!span.valid() || span.source.index() >= context.sources.size()) return {};
  std::string_view text = context.sources.line(span.source, context.sources.line_of(span.source, span.begin));
  const std::size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(" \r") + 1 - first);
}

program::PlaceId place_of(Context& context, const hir::Provenance& provenance) {
  const hir::Provenance* const before = context.provenance;
  context.provenance = provenance.span.valid() ? &provenance : nullptr;
  const program::PlaceId place = place_of(context, provenance.span);
  context.provenance = before;
  return place;
}

}  // namespace avenant::lower
