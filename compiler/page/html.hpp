// What every HTML page shares: its beginning, its end, and text that is safe in it. A page needs nothing else: styles
// inside, no script, no link outside. Read next: style.hpp, markdown.hpp.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::page {

/// What a page begins with.
struct Head {
  std::string title;
  diagnostics::Language language = diagnostics::Language::French;
  std::string_view style;  ///< Added to the style sheet that all pages share.
};

/// The beginning of a page, up to the link that skips to the element whose id is `main`, inside its body.
[[nodiscard]] std::string beginning(const Head& head);

/// What closes the body of a page.
inline constexpr std::string_view kEnding = "</body>\n</html>\n";

/// A text as content or as an attribute of HTML or XML: its markup characters are written as references. Linear.
[[nodiscard]] std::string escaped(std::string_view text);

/// As `escaped`, for any text whatever: characters that XML 1.0 cannot hold become U+FFFD, and line breaks and tabs are
/// references, so that an attribute keeps them. The text is UTF-8. Linear.
[[nodiscard]] std::string escaped_for_xml(std::string_view text);

}  // namespace avenant::page
