#include <nlohmann/json.hpp>

#include "compiler/diagnostics/message_text.hpp"
#include "compiler/diagnostics/render.hpp"

namespace avenant::diagnostics {
namespace {

using nlohmann::ordered_json;

constexpr int kSchemaVersion = 1;

void add_span(ordered_json& object, const base::SourceMap& sources, base::Span span) {
  const base::LineColumn begin = sources.line_column(span.source, span.begin);
  const base::LineColumn end = sources.line_column(span.source, span.end);
  object["path"] = sources[span.source].path;
  object["begin"] = span.begin;
  object["end"] = span.end;
  object["line"] = begin.line;
  object["column"] = begin.column;
  object["end_line"] = end.line;
  object["end_column"] = end.column;
}

ordered_json to_json(const base::SourceMap& sources, const Diagnostic& diagnostic, Language language) {
  const CodeInfo& code = info(diagnostic.code);
  const bool french = language == Language::French;
  ordered_json object;
  object["code"] = id(diagnostic.code);
  object["name"] = code.name;
  object["level"] = level_name(code.level);
  object["title"] = expand(french ? code.title_fr : code.title_en, diagnostic.parameters, language);
  object["help"] = expand(french ? code.help_fr : code.help_en, diagnostic.parameters, language);
  if (diagnostic.span.valid()) {
    add_span(object, sources, diagnostic.span);
  } else if (!diagnostic.free_path.empty()) {
    object["path"] = diagnostic.free_path;
  }
  if (!diagnostic.case_lines.empty()) object["case"] = diagnostic.case_lines;
  object["labels"] = ordered_json::array();
  for (const Secondary& secondary : diagnostic.secondary) {
    if (!secondary.span.valid()) continue;
    ordered_json label;
    label["text"] = expand(label_text(secondary.label, language), diagnostic.parameters, language);
    add_span(label, sources, secondary.span);
    object["labels"].push_back(std::move(label));
  }
  object["fixes"] = ordered_json::array();
  for (const Fix& fix : diagnostic.fixes) {
    if (!fix.span.valid()) continue;
    ordered_json replacement;
    replacement["replacement"] = fix.replacement;
    add_span(replacement, sources, fix.span);
    object["fixes"].push_back(std::move(replacement));
  }
  object["suggestions"] = diagnostic.suggestions;
  return object;
}

}  // namespace

std::string render_json(const base::SourceMap& sources, const Sink& sink, Language language) {
  ordered_json root;
  root["schema"] = kSchemaVersion;
  root["language"] = language == Language::French ? "fr" : "en";
  root["diagnostics"] = ordered_json::array();
  for (const Diagnostic& diagnostic : sink.all()) root["diagnostics"].push_back(to_json(sources, diagnostic, language));
  root["errors"] = sink.n_errors();
  root["warnings"] = sink.n_warnings();
  root["dropped"] = sink.n_dropped();
  // A parameter may come from data that is not UTF-8: such bytes are replaced, never a reason to fail.
  return root.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace avenant::diagnostics
