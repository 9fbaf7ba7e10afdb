#include "compiler/syntax/state.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"
#include "compiler/base/utf8.hpp"

namespace avenant::syntax {
namespace {

using diagnostics::Code;

struct ExpectedText {
  std::string_view french;
  std::string_view english;
};
constexpr ExpectedText kExpected[] = {
#define AVENANT_EXPECTED(Name, french, english) {french, english},
#include "compiler/syntax/expected.def"
};

constexpr std::size_t kLongestQuotation = 40;

std::string quoted(std::string_view text, std::string_view open, std::string_view close) {
  return std::string(open) + base::shortened(text, kLongestQuotation) + std::string(close);
}

/// The words that a mistyped word inside an item is compared with.
std::vector<std::string> inner_keywords(KeywordLanguage language) {
  std::vector<std::string> words;
  for (const KeywordUse use : {KeywordUse::Reserved, KeywordUse::Free}) {
    for (const std::string_view text : spellings_of_use(use, language)) {
      if (text.size() > 3) words.emplace_back(text);
    }
  }
  return words;
}

std::vector<std::string> starting_keywords(KeywordUse use, KeywordLanguage language) {
  std::vector<std::string> words;
  for (const std::string_view text : spellings_of_use(use, language)) words.emplace_back(text);
  return words;
}

}  // namespace

ParserState::ParserState(const TokenStream& stream, std::string_view text, base::SourceId source,
                         const ParseOptions& options)
    : stream_(stream), text_(text), source_(source), options_(options) {
  names_[static_cast<unsigned char>(tag(NodeKind::Word))] = true;
  for (std::size_t i = 0; i < keyword_count(); ++i) {
    const auto keyword = static_cast<Keyword>(i);
    const std::string_view word = spelling(keyword, stream.language);
    const bool single = word.find(' ') == std::string_view::npos && word.find('\'') == std::string_view::npos;
    names_[static_cast<unsigned char>(tag(keyword))] = single && use_of(keyword) != KeywordUse::Reserved;
  }
  completed_.reserve(stream.tags.size());
  plain_aggregates.resize(stream.tags.size() + 1);
}

std::uint32_t ParserState::end_before(std::size_t at) const {
  std::size_t i = at;
  while (i > 0 && is_layout(stream_.tags[i - 1])) --i;
  return i == 0 ? 0U : stream_.token_of[i - 1] + 1;
}

void ParserState::complete(NodeKind kind, const Mark& mark, std::size_t begin, std::size_t end) {
  std::size_t first = begin;
  while (first < end && is_layout(stream_.tags[first])) ++first;
  const std::uint32_t end_token = end_before(end);
  const std::uint32_t begin_token = first < end ? stream_.token_of[first] : end_token;
  completed_.push_back({kind, mark.n_completed, std::min(begin_token, end_token), end_token});
}

std::optional<NodeKind> ParserState::last_completed(const Mark& mark) const {
  if (completed_.size() <= mark.n_completed) return std::nullopt;
  return completed_.back().kind;
}

bool ParserState::touches_previous(std::size_t at) const {
  if (at == 0 || at >= stream_.tags.size() || is_layout(stream_.tags[at - 1])) return false;
  const std::uint32_t token = stream_.token_of[at];
  return token > 0 && !is_trivia(stream_.tokens[token - 1].kind);
}

std::string_view ParserState::token_text(std::size_t at) const {
  const Token& token = stream_.tokens[stream_.token_of[at]];
  return text_.substr(token.begin, token.end - token.begin);
}

base::Span ParserState::token_span(std::size_t at) const {
  if (is_layout(tag_at(at))) {
    const std::uint32_t end = end_before(at);
    const std::uint32_t offset = end == 0 ? 0U : stream_.tokens[end - 1].end;
    return {source_, offset, offset};
  }
  const Token& token = stream_.tokens[stream_.token_of[at]];
  return {source_, token.begin, token.end};
}

bool ParserState::accepts_mistake(std::size_t at) {
  if (at == last_mistake_at_) return false;
  if (mistakes_.size() >= options_.max_errors) {
    if (!first_unreported_) first_unreported_ = token_span(at).begin;
    return false;
  }
  last_mistake_at_ = static_cast<std::uint32_t>(at);
  if (std::binary_search(stream_.reported.begin(), stream_.reported.end(), last_mistake_at_)) return false;
  if (at >= stream_.token_of.size()) return true;
  return !next_to_bad_text(at);
}

// Text that is no token was reported by the lexer; what follows it on its line is a consequence.
bool ParserState::next_to_bad_text(std::size_t at) const {
  const auto kind = [this](std::uint32_t token) { return stream_.tokens[token].kind; };
  const auto same_line = [](NodeKind each) { return is_trivia(each) && each != NodeKind::Newline; };
  std::uint32_t token = is_layout(tag_at(at)) ? end_before(at) : stream_.token_of[at];
  if (is_layout(tag_at(at))) {
    std::uint32_t next = token;
    while (next < stream_.tokens.size() && same_line(kind(next))) ++next;
    if (next < stream_.tokens.size() && kind(next) == NodeKind::BadText) return true;
  }
  while (token > 0 && same_line(kind(token - 1))) --token;
  if (token == 0) return false;
  // A quoted text that is not closed has swallowed what follows.
  const Token& before = stream_.tokens[token - 1];
  const std::string_view text = text_.substr(before.begin, before.end - before.begin);
  const bool unclosed = before.kind == NodeKind::Quoted && text.starts_with("«") && !text.ends_with("»");
  return unclosed || before.kind == NodeKind::BadText;
}

void ParserState::describe(Mistake& mistake, std::size_t at) const {
  const char c = tag_at(at);
  if (is_layout(c)) {
    mistake.found_french = c == tag(Layout::Indent) ? "une ligne décalée" : "la fin de la ligne";
    mistake.found_english = c == tag(Layout::Indent) ? "an indented line" : "the end of the line";
    return;
  }
  const bool reserved = is_keyword_tag(c) && !may_be_name(c);
  mistake.found_french = quoted(token_text(at), reserved ? "le mot-clé « " : "« ", " »");
  mistake.found_english = quoted(token_text(at), reserved ? "the keyword “" : "“", "”");
}

Mistake* ParserState::mistake(Code code, std::size_t begin, std::size_t end) {
  if (!accepts_mistake(begin)) return nullptr;
  Mistake mistake{code, 0, 0, Expected::Name, {}, {}, {}, {}};
  mistake.begin = token_span(begin).begin;
  mistake.end = end > begin ? token_span(end - 1).end : token_span(begin).end;
  describe(mistake, begin);
  mistakes_.push_back(std::move(mistake));
  return &mistakes_.back();
}

void ParserState::expected(Expected what, std::size_t at) {
  Mistake* const made = mistake(Code::ExpectedHere, at, at);
  if (made == nullptr) return;
  made->expected = what;
  if (tag_at(at) == tag(NodeKind::Word)) {
    made->suggestions = base::nearest_names(token_text(at), inner_keywords(stream_.language));
  }
}

bool ParserState::is_near(std::size_t at, Keyword keyword) const {
  return tag_at(at) == tag(NodeKind::Word) &&
         !base::nearest_names(token_text(at), {std::string(spelling(keyword, stream_.language))}).empty();
}

void ParserState::unexpected(std::size_t at, Code code) {
  Mistake* const made = mistake(code, at, at);
  if (made == nullptr) return;
  if (code == Code::UnknownRuleStart || code == Code::UnknownItem) {
    made->found_french = made->found_english = quoted(token_text(at), "", "");
    const KeywordUse use = code == Code::UnknownRuleStart ? KeywordUse::Rule : KeywordUse::Clause;
    made->suggestions = near_start(at, use);
  } else if (tag_at(at) == tag(NodeKind::Word)) {
    made->suggestions = base::nearest_names(token_text(at), inner_keywords(stream_.language));
  }
}

// Keywords of several words are compared with as many words: `publie le`, `en ligne`.
std::vector<std::string> ParserState::near_start(std::size_t at, KeywordUse use) const {
  const std::vector<std::string> keywords = starting_keywords(use, stream_.language);
  constexpr std::size_t kMostWords = 4;
  std::vector<std::string> words;
  for (std::size_t i = at; i < at + kMostWords && !is_layout(tag_at(i)); ++i) {
    words.push_back((words.empty() ? std::string() : words.back() + " ") + std::string(token_text(i)));
  }
  while (!words.empty()) {
    const auto blanks = [](const std::string& text) { return std::count(text.begin(), text.end(), ' '); };
    const auto n = blanks(words.back());
    std::vector<std::string> candidates;
    for (const std::string& keyword : keywords) {
      if (blanks(keyword) == n) candidates.push_back(keyword);
    }
    std::vector<std::string> near = base::nearest_names(words.back(), candidates);
    if (!near.empty()) return near;
    words.pop_back();
  }
  return {};
}

void report_mistakes(const ParserState& state, const TokenStream& stream, diagnostics::Sink& sink) {
  static_cast<void>(stream);
  for (const Mistake& mistake : state.mistakes()) {
    auto builder = sink.report(mistake.code, {state.source(), mistake.begin, mistake.end});
    const ExpectedText& expected = kExpected[static_cast<std::size_t>(mistake.expected)];
    builder.with("expected", expected.french, expected.english);
    builder.with("found", mistake.found_french, mistake.found_english);
    builder.with("limit", static_cast<std::int64_t>(state.options().max_depth));
    if (mistake.fix) builder.fix(mistake.fix->span, mistake.fix->replacement);
    if (!mistake.suggestions.empty()) builder.suggest(mistake.suggestions);
  }
  if (const std::optional<std::uint32_t> at = state.first_unreported()) {
    sink.report(Code::TooManySyntaxErrors, {state.source(), *at, *at})
        .with("limit", static_cast<std::int64_t>(state.options().max_errors));
  }
}

}  // namespace avenant::syntax
