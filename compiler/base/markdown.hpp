// The structure of a Markdown source that matters to rules: ATX headings and fenced blocks. Called by SourceMap::add.
#pragma once

#include <string>
#include <string_view>

#include "compiler/base/source.hpp"

namespace avenant::base {

/// Fills headings, blocks and other_fences from text and line_starts, which are already set. Linear in the size.
void find_structure(Source& source);

/// The two parts of a heading « Article <number> — <title> ».
struct ArticleTitle {
  std::string article;
  std::string title;  ///< Empty for a heading that is a bare number.
};

/// Splits a heading's text, or gives an empty article when it has not the form. The dash is `—`, `–`, `-` or `:`;
/// spaces may be no-break ones. The number holds a digit (`9-3`, `20.3`, `L. 162-1`, `1er`) or is `premier` or
/// `unique`.
[[nodiscard]] ArticleTitle split_article(std::string_view heading);

}  // namespace avenant::base
