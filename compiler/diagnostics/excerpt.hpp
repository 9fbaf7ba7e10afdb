// Excerpts: lines of a source with marked places under them, as messages show them. Read next: render.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/style.hpp"

namespace avenant::diagnostics {

/// A marked place: a run of `character` under the text of the span, and a few words after it.
struct Mark {
  base::Span span;
  char character = '^';
  Style style = Style::Error;
  std::string text;
};

/// How excerpts are laid out.
struct ExcerptLayout {
  std::size_t width = 120;       ///< Columns for the text of a line; a longer line is cut around its marks.
  std::size_t gutter_width = 1;  ///< Columns for line numbers.
  bool color = false;
};

/// The lines of one source that hold the marks, in order, with the marks under them. A place of several lines shows its
/// first and its last line. All marks lie in `source`; the first is the one to keep visible when a line is cut.
[[nodiscard]] std::string excerpt(const base::SourceMap& sources, base::SourceId source, const std::vector<Mark>& marks,
                                  const ExcerptLayout& layout);

/// A line of text under a line number with some byte ranges of it marked: what excerpt() does for each of its lines. A
/// mark whose character is a space only keeps its place visible when the line is cut.
struct LineMark {
  std::size_t begin = 0;
  std::size_t end = 0;
  char character = '^';
  Style style = Style::Error;
  std::string text;
};
[[nodiscard]] std::string excerpt_line(std::string_view line, std::uint32_t number, const std::vector<LineMark>& marks,
                                       const ExcerptLayout& layout);

/// The gutter without a number: blanks and a bar.
[[nodiscard]] std::string blank_gutter(const ExcerptLayout& layout);

}  // namespace avenant::diagnostics
