// The grammar of rules: heads, items and amendments. Only grammar.cpp includes this file.
#pragma once

#include "compiler/syntax/grammar_expressions.hpp"

namespace avenant::syntax::grammar {

// ---- parts of heads ----

/// `résultat` where it may not stand: reported, and passed over.
struct misplaced_result : Custom<misplaced_result> {
  static bool parse(Input& in, ParserState& state) {
    const std::size_t at = position(in);
    if (state.tag_at(at) != tag(Keyword::Result)) return false;
    if (!is_keyword_tag(state.tag_at(at + 1)) || use_of(keyword_of(state.tag_at(at + 1))) != KeywordUse::Rule)
      return false;
    const bool repeated = at > 0 && state.tag_at(at - 1) == tag(Keyword::Replace);
    state.mistake(repeated ? Code::ResultRepeated : Code::ResultNotHere, at, at + 1);
    in.bump_in_this_line(1);
    return true;
  }
};

struct need_name : need<name, Expected::Name> {};
struct title : opt<node<NodeKind::Title, quoted>> {};
struct label : node<NodeKind::Label, quoted> {};
struct is_result : opt<kw<Keyword::Result>> {};

// FAMILY = pour INDEX (; INDEX)*;  INDEX = name (de A à B | dans E)
struct family_index
    : node<NodeKind::FamilyIndex, need_name,
           need<sor<range_of, seq<kw<Keyword::In>, need<name, Expected::EnumerationName>>>, Expected::FamilyDomain>> {};
struct family
    : opt<without_notes<node<NodeKind::Family, kw<Keyword::For>, family_index, star<seq<separator, family_index>>>>> {};

// PARAMETERS = avec name : TYPE (; name : TYPE)*
struct colon_type : seq<need<tk<NodeKind::Colon>, Expected::ColonType>, need_type> {};
struct parameter : node<NodeKind::Parameter, need_name, colon_type> {};
struct parameters : opt<node<NodeKind::Parameters, kw<Keyword::With>, parameter, star<seq<separator, parameter>>>> {};
/// A type without its colon.
struct missing_colon : Custom<missing_colon> {
  static bool parse(Input& in, ParserState& state) {
    if (!run<pegtl::at<sor<simple_type, any_of<Keyword::SetType, Keyword::ListType, NodeKind::Word, NodeKind::Euro>>>>(
            in, state))
      return false;
    state.expected(Expected::ColonType, position(in));
    return run<type>(in, state);
  }
};
struct optional_type : opt<sor<seq<tk<NodeKind::Colon>, need_type>, missing_colon>> {};

// ---- modifiers ----

struct need_text_name : need<name, Expected::TextName> {};
struct need_date : need_e<Expected::Date> {};
struct application : node<NodeKind::ApplicationItem, kw<Keyword::AppliesBy>, need_date> {};
struct modifier : sor<application, node<NodeKind::MissingDayItem, missing_day>,
                      node<NodeKind::InForceItem, kw<Keyword::InForceOn>, need_date>,
                      node<NodeKind::UntilItem, kw<Keyword::Until>, need_date>,
                      node<NodeKind::AfterItem, kw<Keyword::After>, need_text_name>,
                      node<NodeKind::IncludingItem, kw<Keyword::IncludingWording>, need_text_name>,
                      node<NodeKind::KeepDerogationsItem, kw<Keyword::KeepDerogations>>,
                      node<NodeKind::DropDerogationsItem, kw<Keyword::DropDerogations>>,
                      node<NodeKind::InsteadItem, kw<Keyword::InsteadOf>, need_e<>>,
                      node<NodeKind::AcceptItem, kw<Keyword::Accept>, need<name, Expected::WarningCode>,
                           need<reason, Expected::Reason>>> {};
struct modifiers : star<modifier> {};
struct modifier_item : item<plus<modifier>> {};
struct modifier_items : star<modifier_item> {};
/// The end of a head: its title, modifiers on its line, then the end of the line.
struct end_head : seq<title, modifiers, end_item> {};

// ---- addresses ----

struct addressed_kind : any_of<Keyword::Definition, Keyword::Eligibility, Keyword::DecisionTable, Keyword::Derogation,
                               Keyword::Objective, Keyword::Obligation, Keyword::Instalments, Keyword::Series,
                               Keyword::Record, Keyword::Enumeration, Keyword::OrderedEnumeration, Keyword::Unit,
                               Keyword::Input, Keyword::Reading, Keyword::CsvTable, Keyword::Signal, Keyword::Assume> {
};
struct clause_word : any_of<Keyword::Concerns, Keyword::Start, Keyword::Target, Keyword::Tolerance, Keyword::DueDate,
                            Keyword::Observed, Keyword::Reached, Keyword::Attainment, Keyword::Debtor, Keyword::DueIf,
                            Keyword::StartingFrom, Keyword::Since, Keyword::Delay, Keyword::Before, Keyword::ProvedBy> {
};
struct stated_kind : seq<addressed_kind, pegtl::at<sor<name_token, quoted>>> {};
struct address
    : node<NodeKind::Address, opt<stated_kind>, sor<seq<name, opt<tight, arguments>>, pegtl::at<quoted>>, opt<label>,
           opt<tk<NodeKind::Dot>, sor<clause_word, need<name, Expected::FieldName>>>, opt<kw<Keyword::Rows>>> {};
struct need_address : need<address, Expected::Address> {};
struct case_address : node<NodeKind::CaseAddress, kw<Keyword::Case>, need<case_name, Expected::CaseName>,
                           need<kw<Keyword::Of>, Expected::Of>, need<name, Expected::EnumerationName>> {};

struct because : node<NodeKind::Because, kw<Keyword::Because>, need<sor<quoted, address>, Expected::Label>,
                      star<seq<separator, need<sor<quoted, address>, Expected::Label>>>> {};

// ---- texts and sections ----

struct need_title : need<node<NodeKind::Title, quoted>, Expected::Title> {};
struct text_item : item<sor<node<NodeKind::TitleItem, kw<Keyword::Title>, need<quoted, Expected::Title>>,
                            node<NodeKind::ReferenceItem, kw<Keyword::Reference>, need<quoted, Expected::Text>>,
                            node<NodeKind::SignedItem, kw<Keyword::SignedOn>, need_date>,
                            node<NodeKind::PublishedItem, kw<Keyword::PublishedOn>, need_date>, modifier>> {};
template <NodeKind kKind, Keyword kKeyword>
struct text_rule : node<kKind, kw<kKeyword>, need_text_name, end_head, items<text_item>> {};
struct continuation : node<NodeKind::ContinuationRule, kw<Keyword::ContinuationOf>, need_text_name, end_head, items<>> {
};
struct vocabulary : node<NodeKind::VocabularyRule, kw<Keyword::Vocabulary>, need_name, end_head, items<>> {};
struct in_scheme : node<NodeKind::InSchemeRule, kw<Keyword::In>, need_name, end_head, items<modifier_item>> {};
struct section_application : node<NodeKind::SectionApplicationRule, application, end_item, items<>> {};
struct language_token : Custom<language_token> {
  static bool parse(Input& in, ParserState&) {
    if (in.empty() || is_layout(in.peek_char())) return false;
    in.bump_in_this_line(1);
    return true;
  }
};
struct language_name : node<NodeKind::Name, language_token> {};
struct language
    : node<NodeKind::LanguageRule, kw<Keyword::Language>, need<language_name, Expected::Language>, end_item, items<>> {
};

// ---- words ----

struct input_declaration : node<NodeKind::InputRule, is_result, kw<Keyword::Input>, need_name, family, colon_type,
                                title, modifiers, end_item> {};
struct input : seq<input_declaration, items<modifier_item>> {};
struct scheme : node<NodeKind::SchemeRule, kw<Keyword::Scheme>, need_name, end_head,
                     items<modifier_item, seq<tk<Layout::ItemStart>, input_declaration>>> {};
struct unit_rule : node<NodeKind::UnitRule, kw<Keyword::Unit>, need_name, opt<tk<NodeKind::Comma>, need_name>,
                        opt<type_decimals>, end_head, items<>> {};
struct enumeration : node<NodeKind::EnumerationRule, any_of<Keyword::Enumeration, Keyword::OrderedEnumeration>,
                          need_name, end_head, need<table, Expected::Table>, items<>> {};
struct field : node<NodeKind::Field, name, family, colon_type, title> {};
struct field_item : item<field> {};
struct record : node<NodeKind::RecordRule, kw<Keyword::Record>, need_name, end_head, items<field_item>> {};

// READING ROW = | name | « … » | [par défaut] prose |
struct reading_rest : Custom<reading_rest> {
  static bool parse(Input& in, ParserState& state) {
    const std::size_t at = position(in);
    if (!run<tk<NodeKind::Pipe>>(in, state)) state.mistake(Code::UnclosedRow, at, at);
    if (run<tk<Layout::RowEnd>>(in, state)) return true;
    state.unexpected(position(in));
    skip_to(in, state, [](char) { return false; });
    static_cast<void>(run<opt<tk<Layout::RowEnd>>>(in, state));
    return true;
  }
};
struct need_pipe : need<tk<NodeKind::Pipe>, Expected::Pipe> {};
struct reading_row
    : node<NodeKind::ReadingRow, tk<Layout::RowStart>, tk<NodeKind::Pipe>, need<name, Expected::ChoiceName>, need_pipe,
           need<quoted, Expected::Label>,
           opt<tk<NodeKind::Pipe>, pegtl::at<any_of<Keyword::ByDefault, NodeKind::CellProse, NodeKind::Pipe>>,
               opt<kw<Keyword::ByDefault>>, opt<tk<NodeKind::CellProse>>>,
           reading_rest> {};
struct reading : node<NodeKind::ReadingRule, kw<Keyword::Reading>, need_name, need_title, modifiers, end_item,
                      items<reading_row, tk<NodeKind::HeaderRule>>> {};
struct csv_period : node<NodeKind::CsvPeriod, kw<Keyword::From>, need_name, opt<kw<Keyword::UpTo>, need_name>> {};
struct csv_table : node<NodeKind::CsvTableRule, kw<Keyword::CsvTable>, opt<name>, need<quoted, Expected::FileName>,
                        need<seq<kw<Keyword::Key>, need_name, star<seq<separator, need_name>>>, Expected::Key>,
                        opt<csv_period>, end_head, items<modifier_item, field_item>> {};

// ---- definitions, series, tables, eligibility ----

struct body : node<NodeKind::Body, need_e<>> {};
// The body follows `=` in the head, or stands as an item after the modifiers.
struct late_body : seq<end_item, modifier_items, need_item<item<opt<tk<NodeKind::Equal>>, body>, Expected::Body>> {};
struct definition
    : node<NodeKind::DefinitionRule, is_result, kw<Keyword::Definition>, need_name, family, parameters, optional_type,
           title, modifiers, sor<seq<tk<NodeKind::Equal>, body, end_item>, late_body>, items<modifier_item>> {};

struct series_entry
    : item<node<NodeKind::SeriesEntry, any_of<Keyword::Since, Keyword::From>, need_expression<sum, Expected::Date>,
                opt<kw<Keyword::UpTo>, need_expression<sum, Expected::Date>>,
                need<tk<NodeKind::Colon>, Expected::Colon>, need_e<>>> {};
struct series : node<NodeKind::SeriesRule, is_result, kw<Keyword::Series>, need_name, family, colon_type, end_head,
                     items<series_entry, modifier_item>> {};

/// The end of a line whose items are on their own lines below it.
struct end_before_level : Custom<end_before_level> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || is_layout(in.peek_char())) return true;
    state.unexpected(position(in));
    skip_to(in, state, [](char c) { return c == tag(Layout::Indent); });
    return true;
  }
};
struct mode : any_of<Keyword::AllConditions, Keyword::AnyCondition> {};
struct labelled_condition;
struct condition_group
    : node<NodeKind::ConditionGroup, mode, end_before_level, opt<guarded<level<labelled_condition>>>> {};
