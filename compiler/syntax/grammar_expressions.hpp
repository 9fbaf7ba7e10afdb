// The grammar of expressions, types, patterns and tables. Only grammar.cpp includes this file.
#pragma once

#include "compiler/syntax/grammar_support.hpp"

namespace avenant::syntax::grammar {

// EXPRESSION, the loosest level; defined at the end of this section.
struct expression;
template <Expected kExpected = Expected::Expression>
struct need_e : need_expression<expression, kExpected> {};

struct name : node<NodeKind::Name, name_token> {};
struct case_name : node<NodeKind::Name, sor<name_token, tk<NodeKind::Code>, tk<NodeKind::Digits>>> {};
struct quoted : tk<NodeKind::Quoted> {};

// ---- literals ----

// UNIT = (name | €) (/ (name | €))*, without spaces around the slashes
struct unit_atom : sor<tk<NodeKind::Euro>, node<NodeKind::Name, tk<NodeKind::Word>>> {};
struct unit : node<NodeKind::Unit, unit_atom, star<seq<tight, tk<NodeKind::Slash>, tight, unit_atom>>> {};

struct source_note : opt<seq<notes_allowed, node<NodeKind::SourceNote, quoted>>> {};
struct duration_unit : any_of<Keyword::Years, Keyword::Months, Keyword::Days> {};

// NUMBER = digits [% | UNIT] [« source »], DURATION = digits (ans | mois | jours) [« source »]
struct duration : node<NodeKind::DurationLiteral, tk<NodeKind::Digits>, duration_unit, source_note> {};
struct number
    : node<NodeKind::NumberLiteral, tk<NodeKind::Digits>, opt<sor<tk<NodeKind::Percent>, unit>>, source_note> {};
struct date : node<NodeKind::DateLiteral, tk<NodeKind::DateText>, source_note> {};
struct code : node<NodeKind::CodeLiteral, tk<NodeKind::Code>> {};
struct text_literal : node<NodeKind::TextLiteral, quoted> {};
struct boolean : node<NodeKind::BooleanLiteral, any_of<Keyword::True, Keyword::False>> {};
struct name_expression : node<NodeKind::NameExpression, name> {};

// ---- parentheses, lists, arguments ----

// ELEMENT = EXPRESSION [à EXPRESSION]
struct element : Custom<element> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<need_e<>>(in, state)) return false;
    if (!run<kw<Keyword::To>>(in, state)) return true;
    static_cast<void>(run<need_e<>>(in, state));
    state.complete(NodeKind::Range, mark, begin, position(in));
    state.complete(NodeKind::RangeExpression, mark, begin, position(in));
    return true;
  }
};

/// The parenthesis that closes the one at `open`, after what should not stand before it.
inline void close_parenthesis(Input& in, ParserState& state, std::size_t open) {
  if (run<tk<NodeKind::RightParenthesis>>(in, state)) return;
  if (in.empty() || ends_item(in.peek_char()) || in.peek_char() == tag(NodeKind::Pipe) ||
      in.peek_char() == tag(NodeKind::DoublePipe)) {
    if (Mistake* const made = state.mistake(Code::MissingParenthesis, position(in), position(in))) {
      made->begin = state.token_span(open).begin;
      made->end = state.token_span(open).end;
    }
    return;
  }
  state.unexpected(position(in));
  std::uint32_t depth = 0;
  skip_to(in, state, [&depth](char c) {
    if (c == tag(NodeKind::Pipe) || c == tag(NodeKind::DoublePipe)) return true;
    if (c == tag(NodeKind::LeftParenthesis)) ++depth;
    if (c != tag(NodeKind::RightParenthesis)) return false;
    return depth-- == 0;
  });
  static_cast<void>(run<opt<tk<NodeKind::RightParenthesis>>>(in, state));
}

