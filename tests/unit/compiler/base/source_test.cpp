#include "compiler/base/source.hpp"

#include <catch2/catch.hpp>
#include <string>

using namespace avenant::base;

namespace {

/// A map with one source, for tests that read one text.
struct OneSource {
  explicit OneSource(std::string bytes) { id = map.add("essai.avn.md", std::move(bytes)); }
  [[nodiscard]] const Source& source() const { return map[id]; }
  [[nodiscard]] std::string_view block(std::size_t index) const {
    return map.text({id, source().blocks.at(index).begin, source().blocks.at(index).end});
  }
  [[nodiscard]] std::string article_at(std::string_view mark) const {
    const Heading* heading = map.enclosing_article(id, static_cast<std::uint32_t>(source().text.find(mark)));
    return heading == nullptr ? "" : heading->article;
  }

  SourceMap map;
  SourceId id;
};

}  // namespace

TEST_CASE("a byte-order mark is stripped and positions count from the text") {
  const OneSource one("\xEF\xBB\xBF# Titre\n");
  CHECK(one.source().text == "# Titre\n");
  CHECK(one.source().headings.at(0).begin == 0);
}

TEST_CASE("an ill-formed file keeps its path and says where the first bad byte is") {
  const OneSource one(
      "\xEF\xBB\xBF# Titre\nm\xE9"
      "decin\n");
  CHECK(one.source().problem == SourceProblem::InvalidUtf8);
  CHECK(one.source().problem_offset == 12);
  CHECK(one.source().problem_line == 2);
  CHECK(one.source().problem_byte == 0xE9);
  CHECK(one.source().text.empty());
  CHECK(one.source().blocks.empty());
  CHECK(one.map.line_column(one.id, 0).line == 1);
}

TEST_CASE("a NUL byte is refused with its offset") {
  const OneSource one(std::string("ab\0c", 4));
  CHECK(one.source().problem == SourceProblem::ContainsNul);
  CHECK(one.source().problem_offset == 2);
}

TEST_CASE("a file over the limit is refused with its size") {
  const OneSource at_limit(std::string(SourceMap::kMaxSourceBytes, 'a'));
  CHECK(at_limit.source().problem == SourceProblem::None);
  const OneSource over(std::string(SourceMap::kMaxSourceBytes + 1, 'a'));
  CHECK(over.source().problem == SourceProblem::TooLarge);
  CHECK(over.source().size_given == SourceMap::kMaxSourceBytes + 1);
}

TEST_CASE("columns count code points and lines end with LF or CRLF") {
  const OneSource one("é€𝄞x\r\n\r\nfin");
  CHECK(one.source().line_starts.size() == 3);
  const auto x = one.map.line_column(one.id, static_cast<std::uint32_t>(one.source().text.find('x')));
  CHECK(x.line == 1);
  CHECK(x.column == 4);
  CHECK(one.map.line(one.id, 1) == "é€𝄞x");
  CHECK(one.map.line(one.id, 2).empty());
  CHECK(one.map.line(one.id, 3) == "fin");
  const auto end = one.map.line_column(one.id, static_cast<std::uint32_t>(one.source().text.size()));
  CHECK(end.line == 3);
  CHECK(end.column == 4);
}

TEST_CASE("avenant blocks are found with exact positions and other blocks are skipped") {
  const OneSource one(
      "texte\n"
      "```avenant\na = 1\n```\n"
      "```text\n# Article 1 — non\n```avenant\n```\n"
      "~~~~ avenant suite\nb\n~~~\n````\n~~~~~\n"
      "   ```avenant\r\n   c\r\n  ```  \r\n"
      "    ```avenant\n"
      "``` avenant ` pas un bloc\n");
  REQUIRE(one.source().blocks.size() == 3);
  CHECK(one.block(0) == "a = 1\n");
  CHECK(one.block(1) == "b\n~~~\n````\n");
  CHECK(one.block(2) == "   c\r\n");
  CHECK(one.source().blocks[2].indentation == 3);
  CHECK(one.source().blocks[0].fence_begin == 6);
  CHECK(one.source().blocks[0].fence_end == 16);
  CHECK(one.source().headings.empty());
  REQUIRE(one.source().other_fences.size() == 1);
  CHECK(one.map.text({one.id, one.source().other_fences[0].begin, one.source().other_fences[0].end}) == "text");
}

TEST_CASE("what an HTML comment hides from the reader is neither a block nor a heading") {
  const OneSource one(
      "<!-- une ligne -->\n```avenant\na\n```\n<!--\n# Article 1 — non\n```avenant\nb\n```\n-->\n```avenant\nc\n```\n");
  REQUIRE(one.source().blocks.size() == 2);
  CHECK(one.block(0) == "a\n");
  CHECK(one.block(1) == "c\n");
  CHECK(one.source().headings.empty());
}

