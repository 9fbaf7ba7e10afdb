#include "compiler/compare/quotes.hpp"

#include <algorithm>

namespace avenant::compare {

namespace {

constexpr std::string_view kOpenQuote = "«";
constexpr std::string_view kCloseQuote = "»";

/// A line without its comment: `--` outside « », at its beginning or after a space.
std::string_view without_comment(std::string_view line) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < line.size(); ++at) {
    const std::string_view rest = line.substr(at);
    if (rest.starts_with(kOpenQuote)) ++depth;
    if (rest.starts_with(kCloseQuote) && depth > 0) --depth;
    if (depth > 0 || !rest.starts_with("--")) continue;
    const bool begins = at == 0 || line[at - 1] == ' ';
    const bool ends = rest.size() == 2 || rest[2] == ' ';
    if (begins && ends) return line.substr(0, at);
  }
  return line;
}

std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> lines;
  while (true) {
    const std::size_t end = text.find('\n');
    std::string_view line = without_comment(text.substr(0, end));
    while (line.ends_with(' ') || line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    if (end == std::string_view::npos) return lines;
    text.remove_prefix(end + 1);
  }
}

std::string collapsed(std::string_view text) {
  std::string all;
  for (const std::string_view line : lines_of(text)) {
    bool after_space = !all.empty();
    for (const char c : line) {
      if (c == ' ') {
        after_space = true;
        continue;
      }
      if (after_space && !all.empty()) all += ' ';
      after_space = false;
      all += c;
    }
  }
  return all;
}

std::size_t indent_of(std::string_view line) {
  return std::min(line.find_first_not_of(' '), line.size());
}

}  // namespace

Quoter::Quoter(const Selection& selection) : selection_(selection) {
  const hir::Program& program = selection.program;
  for (const hir::Text& text : program.texts) note(text.provenance);
  for (const hir::Variable& variable : program.variables) {
    note(variable.provenance);
    for (const hir::Version& version : variable.versions) note(version.provenance);
  }
  for (const hir::Derogation& derogation : program.derogations) {
    note(derogation.provenance);
    for (const hir::End& end : derogation.ends) note(end.provenance);
  }
  for (const hir::Notice& notice : program.notices) note(notice.provenance);
  for (const hir::Input& input : program.inputs) note(input.provenance);
  for (const hir::Reading& reading : program.readings) note(reading.provenance);
  for (const hir::Record& record : program.records) note(record.provenance);
  for (const hir::Enumeration& enumeration : program.enumerations) note(enumeration.provenance);
  for (const hir::Dispositif& dispositif : program.dispositifs) note(dispositif.provenance);
}

// A file belongs to one text: any rule in it says which.
void Quoter::note(const hir::Provenance& provenance) {
  if (provenance.text.valid() && provenance.span.valid())
    text_of_source_.emplace(provenance.span.source.index(), provenance.text);
}

hir::TextId Quoter::text_of(base::Span span) const {
  if (!span.valid()) return {};
  const auto found = text_of_source_.find(span.source.index());
  return found == text_of_source_.end() ? hir::TextId{} : found->second;
}

bool Quoter::is_library(base::Span span) const {
  return span.valid() && span.source.index() < selection_.n_library_sources;
}

Quote Quoter::said(std::string words, base::Span span) const {
  Quote quote;
  quote.words = std::move(words);
  if (!span.valid() || span.source.index() >= selection_.sources.size()) return quote;
  const base::SourceMap& sources = selection_.sources;
  const hir::TextId text = text_of(span);
  if (text.valid()) quote.text = selection_.program.names.text(selection_.program.texts[text].name);
  if (const base::Heading* article = sources.enclosing_article(span.source, span.begin)) {
    quote.article = article->article;
    quote.heading = article->title;
  } else if (const base::Heading* nearest = sources.nearest_heading(span.source, span.begin)) {
    quote.heading = nearest->title;
  }
  quote.place = sources[span.source].path + ":" + std::to_string(sources.line_of(span.source, span.begin));
  return quote;
}

Quote Quoter::line(base::Span span) const {
  if (!span.valid() || span.source.index() >= selection_.sources.size()) return {};
  return said(collapsed(selection_.sources.text(span)), span);
}

Quote Quoter::written_line(base::Span span) const {
  if (!span.valid() || span.source.index() >= selection_.sources.size()) return {};
  const base::SourceMap& sources = selection_.sources;
  return said(collapsed(sources.line(span.source, sources.line_of(span.source, span.begin))), span);
}

Quote Quoter::rule(base::Span span) const {
  if (!span.valid() || span.source.index() >= selection_.sources.size()) return {};
  if (const auto place = selection_.rules.find(span)) span = selection_.rules.rule(*place).span();
  std::vector<std::string_view> lines = lines_of(selection_.sources.text(span));
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  // The first line begins in the middle of its own; the others share what they are indented by.
  const std::uint32_t line = selection_.sources.line_of(span.source, span.begin);
  const std::size_t margin = indent_of(selection_.sources.line(span.source, line));
  std::string words;
  for (const std::string_view one : lines) {
    if (!words.empty()) words += "\n";
    words += words.empty() ? one : one.substr(std::min(indent_of(one), margin));
  }
  return said(std::move(words), span);
}

}  // namespace avenant::compare
