// The lines of prose: emphasis, code, links. Read next: markdown.hpp.
#pragma once

#include <string>
#include <string_view>

namespace avenant::page {

/// A text without blocks as HTML. Linear in the text, times the nesting, which is bounded.
[[nodiscard]] std::string inline_html(std::string_view text, int depth = 0);

}  // namespace avenant::page
