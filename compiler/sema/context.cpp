#include "compiler/sema/context.hpp"

#include "compiler/base/utf8.hpp"
#include "compiler/syntax/canonical_text.hpp"

namespace avenant::sema {

namespace {

/// A text on one line, cut after 60 code points.
std::string excerpt(std::string_view text) {
  constexpr std::size_t kLongest = 60;
  std::string result;
  std::size_t n_points = 0;
  bool in_space = false;
  for (const char byte : text) {
    if (byte == ' ' || byte == '\n' || byte == '\r') {
      in_space = !result.empty();
      continue;
    }
    if (!base::continues_code_point(byte) && ++n_points > kLongest) return result + "…";
    if (in_space) result += ' ';
    in_space = false;
    result += byte;
  }
  return result;
}

}  // namespace

std::string Context::quote(base::Span span) const {
  return excerpt(sources.text(span));
}

std::string Context::spelled(syntax::NodeRef node) {
  return excerpt(syntax::canonical_text(node));
}

std::vector<std::string> Context::near(std::string_view wanted, const std::vector<std::string>& candidates) {
  if (n_suggestions_left <= 0) return {};
  --n_suggestions_left;
  return base::nearest_names(wanted, candidates);
}

void Context::report_outside_dispositif(base::Span span, std::string_view name) {
  damaged.insert(program.names.intern(name));
  if (without_dispositif.insert(span.source.index()).second) sink.report(Code::RuleOutsideDispositif, span);
}

hir::Provenance Context::provenance(hir::TextId text_id, base::Span span) const {
  hir::Provenance provenance;
  provenance.text = text_id;
  provenance.span = span;
  if (const base::Heading* article = sources.enclosing_article(span.source, span.begin)) {
    provenance.article = article->article;
  }
  if (const base::Heading* heading = sources.nearest_heading(span.source, span.begin))
    provenance.heading = heading->title;
  return provenance;
}

}  // namespace avenant::sema