// ( ELEMENT (; ELEMENT)* ): one element is a parenthesis, several or none a list; as arguments, always Arguments.
template <bool kArguments>
struct parenthesised : Custom<parenthesised<kArguments>> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() != tag(NodeKind::LeftParenthesis)) return false;
    const ParserState::Mark mark = state.mark();
    const std::size_t open = position(in);
    in.bump_in_this_line(1);
    std::size_t n_elements = 0;
    if (in.empty() || in.peek_char() != tag(NodeKind::RightParenthesis)) {
      do {
        if (!run<guarded<unrestricted<element>>>(in, state)) break;
        ++n_elements;
      } while (run<separator>(in, state));
    }
    const bool range = state.last_completed(mark) == NodeKind::RangeExpression;
    close_parenthesis(in, state, open);
    const NodeKind kind = kArguments                  ? NodeKind::Arguments
                          : n_elements == 1 && !range ? NodeKind::Parenthesised
                                                      : NodeKind::ListExpression;
    state.complete(kind, mark, open, position(in));
    return true;
  }
};
struct arguments : parenthesised<true> {};

// ---- postfix: calls and fields ----

struct primary;

// PRIMARY (ARGUMENTS | . name)*; the parenthesis touches what it follows.
struct postfix : Custom<postfix> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<primary>(in, state)) return false;
    for (;;) {
      if (in.empty()) return true;
      const char c = in.peek_char();
      if (c == tag(NodeKind::Dot)) {
        in.bump_in_this_line(1);
        static_cast<void>(run<need<name, Expected::FieldName>>(in, state));
        state.complete(NodeKind::FieldExpression, mark, begin, position(in));
      } else if (c == tag(NodeKind::LeftParenthesis) && is_callable(in, state, mark)) {
        static_cast<void>(run<arguments>(in, state));
        state.complete(NodeKind::CallExpression, mark, begin, position(in));
      } else {
        return true;
      }
    }
  }

 private:
  static bool is_callable(const Input& in, ParserState& state, const ParserState::Mark& mark) {
    const std::optional<NodeKind> kind = state.last_completed(mark);
    if (kind != NodeKind::NameExpression && kind != NodeKind::FieldExpression && kind != NodeKind::CallExpression) {
      return false;
    }
    const std::size_t at = position(in);
    if (state.touches_previous(at)) return true;
    if (state.no_spaced_calls > 0) return false;
    const base::Span before = state.token_span(at - 1);
    const base::Span here = state.token_span(at);
    if (Mistake* const made = state.mistake(Code::SpacedCall, at, at)) {
      made->fix = diagnostics::Fix{{here.source, before.end, here.begin}, ""};
    }
    return true;
  }
};

// ---- operators, the tightest first ----

// UNARY = − UNARY | POSTFIX
struct unary;
struct negation
    : node<NodeKind::UnaryExpression, tk<NodeKind::Minus>, need_expression<guarded<unary>, Expected::Expression>> {};
struct unary : sor<postfix, negation> {};
template <class Operand>
struct right : need_expression<Operand, Expected::Expression> {};

struct product
    : wrapped<unary, NodeKind::BinaryExpression, seq<any_of<NodeKind::Times, NodeKind::Slash>, right<unary>>> {};
struct sum
    : wrapped<product, NodeKind::BinaryExpression, seq<any_of<NodeKind::Plus, NodeKind::Minus>, right<product>>> {};

// arrondi (au centime | à l'euro | à l'unité | à STEP) [DIRECTION]
struct direction : any_of<Keyword::RoundDown, Keyword::RoundUp, Keyword::RoundNearest, Keyword::RoundHalfEven,
                          Keyword::RoundTowardZero> {};
struct round_step
    : sor<any_of<Keyword::ToTheCent, Keyword::ToTheEuro, Keyword::ToTheUnit>, seq<kw<Keyword::To>, right<sum>>> {};
struct rounding : seq<kw<Keyword::Rounded>, need<round_step, Expected::RoundStep>, opt<direction>> {};
struct missing_day : any_of<Keyword::MissingDayEarliest, Keyword::MissingDayLatest> {};
struct rounded : wrapped<wrapped<wrapped<sum, NodeKind::RoundExpression, rounding>, NodeKind::ExactExpression,
                                 kw<Keyword::ExactToTheCent>>,
                         NodeKind::MissingDayExpression, missing_day> {};

