// Diagnostics: the one door for messages about the user's rules and data. A code is an entry of diagnostics.def with
// its texts in both languages; a Diagnostic adds places and parameters; a Sink collects; render.hpp prints.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/base/source.hpp"

namespace avenant::diagnostics {

enum class Level : std::uint8_t { Error, Warning, Note };
enum class Language : std::uint8_t { French, English };

/// One entry per code of diagnostics.def, in its order.
enum class Code : std::uint16_t {
#define AVENANT_DIAGNOSTIC(name, number, level, title_fr, title_en, help_fr, help_en) name,
#include "compiler/diagnostics/diagnostics.def"
#undef AVENANT_DIAGNOSTIC
};

/// One entry per label text of labels.def: short texts under a marked place.
enum class Label : std::uint16_t {
#define AVENANT_LABEL(name, text_fr, text_en) name,
#include "compiler/diagnostics/labels.def"
#undef AVENANT_LABEL
};

/// The fixed facts of a code. Texts hold parameters as `{name}`.
struct CodeInfo {
  std::string_view name;  ///< The identifier, `UnknownName`.
  std::uint16_t number;   ///< 3012 for AVN3012.
  Level level;
  std::string_view title_fr, title_en;
  std::string_view help_fr, help_en;  ///< Empty when the title says all.
};
[[nodiscard]] const CodeInfo& info(Code code);
[[nodiscard]] std::size_t code_count();
[[nodiscard]] std::string id(Code code);  ///< "AVN3012"

/// A parameter of a message, in the two languages (the same text twice for names and figures).
struct Parameter {
  std::string name;
  std::string french;
  std::string english;
};

/// A secondary place with a text of labels.def; it may use the diagnostic's parameters.
struct Secondary {
  base::Span span;
  Label label;
};

/// A replacement that mends the mistake.
struct Fix {
  base::Span span;
  std::string replacement;
};

/// One message. `span` is the narrowest place that is wrong.
struct Diagnostic {
  Code code;
  base::Span span;
  std::vector<Parameter> parameters;
  std::vector<Secondary> secondary;  ///< At most two are kept.
  std::vector<Fix> fixes;
  std::vector<std::string> suggestions;  ///< Near names, shown as « vouliez-vous dire … ».
  /// A concrete case that shows the mistake: lines that can be pasted into a scenario, « médecin.zone = zip ».
  std::vector<std::string> case_lines;
  std::string free_path;  ///< For messages about a file that is no source: its path.
};

/// Fills in one diagnostic in a chain of calls: sink.report(Code::X, span).with("name", n).label(s, Label::Y).
class Builder {
 public:
  explicit Builder(Diagnostic& diagnostic) : diagnostic_(&diagnostic) {}
  Builder& with(std::string_view name, std::string_view value);
  Builder& with(std::string_view name, std::string_view french, std::string_view english);
  Builder& with(std::string_view name, std::int64_t value);
  Builder& label(base::Span span, Label label);
  Builder& fix(base::Span span, std::string_view replacement);
  Builder& case_line(std::string_view line);
  Builder& suggest(const std::vector<std::string>& names);
  Builder& path(std::string_view path);

 private:
  Diagnostic* diagnostic_;
};

/// Collects the diagnostics of one compilation. Keeps at most `max_errors` errors and as many warnings; what comes
/// after is counted by n_errors() and n_warnings() too. A second error at the same place (same span) is dropped and not
/// counted: one mistake, one message. Not thread-safe.
class Sink {
 public:
  explicit Sink(std::size_t max_errors = 200) : max_errors_(max_errors) {}

  /// The builder refers to a diagnostic kept until the next report(). `span` may be invalid.
  Builder report(Code code, base::Span span);
  /// A message about a file as a whole, or about no place.
  Builder report(Code code);
  /// Takes over a message made elsewhere.
  void add(const Diagnostic& diagnostic);

  [[nodiscard]] const std::vector<Diagnostic>& all() const { return diagnostics_; }
  [[nodiscard]] bool has_errors() const { return n_errors_ > 0; }
  [[nodiscard]] std::size_t n_errors() const { return n_errors_; }
  [[nodiscard]] std::size_t n_warnings() const { return n_warnings_; }
  /// How many errors and warnings came after the limits and are not in all().
  [[nodiscard]] std::size_t n_dropped() const { return n_dropped_; }
  /// Takes out the warnings for which `is_unwanted` holds.
  void drop_warnings(const std::function<bool(const Diagnostic&)>& is_unwanted);
  /// Keeps the first `n` errors and the first `n` warnings; the others are counted as dropped.
  void keep_first(std::size_t n);
  /// Orders by source and position; messages without a place come first.
  void sort(const base::SourceMap& sources);

 private:
  Diagnostic& next(Code code, base::Span span);

  std::vector<Diagnostic> diagnostics_;
  std::set<base::Span> error_places_;
  Diagnostic discarded_{};
  std::size_t max_errors_;
  std::size_t n_errors_ = 0;
  std::size_t n_warnings_ = 0;
  std::size_t n_dropped_ = 0;
};

/// Replaces `{name}` by the parameters in one language; unknown names stay as written.
[[nodiscard]] std::string expand(std::string_view text, const std::vector<Parameter>& parameters, Language language);

/// The code of a number or an id (`3012`, `AVN3012`, `avn3012`), or nothing.
[[nodiscard]] std::optional<Code> find_code(std::string_view text);

/// The text of a label in one language, not yet expanded.
[[nodiscard]] std::string_view label_text(Label label, Language language);

}  // namespace avenant::diagnostics