struct labelled_condition
    : seq<tk<Layout::ItemStart>,
          node<NodeKind::LabelledCondition, label, sor<condition_group, need_e<Expected::Condition>>>, end_item> {};
/// A condition without its label.
struct missing_label : Custom<missing_label> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() != tag(Layout::ItemStart)) return false;
    in.bump_in_this_line(1);
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    state.expected(Expected::Label, begin);
    static_cast<void>(run<opt<expression>>(in, state));
    state.complete(NodeKind::LabelledCondition, mark, begin, position(in));
    return run<end_item>(in, state);
  }
};
struct eligibility : node<NodeKind::EligibilityRule, is_result, kw<Keyword::Eligibility>, need_name, family,
                          need<tk<NodeKind::Colon>, Expected::Colon>, need<mode, Expected::Mode>, end_head,
                          items<modifier_item, labelled_condition, missing_label>> {};

struct expressions : seq<need_e<>, star<seq<separator, need_e<>>>> {};
struct assumption
    : node<NodeKind::Assumption, kw<Keyword::Assume>, without_notes<condition>, need<reason, Expected::Reason>> {};
struct table_item
    : item<sor<node<NodeKind::RowAxis, kw<Keyword::InRows>, expressions>,
               node<NodeKind::ColumnAxis, kw<Keyword::InColumns>, expressions>,
               node<NodeKind::Brackets, kw<Keyword::Brackets>, opt<kw<Keyword::Of>>, need_e<>>, assumption>> {};