struct comparison_operator : any_of<NodeKind::Equal, NodeKind::NotEqual, NodeKind::Less, NodeKind::LessEqual,
                                    NodeKind::Greater, NodeKind::GreaterEqual> {};

// COMPARISON = ROUNDED [operator ROUNDED | parmi ROUNDED | hors ROUNDED | est donné | n'est pas donné];
// non-associative.
struct comparison : Custom<comparison> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<rounded>(in, state)) return false;
    for (std::size_t n = 0;; ++n) {
      const std::size_t at = position(in);
      NodeKind kind = NodeKind::Error;
      if (run<seq<comparison_operator, right<rounded>>>(in, state)) {
        kind = NodeKind::BinaryExpression;
      } else if (run<seq<any_of<Keyword::Among, Keyword::Outside>, right<rounded>>>(in, state)) {
        kind = NodeKind::MemberExpression;
      } else if (run<any_of<Keyword::IsGiven, Keyword::IsNotGiven>>(in, state)) {
        kind = NodeKind::GivenExpression;
      } else {
        return true;
      }
      if (n == 1) state.mistake(Code::ChainedComparison, at, at + 1);
      state.complete(n > 0 ? NodeKind::ErrorExpression : kind, mark, begin, position(in));
    }
  }
};

struct condition_term;
struct logical_not
    : node<NodeKind::UnaryExpression, kw<Keyword::Not>, need_expression<guarded<condition_term>, Expected::Condition>> {
};
struct condition_term : sor<logical_not, comparison> {};
struct conjunction : wrapped<condition_term, NodeKind::BinaryExpression, seq<kw<Keyword::And>, right<condition_term>>> {
};
struct disjunction : wrapped<conjunction, NodeKind::BinaryExpression, seq<kw<Keyword::Or>, right<conjunction>>> {};
struct expression : wrapped<disjunction, NodeKind::BinaryExpression, seq<kw<Keyword::OrElse>, right<disjunction>>> {};

struct condition : node<NodeKind::Condition, need_e<Expected::Condition>> {};

// ---- ranges ----

// de A à [moins de] B
struct range_of : node<NodeKind::Range, kw<Keyword::Of>, right<sum>, need<kw<Keyword::To>, Expected::RangeTo>,
                       opt<kw<Keyword::LessThan>>, right<sum>> {};

// ---- iterations and aggregates ----

// ITERATION = name de DOMAIN; the domain is a name, call, field or parenthesis, or a range of two of them.
struct domain : Custom<domain> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<postfix>(in, state)) return false;
    if (!run<kw<Keyword::To>>(in, state)) return true;
    static_cast<void>(run<right<postfix>>(in, state));
    state.complete(NodeKind::Range, mark, begin, position(in));
    return true;
  }
};
struct iteration : node<NodeKind::Iteration, need<name, Expected::Name>, need<kw<Keyword::Of>, Expected::Of>,
                        need_expression<domain, Expected::Expression>> {};
struct iteration_ahead : pegtl::at<name_token, kw<Keyword::Of>> {};
struct iterations : seq<iteration, star<seq<tk<NodeKind::Semicolon>, iteration_ahead, iteration>>> {};
struct such_that : node<NodeKind::SuchThat, kw<Keyword::SuchThat>, need_e<Expected::Condition>> {};

struct aggregate_word : any_of<Keyword::SumOf, Keyword::MeanOf, Keyword::GreatestOf, Keyword::LeastOf,
                               Keyword::EarliestOf, Keyword::LatestOf, Keyword::FirstGivenOf, Keyword::LastGivenOf> {};

// AGG de E pour ITERATIONS [tel que C], or AGG de DOMAIN. Which one is known only after E: the plain form is read again
// from its start, and remembered, so that nested aggregates are not read over and over.
struct aggregate : Custom<aggregate> {
  static bool parse(Input& in, ParserState& state) {
    const std::size_t begin = position(in);
    if (!run<pegtl::at<aggregate_word>>(in, state)) return false;
    if (!state.plain_aggregates[begin]) {
      const ParserState::Mark mark = state.mark();
      auto start = in.mark<pegtl::rewind_mode::required>();
      if (run<aggregate_word>(in, state) && iterates(in, state)) {
        state.complete(NodeKind::AggregateExpression, mark, begin, position(in));
        return start(true);
      }
      state.plain_aggregates[begin] = true;
      state.give_up(mark);
    }
    return run<node<NodeKind::AggregateExpression, aggregate_word, need_expression<postfix, Expected::Expression>>>(
        in, state);
  }

