// Workflow commands of GitHub: one line a message, shown beside the lines of a pull request.
#include "compiler/diagnostics/message_text.hpp"
#include "compiler/diagnostics/render.hpp"

namespace avenant::diagnostics {
namespace {

/// The characters that end a message or a property, as the percent codes that the runner reads back.
std::string escaped(std::string_view text, std::string_view ends) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string result;
  for (const char c : text) {
    if (c != '%' && c != '\r' && c != '\n' && ends.find(c) == std::string_view::npos) {
      result += c;
      continue;
    }
    const auto byte = static_cast<unsigned char>(c);
    result += '%';
    result += kHex[byte >> 4U];
    result += kHex[byte & 15U];
  }
  return result;
}

std::string properties_of(const base::SourceMap& sources, base::Span span) {
  const base::LineColumn begin = sources.line_column(span.source, span.begin);
  const base::LineColumn end = sources.line_column(span.source, span.end);
  std::string text = "line=" + std::to_string(begin.line);
  if (end.line > begin.line) return text + ",endLine=" + std::to_string(end.line) + ",";
  text += ",col=" + std::to_string(begin.column);
  if (end.column > begin.column) text += ",endColumn=" + std::to_string(end.column);
  return text + ",";
}

}  // namespace

std::string github_line(Level level, std::string_view path, std::string_view place, std::string_view title,
                        std::string_view message) {
  std::string text = "::" + std::string(level == Level::Note ? "notice" : level_name(level)) + " ";
  if (!path.empty()) text += "file=" + escaped(path, ":,") + ",";
  text += place;
  return text + "title=" + escaped(title, ":,") + "::" + escaped(message, "") + "\n";
}

std::string render_github(const base::SourceMap& sources, const Sink& sink, Language language) {
  std::string out;
  for (const Diagnostic& diagnostic : sink.all()) {
    const CodeInfo& code = info(diagnostic.code);
    const bool placed = diagnostic.span.valid();
    out += github_line(code.level, placed ? sources[diagnostic.span.source].path : diagnostic.free_path,
                       placed ? properties_of(sources, diagnostic.span) : "", id(diagnostic.code),
                       plain_message(diagnostic, language));
  }
  const std::string total = summary(sink, language);
  return total.empty() ? out : out + total + "\n";
}

}  // namespace avenant::diagnostics
