#include "compiler/format/verify.hpp"

#include "compiler/syntax/characters.hpp"

namespace avenant::format {
namespace {

using syntax::NodeKind;

/// The letters of a token without its spaces, an apostrophe being one whatever its form.
std::string letters_of(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const syntax::CodePoint c = syntax::code_point_at(text, at);
    if (syntax::is_apostrophe(c.value)) {
      result += '\'';
    } else if (!syntax::is_space(c.value)) {
      result += text.substr(at, c.length);
    }
    at += c.length;
  }
  return result;
}

/// A date without spaces: `1er`, `01` and `1` are one day.
std::string date_letters(std::string_view text) {
  std::string letters = letters_of(text);
  if (letters.starts_with('0')) letters.erase(0, 1);
  if (letters.size() > 1 && letters[0] == '1' && (letters[1] < '0' || letters[1] > '9') &&
      !letters.starts_with("1er")) {
    letters.insert(1, "er");
  }
  return letters;
}

/// A quoted text without the spaces next to its guillemets; those inside count.
std::string quoted_letters(std::string_view text) {
  constexpr std::string_view kOpen = "«";
  constexpr std::string_view kClose = "»";
  if (text.starts_with(kOpen)) text.remove_prefix(kOpen.size());
  if (text.ends_with(kClose)) text.remove_suffix(kClose.size());
  const std::size_t first = syntax::spaces_length(text, 0);
  std::size_t last = first;
  for (std::size_t at = first; at < text.size();) {
    const syntax::CodePoint c = syntax::code_point_at(text, at);
    at += c.length;
    if (!syntax::is_space(c.value)) last = at;
  }
  return std::string(text.substr(first, last - first));
}

std::string token_of(const Document& document, std::uint32_t leaf) {
  const syntax::Node& node = document.node(leaf);
  const std::string_view text = document.tree->text().substr(node.begin, node.end - node.begin);
  if (node.kind == NodeKind::Keyword || node.kind == NodeKind::Digits) return letters_of(text);
  if (node.kind == NodeKind::DateText) return date_letters(text);
  if (node.kind == NodeKind::Quoted) return quoted_letters(text);
  if (node.kind == NodeKind::Word || node.kind == NodeKind::Code || node.kind == NodeKind::CellProse) {
    return std::string(text);
  }
  // The kind of the others says what they are, but for division, which has two signs.
  return node.kind == NodeKind::Slash ? std::string(text) : std::string();
}

}  // namespace

std::string meaning_of(const Document& document, const Chunk& chunk) {
  std::string meaning;
  for (std::uint32_t i = chunk.first; i < chunk.last; ++i) {
    const Line& line = document.lines[i];
    for (const Piece& piece : line.pieces) {
      // The nodes that begin at this token, outermost first, then the token.
      std::uint32_t top = piece.leaf;
      while (document.first_leaves[document.parents[top]] == piece.leaf &&
             document.kind(document.parents[top]) != NodeKind::Block &&
             document.kind(document.parents[top]) != NodeKind::File) {
        top = document.parents[top];
      }
      for (std::uint32_t id = top; id <= piece.leaf; ++id) {
        if (syntax::is_trivia(document.kind(id))) continue;
        meaning.append(std::to_string(document.depths[id]))
            .append(" ")
            .append(syntax::kind_name(document.kind(id)))
            .append(" ");
      }
      meaning.append(token_of(document, piece.leaf)).append("\n");
    }
    if (!line.comment.empty()) meaning.append("--").append(line.comment).append("\n");
  }
  return meaning;
}

}  // namespace avenant::format
