// What the grammar works on: the tags of the tokens, the nodes completed so far, and the mistakes met. Both lists are
// cut back when the grammar gives up an attempt. Read next: grammar_support.hpp.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/syntax/tokens.hpp"

namespace avenant::syntax {

/// What was expected, in the author's words (expected.def).
enum class Expected : std::uint8_t {
#define AVENANT_EXPECTED(Name, french, english) Name,
#include "compiler/syntax/expected.def"
};

/// A node whose end was reached. Children come before it, the first at index `first_event`.
struct Completed {
  NodeKind kind;
  std::uint32_t first_event;
  std::uint32_t begin_token;
  std::uint32_t end_token;
};

/// A mistake, kept until the parse is over: the attempt that met it may be given up.
struct Mistake {
  diagnostics::Code code;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Expected expected = Expected::Name;
  std::string found_french;
  std::string found_english;
  std::optional<diagnostics::Fix> fix;
  std::vector<std::string> suggestions;
};

class ParserState {
 public:
  struct Mark {
    std::uint32_t n_completed;
    std::uint32_t n_mistakes;
    std::uint32_t last_mistake_at;
  };

  ParserState(const TokenStream& stream, std::string_view text, base::SourceId source, const ParseOptions& options);

  [[nodiscard]] Mark mark() const {
    return {static_cast<std::uint32_t>(completed_.size()), static_cast<std::uint32_t>(mistakes_.size()),
            last_mistake_at_};
  }
  void give_up(const Mark& mark) {
    completed_.erase(completed_.begin() + static_cast<std::ptrdiff_t>(mark.n_completed), completed_.end());
    mistakes_.erase(mistakes_.begin() + static_cast<std::ptrdiff_t>(mark.n_mistakes), mistakes_.end());
    last_mistake_at_ = mark.last_mistake_at;
  }

  /// Completes a node over the tags [begin, end), with the nodes completed since `mark` as children.
  void complete(NodeKind kind, const Mark& mark, std::size_t begin, std::size_t end);
  /// The kind of the node completed last.
  [[nodiscard]] NodeKind last_kind() const { return completed_.empty() ? NodeKind::File : completed_.back().kind; }
  /// The kind of the node completed last, if one was since `mark`.
  [[nodiscard]] std::optional<NodeKind> last_completed(const Mark& mark) const;

  /// The tag at a position; the end counts as the end of a block.
  [[nodiscard]] char tag_at(std::size_t at) const {
    return at < stream_.tags.size() ? stream_.tags[at] : tag(Layout::BlockEnd);
  }
  [[nodiscard]] bool may_be_name(char c) const { return names_[static_cast<unsigned char>(c)]; }
  /// True when the token at this tag touches the one before it.
  [[nodiscard]] bool touches_previous(std::size_t at) const;
  [[nodiscard]] std::string_view token_text(std::size_t at) const;
  [[nodiscard]] base::Span token_span(std::size_t at) const;

  /// No mistake at this place: what was skipped before it explains what is missing there.
  void silence(std::size_t at) { last_mistake_at_ = static_cast<std::uint32_t>(at); }
  /// One mistake a place, none right after text that the lexer reported.
  void expected(Expected what, std::size_t at);
  /// True when the token is a word that looks like a slip for this keyword.
  [[nodiscard]] bool is_near(std::size_t at, Keyword keyword) const;
  void unexpected(std::size_t at, diagnostics::Code code = diagnostics::Code::UnexpectedText);
  /// A mistake about the tags [begin, end).
  Mistake* mistake(diagnostics::Code code, std::size_t begin, std::size_t end);

  [[nodiscard]] const ParseOptions& options() const { return options_; }
  [[nodiscard]] const std::vector<Completed>& completed() const { return completed_; }
  [[nodiscard]] const std::vector<Mistake>& mistakes() const { return mistakes_; }
  /// The offset of the first mistake over the limit.
  [[nodiscard]] std::optional<std::uint32_t> first_unreported() const { return first_unreported_; }
  [[nodiscard]] base::SourceId source() const { return source_; }

  // Context of the rules being matched.
  std::uint32_t depth = 0;
  std::uint32_t n_cut = 0;            ///< Expressions cut off for their depth, in attempts given up too.
  std::uint32_t no_notes = 0;         ///< Above 0, « » after a figure is no source note.
  std::uint32_t no_spaced_calls = 0;  ///< Above 0, a parenthesis after a space is no call.
  /// Aggregates, by their tag, that were read once and are not followed by `pour`.
  std::vector<bool> plain_aggregates;

 private:
  [[nodiscard]] std::uint32_t end_before(std::size_t at) const;
  [[nodiscard]] bool accepts_mistake(std::size_t at);
  [[nodiscard]] std::vector<std::string> near_start(std::size_t at, KeywordUse use) const;
  [[nodiscard]] bool next_to_bad_text(std::size_t at) const;
  void describe(Mistake& mistake, std::size_t at) const;

  const TokenStream& stream_;
  std::string_view text_;
  base::SourceId source_;
  const ParseOptions& options_;
  std::vector<Completed> completed_;
  std::vector<Mistake> mistakes_;
  std::array<bool, 256> names_{};
  std::uint32_t last_mistake_at_ = 0xFFFFFFFF;
  std::optional<std::uint32_t> first_unreported_;
};

/// Runs the grammar over the whole stream. Every tag is consumed.
void run_grammar(const TokenStream& stream, ParserState& state);

/// Sends the mistakes to the sink.
void report_mistakes(const ParserState& state, const TokenStream& stream, diagnostics::Sink& sink);

/// Builds the nodes in document order from tokens and completed nodes. Nodes nested deeper than `max_tree_depth` become
/// flat ErrorExpression nodes; the token where that first happened is put in `too_deep_at`.
[[nodiscard]] std::vector<Node> build_nodes(const TokenStream& stream, const ParserState& state,
                                            std::uint32_t text_size, std::uint32_t max_tree_depth,
                                            std::optional<std::uint32_t>& too_deep_at);

/// A node that a check makes another kind.
struct KindChange {
  std::uint32_t node;
  NodeKind kind;
};

/// Checks of shape on a finished tree, which need neighbours: header rows, rows that do not fit their header, operators
/// side by side that need parentheses, missing reasons. Reports them and returns the changes: HeaderRow for rows that
/// are headers, Error for rows that do not fit. Linear in the nodes.
[[nodiscard]] std::vector<KindChange> check_shape(const Tree& tree, diagnostics::Sink& sink);

}  // namespace avenant::syntax
