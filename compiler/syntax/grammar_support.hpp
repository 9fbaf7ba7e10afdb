// The building blocks of the grammar over PEGTL: nodes, mistakes and recovery. Only grammar.cpp includes this file.
// Read next: grammar_expressions.hpp, grammar_rules.hpp.
#pragma once

#include <tao/pegtl.hpp>

#include "compiler/syntax/state.hpp"

// The input of the grammar is the string of tags, so that a token is matched like a character. A rule that fails leaves
// neither input consumed nor nodes or mistakes behind: control<> sees to it for PEGTL's own combinators, and the rules
// derived from Custom<> do it themselves.
namespace avenant::syntax::grammar {

namespace pegtl = tao::pegtl;
using pegtl::opt;
using pegtl::plus;
using pegtl::seq;
using pegtl::sor;
using pegtl::star;
using pegtl::success;

using Input = pegtl::memory_input<pegtl::tracking_mode::lazy, pegtl::eol::lf>;
using diagnostics::Code;

inline std::size_t position(const Input& in) {
  return static_cast<std::size_t>(in.current() - in.begin());
}

template <class Rule>
struct control : pegtl::normal<Rule> {
  static constexpr bool enable = false;

  template <pegtl::apply_mode kApply, pegtl::rewind_mode kRewind, template <class...> class Action,
            template <class...> class Control>
  [[nodiscard]] static bool match(Input& in, ParserState& state) {
    if constexpr (std::is_same_v<typename Rule::subs_t, pegtl::empty_list>) {
      return pegtl::match<Rule, kApply, kRewind, Action, Control>(in, state);
    } else {
      const ParserState::Mark mark = state.mark();
      if (pegtl::match<Rule, kApply, kRewind, Action, Control>(in, state)) return true;
      state.give_up(mark);
      return false;
    }
  }
};

/// Matches a rule inside a Custom rule.
template <class Rule>
[[nodiscard]] bool run(Input& in, ParserState& state) {
  return control<Rule>::template match<pegtl::apply_mode::nothing, pegtl::rewind_mode::required, pegtl::nothing,
                                       control>(in, state);
}

/// A rule written as a function: Self::parse(in, state) restores input and state when it fails.
template <class Self>
struct Custom {
  using rule_t = Self;
  using subs_t = pegtl::empty_list;

  template <pegtl::apply_mode, pegtl::rewind_mode, template <class...> class Action, template <class...> class Control>
  [[nodiscard]] static bool match(Input& in, ParserState& state) {
    return Self::parse(in, state);
  }
};

// ---- tokens ----

template <auto kToken>
struct tk : pegtl::one<tag(kToken)> {};
template <Keyword kKeyword>
using kw = tk<kKeyword>;
template <auto... kTokens>
struct any_of : pegtl::one<tag(kTokens)...> {};
template <auto... kTokens>
struct ahead : pegtl::at<pegtl::one<tag(kTokens)...>> {};

/// A word, or a keyword that is free to be a name.
struct name_token : Custom<name_token> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || !state.may_be_name(in.peek_char())) return false;
    in.bump_in_this_line(1);
    return true;
  }
};

/// No width; the next token touches the one before.
struct tight : Custom<tight> {
  static bool parse(Input& in, ParserState& state) { return state.touches_previous(position(in)); }
};

/// No width; true where `count` names the counter that stays 0.
struct notes_allowed : Custom<notes_allowed> {
  static bool parse(Input&, ParserState& state) { return state.no_notes == 0; }
};

// ---- nodes ----

/// node<Kind, rules…>: the rules in sequence, completed as one node.
template <NodeKind kKind, class... Rules>
struct node : Custom<node<kKind, Rules...>> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<seq<Rules...>>(in, state)) return false;
    state.complete(kKind, mark, begin, position(in));
    return true;
  }
};

/// The nodes completed so far by `First` become children of a node `kKind` when `Rest` follows, again and again.
/// E.g. a − b − c is (a − b) − c.
template <class First, NodeKind kKind, class Rest>
struct wrapped : Custom<wrapped<First, kKind, Rest>> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<First>(in, state)) return false;
    while (run<Rest>(in, state)) state.complete(kKind, mark, begin, position(in));
    return true;
  }
};