struct decision_table : node<NodeKind::DecisionTableRule, is_result, kw<Keyword::DecisionTable>, need_name, family,
                             optional_type, end_head, star<sor<modifier_item, table_item>>,
                             need<table, Expected::Table>, items<modifier_item, table_item>> {};
struct assumption_rule : node<NodeKind::Assumption, kw<Keyword::Assume>, without_notes<condition>,
                              need<reason, Expected::Reason>, modifiers, end_item, items<modifier_item>> {};

// ---- derogations, objectives, obligations, instalments, signals ----

struct clause : node<NodeKind::Clause, clause_word, need_e<>> {};
struct clause_item : item<clause, modifiers> {};
struct priority_item : item<node<NodeKind::PriorityItem, any_of<Keyword::PrevailsOver, Keyword::YieldsTo>, need_name,
                                 star<seq<separator, need_name>>>> {};
struct else_in_derogation : Custom<else_in_derogation> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() != tag(Keyword::Else)) return false;
    state.mistake(Code::ElseInDerogation, position(in), position(in) + 1);
    skip_to(in, state, [](char) { return false; });
    return true;
  }
};
/// An item before `si` that is none of a derogation.
struct item_before_if : Custom<item_before_if> {
  static bool parse(Input& in, ParserState& state) {
    const char next = state.tag_at(position(in) + 1);
    if (in.empty() || in.peek_char() != tag(Layout::ItemStart) || next == tag(Keyword::If)) return false;
    return bad_item::parse(in, state);
  }
};
// si C alors (E | clauses on their own lines)
struct derogation_body : seq<kw<Keyword::If>, condition, need_keyword<Keyword::Then, Expected::Then>,
                             sor<level<clause_item>, body>, opt<else_in_derogation>, modifiers, end_item> {};
