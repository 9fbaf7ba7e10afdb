// Layout: which lines begin rules, items, nested items and rows, and which continue. A rule starts at column 0 and its
// items share one column. A deeper line continues the item, unless it begins a nested item: a label in a labelled rule,
// a clause after `alors` in a derogation, a case after `selon E`. A line at the items' column continues too when it
// starts with a word that cannot begin an item. The grammar sees the result as tags of no width.
#include <algorithm>
#include <optional>

#include "compiler/syntax/characters.hpp"
#include "compiler/syntax/lexer.hpp"

namespace avenant::syntax {
namespace {

using diagnostics::Code;

constexpr Keyword kContinuing[] = {Keyword::Then,          Keyword::Else,     Keyword::And,        Keyword::Or,
                                   Keyword::OrElse,        Keyword::SuchThat, Keyword::For,        Keyword::Among,
                                   Keyword::Outside,       Keyword::IsGiven,  Keyword::IsNotGiven, Keyword::Rounded,
                                   Keyword::ExactToTheCent};
constexpr NodeKind kContinuingSymbols[] = {NodeKind::Semicolon, NodeKind::Comma,        NodeKind::RightParenthesis,
                                           NodeKind::Colon,     NodeKind::Dot,          NodeKind::Equal,
                                           NodeKind::NotEqual,  NodeKind::Less,         NodeKind::LessEqual,
                                           NodeKind::Greater,   NodeKind::GreaterEqual, NodeKind::Plus,
                                           NodeKind::Minus,     NodeKind::Times,        NodeKind::Slash};

bool continues_item(char first) {
  const auto starts_with = [first](auto which) { return first == tag(which); };
  return std::any_of(std::begin(kContinuing), std::end(kContinuing), starts_with) ||
         std::any_of(std::begin(kContinuingSymbols), std::end(kContinuingSymbols), starts_with);
}

bool is_modifier(Keyword keyword) {
  return keyword == Keyword::AppliesBy || keyword == Keyword::MissingDayEarliest ||
         keyword == Keyword::MissingDayLatest || keyword == Keyword::InForceOn || keyword == Keyword::Until ||
         keyword == Keyword::After || keyword == Keyword::IncludingWording || keyword == Keyword::KeepDerogations ||
         keyword == Keyword::DropDerogations || keyword == Keyword::InsteadOf || keyword == Keyword::Accept;
}

/// The lines of the blocks of one source.
class LayoutReader {
 public:
  LayoutReader(const base::Source& source, base::SourceId id, diagnostics::Sink& sink, const ParseOptions& options)
      : source_(source), options_(options), lexer_(source.text, id, sink, stream_) {
    stream_.tokens.reserve(source.text.size() / 5 + 16);
    stream_.tags.reserve(source.text.size() / 6 + 16);
    stream_.token_of.reserve(source.text.size() / 6 + 16);
  }

  TokenStream read() &&;

 private:
  void read_block(const base::Block& block);
  void read_line(std::uint32_t begin, std::uint32_t end);
  void lay_out(std::uint32_t column, std::uint32_t begin, std::uint32_t end);
  void lay_out_row();
  void lay_out_deeper(std::uint32_t column);
  void lay_out_item(std::uint32_t column);
  void start_rule();
  bool opens_level() const;
  bool starts_case() const;
  bool is_header_rule(std::string_view line) const;
  bool read_language(std::uint32_t begin, std::uint32_t end);
  void remember_line();
  void end_rule();
  void emit(Layout layout) {
    if (layout != Layout::RowEnd) drop_trailing_semicolon();
    stream_.tags.push_back(tag(layout));
    stream_.token_of.push_back(first_token_);
  }
  void emit_line();
  void drop_trailing_semicolon();
  void close_levels(std::size_t down_to);
  void misaligned(std::uint32_t begin, std::uint32_t end) { lexer_.report(Code::MisalignedItem, begin, end); }
  /// The column of the innermost open level, or of the items.
  [[nodiscard]] std::uint32_t top() const { return levels_.empty() ? item_column_ : levels_.back().column; }

  const base::Source& source_;
  const ParseOptions& options_;
  TokenStream stream_;
  LineLexer lexer_;
  std::uint32_t first_token_ = 0;
  bool first_line_ = true;