/// Counts one up in the state while the rules match.
template <std::uint32_t ParserState::* kCounter, class... Rules>
struct counted : Custom<counted<kCounter, Rules...>> {
  static bool parse(Input& in, ParserState& state) {
    ++(state.*kCounter);
    const bool matched = run<seq<Rules...>>(in, state);
    --(state.*kCounter);
    return matched;
  }
};
template <class... Rules>
struct without_notes : counted<&ParserState::no_notes, Rules...> {};

/// Sets a counter back to 0 while the rules match: inside parentheses everything is allowed again.
template <class... Rules>
struct unrestricted : Custom<unrestricted<Rules...>> {
  static bool parse(Input& in, ParserState& state) {
    const std::uint32_t notes = std::exchange(state.no_notes, 0U);
    const std::uint32_t calls = std::exchange(state.no_spaced_calls, 0U);
    const bool matched = run<seq<Rules...>>(in, state);
    state.no_notes = notes;
    state.no_spaced_calls = calls;
    return matched;
  }
};

// ---- mistakes and recovery ----

/// The rule, or one mistake that says what was expected and an empty Error node; always succeeds, and consumes nothing
/// when the rule fails.
template <class Rule, Expected kExpected>
struct need : Custom<need<Rule, kExpected>> {
  static bool parse(Input& in, ParserState& state) {
    if (run<Rule>(in, state)) return true;
    state.expected(kExpected, position(in));
    state.complete(NodeKind::Error, state.mark(), position(in), position(in));
    return true;
  }
};

/// As need, with an ErrorExpression in the place of an expression that is missing.
template <class Rule, Expected kExpected>
struct need_expression : Custom<need_expression<Rule, kExpected>> {
  static bool parse(Input& in, ParserState& state) {
    if (run<Rule>(in, state)) return true;
    state.expected(kExpected, position(in));
    state.complete(NodeKind::ErrorExpression, state.mark(), position(in), position(in));
    return true;
  }
};

/// A word that looks like a slip for a keyword is taken for it, and reported.
template <Keyword kKeyword>
struct near : Custom<near<kKeyword>> {
  static bool parse(Input& in, ParserState& state) {
    const std::size_t at = position(in);
    if (!state.is_near(at, kKeyword)) return false;
    const ParserState::Mark mark = state.mark();
    state.unexpected(at);
    in.bump_in_this_line(1);
    state.complete(NodeKind::Error, mark, at, at + 1);
    return true;
  }
};

/// As need, for a keyword.
template <Keyword kKeyword, Expected kExpected>
struct need_keyword : Custom<need_keyword<kKeyword, kExpected>> {
  static bool parse(Input& in, ParserState& state) {
    if (run<kw<kKeyword>>(in, state)) return true;
    const std::size_t at = position(in);
    state.expected(kExpected, at);
    static_cast<void>(run<near<kKeyword>>(in, state));
    return true;
  }
};

/// True at the end of an item: where another item, a rule, a row or the end of a level begins.
[[nodiscard]] inline bool ends_item(char c) {
  return is_layout(c) && c != tag(Layout::Indent);
}
[[nodiscard]] inline bool ends_rule(char c) {
  return c == tag(Layout::RuleStart) || c == tag(Layout::BlockEnd) || c == tag(Layout::BlockStart);
}

/// Skips a level from its Indent to its Dedent, or one token.
inline void skip_one(Input& in) {
  if (in.empty()) return;
  std::uint32_t depth = 0;
  do {
    const char c = in.peek_char();
    if (ends_rule(c)) return;
    if (c == tag(Layout::Indent)) ++depth;
    if (c == tag(Layout::Dedent) && depth > 0) --depth;
    in.bump_in_this_line(1);
  } while (depth > 0 && !in.empty());
}

/// Skips to the first tag that `stop` accepts at this level, at the latest to the end of the item, into an Error node.
template <class Stop>
void skip_to(Input& in, ParserState& state, Stop stop) {
  const ParserState::Mark mark = state.mark();
  const std::size_t begin = position(in);
  while (!in.empty() && !ends_item(in.peek_char()) && !stop(in.peek_char())) skip_one(in);
  if (position(in) == begin) return;
  state.complete(NodeKind::Error, mark, begin, position(in));
  state.silence(position(in));
}

