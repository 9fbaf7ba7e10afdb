#include "compiler/syntax/lexer.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "compiler/syntax/characters.hpp"

namespace avenant::syntax {
namespace {

using diagnostics::Code;

struct Symbol {
  std::string_view text;
  NodeKind kind;
};

// The longest spelling of each start comes first.
constexpr Symbol kSymbols[] = {
    {"(", NodeKind::LeftParenthesis},
    {")", NodeKind::RightParenthesis},
    {";", NodeKind::Semicolon},
    {",", NodeKind::Comma},
    {":", NodeKind::Colon},
    {".", NodeKind::Dot},
    {"=", NodeKind::Equal},
    {"<>", NodeKind::NotEqual},
    {"<=", NodeKind::LessEqual},
    {"<", NodeKind::Less},
    {">=", NodeKind::GreaterEqual},
    {">", NodeKind::Greater},
    {"+", NodeKind::Plus},
    {"-", NodeKind::Minus},
    {"*", NodeKind::Times},
    {"/", NodeKind::Slash},
    {"%", NodeKind::Percent},
    {"≠", NodeKind::NotEqual},
    {"≤", NodeKind::LessEqual},
    {"≥", NodeKind::GreaterEqual},
    {"−", NodeKind::Minus},
    {"×", NodeKind::Times},
    {"÷", NodeKind::Slash},
    {"€", NodeKind::Euro},
};

struct ForeignSymbol {
  std::string_view text;
  NodeKind kind;  ///< Keyword: see `keyword`.
  Keyword keyword;
  std::string_view replacement;  ///< Empty: the keyword's spelling.
};

constexpr ForeignSymbol kForeignSymbols[] = {
    {"===", NodeKind::Equal, Keyword::And, "="},    {"==", NodeKind::Equal, Keyword::And, "="},
    {"!=", NodeKind::NotEqual, Keyword::And, "≠"},  {":=", NodeKind::Equal, Keyword::And, "="},
    {"=<", NodeKind::LessEqual, Keyword::And, "≤"}, {"=>", NodeKind::GreaterEqual, Keyword::And, "≥"},
    {"&&", NodeKind::Keyword, Keyword::And, ""},    {"||", NodeKind::Keyword, Keyword::Or, ""},
    {"&", NodeKind::Keyword, Keyword::And, ""},     {"!", NodeKind::Keyword, Keyword::Not, ""},
    {"–", NodeKind::Minus, Keyword::And, "−"},      {"—", NodeKind::Minus, Keyword::And, "−"},
};

bool is_number_word(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return word_length(text.substr(0, end), begin) > 0;
}

}  // namespace

CodePoint LineLexer::code_point(std::uint32_t offset) const {
  return code_point_at(text_.substr(0, end_), offset);
}

bool LineLexer::starts_with(std::string_view prefix) const {
  return end_ - at_ >= prefix.size() && text_.compare(at_, prefix.size(), prefix) == 0;
}

std::uint32_t LineLexer::count_digits(std::uint32_t offset) const {
  std::uint32_t n = 0;
  while (offset + n < end_ && is_digit(static_cast<unsigned char>(text_[offset + n]))) ++n;
  return n;
}

void LineLexer::add_trivia(NodeKind kind, std::uint32_t begin, std::uint32_t end) {
  if (begin < end) stream_->tokens.push_back({kind, 0, begin, end});
}

void LineLexer::add(NodeKind kind, std::uint32_t length) {
  tags_.push_back({tag(kind), static_cast<std::uint32_t>(stream_->tokens.size())});
  stream_->tokens.push_back({kind, 0, at_, at_ + length});
  at_ += length;
}

void LineLexer::add_keyword(Keyword keyword, std::uint32_t length) {
  tags_.push_back({tag(keyword), static_cast<std::uint32_t>(stream_->tokens.size())});
  stream_->tokens.push_back({NodeKind::Keyword, static_cast<std::uint16_t>(keyword), at_, at_ + length});
  at_ += length;
}

void LineLexer::add_bad(std::uint32_t length) {
  stream_->tokens.push_back({NodeKind::BadText, 0, at_, at_ + length});
  at_ += length;
}

void LineLexer::read(std::uint32_t begin, std::uint32_t end, LineForm form) {
  tags_.clear();
  at_ = begin;
  line_begin_ = begin;
  end_ = end;
  form_ = form;
  n_pipes_ = 0;
  while (at_ < end_) {
    if (form_ == LineForm::ReadingRow && n_pipes_ == 3) {
      read_cell_prose();
    } else {
      read_token();
    }
  }
}

void LineLexer::add_header_rule(std::uint32_t begin, std::uint32_t end) {
  tags_.clear();
  at_ = begin;
  std::uint32_t last = end;
  while (last > begin && text_[last - 1] == ' ') --last;
  add(NodeKind::HeaderRule, last - begin);
  add_trivia(NodeKind::Whitespace, last, end);
}

void LineLexer::read_token() {
  if (read_spaces() || read_comment() || read_word() || read_number() || read_quoted() || read_straight_quotes() ||
      read_foreign_operator() || read_operator()) {
    return;
  }
  const CodePoint c = at(at_);
  if (c.value == '{' || c.value == '}') {
    report(Code::BracesInRule, at_, at_ + 1).with("text", text_.substr(at_, 1));
  } else if (c.value == '[' || c.value == ']') {
    report(Code::BracketsInRule, at_, at_ + 1).fix({source_, at_, at_ + 1}, c.value == '[' ? "(" : ")");
    add(c.value == '[' ? NodeKind::LeftParenthesis : NodeKind::RightParenthesis, 1);
    return;
  } else {
    report(Code::UnexpectedCharacter, at_, at_ + c.length).with("text", text_.substr(at_, c.length));
  }
  add_bad(c.length);
}

bool LineLexer::read_spaces() {
  std::uint32_t to = at_;
  while (to < end_) {
    const CodePoint c = at(to);
    if (c.value == '\t') {
      report(Code::TabInRule, to, to + 1).fix({source_, to, to + 1}, "  ");
    } else if (!is_space(c.value)) {
      break;
    }
    to += c.length;
  }
  if (to == at_) return false;
  add_trivia(NodeKind::Whitespace, at_, to);
  at_ = to;
  return true;
}

bool LineLexer::read_comment() {
  const bool at_start = at_ == line_begin_ || is_space(static_cast<unsigned char>(text_[at_ - 1])) ||
                        text_[at_ - 1] == '\t' || stream_->tokens.back().kind == NodeKind::Whitespace;
  if (!at_start) return false;
  if (starts_with("--")) {
    const CodePoint next = at(at_ + 2);
    if (next.length != 0 && !is_space(next.value)) return false;
  } else if ((starts_with("//") || starts_with("/*") || starts_with("#")) && form_ == LineForm::Plain) {
    const std::uint32_t n = starts_with("#") ? 1 : 2;
    report(Code::ForeignComment, at_, at_ + n)
        .with("text", text_.substr(at_, n))
        .fix({source_, at_, at_ + n}, at(at_ + n).value == ' ' ? "--" : "-- ");
  } else {
    return false;
  }
  add_trivia(NodeKind::Comment, at_, end_);
  at_ = end_;
  return true;
}

bool LineLexer::read_word() {
  if (!is_word_start(at(at_).value)) return false;
  const std::string_view line = text_.substr(0, end_);
  const std::uint32_t length = word_length(line, at_);
  const bool after_dot = last_tag() == tag(NodeKind::Dot);
  // After a dot stands a field, which may be any word, or in an amendment the clause of an address: `x.due si`.
  const char first = tags_.empty() ? '\0' : tags_.front().tag;
  const bool amendment =
      first == tag(Keyword::Replace) || first == tag(Keyword::Repeal) || first == tag(Keyword::Extend);
  if (!after_dot || amendment) {
    const std::string_view rest = line.substr(at_);
    const KeywordMatch match = match_keyword(rest, rest.substr(0, length), stream_->language);
    if (match.length > 0 && (!after_dot || use_of(match.keyword) == KeywordUse::Clause)) {
      add_keyword(match.keyword, match.length);
      return true;
    }
    if (!after_dot && read_foreign_keyword(length)) return true;
  }
  add(NodeKind::Word, length);
  return true;
}

// `or` is also a French noun and may be a name: it is the English operator only after an operand.
bool LineLexer::read_foreign_keyword(std::uint32_t length) {
  if (length > 5 || stream_->language != KeywordLanguage::French) return false;
  constexpr std::array kForeign = {Keyword::If, Keyword::Then, Keyword::Else, Keyword::And,
                                   Keyword::Or, Keyword::Not,  Keyword::True, Keyword::False};
  const std::string_view word = text_.substr(at_, length);
  for (const Keyword keyword : kForeign) {
    if (word != spelling(keyword, KeywordLanguage::English)) continue;
    const bool infix =
        keyword == Keyword::Then || keyword == Keyword::Else || keyword == Keyword::And || keyword == Keyword::Or;
    if (keyword == Keyword::Or && infix && !after_operand()) return false;
    const std::string_view french = spelling(keyword, KeywordLanguage::French);
    report(Code::ForeignKeyword, at_, at_ + length)
        .with("text", word)
        .with("keyword", french)
        .fix({source_, at_, at_ + length}, french);
    add_keyword(keyword, length);
    return true;
  }
  return false;
}

bool LineLexer::after_operand() const {
  if (tags_.empty()) return false;
  const char c = last_tag();
  if (is_keyword_tag(c)) {
    const Keyword keyword = keyword_of(c);
    return use_of(keyword) != KeywordUse::Reserved || keyword == Keyword::True || keyword == Keyword::False ||
           keyword == Keyword::IsGiven || keyword == Keyword::IsNotGiven;
  }
  return c == tag(NodeKind::Word) || c == tag(NodeKind::Digits) || c == tag(NodeKind::RightParenthesis) ||
         c == tag(NodeKind::Percent) || c == tag(NodeKind::Euro) || c == tag(NodeKind::DateText);
}

// ---- numbers and dates ----

// The end of `12 000`, `12,5` or `1/3`: groups are exactly three digits after one space, and a letter ends none.
std::uint32_t LineLexer::number_end() const {
  std::uint32_t to = at_ + count_digits(at_);
  if (to - at_ <= 3) {
    for (;;) {
      const CodePoint space = at(to);
      if (!is_space(space.value)) break;
      const std::uint32_t group = to + space.length;
      if (count_digits(group) != 3 || is_word_part(at(group + 3).value)) break;
      to = group + 3;
    }
  }
  if (at(to).value == ',' && count_digits(to + 1) > 0) return to + 1 + count_digits(to + 1);
  if (at(to).value == '/' && count_digits(to + 1) > 0) {
    const std::uint32_t after = to + 1 + count_digits(to + 1);
    if (!is_word_part(at(after).value) && at(after).value != '/') return after;
  }
  return to;
}

bool LineLexer::read_number() {
  if (!is_digit(at(at_).value)) return false;
  const std::uint32_t n_digits = count_digits(at_);
  if (read_date(n_digits) || read_numeric_date(n_digits)) return true;
  if (is_number_word(text_, at_ + n_digits, end_)) {
    add(NodeKind::Code, word_length(text_.substr(0, end_), at_));
    return true;
  }
  const std::uint32_t to = number_end();
  if (read_wrong_number(to)) return true;
  add(NodeKind::Digits, to - at_);
  return true;
}

// DATE = DAY MONTH YEAR; the day may be `1er`, or have an English ending (`1st`).
bool LineLexer::read_date(std::uint32_t n_digits) {
  if (n_digits > 2) return false;
  const std::string_view line = text_.substr(0, end_);
  std::uint32_t to = at_ + n_digits;
  if (const std::uint32_t ending = word_length(line, to); ending > 0) {
    const std::string_view word = line.substr(to, ending);
    if (word != "er" && word != "st" && word != "nd" && word != "rd" && word != "th") return false;
    to += ending;
  }
  const std::uint32_t first_spaces = spaces_length(line, to);
  if (first_spaces == 0) return false;
  to += first_spaces;
  const std::uint32_t month = word_length(line, to);
  if (month == 0 || month_number(line.substr(to, month), stream_->language) == 0) return false;
  to += month;
  const std::uint32_t year = to + spaces_length(line, to);
  const std::uint32_t n_year = year > to ? count_digits(year) : 0;
  if (n_year != 4 || is_word_part(at(year + 4).value)) {
    report(Code::WrongDate, at_, n_year > 0 ? year + n_year : to);
  }
  add(NodeKind::DateText, (n_year > 0 ? year + n_year : to) - at_);
  return true;
}

// 2024-06-22 and 22/06/2024 are dates of other languages.
bool LineLexer::read_numeric_date(std::uint32_t n_digits) {
  const std::uint32_t first = at_ + n_digits;
  const std::uint32_t separator = at(first).value;
  if ((separator != '-' && separator != '/') || (n_digits != 4 && n_digits > 2)) return false;
  const std::uint32_t n_second = count_digits(first + 1);
  const std::uint32_t second = first + 1 + n_second;
  if (n_second == 0 || n_second > 2 || at(second).value != separator) return false;
  const std::uint32_t n_third = count_digits(second + 1);
  if (n_digits == 4 ? (n_third == 0 || n_third > 2) : n_third != 4) return false;
  const std::uint32_t to = second + 1 + n_third;
  report(Code::WrongDate, at_, to);
  add(NodeKind::DateText, to - at_);
  return true;
}

// 12.5, 1,234.50 and 1.234,50: separators of other languages.
bool LineLexer::read_wrong_number(std::uint32_t end) {
  std::uint32_t to = at_ + count_digits(at_);
  std::uint32_t n_points = 0;
  std::uint32_t n_separators = 0;
  std::uint32_t last_separator = to;
  while ((at(to).value == '.' || at(to).value == ',') && count_digits(to + 1) > 0) {
    n_points += at(to).value == '.' ? 1 : 0;
    ++n_separators;
    last_separator = to;
    to += 1 + count_digits(to + 1);
  }
  if (n_points == 0 && n_separators < 2) return false;
  const bool groups_only = n_separators > 1 && n_points != 1 && n_points != n_separators - 1;
  std::string whole;
  for (std::uint32_t i = at_; i < (groups_only ? to : last_separator); ++i) {
    if (is_digit(static_cast<unsigned char>(text_[i]))) whole += text_[i];
  }
  std::string fixed;
  for (std::size_t i = 0; i < whole.size(); ++i) {
    if (i > 0 && (whole.size() - i) % 3 == 0) fixed += ' ';
    fixed += whole[i];
  }
  if (!groups_only) fixed += "," + std::string(text_.substr(last_separator + 1, to - last_separator - 1));
  report(Code::WrongNumber, at_, to).with("text", text_.substr(at_, to - at_)).fix({source_, at_, to}, fixed);
  add(NodeKind::Digits, std::max(to, end) - at_);
  return true;
}

// ---- quoted texts ----

bool LineLexer::read_quoted() {
  if (at(at_).value != kLeftGuillemet) return false;
  std::uint32_t to = at_;
  std::uint32_t depth = 0;
  while (to < end_) {
    const CodePoint c = at(to);
    to += c.length;
    if (c.value == kLeftGuillemet) ++depth;
    if (c.value == kRightGuillemet && --depth == 0) break;
  }
  if (depth > 0) {
    // In a row the text is taken to end before the next pipe, so that the other cells keep their places.
    const std::size_t pipe = form_ == LineForm::Plain ? std::string_view::npos : text_.find('|', at_);
    to = pipe < end_ ? static_cast<std::uint32_t>(pipe) : end_;
    report(Code::UnclosedQuote, at_, at_ + 2);
  }
  add(NodeKind::Quoted, to - at_);
  return true;
}

bool LineLexer::read_straight_quotes() {
  const std::uint32_t open = at(at_).value;
  const std::uint32_t close = open == 0x201C ? 0x201D : open;
  if (open != '"' && open != 0x201C) return false;
  const std::uint32_t first = at_ + at(at_).length;
  std::uint32_t to = first;
  while (to < end_ && at(to).value != close) to += at(to).length;
  const bool closed = to < end_;
  const std::string inside(text_.substr(first, to - first));
  if (closed) to += at(to).length;
  report(Code::StraightQuotes, at_, to).fix({source_, at_, to}, "« " + inside + " »");
  add(NodeKind::Quoted, to - at_);
  return true;
}

// ---- operators and punctuation ----

bool LineLexer::read_operator() {
  if (form_ != LineForm::Plain && at(at_).value == '|') {
    const bool two = starts_with("||");
    ++n_pipes_;
    add(two ? NodeKind::DoublePipe : NodeKind::Pipe, two ? 2 : 1);
    return true;
  }
  for (const Symbol& symbol : kSymbols) {
    if (!starts_with(symbol.text)) continue;
    add(symbol.kind, static_cast<std::uint32_t>(symbol.text.size()));
    return true;
  }
  return false;
}

bool LineLexer::read_foreign_operator() {
  for (const ForeignSymbol& symbol : kForeignSymbols) {
    if (!starts_with(symbol.text)) continue;
    if (symbol.text == "||" && form_ != LineForm::Plain) return false;
    const auto length = static_cast<std::uint32_t>(symbol.text.size());
    std::string right(symbol.replacement.empty() ? spelling(symbol.keyword, stream_->language) : symbol.replacement);
    report(Code::ForeignOperator, at_, at_ + length)
        .with("text", symbol.text)
        .with("operator", right)
        .fix({source_, at_, at_ + length}, symbol.text == "!" ? right + " " : right);
    if (symbol.kind == NodeKind::Keyword) {
      add_keyword(symbol.keyword, length);
    } else {
      add(symbol.kind, length);
    }
    return true;
  }
  return false;
}

// The third cell of a lecture: everything up to the next pipe that is not inside « ».
void LineLexer::read_cell_prose() {
  std::uint32_t to = at_;
  std::uint32_t depth = 0;
  while (to < end_) {
    const CodePoint c = at(to);
    if (c.value == '|' && depth == 0) break;
    if (c.value == kLeftGuillemet) ++depth;
    if (c.value == kRightGuillemet && depth > 0) --depth;
    to += c.length;
  }
  const std::string_view cell = text_.substr(0, to);
  const auto skip_spaces = [&] {
    const std::uint32_t n = spaces_length(cell, at_);
    add_trivia(NodeKind::Whitespace, at_, at_ + n);
    at_ += n;
  };
  skip_spaces();
  const std::string_view rest = cell.substr(at_);
  const KeywordMatch match = match_keyword(rest, rest.substr(0, word_length(rest, 0)), stream_->language);
  if (match.length > 0 && match.keyword == Keyword::ByDefault) add_keyword(match.keyword, match.length);
  skip_spaces();
  std::uint32_t last = to;
  while (last > at_ && text_[last - 1] == ' ') --last;
  if (last > at_) add(NodeKind::CellProse, last - at_);
  add_trivia(NodeKind::Whitespace, at_, to);
  at_ = to;
  if (at_ < end_) read_operator();
}

}  // namespace avenant::syntax