struct derogation
    : node<NodeKind::DerogationRule, is_result, kw<Keyword::Derogation>, need_name, family,
           need<seq<kw<Keyword::To>, need_address>, Expected::DerogationTo>, title, modifiers,
           sor<derogation_body, seq<end_item, star<sor<priority_item, modifier_item, item_before_if>>,
                                    need_item<seq<tk<Layout::ItemStart>, derogation_body>, Expected::If>>>,
           items<priority_item, modifier_item>> {};

template <NodeKind kKind, Keyword kKeyword>
struct clauses_rule
    : node<kKind, is_result, kw<kKeyword>, need_name, family, end_head, items<clause_item, modifier_item>> {};

// INSTALMENT = « label » (le reste | E) (le E | dans E à compter de E)
struct due_date
    : node<NodeKind::DueDate,
           sor<seq<kw<Keyword::On>, need_date>,
               seq<kw<Keyword::In>, need_e<>,
                   need<any_of<Keyword::StartingFrom, Keyword::Since>, Expected::StartingFrom>, need_date>>> {};
struct instalment : item<node<NodeKind::Instalment, label,
                              need<sor<kw<Keyword::Remainder>, node<NodeKind::Body, expression>>, Expected::Amount>,
                              need<due_date, Expected::InstalmentDate>>> {};