 private:
  // What was cut off for its depth is not read again: it may hold the `pour`.
  static bool iterates(Input& in, ParserState& state) {
    const std::uint32_t n_cut_before = state.n_cut;
    static_cast<void>(run<need_e<>>(in, state));
    if (run<seq<kw<Keyword::For>, iterations, opt<such_that>>>(in, state)) return true;
    return state.n_cut > n_cut_before;
  }
};

// nombre de [x de] DOMAIN [tel que C]
struct count
    : node<NodeKind::AggregateExpression, kw<Keyword::CountOf>,
           sor<seq<iteration_ahead, iterations>, need_expression<postfix, Expected::Expression>>, opt<such_that>> {};

struct for_all : node<NodeKind::ForAllExpression, kw<Keyword::ForAll>, iterations, opt<such_that>,
                      need<tk<NodeKind::Colon>, Expected::Colon>, need_e<Expected::Condition>> {};
struct exists : node<NodeKind::ExistsExpression, kw<Keyword::Exists>, iterations, need<such_that, Expected::SuchThat>> {
};
struct filter : node<NodeKind::FilterExpression, kw<Keyword::Those>, iteration, need<such_that, Expected::SuchThat>> {};
struct unique : node<NodeKind::UniqueExpression, kw<Keyword::TheUnique>, iteration, opt<such_that>> {};
struct first_of
    : node<NodeKind::FirstExpression, any_of<Keyword::TheFirst, Keyword::TheLast>, iteration, opt<such_that>,
           need<kw<Keyword::By>, Expected::By>, need_expression<rounded, Expected::Expression>> {};

// ---- si, selon ----

// si C alors A (sinon si C alors B)* sinon E
struct then_value : seq<need_keyword<Keyword::Then, Expected::Then>, need_e<>> {};
struct missing_else : Custom<missing_else> {
  static bool parse(Input& in, ParserState& state) {
    const std::size_t at = position(in);
    // When something else stands here, it is the mistake.
    const char c = state.tag_at(at);
    const bool ended = ends_item(c) || c == tag(NodeKind::RightParenthesis) || c == tag(NodeKind::Semicolon) ||
                       c == tag(NodeKind::Pipe) || c == tag(NodeKind::DoublePipe) || c == tag(NodeKind::Colon);
    if (ended) state.mistake(Code::MissingElse, at, at);
    return true;
  }
};
struct if_expression : node<NodeKind::IfExpression, kw<Keyword::If>, condition, then_value,
                            star<seq<kw<Keyword::Else>, kw<Keyword::If>, condition, then_value>>,
                            sor<seq<sor<kw<Keyword::Else>, near<Keyword::Else>>, need_e<>>, missing_else>> {};

struct else_pattern : node<NodeKind::ElsePattern, kw<Keyword::Else>> {};
struct compare_pattern : node<NodeKind::ComparePattern, comparison_operator, right<sum>> {};
struct member_pattern : node<NodeKind::MemberPattern, any_of<Keyword::Among, Keyword::Outside>, right<sum>> {};
struct range_pattern : node<NodeKind::RangePattern, range_of> {};

// VALUE [à VALUE]
template <class Value>
struct value_pattern : Custom<value_pattern<Value>> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<Value>(in, state)) return false;
    if (!run<kw<Keyword::To>>(in, state)) {
      state.complete(NodeKind::ValuePattern, mark, begin, position(in));
      return true;
    }
    static_cast<void>(run<right<sum>>(in, state));
    state.complete(NodeKind::Range, mark, begin, position(in));
    state.complete(NodeKind::RangePattern, mark, begin, position(in));
    return true;
  }
};
template <class Value>
struct pattern : sor<else_pattern, compare_pattern, member_pattern, range_pattern, value_pattern<Value>> {};

