#include "compiler/page/markdown.hpp"

#include <catch2/catch.hpp>

#include "compiler/page/html.hpp"
#include "compiler/page/markdown_inline.hpp"

using avenant::page::escaped;
using avenant::page::escaped_for_xml;
using avenant::page::inline_html;
using avenant::page::prose_html;

TEST_CASE("a paragraph keeps its words and loses its line breaks") {
  CHECK(prose_html("Un texte\nsur deux lignes.\n\nUn autre.\n") ==
        "<p>Un texte\nsur deux lignes.</p>\n<p>Un autre.</p>\n");
  CHECK(prose_html("").empty());
  CHECK(prose_html("\r\nUn texte\r\n") == "<p>Un texte</p>\n");
}

TEST_CASE("emphasis, code and links are those of Markdown") {
  CHECK(inline_html("**La règle** et *le reste*") == "<strong>La règle</strong> et <em>le reste</em>");
  CHECK(inline_html("`a < b` et ``un ` dedans``") == "<code>a &lt; b</code> et <code>un ` dedans</code>");
  CHECK(inline_html("[le texte](https://exemple.fr/a?b=1&c=2)") ==
        "<a href=\"https://exemple.fr/a?b=1&amp;c=2\">le texte</a>");
  CHECK(inline_html("2 * 3 * 4") == "2 * 3 * 4");
  CHECK(inline_html("médecin_né_le reste un nom") == "médecin_né_le reste un nom");
  CHECK(inline_html("**gras *et* italique**") == "<strong>gras <em>et</em> italique</strong>");
  CHECK(inline_html("\\*pas d’emphase\\*") == "*pas d’emphase*");
  CHECK(inline_html("**sans fin") == "**sans fin");
}

TEST_CASE("nothing that an author writes runs or leads where it should not") {
  CHECK(inline_html("<script>alert(1)</script>") == "&lt;script&gt;alert(1)&lt;/script&gt;");
  CHECK(inline_html("[clic](javascript:alert(1))").find("href") == std::string::npos);
  CHECK(inline_html("[clic](\"onmouseover=x)") == "<a href=\"&quot;onmouseover=x\">clic</a>");
  CHECK(inline_html("<javascript:alert(1)>").find("href") == std::string::npos);
  CHECK(prose_html("<!-- un secret\nsur deux lignes -->\nvisible\n") == "<p>visible</p>\n");
}

TEST_CASE("lists nest, and an item of one paragraph is its text") {
  CHECK(prose_html("- un\n- deux\n  - dedans\n- trois\n") ==
        "<ul>\n<li>un</li>\n<li><p>deux</p>\n<ul>\n<li>dedans</li>\n</ul>\n</li>\n<li>trois</li>\n</ul>\n");
  CHECK(prose_html("1. un\n2. deux\n") == "<ol>\n<li>un</li>\n<li>deux</li>\n</ol>\n");
  CHECK(prose_html("- un\nqui continue\n\nUn paragraphe.\n") ==
        "<ul>\n<li>un\nqui continue</li>\n</ul>\n<p>Un paragraphe.</p>\n");
}

TEST_CASE("tables have headers, and bars inside cells may be escaped") {
  CHECK(prose_html("| a | b |\n|---|:-:|\n| 1 | x \\| y |\n") ==
        "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n<tr><th scope=\"col\">a</th><th "
        "scope=\"col\">b</th></tr>\n"
        "</thead>\n<tbody>\n<tr><td>1</td><td>x | y</td></tr>\n</tbody>\n</table></div>\n");
  CHECK(prose_html("un | deux\n").starts_with("<p>"));
}

TEST_CASE("code keeps its lines") {
  CHECK(prose_html("```sh\nrulec test < x\n```\nfin\n") ==
        "<pre tabindex=\"0\"><code>rulec test &lt; x\n</code></pre>\n<p>fin</p>\n");
  CHECK(prose_html("    en retrait\n\n    encore\n") ==
        "<pre tabindex=\"0\"><code>en retrait\n\nencore\n</code></pre>\n");
  CHECK(prose_html("> une citation\n> longue\n") == "<blockquote>\n<p>une citation\nlongue</p>\n</blockquote>\n");
}

TEST_CASE("a text that never closes what it opens takes time that its length bounds") {
  std::string hostile;
  for (int i = 0; i < 20'000; ++i) hostile += "[*_`<";
  CHECK(prose_html(hostile).size() > hostile.size());
  CHECK(prose_html(std::string(50'000, '>')).size() >= 50'000);
  CHECK(prose_html(std::string(50'000, '*')).size() >= 1);
  std::string nested;
  for (int i = 0; i < 300; ++i) nested += std::string(static_cast<std::size_t>(i) * 2, ' ') + "- x\n";
  CHECK(prose_html(nested).find("x") != std::string::npos);
}

TEST_CASE("text is safe in HTML and in XML") {
  CHECK(escaped("a < b & \"c\"") == "a &lt; b &amp; &quot;c&quot;");
  CHECK(escaped_for_xml("a\tb\n") == "a&#9;b&#10;");
  CHECK(escaped_for_xml(std::string("a\x01z\xEF\xBF\xBE.")) == "a\xEF\xBF\xBDz\xEF\xBF\xBD.");
}
