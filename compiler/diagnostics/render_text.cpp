#include <algorithm>
#include <cstdlib>
#include <map>
#include <unistd.h>

#include "compiler/base/display.hpp"
#include "compiler/diagnostics/excerpt.hpp"
#include "compiler/diagnostics/message_text.hpp"
#include "compiler/diagnostics/render.hpp"

namespace avenant::diagnostics {
namespace {

Style level_style(Level level) {
  switch (level) {
    case Level::Error:
      return Style::Error;
    case Level::Warning:
      return Style::Warning;
    case Level::Note:
      return Style::Note;
  }
  return Style::Plain;
}

std::string_view level_word(Level level, const Words& said) {
  switch (level) {
    case Level::Error:
      return said.error;
    case Level::Warning:
      return said.warning;
    case Level::Note:
      return said.note;
  }
  return "";
}

/// Renders one diagnostic; holds what its parts share.
class TextRenderer {
 public:
  TextRenderer(const base::SourceMap& sources, const Diagnostic& diagnostic, const RenderOptions& options)
      : sources_(&sources), diagnostic_(&diagnostic), options_(options), said_(words(options.language)) {
    layout_.color = options.color;
    layout_.width = std::max<std::size_t>(options.width, 20);
    layout_.gutter_width = std::to_string(largest_line()).size();
  }

  std::string run() {
    const CodeInfo& code = info(diagnostic_->code);
    const bool french = options_.language == Language::French;
    std::string head = std::string(level_word(code.level, said_)) + "[" + id(diagnostic_->code) + "]";
    out_ = paint(head, level_style(code.level), options_.color);
    out_ += paint(std::string(said_.colon) + " " + expanded(french ? code.title_fr : code.title_en), Style::Bold,
                  options_.color);
    out_ += "\n";
    add_place();
    add_case();
    add_note(said_.help, expanded(french ? code.help_fr : code.help_en));
    add_note(said_.help, suggestion_text(*diagnostic_, options_.language));
    add_fixes();
    return std::move(out_);
  }

 private:
  [[nodiscard]] std::string expanded(std::string_view text) const {
    return base::display_text(expand(text, diagnostic_->parameters, options_.language));
  }

  [[nodiscard]] std::uint32_t last_line_of(base::Span span) const {
    return span.valid() ? sources_->line_column(span.source, span.end).line : 1;
  }

  [[nodiscard]] std::uint32_t largest_line() const {
    std::uint32_t largest = last_line_of(diagnostic_->span);
    for (const Secondary& secondary : diagnostic_->secondary) largest = std::max(largest, last_line_of(secondary.span));
    for (const Fix& fix : diagnostic_->fixes) largest = std::max(largest, last_line_of(fix.span));
    return largest;
  }

  void add_arrow(std::string_view arrow, const std::string& place) {
    out_ += std::string(layout_.gutter_width, ' ') + paint(arrow, Style::Gutter, options_.color) + " " + place + "\n";
  }

  [[nodiscard]] std::string place_of(base::Span span) const {
    const base::LineColumn at = sources_->line_column(span.source, span.begin);
    const std::string path = base::display_text((*sources_)[span.source].path);
    return path + ":" + std::to_string(at.line) + ":" + std::to_string(at.column);
  }

  void add_place() {
    const base::Span span = diagnostic_->span;
    if (!span.valid()) {
      if (!diagnostic_->free_path.empty()) add_arrow("-->", base::display_text(diagnostic_->free_path));
      return;
    }
    std::vector<Mark> marks{{span, '^', level_style(info(diagnostic_->code).level), ""}};
    std::map<base::SourceId, std::vector<Mark>> elsewhere;
    for (const Secondary& secondary : diagnostic_->secondary) {
      if (!secondary.span.valid()) continue;
      Mark mark{secondary.span, '-', Style::Secondary, expanded(label_text(secondary.label, options_.language))};
      auto& group = secondary.span.source == span.source ? marks : elsewhere[secondary.span.source];
      group.push_back(std::move(mark));
    }
    add_arrow("-->", place_of(span));
    out_ += excerpt(*sources_, span.source, marks, layout_);
    for (const auto& [source, group] : elsewhere) {
      add_arrow(":::", place_of(group.front().span));
      out_ += excerpt(*sources_, source, group, layout_);
    }
  }

  /// Starts « = aide : », after an empty gutter line when it is the first note.
  void start_note(std::string_view word) {
    if (!has_note_ && diagnostic_->span.valid()) out_ += blank_gutter(layout_) + "\n";
    has_note_ = true;
    out_ += std::string(layout_.gutter_width, ' ') + paint(" = ", Style::Gutter, options_.color);
    out_ += paint(word, Style::Bold, options_.color) + std::string(said_.colon);
  }