// CASE = PATTERN (ou PATTERN)* : E
struct select_pattern : need<pattern<rounded>, Expected::CaseName> {};
struct select_case : node<NodeKind::SelectCase, select_pattern, star<seq<kw<Keyword::Or>, select_pattern>>,
                          need<tk<NodeKind::Colon>, Expected::Colon>, need_e<>> {};
struct select_list : Custom<select_list> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() != tag(NodeKind::LeftParenthesis)) return false;
    const std::size_t open = position(in);
    in.bump_in_this_line(1);
    do {
      static_cast<void>(run<unrestricted<select_case>>(in, state));
    } while (run<separator>(in, state));
    close_parenthesis(in, state, open);
    return true;
  }
};
// selon E, then cases on their own lines or between parentheses
struct select
    : node<NodeKind::SelectExpression, kw<Keyword::Select>, counted<&ParserState::no_spaced_calls, right<sum>>,
           need<sor<select_list, level<item<select_case>>>, Expected::SelectCases>> {};

// ---- the rest ----

struct reason : node<NodeKind::Reason, quoted> {};
struct unknown : node<NodeKind::UnknownFigure, kw<Keyword::Unknown>, opt<reason>,
                      opt<sor<range_of, seq<any_of<Keyword::AtLeast, Keyword::AtMost>, right<sum>>>>> {};
struct excluded : node<NodeKind::ExcludedCase, kw<Keyword::Excluded>, opt<reason>> {};
struct all_except : node<NodeKind::AllExcept, kw<Keyword::AllExcept>, right<postfix>> {};
// `arrondi(x ; pas ; sens)`: here the keyword is a function's name.
struct rounding_call : seq<pegtl::at<kw<Keyword::Rounded>, tk<NodeKind::LeftParenthesis>>,
                           node<NodeKind::NameExpression, node<NodeKind::Name, kw<Keyword::Rounded>>>> {};

// What may nest without a parenthesis is guarded where it starts.
struct compound_ahead
    : ahead<Keyword::If, Keyword::Unknown, Keyword::SumOf, Keyword::MeanOf, Keyword::GreatestOf, Keyword::LeastOf,
            Keyword::EarliestOf, Keyword::LatestOf, Keyword::FirstGivenOf, Keyword::LastGivenOf, Keyword::CountOf,
            Keyword::Select, Keyword::ForAll, Keyword::Exists, Keyword::Those, Keyword::TheUnique, Keyword::TheFirst,
            Keyword::TheLast, Keyword::AllExcept> {};
struct compound
    : sor<if_expression, unknown, aggregate, count, select, for_all, exists, filter, unique, first_of, all_except> {};

struct primary : sor<name_expression, duration, number, parenthesised<false>, date, boolean,
                     seq<compound_ahead, guarded<compound>>, excluded, code, text_literal,
                     node<NodeKind::AbsentLiteral, kw<Keyword::Absent>>, node<NodeKind::AllLiteral, kw<Keyword::All>>,
                     node<NodeKind::NoneLiteral, kw<Keyword::None>>, node<NodeKind::Normally, kw<Keyword::Normally>>,
                     rounding_call> {};

// ---- types ----

// TYPE = (word | UNIT | ensemble de TYPE | liste de TYPE [, RANGE]) [à N décimales] [RANGE] [facultatif]
struct type;
struct simple_type : any_of<Keyword::BooleanType, Keyword::IntegerType, Keyword::DecimalType, Keyword::AmountType,
                            Keyword::DateType, Keyword::DurationType, Keyword::NumberType> {};
struct type_decimals : node<NodeKind::TypeDecimals, kw<Keyword::To>, need<tk<NodeKind::Digits>, Expected::Decimals>,
                            need<kw<Keyword::Decimals>, Expected::Decimals>> {};
struct need_type : need<guarded<type>, Expected::Type> {};
struct type
    : without_notes<node<NodeKind::Type,
                         sor<seq<kw<Keyword::SetType>, need_type>,
                             seq<kw<Keyword::ListType>, need_type, opt<seq<opt<tk<NodeKind::Comma>>, range_of>>>,
                             seq<sor<simple_type, unit>, opt<type_decimals>, opt<range_of>>>,
                         opt<kw<Keyword::Optional>>>> {};

