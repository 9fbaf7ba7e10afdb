// Tokens of one source: every byte in exactly one, trivia included; and the string of tags that the grammar reads, one
// byte a meaningful token, with tags of no width for the layout. Read next: lexer.hpp, grammar_support.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/syntax/tree.hpp"

namespace avenant::syntax {

struct Token {
  NodeKind kind;
  std::uint16_t detail = 0;  ///< Of a Keyword: the Keyword.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
};

/// Layout tags, of no width: where blocks, rules, items, nested groups of items and rows begin and end.
enum class Layout : std::uint8_t { BlockStart, BlockEnd, RuleStart, ItemStart, Indent, Dedent, RowStart, RowEnd };

inline constexpr unsigned kLayoutTags = 1;
inline constexpr unsigned kLeafTags = kLayoutTags + 8;
inline constexpr unsigned kFirstLeaf = static_cast<unsigned>(NodeKind::Keyword);
inline constexpr unsigned kKeywordTags = kLeafTags + static_cast<unsigned>(NodeKind::BadText) - kFirstLeaf + 1;

[[nodiscard]] constexpr char tag(Layout layout) {
  return static_cast<char>(kLayoutTags + static_cast<unsigned>(layout));
}
[[nodiscard]] constexpr char tag(NodeKind leaf) {
  return static_cast<char>(kLeafTags + static_cast<unsigned>(leaf) - kFirstLeaf);
}
[[nodiscard]] constexpr char tag(Keyword keyword) {
  return static_cast<char>(kKeywordTags + static_cast<unsigned>(keyword));
}
static_assert(kKeywordTags + static_cast<unsigned>(Keyword::Days) < 256, "a tag is one byte");

[[nodiscard]] constexpr bool is_layout(char c) {
  return static_cast<unsigned char>(c) < kLeafTags;
}
[[nodiscard]] constexpr bool is_keyword_tag(char c) {
  return static_cast<unsigned char>(c) >= kKeywordTags;
}
[[nodiscard]] constexpr Keyword keyword_of(char c) {
  return static_cast<Keyword>(static_cast<unsigned char>(c) - kKeywordTags);
}

struct TokenStream {
  KeywordLanguage language = KeywordLanguage::French;
  std::vector<Token> tokens;
  std::string tags;
  /// For each tag its token; for a layout tag the next token to come.
  std::vector<std::uint32_t> token_of;
  /// Tags, in order, where layout already reported a mistake: the grammar is silent there.
  std::vector<std::uint32_t> reported;

  [[nodiscard]] std::uint32_t offset_of_token(std::uint32_t token) const {
    return token < tokens.size() ? tokens[token].begin : (tokens.empty() ? 0U : tokens.back().end);
  }
};

}  // namespace avenant::syntax
