// The lexer: a source → its tokens and layout. It reports what no rule of grammar could mend: tabs, unknown characters,
// and wrong forms of other languages, which it reads as what they stand for. Read next: lexer.cpp (lines), layout.cpp.
#pragma once

#include <string_view>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/characters.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/tokens.hpp"

namespace avenant::syntax {

/// Reads the tokens of a source: prose, fences and the lines of its blocks. Linear in the size.
[[nodiscard]] TokenStream lex(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink,
                              const ParseOptions& options);

/// What a line of a block is, for its tokens.
enum class LineForm : std::uint8_t { Plain, Row, ReadingRow };

/// Reads the tokens of single lines into a stream. Tokens go to `stream.tokens`; the tags of the line go to `tags()`,
/// from where layout appends them.
class LineLexer {
 public:
  LineLexer(std::string_view text, base::SourceId source, diagnostics::Sink& sink, TokenStream& stream)
      : text_(text), source_(source), sink_(&sink), stream_(&stream) {}

  struct LineTag {
    char tag;
    std::uint32_t token;
  };

  /// Reads [begin, end), a line without its indentation and its line break.
  void read(std::uint32_t begin, std::uint32_t end, LineForm form);
  /// Adds a token that has no tag.
  void add_trivia(NodeKind kind, std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] const std::vector<LineTag>& tags() const { return tags_; }
  /// Makes the whole line one HeaderRule.
  void add_header_rule(std::uint32_t begin, std::uint32_t end);
  [[nodiscard]] base::Span span(std::uint32_t begin, std::uint32_t end) const { return {source_, begin, end}; }
  diagnostics::Builder report(diagnostics::Code code, std::uint32_t begin, std::uint32_t end) {
    return sink_->report(code, {source_, begin, end});
  }

 private:
  void read_token();
  bool read_spaces();
  bool read_comment();
  bool read_word();
  bool read_foreign_keyword(std::uint32_t length);
  bool read_number();
  bool read_date(std::uint32_t n_digits);
  bool read_numeric_date(std::uint32_t n_digits);
  bool read_wrong_number(std::uint32_t end);
  std::uint32_t number_end() const;
  bool read_quoted();
  bool read_straight_quotes();
  bool read_operator();
  bool read_foreign_operator();
  void read_cell_prose();
  void add(NodeKind kind, std::uint32_t length);
  void add_keyword(Keyword keyword, std::uint32_t length);
  void add_bad(std::uint32_t length);

  [[nodiscard]] CodePoint at(std::uint32_t offset) const { return code_point(offset < end_ ? offset : end_); }
  [[nodiscard]] CodePoint code_point(std::uint32_t offset) const;
  [[nodiscard]] bool starts_with(std::string_view prefix) const;
  [[nodiscard]] std::uint32_t count_digits(std::uint32_t offset) const;
  [[nodiscard]] char last_tag() const { return tags_.empty() ? '\0' : tags_.back().tag; }
  [[nodiscard]] bool after_operand() const;

  std::string_view text_;
  base::SourceId source_;
  diagnostics::Sink* sink_;
  TokenStream* stream_;
  std::vector<LineTag> tags_;
  std::uint32_t at_ = 0;
  std::uint32_t end_ = 0;
  std::uint32_t line_begin_ = 0;
  std::uint32_t n_pipes_ = 0;
  LineForm form_ = LineForm::Plain;
};

}  // namespace avenant::syntax
