#include "compiler/syntax/canonical_text.hpp"

#include <algorithm>
#include <vector>

#include "compiler/base/utf8.hpp"
#include "compiler/syntax/characters.hpp"

namespace avenant::syntax {
namespace {

constexpr std::string_view kApostropheText = "’";
constexpr std::string_view kOpenQuote = "«";
constexpr std::string_view kCloseQuote = "»";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(spaces_length(text, 0));
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && base::continues_code_point(text[last])) --last;
    const std::uint32_t c = code_point_at(text, last).value;
    if (!is_space(c)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

/// The words of a text, cut at runs of spaces of any kind.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    at += spaces_length(text, at);
    const std::size_t begin = at;
    while (at < text.size() && spaces_length(text, at) == 0) at += code_point_at(text, at).length;
    if (at > begin) words.push_back(text.substr(begin, at - begin));
  }
  return words;
}

std::string joined(const std::vector<std::string_view>& words) {
  std::string text;
  for (const std::string_view word : words) {
    if (!text.empty()) text += ' ';
    text += word;
  }
  return text;
}

std::string keyword_text(std::string_view text) {
  std::string result;
  for (const char c : joined(words_of(text))) {
    if (c == '\'') {
      result += kApostropheText;
    } else {
      result += c;
    }
  }
  return result;
}

/// `12000` → `12 000`; what follows the comma is left alone.
std::string grouped(std::string_view digits) {
  const std::size_t n_whole = std::min(digits.find(','), digits.size());
  std::string text;
  for (std::size_t i = 0; i < n_whole; ++i) {
    if (i > 0 && (n_whole - i) % 3 == 0) text += ' ';
    text += digits[i];
  }
  return text.append(digits.substr(n_whole));
}

/// Digits without a unit may be an official code (`97300`), so that only figures with a unit are grouped.
std::string digits_text(NodeRef literal, std::string_view text) {
  const std::string spaced = joined(words_of(text));
  const bool measured =
      literal.kind() == NodeKind::NumberLiteral && (literal.child(NodeKind::Unit) || literal.child(NodeKind::Percent));
  if (!measured || spaced.starts_with('0') || spaced.find_first_of(" /") != std::string::npos) return spaced;
  return grouped(spaced);
}

/// `1 mai  2023` → `1er mai 2023`.
std::string date_text(KeywordLanguage language, std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  std::string day(words.empty() ? std::string_view() : words[0]);
  if (day.size() > 1 && day[0] == '0') day.erase(0, 1);
  if (day == "1" && language == KeywordLanguage::French) day = "1er";
  for (std::size_t i = 1; i < words.size(); ++i) day.append(" ").append(words[i]);
  return day;
}

std::string quoted_text(std::string_view text) {
  if (!text.starts_with(kOpenQuote) || !text.ends_with(kCloseQuote)) return std::string(text);
  text.remove_prefix(kOpenQuote.size());
  text.remove_suffix(kCloseQuote.size());
  const std::string_view content = trimmed(text);
  std::string result = std::string(kOpenQuote) + " ";
  if (!content.empty()) result.append(content).append(" ");
  return result.append(kCloseQuote);
}

bool ends_in_apostrophe(std::string_view text) {
  return text.ends_with(kApostropheText) || text.ends_with('\'');
}

std::string token_text(NodeRef leaf, NodeRef parent) {
  const NodeKind kind = leaf.kind();
  const std::string_view text = leaf.text();
  // A closed set of many kinds, of which few are written otherwise than read.
  if (kind == NodeKind::Keyword) return keyword_text(text);
  if (kind == NodeKind::Digits) return digits_text(parent, text);
  if (kind == NodeKind::DateText) return date_text(leaf.tree().language(), text);
  if (kind == NodeKind::Quoted) return quoted_text(text);
  if (kind == NodeKind::CellProse) return std::string(trimmed(text));
  if (kind == NodeKind::NotEqual) return "≠";
  if (kind == NodeKind::LessEqual) return "≤";
  if (kind == NodeKind::GreaterEqual) return "≥";
  if (kind == NodeKind::Times) return "×";
  if (kind == NodeKind::Minus) return parent.kind() == NodeKind::AnyPattern ? "-" : "−";
  return std::string(text);
}

/// Adds the tokens below a node.
void add_tokens(NodeRef node, std::vector<CanonicalToken>& tokens) {
  for (const NodeRef child : node.children()) {
    if (is_leaf(child.kind())) {
      tokens.push_back(canonical_token(child, node));
    } else {
      add_tokens(child, tokens);
    }
  }
}

}  // namespace

CanonicalToken canonical_token(NodeRef leaf, NodeRef parent) {
  return {leaf, parent, token_text(leaf, parent)};
}

std::uint32_t spaces_between(const CanonicalToken& left, const CanonicalToken& right) {
  const NodeKind before = left.leaf.kind();
  const NodeKind after = right.leaf.kind();
  if (before == NodeKind::LeftParenthesis || after == NodeKind::RightParenthesis || after == NodeKind::Comma) return 0;
  // `par défaut, notice`: the comma is part of the prose.
  if (after == NodeKind::CellProse && (right.text.starts_with(',') || right.text.starts_with('.'))) return 0;
  if (before == NodeKind::Dot || after == NodeKind::Dot) return 0;
  if (after == NodeKind::LeftParenthesis && right.parent.kind() == NodeKind::Arguments) return 0;
  if (before == NodeKind::Slash && left.parent.kind() == NodeKind::Unit) return 0;
  if (after == NodeKind::Slash && right.parent.kind() == NodeKind::Unit) return 0;
  if (before == NodeKind::Minus && left.parent.kind() == NodeKind::UnaryExpression) return 0;
  if (before == NodeKind::Keyword && ends_in_apostrophe(left.text)) return 0;
  return 1;
}

std::string canonical_text(NodeRef node) {
  if (is_leaf(node.kind())) return token_text(node, node);
  std::vector<CanonicalToken> tokens;
  add_tokens(node, tokens);
  std::string text;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i > 0) text.append(spaces_between(tokens[i - 1], tokens[i]), ' ');
    text += tokens[i].text;
  }
  return text;
}

std::string comment_text(std::string_view comment) {
  while (!comment.empty()) {
    const std::string_view shorter = trimmed(comment);
    const bool ends_in_blank = shorter.ends_with('\r') || shorter.ends_with('\t');
    comment = ends_in_blank ? shorter.substr(0, shorter.size() - 1) : shorter;
    if (!ends_in_blank) break;
  }
  return std::string(comment);
}

}  // namespace avenant::syntax
