// Rendering of diagnostics for people (text with excerpts) and for tools (JSON, described in
// docs/diagnostics/README.md).
#pragma once

#include <string>

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

/// Whether messages written to this file descriptor should be coloured: it is a terminal and NO_COLOR is not set.
[[nodiscard]] bool wants_color(int file_descriptor);

}  // namespace avenant::diagnostics
