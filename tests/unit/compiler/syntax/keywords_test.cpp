#include <catch2/catch.hpp>

#include "compiler/syntax/characters.hpp"
#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

namespace {
std::string_view matched(std::string_view text) {
  const KeywordMatch match = match_keyword(text, text.substr(0, word_length(text, 0)), KeywordLanguage::French);
  return text.substr(0, match.length);
}
}  // namespace

TEST_CASE("a keyword ends at a word boundary, accents included", "[syntax]") {
  CHECK(matched("si a") == "si");
  CHECK(matched("sirop").empty());
  CHECK(matched("siècle").empty());
  CHECK(matched("si_x").empty());
  CHECK(matched("si2").empty());
}

TEST_CASE("the longest spelling wins, over any spaces of one line", "[syntax]") {
  CHECK(matched("au moins une condition") == "au moins une condition");
  CHECK(matched("au moins 3") == "au moins");
  CHECK(matched("pour tout m") == "pour tout");
  CHECK(matched("pour toutes").substr(0, 4) == "pour");
  CHECK(matched("n'est pas donné") == "n'est pas donné");
  CHECK(matched("n’est  pas\u00A0donné") == "n’est  pas\u00A0donné");
}

TEST_CASE("keywords and names are compared after normalisation", "[syntax]") {
  const std::string decomposed = "de\u0301finition x = a e\u0301gal";
  CHECK(parse_rules("de\u0301finition x = a").rules().at(0).kind() == RuleKind::DefinitionRule);
  CHECK_FALSE(matched(decomposed).empty());
}

TEST_CASE("every keyword has a spelling in both languages", "[syntax]") {
  for (std::size_t i = 0; i < keyword_count(); ++i) {
    const auto keyword = static_cast<Keyword>(i);
    INFO(keyword_name(keyword));
    for (const KeywordLanguage language : {KeywordLanguage::French, KeywordLanguage::English}) {
      const std::string_view text = spelling(keyword, language);
      REQUIRE_FALSE(text.empty());
      const KeywordMatch match = match_keyword(text, text.substr(0, word_length(text, 0)), language);
      CHECK(match.keyword == keyword);
      CHECK(match.length == text.size());
    }
  }
}

TEST_CASE("no-break spaces separate words", "[syntax]") {
  CHECK(parse_rules("définition\u00A0x\u202F=\u00A0a\u00A0+\u00A0b").codes().empty());
}