struct instalment_branches;
struct instalment_level : need<guarded<level<instalment, instalment_branches>>, Expected::Label> {};
template <class... Head>
struct instalment_branch : node<NodeKind::InstalmentBranch, Head..., end_before_level, instalment_level> {};
struct branch_condition : without_notes<condition> {};
struct instalment_branches : seq<tk<Layout::ItemStart>, instalment_branch<kw<Keyword::If>, branch_condition>,
                                 star<instalment_branch<kw<Keyword::Else>, kw<Keyword::If>, branch_condition>>,
                                 opt<instalment_branch<kw<Keyword::Else>>>, end_item> {};
struct instalments : node<NodeKind::InstalmentsRule, is_result, kw<Keyword::Instalments>, need_name, family,
                          need<kw<Keyword::Of>, Expected::Of>, without_notes<body>, end_head,
                          items<instalment, instalment_branches, modifier_item>> {};

struct signal : node<NodeKind::SignalRule, kw<Keyword::Signal>, need<reason, Expected::Text>, modifiers,
                     need_item<seq<opt<tk<Layout::ItemStart>>, kw<Keyword::If>, condition>, Expected::If>, modifiers,
                     end_item, items<modifier_item>> {};

// ---- amendments ----

struct whole_rule
    : sor<definition, decision_table, eligibility, derogation, series,
          clauses_rule<NodeKind::ObjectiveRule, Keyword::Objective>,
          clauses_rule<NodeKind::ObligationRule, Keyword::Obligation>, instalments, reading, enumeration> {};
/// True where `remplace barème b lignes` follows, which is an address and not a rule.
struct rows_ahead : pegtl::at<addressed_kind, name_token, kw<Keyword::Rows>> {};
/// True where `remplace obligation o.délai` or `remplace éligibilité e « label »` follows.
struct part_ahead : pegtl::at<addressed_kind, name_token, opt<tight, tk<NodeKind::LeftParenthesis>>,
                              any_of<NodeKind::Dot, NodeKind::Quoted>> {};

struct new_group
    : node<NodeKind::ConditionGroup, mode, end_before_level, sor<level<labelled_condition>, plus<labelled_condition>>> {
};
struct new_wording
    : sor<new_group, seq<opt<tk<NodeKind::Equal>>, node<NodeKind::Body, expression>, modifiers, end_item>,
          seq<end_item, modifier_items,
              sor<table, plus<clause_item>,
                  item<opt<tk<NodeKind::Equal>>, node<NodeKind::Body, expression>, modifiers>>>> {};
struct replace_part
    : seq<need_address, modifiers, need<new_wording, Expected::NewWording>, items<clause_item, modifier_item>> {};
struct replace
    : node<NodeKind::ReplaceRule, kw<Keyword::Replace>,
           sor<seq<sor<rows_ahead, part_ahead>, replace_part>, seq<opt<misplaced_result>, whole_rule>, replace_part>> {
};
struct extend_instalments : seq<pegtl::at<kw<Keyword::Extend>, kw<Keyword::Instalments>>,
                                node<NodeKind::ExtendRule, kw<Keyword::Extend>, need_address, end_head,
                                     items<instalment, instalment_branches, modifier_item>>> {};
/// A field's name may be a clause word: `départ : date`.
struct field_ahead : pegtl::at<tk<Layout::ItemStart>, name_token, any_of<NodeKind::Colon, Keyword::For>> {};
struct extend
    : node<NodeKind::ExtendRule, kw<Keyword::Extend>, need_address, end_head,
           items<table, labelled_condition, seq<field_ahead, field_item>, clause_item, modifier_item, table_item>> {};