  // The rule being read.
  bool in_rule_ = false;
  Keyword rule_ = Keyword::Text;
  bool labelled_ = false;          // Its lines that begin with « are items.
  bool after_branch_ = false;      // The line, with what continues it, begins with « si » or « sinon ».
  std::uint32_t item_column_ = 0;  // 0: not known yet.
  std::uint32_t head_column_ = 0;  // Of the first line that continues the head; deeper ones continue too.
  struct Level {
    std::uint32_t column;
    bool cases;  // Opened by `selon E`: its items are cases.
  };
  std::vector<Level> levels_;
  bool after_select_ = false;    // The line before ends in `selon E`.
  bool after_then_ = false;      // The line before ends in `alors`.
  bool after_modifier_ = false;  // The item before is `application selon …` or the like.
};

TokenStream LayoutReader::read() && {
  const std::string_view text = source_.text;
  std::uint32_t at = 0;
  for (const base::Block& block : source_.blocks) {
    const std::uint32_t fence = [&] {
      std::uint32_t to = block.begin;
      while (to > at && (text[to - 1] == '\n' || text[to - 1] == '\r')) --to;
      while (to > at && text[to - 1] != '\n') --to;
      return to;
    }();
    lexer_.add_trivia(NodeKind::Prose, at, fence);
    lexer_.add_trivia(NodeKind::Fence, fence, block.begin);
    read_block(block);
    at = block.end;
    if (!block.closed) {
      continue;  // base::SourceMap noted it.
    }
    const std::size_t newline = text.find('\n', at);
    const auto fence_end = static_cast<std::uint32_t>(newline == std::string_view::npos ? text.size() : newline + 1);
    lexer_.add_trivia(NodeKind::Fence, at, fence_end);
    at = fence_end;
    if (stream_.tokens.size() > options_.max_tokens) break;
  }
  lexer_.add_trivia(NodeKind::Prose, at, static_cast<std::uint32_t>(text.size()));
  return std::move(stream_);
}

void LayoutReader::read_block(const base::Block& block) {
  const std::string_view text = source_.text;
  first_token_ = static_cast<std::uint32_t>(stream_.tokens.size());
  emit(Layout::BlockStart);
  in_rule_ = false;
  std::uint32_t at = block.begin;
  while (at < block.end) {
    if (stream_.tokens.size() > options_.max_tokens) {
      lexer_.report(Code::TooManyTokens, at, at).with("limit", static_cast<std::int64_t>(options_.max_tokens));
      lexer_.add_trivia(NodeKind::BadText, at, block.end);
      break;
    }
    const std::size_t newline = text.find('\n', at);
    const std::uint32_t next =
        newline == std::string_view::npos || newline >= block.end ? block.end : static_cast<std::uint32_t>(newline + 1);
    std::uint32_t end = next;
    while (end > at && (text[end - 1] == '\n' || text[end - 1] == '\r')) --end;
    read_line(at, end);
    lexer_.add_trivia(NodeKind::Newline, end, next);
    at = next;
  }
  first_token_ = static_cast<std::uint32_t>(stream_.tokens.size());
  end_rule();
  emit(Layout::BlockEnd);
}

void LayoutReader::read_line(std::uint32_t begin, std::uint32_t end) {
  const std::string_view line = std::string_view(source_.text).substr(0, end);
  std::uint32_t at = begin;
  std::uint32_t column = 0;
  while (at < end) {
    const CodePoint c = code_point_at(line, at);
    if (c.value == '\t') {
      lexer_.report(Code::TabInRule, at, at + 1).fix(lexer_.span(at, at + 1), "  ");
    } else if (!is_space(c.value)) {
      break;
    }
    at += c.length;
    column += c.value == '\t' ? 2 : 1;
  }
  lexer_.add_trivia(NodeKind::Whitespace, begin, at);
  if (at == end) return;
  first_token_ = static_cast<std::uint32_t>(stream_.tokens.size());
  if (first_line_ && column == 0 && read_language(at, end)) return;
  if (line[at] == '|' && in_rule_) {
    if (is_header_rule(line.substr(at))) {
      lexer_.add_header_rule(at, end);
    } else {
      lexer_.read(at, end, rule_ == Keyword::Reading ? LineForm::ReadingRow : LineForm::Row);
    }
    if (lexer_.tags().empty()) return;
    if (item_column_ == 0) item_column_ = std::max(column, 1U);
    lay_out_row();
    return;
  }
  lexer_.read(at, end, LineForm::Plain);
  if (lexer_.tags().empty()) return;  // A comment.
  first_line_ = false;
  lay_out(column, at, end);
  remember_line();
}

bool LayoutReader::is_header_rule(std::string_view line) const {
  std::size_t n_dashes = 0;
  std::size_t n_cells = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const char c = line[i];
    if (c == '|') {
      if (i > 0 && n_dashes < 2) return false;
      n_cells += i > 0 ? 1 : 0;
      n_dashes = 0;
      // `||` in a rule of dashes separates like `|`.
      if (i + 1 < line.size() && line[i + 1] == '|') ++i;
    } else if (c == '-') {
      ++n_dashes;
    } else if (c != ' ' && c != ':') {
      return false;
    }
  }
  return n_cells > 0 && n_dashes == 0;
}

bool LayoutReader::read_language(std::uint32_t begin, std::uint32_t end) {
  const std::string_view line = std::string_view(source_.text).substr(0, end);
  const std::uint32_t n = word_length(line, begin);
  const std::string_view word = line.substr(begin, n);
  if (word != spelling(Keyword::Language, KeywordLanguage::French) &&
      word != spelling(Keyword::Language, KeywordLanguage::English)) {
    return false;
  }
  const std::uint32_t spaces = spaces_length(line, begin + n);
  const std::string_view code = line.substr(begin + n + spaces, word_length(line, begin + n + spaces));
  stream_.language =
      word == spelling(Keyword::Language, KeywordLanguage::French) ? KeywordLanguage::French : KeywordLanguage::English;
  lexer_.read(begin, end, LineForm::Plain);
  stream_.language = code == "en" ? KeywordLanguage::English : KeywordLanguage::French;
  first_line_ = false;
  start_rule();
  emit_line();
  return true;
}

void LayoutReader::lay_out(std::uint32_t column, std::uint32_t begin, std::uint32_t end) {
  const char first = lexer_.tags().front().tag;
  if (column == 0) {
    if (in_rule_ && continues_item(first) && first != tag(Keyword::For)) {
      lexer_.report(Code::ContinuationAtMargin, begin, begin + 1);
      emit_line();
      return;
    }
    end_rule();
    start_rule();
    emit_line();
    return;
  }
  if (!in_rule_) {
    lexer_.report(Code::IndentedOutsideRule, begin, end);
    start_rule();
    stream_.reported.push_back(static_cast<std::uint32_t>(stream_.tags.size()));
    emit_line();
    return;
  }
  if (item_column_ == 0) {
    if (opens_level()) {
      levels_.push_back({column, after_select_});
      emit(Layout::Indent);
      emit(Layout::ItemStart);
    } else if (continues_item(first)) {
      if (head_column_ == 0) head_column_ = column;
    } else if (head_column_ == 0 || column <= head_column_) {
      item_column_ = column;
      emit(Layout::ItemStart);
    }
    emit_line();
    return;
  }
  if (column > top()) {
    lay_out_deeper(column);
  } else {
    lay_out_item(column);
  }
  emit_line();
}

// A deeper line opens a level of nested items, or continues the item above it.
void LayoutReader::lay_out_deeper(std::uint32_t column) {
  if (!opens_level()) return;
  levels_.push_back({column, after_select_});
  emit(Layout::Indent);
  emit(Layout::ItemStart);
}

bool LayoutReader::opens_level() const {
  const auto& tags = lexer_.tags();
  const char first = tags.front().tag;
  if (after_select_) return true;
  if (after_then_ && rule_ == Keyword::Derogation && is_keyword_tag(first)) {
    const Keyword keyword = keyword_of(first);
    const bool clause = keyword >= Keyword::Concerns && keyword <= Keyword::ProvedBy;
    const char second = tags.size() > 1 ? tags[1].tag : '\0';
    return clause && second != tag(NodeKind::Dot) && !continues_item(second);
  }
  // In an échéancier a « si » stands under another: its own lines are one level deeper.
  if (after_branch_ && rule_ == Keyword::Instalments && first == tag(Keyword::If)) return true;
  return labelled_ && first == tag(NodeKind::Quoted) && item_column_ != 0;
}

// A line at the column of an open level, or at one further left that closes levels.
void LayoutReader::lay_out_item(std::uint32_t column) {
  std::size_t keep = levels_.size();
  while (keep > 0 && levels_[keep - 1].column > column) --keep;
  const std::uint32_t below = keep > 0 ? levels_[keep - 1].column : item_column_;
  const std::uint32_t token = lexer_.tags().front().token;
  if (column > below) {
    // Between two levels: taken for an item of the inner one.
    ++keep;
    misaligned(stream_.tokens[token].begin, stream_.tokens[token].end);
  } else if (column < below) {
    misaligned(stream_.tokens[token].begin, stream_.tokens[token].end);
  }
  close_levels(keep);
  const char first = lexer_.tags().front().tag;
  const bool body = first == tag(NodeKind::Equal) && after_modifier_;
  if (!continues_item(first) || starts_case() || body) emit(Layout::ItemStart);
}

// Among cases, `sinon : …` and `≥ P30 : …` are cases, though their first words continue an item elsewhere.
bool LayoutReader::starts_case() const {
  if (levels_.empty() || !levels_.back().cases) return false;
  const auto& tags = lexer_.tags();
  if (is_keyword_tag(tags.front().tag) && tags.front().tag != tag(Keyword::Else)) return false;
  return std::any_of(tags.begin(), tags.end(), [](const auto& each) { return each.tag == tag(NodeKind::Colon); });
}

void LayoutReader::lay_out_row() {
  close_levels(0);
  const bool header_rule = lexer_.tags().front().tag == tag(NodeKind::HeaderRule);
  if (!header_rule) emit(Layout::RowStart);
  emit_line();
  first_token_ = static_cast<std::uint32_t>(stream_.tokens.size());
  if (!header_rule) emit(Layout::RowEnd);
  after_select_ = after_then_ = after_modifier_ = false;
}

void LayoutReader::start_rule() {
  emit(Layout::RuleStart);
  in_rule_ = true;
  item_column_ = head_column_ = 0;
  levels_.clear();
  after_select_ = after_then_ = after_modifier_ = after_branch_ = false;
  // The kind of rule is its first keyword after résultat, remplace and complète.
  rule_ = Keyword::Text;
  bool amended = false;
  for (const LineLexer::LineTag& line_tag : lexer_.tags()) {
    if (!is_keyword_tag(line_tag.tag)) break;
    rule_ = keyword_of(line_tag.tag);
    if (rule_ != Keyword::Result && rule_ != Keyword::Replace && rule_ != Keyword::Extend) break;
    amended = amended || rule_ != Keyword::Result;
  }
  const bool named_only = rule_ == Keyword::Replace || rule_ == Keyword::Extend;
  labelled_ = rule_ == Keyword::Eligibility || rule_ == Keyword::Instalments || (amended && named_only);
}

void LayoutReader::end_rule() {
  close_levels(0);
  in_rule_ = false;
  item_column_ = 0;
}

void LayoutReader::close_levels(std::size_t down_to) {
  while (levels_.size() > down_to) {
    levels_.pop_back();
    emit(Layout::Dedent);
  }
}

// A semicolon at the end of a line separates from what follows on the next, if that line continues it.
void LayoutReader::drop_trailing_semicolon() {
  if (stream_.tags.empty() || stream_.tags.back() != tag(NodeKind::Semicolon)) return;
  Token& token = stream_.tokens[stream_.token_of.back()];
  lexer_.report(Code::TrailingSemicolon, token.begin, token.end).fix(lexer_.span(token.begin, token.end), "");
  token.kind = NodeKind::BadText;
  stream_.tags.pop_back();
  stream_.token_of.pop_back();
}

void LayoutReader::emit_line() {
  for (const LineLexer::LineTag& line_tag : lexer_.tags()) {
    stream_.tags.push_back(line_tag.tag);
    stream_.token_of.push_back(line_tag.token);
  }
}

// What the line says about the lines below it: `selon E` and `alors` at its end open levels.
void LayoutReader::remember_line() {
  const auto& tags = lexer_.tags();
  after_then_ = tags.back().tag == tag(Keyword::Then);
  after_select_ = false;
  for (std::size_t i = tags.size(); i-- > 0;) {
    const char c = tags[i].tag;
    if (c == tag(NodeKind::Colon)) break;
    if (c == tag(NodeKind::LeftParenthesis) && tags[i].token > 0 && is_trivia(stream_.tokens[tags[i].token - 1].kind)) {
      break;
    }
    if (c == tag(Keyword::Select)) {
      after_select_ = i + 1 < tags.size();
      break;
    }
  }
  const bool branch = tags.front().tag == tag(Keyword::If) || tags.front().tag == tag(Keyword::Else);
  if (branch || !continues_item(tags.front().tag)) after_branch_ = branch;
  if (!continues_item(tags.front().tag)) {
    after_modifier_ = is_keyword_tag(tags.front().tag) && is_modifier(keyword_of(tags.front().tag));
  }
}

}  // namespace

TokenStream lex(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink,
                const ParseOptions& options) {
  return LayoutReader(sources[source], source, sink, options).read();
}

}  // namespace avenant::syntax