// ---- tables ----

[[nodiscard]] inline bool ends_cell(char c) {
  return c == tag(NodeKind::Pipe) || c == tag(NodeKind::DoublePipe) || c == tag(Layout::RowEnd);
}

struct at_cell_end : Custom<at_cell_end> {
  static bool parse(Input& in, ParserState&) { return in.empty() || ends_cell(in.peek_char()); }
};

// CELL = nothing | - | PATTERN (; PATTERN)*
struct any_pattern : node<NodeKind::AnyPattern, tk<NodeKind::Minus>, at_cell_end> {};
struct cell_pattern : sor<any_pattern, pattern<expression>> {};
struct cell_patterns : seq<cell_pattern, star<seq<separator, need<cell_pattern, Expected::Cell>>>> {};

// car (« label » | ADDRESS) (; …)*, grâce à name (; name)*
struct because;
struct thanks_to
    : node<NodeKind::ThanksTo, kw<Keyword::ThanksTo>, need<name, Expected::Name>, star<seq<separator, name>>> {};
// Some classes of errors are called by a keyword.
struct error_class
    : sor<case_name, node<NodeKind::Name, any_of<Keyword::Absent, Keyword::Unknown, Keyword::Excluded>>> {};
struct error_expected : node<NodeKind::ErrorExpected, kw<Keyword::InError>, opt<error_class>> {};
struct expected_pattern : sor<error_expected, cell_pattern> {};
struct expected_patterns : seq<expected_pattern, star<seq<separator, need<expected_pattern, Expected::Cell>>>> {};
struct expectation : node<NodeKind::Expectation, expected_patterns, star<sor<because, thanks_to>>> {};

struct scenario_column : sor<node<NodeKind::ReadingColumn, kw<Keyword::Reading>, name>,
                             node<NodeKind::SituationColumn, kw<Keyword::AsOf>, at_cell_end>,
                             node<NodeKind::DraftColumn, kw<Keyword::WithDraft>, opt<name>>> {};

template <class Content>
struct cell : Custom<cell<Content>> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    static_cast<void>(run<opt<Content>>(in, state));
    if (!in.empty() && !ends_cell(in.peek_char())) {
      state.unexpected(position(in));
      const ParserState::Mark error_mark = state.mark();
      const std::size_t error = position(in);
      while (!in.empty() && !ends_cell(in.peek_char()) && !ends_rule(in.peek_char())) in.bump_in_this_line(1);
      state.complete(NodeKind::Error, error_mark, error, position(in));
    }
    state.complete(NodeKind::Cell, mark, begin, position(in));
    return true;
  }
};

// ROW = | CELL (| CELL)* [|| RESULT (| RESULT)*] |
template <class Content, class Result>
struct row : Custom<row<Content, Result>> {
  static bool parse(Input& in, ParserState& state) {
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    if (!run<seq<tk<Layout::RowStart>, any_of<NodeKind::Pipe, NodeKind::DoublePipe>>>(in, state)) return false;
    bool in_results = false;
    while (!run<tk<Layout::RowEnd>>(in, state)) {
      static_cast<void>(in_results ? run<cell<Result>>(in, state) : run<cell<Content>>(in, state));
      if (in.empty() || in.peek_char() == tag(Layout::RowEnd) || !ends_cell(in.peek_char())) {
        state.mistake(Code::UnclosedRow, position(in), position(in));
        static_cast<void>(run<opt<tk<Layout::RowEnd>>>(in, state));
        break;
      }
      in_results = in_results || in.peek_char() == tag(NodeKind::DoublePipe);
      in.bump_in_this_line(1);
    }
    state.complete(NodeKind::Row, mark, begin, position(in));
    return true;
  }
};

template <class Content, class Result>
struct table_of : node<NodeKind::Table, plus<sor<row<Content, Result>, tk<NodeKind::HeaderRule>>>> {};
struct table : table_of<cell_patterns, cell_patterns> {};
struct scenario_table : table_of<sor<scenario_column, cell_patterns>, sor<scenario_column, expectation>> {};

}  // namespace avenant::syntax::grammar