struct repeal : node<NodeKind::RepealRule, kw<Keyword::Repeal>, sor<case_address, need_address>, modifiers, end_item,
                     items<table, modifier_item>> {};
struct postpone
    : node<NodeKind::PostponeRule, kw<Keyword::Postpone>, opt<kw<Keyword::Text>, pegtl::at<name_token>>, need_text_name,
           need<seq<kw<Keyword::UpTo>, need_date>, Expected::PostponedTo>, modifiers, end_item, items<modifier_item>> {
};

// ---- scenarios ----

struct base_case : opt<node<NodeKind::BaseCase, kw<Keyword::BasedOn>, need_name>> {};
struct target : need_expression<postfix, Expected::Target> {};
struct need_equal : need<tk<NodeKind::Equal>, Expected::Equal> {};
/// `nombre de membres`, how many elements a list has.
struct counted_list
    : node<NodeKind::AggregateExpression, kw<Keyword::CountOf>, need_expression<postfix, Expected::Target>> {};
struct scenario_item
    : item<sor<node<NodeKind::ExpectedItem, kw<Keyword::Expected>, target, need_equal,
                    need<expectation, Expected::Expression>>,
               node<NodeKind::ReadingItem, kw<Keyword::Reading>, name, need_equal, need<name, Expected::ChoiceName>>,
               node<NodeKind::SituationItem, kw<Keyword::AsOf>, need_date>,
               node<NodeKind::DraftItem, kw<Keyword::WithDraft>, need_name>,
               node<NodeKind::Assignment, sor<counted_list, postfix>, need_equal, need_e<>>>> {};
struct scenario_case
    : node<NodeKind::CaseRule, kw<Keyword::Case>, need_name, base_case, end_item, items<scenario_item>> {};
struct scenario
    : node<NodeKind::ScenarioRule, kw<Keyword::Scenario>, need_title, base_case, end_item, items<scenario_item>> {};
struct scenarios : node<NodeKind::ScenarioTableRule, kw<Keyword::Scenarios>, need_title, base_case, end_item,
                        items<scenario_item, scenario_table>> {};

// ---- the file ----

struct unknown_rule : Custom<unknown_rule> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || ends_rule(in.peek_char())) return false;
    const ParserState::Mark mark = state.mark();
    const std::size_t begin = position(in);
    state.unexpected(begin, Code::UnknownRuleStart);
    while (!in.empty() && !ends_rule(in.peek_char())) in.bump_in_this_line(1);
    state.complete(NodeKind::Error, mark, begin, position(in));
    return true;
  }
};
struct result_before
    : sor<definition, decision_table, eligibility, series, clauses_rule<NodeKind::ObjectiveRule, Keyword::Objective>,
          clauses_rule<NodeKind::ObligationRule, Keyword::Obligation>, instalments, input> {};
struct plain_rule
    : sor<result_before, derogation, text_rule<NodeKind::TextRule, Keyword::Text>,
          text_rule<NodeKind::DraftRule, Keyword::Draft>, continuation, vocabulary, in_scheme, section_application,
          scheme, unit_rule, enumeration, record, reading, csv_table, assumption_rule, signal, replace,
          extend_instalments, extend, repeal, postpone, scenario_case, scenario, scenarios, language> {};
struct rule
    : seq<tk<Layout::RuleStart>, sor<result_before, seq<opt<misplaced_result>, plain_rule>, opt<unknown_rule>>> {};
/// Nothing stands between rules; a guarantee of progress.
struct stray : Custom<stray> {
  static bool parse(Input& in, ParserState& state) {
    if (in.empty() || in.peek_char() == tag(Layout::BlockEnd) || in.peek_char() == tag(Layout::RuleStart)) return false;
    return unknown_rule::parse(in, state);
  }
};
struct block : seq<tk<Layout::BlockStart>, node<NodeKind::Block, star<sor<rule, stray>>>, tk<Layout::BlockEnd>> {};
struct file : star<block> {};

}  // namespace avenant::syntax::grammar
