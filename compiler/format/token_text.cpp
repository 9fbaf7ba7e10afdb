#include "compiler/format/token_text.hpp"

#include <algorithm>
#include <vector>

#include "compiler/syntax/characters.hpp"

namespace avenant::format {
namespace {

using syntax::NodeKind;

constexpr std::string_view kApostropheText = "’";
constexpr std::string_view kOpenQuote = "«";
constexpr std::string_view kCloseQuote = "»";

std::string_view trimmed(std::string_view text) {
  text.remove_prefix(syntax::spaces_length(text, 0));
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && (static_cast<unsigned char>(text[last]) & 0xC0U) == 0x80) --last;
    const std::uint32_t c = syntax::code_point_at(text, last).value;
    if (!syntax::is_space(c)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

/// The words of a text, cut at runs of spaces of any kind.
std::vector<std::string_view> words_of(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t at = 0;
  while (at < text.size()) {
    at += syntax::spaces_length(text, at);
    const std::size_t begin = at;
    while (at < text.size() && syntax::spaces_length(text, at) == 0) at += syntax::code_point_at(text, at).length;
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
std::string digits_text(const Document& document, std::uint32_t leaf, std::string_view text) {
  const std::string spaced = joined(words_of(text));
  const std::uint32_t literal = document.parents[leaf];
  const bool measured = document.kind(literal) == NodeKind::NumberLiteral &&
                        (document.child(literal, NodeKind::Unit) != Document::kNone ||
                         document.child(literal, NodeKind::Percent) != Document::kNone);
  if (!measured || spaced.starts_with('0') || spaced.find_first_of(" /") != std::string::npos) return spaced;
  return grouped(spaced);
}

/// `1 mai  2023` → `1er mai 2023`.
std::string date_text(const Document& document, std::string_view text) {
  const std::vector<std::string_view> words = words_of(text);
  std::string day(words.empty() ? std::string_view() : words[0]);
  if (day.size() > 1 && day[0] == '0') day.erase(0, 1);
  if (day == "1" && document.tree->language() == syntax::KeywordLanguage::French) day = "1er";
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

}  // namespace

std::string piece_text(const Document& document, std::uint32_t leaf) {
  const syntax::Node& node = document.node(leaf);
  const std::string_view text = document.tree->text().substr(node.begin, node.end - node.begin);
  // A closed set of many kinds, of which few are written otherwise than read.
  if (node.kind == NodeKind::Keyword) return keyword_text(text);
  if (node.kind == NodeKind::Digits) return digits_text(document, leaf, text);
  if (node.kind == NodeKind::DateText) return date_text(document, text);
  if (node.kind == NodeKind::Quoted) return quoted_text(text);
  if (node.kind == NodeKind::CellProse) return std::string(trimmed(text));
  if (node.kind == NodeKind::NotEqual) return "≠";
  if (node.kind == NodeKind::LessEqual) return "≤";
  if (node.kind == NodeKind::GreaterEqual) return "≥";
  if (node.kind == NodeKind::Times) return "×";
  if (node.kind == NodeKind::Minus) return document.parent_kind(leaf) == NodeKind::AnyPattern ? "-" : "−";
  return std::string(text);
}

std::uint32_t spaces_between(const Document& document, const Piece& left, const Piece& right) {
  const NodeKind before = document.kind(left.leaf);
  const NodeKind after = document.kind(right.leaf);
  if (before == NodeKind::LeftParenthesis || after == NodeKind::RightParenthesis || after == NodeKind::Comma) return 0;
  // `par défaut, notice`: the comma is part of the prose.
  if (after == NodeKind::CellProse && (right.text.starts_with(',') || right.text.starts_with('.'))) return 0;
  if (before == NodeKind::Dot || after == NodeKind::Dot) return 0;
  if (after == NodeKind::LeftParenthesis && document.parent_kind(right.leaf) == NodeKind::Arguments) return 0;
  if (before == NodeKind::Slash && document.parent_kind(left.leaf) == NodeKind::Unit) return 0;
  if (after == NodeKind::Slash && document.parent_kind(right.leaf) == NodeKind::Unit) return 0;
  if (before == NodeKind::Minus && document.parent_kind(left.leaf) == NodeKind::UnaryExpression) return 0;
  if (before == NodeKind::Keyword && ends_in_apostrophe(left.text)) return 0;
  return 1;
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

}  // namespace avenant::format
