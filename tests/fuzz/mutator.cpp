#include "tests/fuzz/mutator.hpp"

#include <iterator>
#include <vector>

#include "compiler/base/source.hpp"

namespace avenant::fuzz {
namespace {

/// A token of a rule block: a word, a number, one other character, or a run of spaces.
struct Token {
  std::size_t begin = 0;
  std::size_t end = 0;
};

bool is_word_byte(unsigned char byte) {
  return byte >= 0x80 || byte == '_' || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
         (byte >= 'A' && byte <= 'Z');
}

void add_tokens(const std::string& text, std::size_t position, std::size_t end, std::vector<Token>& tokens) {
  while (position < end) {
    const std::size_t begin = position;
    const auto byte = static_cast<unsigned char>(text[position++]);
    if (is_word_byte(byte)) {
      while (position < end && is_word_byte(static_cast<unsigned char>(text[position]))) ++position;
    } else if (byte == ' ') {
      while (position < end && text[position] == ' ') ++position;
    }
    tokens.push_back({begin, position});
  }
}

/// The tokens of the rule blocks, prose left out.
std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> tokens;
  avenant::base::SourceMap sources;
  const auto source = sources.add("mutated", text);
  for (const avenant::base::Block& block : sources[source].blocks) add_tokens(text, block.begin, block.end, tokens);
  // What is left of a file whose blocks are gone is mutated anywhere.
  if (tokens.empty()) add_tokens(text, 0, text.size(), tokens);
  return tokens;
}

constexpr const char* kInsertions[] = {"si",
                                       "alors",
                                       "sinon",
                                       "et",
                                       "ou",
                                       "définition",
                                       "barème",
                                       "|",
                                       "||",
                                       "«",
                                       "»",
                                       "(",
                                       ")",
                                       ";",
                                       "\n",
                                       "\n  ",
                                       "\t",
                                       "-",
                                       "≥",
                                       "12 000 €",
                                       "20A",
                                       "==",
                                       "\"",
                                       "pour",
                                       "dérogation",
                                       "inconnu",
                                       "exclu",
                                       "lecture",
                                       "tous",
                                       "sauf",
                                       "de",
                                       "à",
                                       "1/0",
                                       "31 février 2023",
                                       "99999999999999999999999",
                                       "```",
                                       "--",
                                       "éligibilité",
                                       "× ",
                                       "texte x"};

}  // namespace

std::string Mutator::mutate(const std::string& text) {
  std::string result = text;
  const std::size_t n_edits = 1 + pick(3);
  for (std::size_t i = 0; i < n_edits; ++i) edit(result);
  return result;
}

void Mutator::edit(std::string& text) {
  const std::vector<Token> tokens = tokens_of(text);
  if (tokens.empty()) return;
  const Token token = tokens[pick(tokens.size())];
  const Token other = tokens[pick(tokens.size())];
  const std::string piece = text.substr(other.begin, other.end - other.begin);
  const std::size_t size = token.end - token.begin;
  switch (pick(7)) {
    case 0:
      text.erase(token.begin, size);
      return;
    case 1:
      text.insert(token.end, text.substr(token.begin, size));
      return;
    case 2:
      text.replace(token.begin, size, piece);
      return;
    case 3:
      text.insert(token.begin, std::string(kInsertions[pick(std::size(kInsertions))]) + " ");
      return;
    case 4:
      text.replace(token.begin, size, kInsertions[pick(std::size(kInsertions))]);
      return;
    case 5:
      text.insert(token.begin, piece);
      return;
    default:
      // Half of the time, the rest of a line disappears; else one byte does, which may leave invalid UTF-8.
      if (pick(2) == 0) {
        const std::size_t end = text.find('\n', token.begin);
        text.erase(token.begin, end == std::string::npos ? end : end - token.begin);
      } else {
        text.erase(token.begin, 1);
      }
  }
}

}  // namespace avenant::fuzz