TEST_CASE("an unclosed block ends with the file") {
  const OneSource one("```avenant\na\n");
  REQUIRE(one.source().blocks.size() == 1);
  CHECK(one.block(0) == "a\n");
  CHECK_FALSE(one.source().blocks[0].closed);
  const OneSource bare("~~~avenant");
  REQUIRE(bare.source().blocks.size() == 1);
  CHECK(bare.block(0).empty());
}

TEST_CASE("an empty block is a block") {
  const OneSource one("```avenant\n```\n");
  REQUIRE(one.source().blocks.size() == 1);
  CHECK(one.block(0).empty());
  CHECK(one.source().blocks[0].closed);
}

TEST_CASE("headings give level, title and article") {
  const OneSource one(
      "# Avenant n° 7\n"
      "  ## Article 9-5-2-2 — L’aide ##\n"
      "#pas un titre\n"
      "####### non plus\n"
      "###\n"
      "    # code\n"
      "## C#\n");
  const auto& headings = one.source().headings;
  REQUIRE(headings.size() == 4);
  CHECK(headings[0].title == "Avenant n° 7");
  CHECK(headings[0].article.empty());
  CHECK(headings[1].title == "L’aide");
  CHECK(headings[1].article == "9-5-2-2");
  CHECK(headings[1].level == 2);
  CHECK(one.source().text.substr(headings[1].begin, 2) == "##");
  CHECK(headings[2].title.empty());
  CHECK(headings[3].title == "C#");
}

TEST_CASE("article headings accept the forms that texts use") {
  const auto article = [](const std::string& title) { return OneSource("# " + title).source().headings.at(0); };
  CHECK(article("Article 20.3 – Titre").article == "20.3");
  CHECK(article("Article 9-3 - Titre - suite").title == "Titre - suite");
  CHECK(article("Article 9-3 : Titre").article == "9-3");
  CHECK(article("Article\u00A09-3\u00A0: Titre").article == "9-3");
  CHECK(article("Article L. 162-1 — Titre").article == "L. 162-1");
  CHECK(article("Article L.\u202F162-1-7 — Titre").article == "L. 162-1-7");
  CHECK(article("Article R162-1 bis A — Titre").article == "R162-1 bis A");
  CHECK(article("Article 1er — Objet").article == "1er");
  CHECK(article("ARTICLE premier — Objet").article == "premier");
  CHECK(article("Article 9-3").article == "9-3");
  CHECK(article("Article 9-3 — A — B").title == "A — B");
}

TEST_CASE("a heading that only speaks of an article is not one") {
  const auto heading = [](const std::string& title) { return OneSource("# " + title).source().headings.at(0); };
  CHECK(heading("Articles 9-3 et 9-4 — Titre").article.empty());
  CHECK(heading("Article sur les 3 options — Titre").article.empty());
  CHECK(heading("Article — Titre").article.empty());
  CHECK(heading("Article L. — Titre").article.empty());
  CHECK(heading("Article sur les 3 options — Titre").title == "Article sur les 3 options — Titre");
}

TEST_CASE("the enclosing article is the innermost enclosing heading that has one") {
  const OneSource one(
      "a0\n# Convention\na1\n## Article 1 — Un\na2\n### Détail\na3\n#### Article 1-1 — Sous\na4\n### Autre\na5\n"
      "## Sans numéro\na6\n# Annexe\na7\n");
  CHECK(one.article_at("a0").empty());
  CHECK(one.article_at("a1").empty());
  CHECK(one.article_at("a2") == "1");
  CHECK(one.article_at("a3") == "1");
  CHECK(one.article_at("a4") == "1-1");
  CHECK(one.article_at("a5") == "1");
  CHECK(one.article_at("a6").empty());
  CHECK(one.article_at("a7").empty());
  CHECK(one.map.nearest_heading(one.id, 0) == nullptr);
  const auto offset = static_cast<std::uint32_t>(one.source().text.find("a5"));
  CHECK(one.map.nearest_heading(one.id, offset)->title == "Autre");
}

TEST_CASE("a deeper heading after a skipped level is still enclosed") {
  const OneSource one("## Article 2 — Deux\n#### Note\na1\n### Autre\na2\n");
  CHECK(one.article_at("a1") == "2");
  CHECK(one.article_at("a2") == "2");
}

TEST_CASE("spans join to the smallest that covers both") {
  const OneSource one("abcdef");
  const Span left{one.id, 1, 2};
  const Span right{one.id, 4, 5};
  CHECK(one.map.text(left.joined(right)) == "bcde");
  CHECK(one.map.text(right.joined(Span{})) == "e");
  CHECK(one.map.text(Span{}.joined(left)) == "b");
}