  void add_note(std::string_view word, const std::string& text) {
    if (text.empty()) return;
    start_note(word);
    out_ += " " + text + "\n";
  }

  /// The case that shows the mistake, one fact a line, ready to be copied.
  void add_case() {
    if (diagnostic_->case_lines.empty()) return;
    start_note(said_.example);
    out_ += "\n";
    for (const std::string& line : diagnostic_->case_lines) {
      out_ += std::string(layout_.gutter_width + 5, ' ') + base::display_text(line) + "\n";
    }
  }

  [[nodiscard]] bool on_one_line(const Fix& fix) const {
    const bool one = sources_->text(fix.span).find('\n') == std::string_view::npos;
    return one && fix.replacement.find('\n') == std::string::npos;
  }

  /// Shows the lines as they would be once mended.
  void add_fixes() {
    std::map<std::pair<base::SourceId, std::uint32_t>, std::vector<const Fix*>> by_line;
    for (const Fix& fix : diagnostic_->fixes) {
      if (!fix.span.valid()) continue;
      if (on_one_line(fix)) {
        by_line[{fix.span.source, sources_->line_column(fix.span.source, fix.span.begin).line}].push_back(&fix);
      } else {
        const std::string text = base::display_text(fix.replacement);
        add_note(said_.fix, std::string(said_.open_quote) + text + std::string(said_.close_quote));
      }
    }
    if (by_line.empty()) return;
    start_note(said_.fix);
    out_ += "\n";
    for (auto& [place, fixes] : by_line) add_mended_line(place.first, place.second, fixes);
  }

  void add_mended_line(base::SourceId source, std::uint32_t number, std::vector<const Fix*>& fixes) {
    std::stable_sort(fixes.begin(), fixes.end(),
                     [](const Fix* left, const Fix* right) { return left->span.begin < right->span.begin; });
    const std::string_view line = sources_->line(source, number);
    const std::uint32_t line_begin = (*sources_)[source].line_starts[number - 1];
    std::string mended;
    std::size_t copied = 0;
    std::vector<LineMark> marks;
    for (const Fix* fix : fixes) {
      const std::size_t begin = std::min<std::size_t>(fix->span.begin - line_begin, line.size());
      if (begin < copied) continue;
      mended.append(line.substr(copied, begin - copied));
      const std::size_t mark_begin = mended.size();
      mended += fix->replacement;
      const char character = fix->replacement.empty() ? ' ' : '~';
      marks.push_back({mark_begin, mended.size(), character, Style::Fix, ""});
      copied = std::min<std::size_t>(fix->span.end - line_begin, line.size());
    }
    mended.append(line.substr(copied));
    out_ += excerpt_line(mended, number, marks, layout_);
  }

  const base::SourceMap* sources_;
  const Diagnostic* diagnostic_;
  RenderOptions options_;
  const Words& said_;
  ExcerptLayout layout_;
  bool has_note_ = false;
  std::string out_;
};

std::string counted(std::size_t count, std::string_view one, std::string_view several) {
  return std::to_string(count) + " " + std::string(count > 1 ? several : one);
}

}  // namespace

std::string render_text(const base::SourceMap& sources, const Diagnostic& diagnostic, const RenderOptions& options) {
  return TextRenderer(sources, diagnostic, options).run();
}

std::string summary(const Sink& sink, Language language) {
  const bool french = language == Language::French;
  std::string out;
  if (sink.n_errors() > 0)
    out = french ? counted(sink.n_errors(), "erreur", "erreurs") : counted(sink.n_errors(), "error", "errors");
  if (sink.n_warnings() > 0) {
    if (!out.empty()) out += ", ";
    out += french ? counted(sink.n_warnings(), "avertissement", "avertissements")
                  : counted(sink.n_warnings(), "warning", "warnings");
  }
  if (sink.n_dropped() > 0) {
    const std::size_t count = sink.n_dropped();
    out += french ? " (dont " + std::to_string(count) + (count > 1 ? " non affichés)" : " non affiché)")
                  : " (" + std::to_string(count) + " not shown)";
  }
  return out;
}

std::string render_text(const base::SourceMap& sources, const Sink& sink, const RenderOptions& options) {
  std::string out;
  for (const Diagnostic& diagnostic : sink.all()) out += render_text(sources, diagnostic, options) + "\n";
  const std::string total = summary(sink, options.language);
  if (!total.empty()) out += paint(total, Style::Bold, options.color) + "\n";
  return out;
}

bool wants_color(int file_descriptor) {
  const auto variable = [](const char* name) {
    const char* value = std::getenv(name);
    return std::string_view(value == nullptr ? "" : value);
  };
  if (!variable("NO_COLOR").empty()) return false;
  const std::string_view forced = variable("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") return true;
  return isatty(file_descriptor) == 1 && variable("TERM") != "dumb";
}

}  // namespace avenant::diagnostics
