// Keywords: one entry a keyword of keywords.def, in two languages, looked up at run time so that one grammar serves
// both. Read next: keywords.def, lexer.hpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace avenant::syntax {

enum class Keyword : std::uint16_t {
#define AVENANT_KEYWORD(Name, Use, french, english) Name,
#include "compiler/syntax/keywords.def"
};

/// Where a keyword is a keyword (keywords.def says what each means).
enum class KeywordUse : std::uint8_t { Reserved, Free, Rule, Clause, Type };

/// The language of the keywords of one source; `langue en` at its start selects English.
enum class KeywordLanguage : std::uint8_t { French, English };

[[nodiscard]] std::size_t keyword_count();
/// The main spelling, or "" when the language has none.
[[nodiscard]] std::string_view spelling(Keyword keyword, KeywordLanguage language);
[[nodiscard]] KeywordUse use_of(Keyword keyword);
/// The enumerator, for dumps: "EligibilityRule" is a node, "Eligibility" a keyword.
[[nodiscard]] std::string_view keyword_name(Keyword keyword);

/// A keyword found at the start of a text.
struct KeywordMatch {
  Keyword keyword = Keyword::Language;
  std::uint32_t length = 0;  ///< Bytes of the text taken; 0 when there is none.
};
/// The longest keyword that `text` starts with, of which the first word is `word` (already read, a prefix of `text`).
/// Words are joined by spaces or no-break spaces of the same line, and end at a word boundary. Constant expected time.
[[nodiscard]] KeywordMatch match_keyword(std::string_view text, std::string_view word, KeywordLanguage language);

/// The number of a month spelt in full, 1 to 12, or 0.
[[nodiscard]] int month_number(std::string_view word, KeywordLanguage language);

/// All spellings that begin a rule, or an item of a rule: candidates for suggestions.
[[nodiscard]] const std::vector<std::string_view>& spellings_of_use(KeywordUse use, KeywordLanguage language);

}  // namespace avenant::syntax
