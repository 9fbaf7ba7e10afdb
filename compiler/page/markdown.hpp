// Prose of a Markdown source as HTML: what authors write between rules. Headings and rule blocks are their caller's.
// Read next: html.hpp; compiler/base/source.hpp, which finds headings and blocks.
#pragma once

#include <string>
#include <string_view>

namespace avenant::page {

/// Paragraphs, lists, quotations, tables, fenced and indented code, rules, and within lines emphasis, code and links,
/// as CommonMark and GitHub have them. Comments are left out; other HTML is shown as it is written. Links lead to
/// addresses of the web, of mail or within the folder, else only their text is kept. Nesting is bounded: what is deeper
/// is text. Linear in the text, times the nesting.
[[nodiscard]] std::string prose_html(std::string_view text);

}  // namespace avenant::page