/// The end of an item; what stands before it is a mistake.
struct end_item : Custom<end_item> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || ends_item(in.peek_char())) return true;
    state.unexpected(position(in));
    skip_to(in, state, [](char) { return false; });
    return true;
  }
};

/// An item that the rule does not know: reported, and skipped up to the next one.
struct bad_item : Custom<bad_item> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || ends_rule(in.peek_char())) return false;
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    const char first = in.peek_char();
    if (first == tag(Layout::RowStart) || first == tag(NodeKind::HeaderRule)) {
      state.unexpected(begin + (is_layout(first) ? 1 : 0), Code::UnexpectedRow);
      while (!in.empty() && in.peek_char() != tag(Layout::RowEnd) && !ends_rule(in.peek_char())) {
        in.bump_in_this_line(1);
        if (first == tag(NodeKind::HeaderRule)) break;
      }
      if (!in.empty() && in.peek_char() == tag(Layout::RowEnd)) in.bump_in_this_line(1);
    } else {
      const bool item = first == tag(Layout::ItemStart);
      if (is_layout(first)) in.bump_in_this_line(1);
      const bool word = !in.empty() && (state.may_be_name(in.peek_char()));
      if (first != tag(Layout::Dedent)) {
        state.unexpected(position(in), item && word ? Code::UnknownItem : Code::UnexpectedText);
      }
      while (!in.empty() && !ends_item(in.peek_char())) skip_one(in);
    }
    state.complete(NodeKind::Error, mark, begin, position(in));
    return true;
  }
};

/// ItemStart, the rules, and the end of the item.
template <class... Rules>
struct item : seq<tk<Layout::ItemStart>, Rules..., end_item> {};

/// An item that the rule must have here. Another one in its place is reported at its first word, and skipped.
template <class Item, Expected kExpected>
struct need_item : Custom<need_item<Item, kExpected>> {
  static bool parse(Input& in, ParserState& state) {
    if (run<Item>(in, state)) return true;
    // What was skipped before may have been meant as this item.
    const bool skipped = state.last_kind() == NodeKind::Error;
    static_cast<void>(run<opt<tk<Layout::ItemStart>>>(in, state));
    if (!skipped) state.expected(kExpected, position(in));
    skip_to(in, state, [](char) { return false; });
    return true;
  }
};

/// Items of these forms up to the end of the rule; others are mistakes.
template <class... Items>
struct items : star<sor<Items..., bad_item>> {};

/// Items of these forms between Indent and Dedent.
struct bad_nested_item : Custom<bad_nested_item> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() == tag(Layout::Dedent)) return false;
    return bad_item::parse(in, state);
  }
};
template <class... Items>
struct level : seq<tk<Layout::Indent>, star<sor<Items..., bad_nested_item>>, opt<tk<Layout::Dedent>>> {};

/// The rule, unless nesting is deeper than the limit: then the rest of the item becomes an ErrorExpression.
template <class Rule>
struct guarded : Custom<guarded<Rule>> {
  static bool parse(Input& in, ParserState& state) {
    if (state.depth >= state.options().max_depth) {
      const ParserState::Mark mark = state.mark();
      const std::size_t begin = position(in);
      state.mistake(Code::TooDeep, begin, begin);
      ++state.n_cut;
      while (!in.empty() && !ends_item(in.peek_char())) skip_one(in);
      state.complete(NodeKind::ErrorExpression, mark, begin, position(in));
      state.silence(position(in));
      return true;
    }
    ++state.depth;
    const bool matched = run<Rule>(in, state);
    --state.depth;
    return matched;
  }
};

/// RULE (; RULE)*, where a comma is a mistake with a fix.
struct separator : Custom<separator> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty()) return false;
    const char c = in.peek_char();
    if (c == tag(NodeKind::Comma)) {
      const std::size_t at = position(in);
      if (Mistake* const made = state.mistake(Code::CommaSeparator, at, at)) {
        made->fix = diagnostics::Fix{state.token_span(at), " ;"};
      }
    } else if (c != tag(NodeKind::Semicolon)) {
      return false;
    }
    in.bump_in_this_line(1);
    return true;
  }
};

}  // namespace avenant::syntax::grammar
