// Rendering of diagnostics for people (text with excerpts) and for tools (JSON and SARIF, described in
// docs/diagnostics/README.md, and workflow lines of GitHub).
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::diagnostics {

struct RenderOptions {
  Language language = Language::French;
  bool color = false;
  std::size_t width = 110;  ///< Columns for the text of an excerpt line.
};

/// One message: title, place, excerpt, help, fixes and suggestions. Ends with a line break.
[[nodiscard]] std::string render_text(const base::SourceMap& sources, const Diagnostic& diagnostic,
                                      const RenderOptions& options);

/// All messages in the order of the sink, separated by empty lines, then the summary; empty when there is none.
[[nodiscard]] std::string render_text(const base::SourceMap& sources, const Sink& sink, const RenderOptions& options);

/// « 2 erreurs, 1 avertissement », without a line break; empty when there is neither.
[[nodiscard]] std::string summary(const Sink& sink, Language language);

/// One JSON object with every message, indented, ending with a line break.
[[nodiscard]] std::string render_json(const base::SourceMap& sources, const Sink& sink, Language language);

/// One SARIF 2.1.0 log with every message, indented, ending with a line break. `version` is that of rulec. Each code is
/// a rule with its page; other places are related locations; mendings are fixes.
[[nodiscard]] std::string render_sarif(const base::SourceMap& sources, const Sink& sink, Language language,
                                       std::string_view version);

/// One workflow command of GitHub a message, then the summary.
[[nodiscard]] std::string render_github(const base::SourceMap& sources, const Sink& sink, Language language);

/// One workflow command of GitHub. `path` may be empty; `place` is `line=3,` or the like, or empty.
[[nodiscard]] std::string github_line(Level level, std::string_view path, std::string_view place,
                                      std::string_view title, std::string_view message);

/// Whether messages written to this file descriptor should be coloured: NO_COLOR forbids it, else
/// CLICOLOR_FORCE (but for `0`) asks for it, else it is a terminal, and not a dumb one.
[[nodiscard]] bool wants_color(int file_descriptor);

}  // namespace avenant::diagnostics
