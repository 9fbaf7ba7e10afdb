#include "compiler/syntax/views.hpp"

#include <algorithm>

#include "compiler/base/utf8.hpp"
#include "compiler/syntax/characters.hpp"

namespace avenant::syntax {
namespace {

/// The expression after the first keyword leaf with this keyword.
std::optional<ExpressionView> expression_after(NodeRef node, Keyword keyword) {
  bool seen = false;
  for (const NodeRef child : node.children()) {
    if (child.is_keyword(keyword)) seen = true;
    if (seen && is_expression(child.kind())) return ExpressionView::cast(child);
  }
  return std::nullopt;
}

/// The value inside the first child of a kind: Body, Condition or ApplicationItem.
std::optional<ExpressionView> inside(NodeRef node, NodeKind kind) {
  const std::optional<NodeRef> child = node.child(kind);
  if (!child) return std::nullopt;
  const std::optional<NodeRef> expression = child->expression();
  return expression ? ExpressionView::cast(*expression) : std::nullopt;
}

template <class V>
std::vector<V> parts_of(NodeRef node) {
  std::vector<V> views;
  for (const NodeRef child : node.children()) {
    if (std::optional<V> view = V::cast(child)) views.push_back(*view);
  }
  return views;
}

std::vector<ExpressionView> expressions_inside(NodeRef node, NodeKind kind) {
  const std::optional<NodeRef> child = node.child(kind);
  return child ? parts_of<ExpressionView>(*child) : std::vector<ExpressionView>{};
}

std::vector<FamilyIndexView> family_of(NodeRef node) {
  const std::optional<NodeRef> family = node.child(NodeKind::Family);
  return family ? parts_of<FamilyIndexView>(*family) : std::vector<FamilyIndexView>{};
}

std::optional<BinaryOperator> operator_of(NodeRef leaf) {
  struct Entry {
    NodeKind kind;
    BinaryOperator operation;
  };
  constexpr Entry kOperators[] = {
      {NodeKind::Plus, BinaryOperator::Add},        {NodeKind::Minus, BinaryOperator::Subtract},
      {NodeKind::Times, BinaryOperator::Multiply},  {NodeKind::Slash, BinaryOperator::Divide},
      {NodeKind::Equal, BinaryOperator::Equal},     {NodeKind::NotEqual, BinaryOperator::NotEqual},
      {NodeKind::Less, BinaryOperator::Less},       {NodeKind::LessEqual, BinaryOperator::LessEqual},
      {NodeKind::Greater, BinaryOperator::Greater}, {NodeKind::GreaterEqual, BinaryOperator::GreaterEqual},
  };
  for (const Entry& entry : kOperators) {
    if (leaf.kind() == entry.kind) return entry.operation;
  }
  if (leaf.is_keyword(Keyword::And)) return BinaryOperator::And;
  if (leaf.is_keyword(Keyword::Or)) return BinaryOperator::Or;
  if (leaf.is_keyword(Keyword::OrElse)) return BinaryOperator::OrElse;
  return std::nullopt;
}

/// The operator leaf among the children; every BinaryExpression and ComparePattern has one.
std::optional<NodeRef> operator_leaf(NodeRef node) {
  for (const NodeRef child : node.children()) {
    if (operator_of(child)) return child;
  }
  return std::nullopt;
}

std::vector<NameView> names_after(NodeRef node, Keyword keyword) {
  std::vector<NameView> names;
  bool seen = false;
  for (const NodeRef child : node.children()) {
    if (child.is_keyword(keyword)) seen = true;
    if (!seen) continue;
    if (std::optional<NameView> name = NameView::cast(child)) names.push_back(*name);
  }
  return names;
}

}  // namespace

std::optional<ExpressionView> View::expression_part(std::size_t position) const {
  const std::optional<NodeRef> child = node_.expression(position);
  return child ? ExpressionView::cast(*child) : std::nullopt;
}

std::optional<QuotedView> QuotedView::cast(NodeRef node) {
  const NodeKind kind = node.kind();
  const bool holds_text = kind == NodeKind::Title || kind == NodeKind::Label || kind == NodeKind::Reason ||
                          kind == NodeKind::SourceNote || kind == NodeKind::Quoted;
  return holds_text ? std::optional(QuotedView(node)) : std::nullopt;
}

std::string_view QuotedView::content() const {
  std::string_view text = node_.text();
  constexpr std::string_view kOpen = "«";
  constexpr std::string_view kClose = "»";
  // A straight quotation mark inside guillemets is a letter like others.
  const std::string_view open = text.starts_with(kOpen) ? kOpen : "\"";
  const std::string_view close = text.starts_with(kOpen) ? kClose : "\"";
  if (text.starts_with(open)) text.remove_prefix(open.size());
  if (text.ends_with(close)) text.remove_suffix(close.size());
  text.remove_prefix(spaces_length(text, 0));
  while (!text.empty()) {
    std::size_t last = text.size() - 1;
    while (last > 0 && base::continues_code_point(text[last])) --last;
    if (!is_space(code_point_at(text, last).value)) break;
    text.remove_suffix(text.size() - last);
  }
  return text;
}

// ---- expressions ----

std::optional<ExpressionView> ExpressionView::cast(NodeRef node) {
  return is_expression(node.kind()) ? std::optional(ExpressionView(node)) : std::nullopt;
}

ExpressionKind ExpressionView::kind() const {
  switch (node_.kind()) {
#define AVENANT_LEAF(Name) case NodeKind::Name:
#define AVENANT_TRIVIA(Name) case NodeKind::Name:
#define AVENANT_NODE(Name) case NodeKind::Name:
#define AVENANT_RULE(Name) case NodeKind::Name:
#include "compiler/syntax/node.def"
    return ExpressionKind::ErrorExpression;
#define AVENANT_EXPRESSION(Name) \
  case NodeKind::Name:           \
    return ExpressionKind::Name;
#include "compiler/syntax/node.def"
  }
  return ExpressionKind::ErrorExpression;
}

std::vector<NodeRef> UnitView::factors() const {
  std::vector<NodeRef> factors;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Name || child.kind() == NodeKind::Euro) factors.push_back(child);
  }
  return factors;
}

NumberParts decode_number(std::string_view digits) {
  NumberParts parts;
  std::string* part = &parts.whole;
  for (const char c : digits) {
    if (c == ',') part = &parts.decimals;
    if (c == '/') part = &parts.denominator;
    if (c >= '0' && c <= '9') *part += c;
  }
  return parts;
}

DateParts DateView::parts_of_date() const {
  DateParts date;
  const std::optional<NodeRef> leaf = node_.child(NodeKind::DateText);
  const std::string_view text = leaf ? leaf->text() : std::string_view{};
  std::size_t at = 0;
  const auto read_digits = [&](std::size_t most) {
    int value = 0;
    for (std::size_t n = 0; n < most && at < text.size() && is_digit(static_cast<unsigned char>(text[at])); ++n, ++at) {
      value = value * 10 + (text[at] - '0');
    }
    return value;
  };
  date.day = read_digits(2);
  at += word_length(text, at);
  at += spaces_length(text, at);
  const std::uint32_t month = word_length(text, at);
  date.month = month_number(text.substr(at, month), node_.tree().language());
  at += month;
  at += spaces_length(text, at);
  date.year = read_digits(4);
  return date;
}

DurationUnit DurationView::unit() const {
  if (node_.keyword_child(Keyword::Years)) return DurationUnit::Years;
  return node_.keyword_child(Keyword::Months) ? DurationUnit::Months : DurationUnit::Days;
}

std::optional<ExpressionView> UnknownView::at_least() const {
  return expression_after(node_, Keyword::AtLeast);
}
std::optional<ExpressionView> UnknownView::at_most() const {
  return expression_after(node_, Keyword::AtMost);
}

UnaryOperator UnaryView::operation() const {
  return node_.keyword_child(Keyword::Not) ? UnaryOperator::Not : UnaryOperator::Minus;
}

BinaryOperator BinaryView::operation() const {
  const std::optional<NodeRef> leaf = operator_leaf(node_);
  return leaf ? *operator_of(*leaf) : BinaryOperator::Equal;
}

base::Span BinaryView::operator_span() const {
  const std::optional<NodeRef> leaf = operator_leaf(node_);
  return leaf ? leaf->span() : node_.span();
}

RoundStep RoundView::step() const {
  if (node_.keyword_child(Keyword::ToTheCent)) return RoundStep::Cent;
  if (node_.keyword_child(Keyword::ToTheEuro)) return RoundStep::Euro;
  if (node_.keyword_child(Keyword::ToTheUnit)) return RoundStep::Unit;
  return RoundStep::Expression;
}

RoundDirection RoundView::direction() const {
  if (node_.keyword_child(Keyword::RoundDown)) return RoundDirection::Down;
  if (node_.keyword_child(Keyword::RoundUp)) return RoundDirection::Up;
  if (node_.keyword_child(Keyword::RoundHalfEven)) return RoundDirection::HalfEven;
  if (node_.keyword_child(Keyword::RoundTowardZero)) return RoundDirection::TowardZero;
  return RoundDirection::Nearest;
}

std::optional<NameView> CallView::callee_name() const {
  const std::optional<ExpressionView> called = callee();
  if (!called) return std::nullopt;
  const std::optional<NameExpressionView> name = called->as<NameExpressionView>();
  return name ? name->name() : std::nullopt;
}

std::vector<ExpressionView> CallView::arguments() const {
  return expressions_inside(node_, NodeKind::Arguments);
}

std::vector<IfView::Branch> IfView::branches() const {
  std::vector<Branch> branches;
  bool after_condition = false;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Condition) {
      const std::optional<NodeRef> condition = child.expression();
      branches.push_back({condition ? ExpressionView::cast(*condition) : std::nullopt, std::nullopt});
      after_condition = true;
    } else if (after_condition && is_expression(child.kind())) {
      branches.back().value = ExpressionView::cast(child);
      after_condition = false;
    }
  }
  return branches;
}

std::optional<ExpressionView> IfView::otherwise() const {
  std::optional<ExpressionView> last;
  bool after_condition = false;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Condition) {
      after_condition = true;
    } else if (is_expression(child.kind())) {
      if (!after_condition) last = ExpressionView::cast(child);
      after_condition = false;
    }
  }
  return last;
}

std::vector<PatternView> SelectCaseView::patterns() const {
  return parts<PatternView>();
}

Keyword AggregateView::operation() const {
  return node_.any_keyword()->keyword();
}

std::optional<PatternView> PatternView::cast(NodeRef node) {
  const NodeKind kind = node.kind();
  const bool is_pattern = kind == NodeKind::AnyPattern || kind == NodeKind::ElsePattern ||
                          kind == NodeKind::ComparePattern || kind == NodeKind::RangePattern ||
                          kind == NodeKind::MemberPattern || kind == NodeKind::ValuePattern ||
                          kind == NodeKind::ErrorExpected;
  return is_pattern ? std::optional(PatternView(node)) : std::nullopt;
}

PatternKind PatternView::kind() const {
  const NodeKind kind = node_.kind();
  if (kind == NodeKind::AnyPattern) return PatternKind::Any;
  if (kind == NodeKind::ElsePattern) return PatternKind::Else;
  if (kind == NodeKind::ComparePattern) return PatternKind::Compare;
  if (kind == NodeKind::RangePattern) return PatternKind::Range;
  if (kind == NodeKind::MemberPattern) return PatternKind::Member;
  return kind == NodeKind::ErrorExpected ? PatternKind::ErrorExpected : PatternKind::Value;
}

BinaryOperator PatternView::comparison() const {
  const std::optional<NodeRef> leaf = operator_leaf(node_);
  return leaf ? *operator_of(*leaf) : BinaryOperator::Equal;
}

std::optional<NodeRef> PatternView::error_code() const {
  return node_.child(NodeKind::Name);
}

// ---- tables and scenarios ----

std::vector<AddressView> BecauseView::addresses() const {
  return parts<AddressView>();
}

std::vector<PatternView> CellView::patterns() const {
  const std::optional<ExpectationView> expected = expectation();
  return expected ? expected->patterns() : parts<PatternView>();
}

std::optional<ExpressionView> CellView::value() const {
  const std::vector<PatternView> all = patterns();
  if (all.size() != 1 || all.front().kind() != PatternKind::Value) return std::nullopt;
  return all.front().value();
}

std::optional<RowView> RowView::cast(NodeRef node) {
  return node.kind() == NodeKind::Row || node.kind() == NodeKind::HeaderRow ? std::optional(RowView(node))
                                                                            : std::nullopt;
}

std::vector<CellView> RowView::cells() const {
  std::vector<CellView> cells;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::DoublePipe) break;
    if (std::optional<CellView> cell = CellView::cast(child)) cells.push_back(*cell);
  }
  return cells;
}

std::vector<CellView> RowView::results() const {
  std::vector<CellView> cells;
  bool in_results = false;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::DoublePipe) in_results = true;
    if (!in_results) continue;
    if (std::optional<CellView> cell = CellView::cast(child)) cells.push_back(*cell);
  }
  return cells;
}

std::vector<RowView> TableView::header_rows() const {
  std::vector<RowView> rows;
  for (const RowView& row : parts<RowView>()) {
    if (row.is_header()) rows.push_back(row);
  }
  return rows;
}

std::vector<RowView> TableView::rows() const {
  std::vector<RowView> rows;
  for (const RowView& row : parts<RowView>()) {
    if (!row.is_header()) rows.push_back(row);
  }
  return rows;
}

std::optional<ScenarioView> ScenarioView::cast(NodeRef node) {
  const NodeKind kind = node.kind();
  const bool is_scenario =
      kind == NodeKind::CaseRule || kind == NodeKind::ScenarioRule || kind == NodeKind::ScenarioTableRule;
  return is_scenario ? std::optional(ScenarioView(node)) : std::nullopt;
}

std::optional<NameView> ScenarioView::base_case() const {
  const std::optional<NodeRef> base = node_.child(NodeKind::BaseCase);
  const std::optional<NodeRef> name = base ? base->child(NodeKind::Name) : std::nullopt;
  return name ? NameView::cast(*name) : std::nullopt;
}

// ---- rules ----

std::optional<TypeView> ParameterView::type() const {
  return part<TypeView>();
}

TypeKind TypeView::kind() const {
  struct Entry {
    Keyword keyword;
    TypeKind kind;
  };
  constexpr Entry kTypes[] = {
      {Keyword::SetType, TypeKind::Set},         {Keyword::ListType, TypeKind::List},
      {Keyword::BooleanType, TypeKind::Boolean}, {Keyword::IntegerType, TypeKind::Integer},
      {Keyword::DecimalType, TypeKind::Decimal}, {Keyword::AmountType, TypeKind::Amount},
      {Keyword::DateType, TypeKind::Date},       {Keyword::DurationType, TypeKind::Duration},
      {Keyword::NumberType, TypeKind::Number},
  };
  for (const Entry& entry : kTypes) {
    if (node_.keyword_child(entry.keyword)) return entry.kind;
  }
  return TypeKind::Named;
}

std::optional<NodeRef> TypeView::decimals() const {
  const std::optional<NodeRef> decimals = node_.child(NodeKind::TypeDecimals);
  return decimals ? decimals->child(NodeKind::Digits) : std::nullopt;
}

std::optional<Keyword> AddressView::rule_keyword() const {
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Keyword) return child.keyword();
    break;
  }
  return std::nullopt;
}

std::vector<ExpressionView> AddressView::arguments() const {
  return expressions_inside(node_, NodeKind::Arguments);
}

std::optional<Keyword> AddressView::clause_keyword() const {
  bool after_dot = false;
  for (const NodeRef child : node_.children()) {
    if (after_dot && child.kind() == NodeKind::Keyword) return child.keyword();
    after_dot = after_dot || child.kind() == NodeKind::Dot;
  }
  return std::nullopt;
}

std::optional<ModifierView> ModifierView::cast(NodeRef node) {
  const NodeKind kind = node.kind();
  return kind >= NodeKind::ApplicationItem && kind <= NodeKind::AcceptItem ? std::optional(ModifierView(node))
                                                                           : std::nullopt;
}

ModifierKind ModifierView::kind() const {
  return static_cast<ModifierKind>(static_cast<unsigned>(node_.kind()) -
                                   static_cast<unsigned>(NodeKind::ApplicationItem));
}
static_assert(static_cast<unsigned>(NodeKind::AcceptItem) - static_cast<unsigned>(NodeKind::ApplicationItem) ==
              static_cast<unsigned>(ModifierKind::Accept));

std::optional<RuleView> RuleView::cast(NodeRef node) {
  return is_rule(node.kind()) ? std::optional(RuleView(node)) : std::nullopt;
}

RuleKind RuleView::kind() const {
  switch (node_.kind()) {
#define AVENANT_LEAF(Name) case NodeKind::Name:
#define AVENANT_TRIVIA(Name) case NodeKind::Name:
#define AVENANT_NODE(Name) case NodeKind::Name:
#define AVENANT_EXPRESSION(Name) case NodeKind::Name:
#include "compiler/syntax/node.def"
    return RuleKind::LanguageRule;
#define AVENANT_RULE(Name) \
  case NodeKind::Name:     \
    return RuleKind::Name;
#include "compiler/syntax/node.def"
  }
  return RuleKind::LanguageRule;
}

std::optional<NodeRef> RuleView::rule_keyword() const {
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Keyword && child.keyword() != Keyword::Result) return child;
  }
  return std::nullopt;
}

std::vector<FamilyIndexView> RuleView::family() const {
  return family_of(node_);
}

std::optional<ModifierView> RuleView::modifier(ModifierKind kind) const {
  for (const ModifierView& modifier : modifiers()) {
    if (modifier.kind() == kind) return modifier;
  }
  return std::nullopt;
}

std::optional<TextView> TextView::cast(NodeRef node) {
  return node.kind() == NodeKind::TextRule || node.kind() == NodeKind::DraftRule ? std::optional(TextView(node))
                                                                                 : std::nullopt;
}

namespace {
std::optional<QuotedView> quoted_inside(NodeRef node, NodeKind kind) {
  const std::optional<NodeRef> item = node.child(kind);
  const std::optional<NodeRef> quoted = item ? item->child(NodeKind::Quoted) : std::nullopt;
  return quoted ? QuotedView::cast(*quoted) : std::nullopt;
}
}  // namespace

std::optional<QuotedView> TextView::stated_title() const {
  return quoted_inside(node_, NodeKind::TitleItem);
}
std::optional<QuotedView> TextView::reference() const {
  return quoted_inside(node_, NodeKind::ReferenceItem);
}
std::optional<ExpressionView> TextView::signed_on() const {
  return inside(node_, NodeKind::SignedItem);
}
std::optional<ExpressionView> TextView::published_on() const {
  return inside(node_, NodeKind::PublishedItem);
}
std::optional<ExpressionView> TextView::in_force_on() const {
  return inside(node_, NodeKind::InForceItem);
}

std::optional<ExpressionView> SectionApplicationView::date() const {
  return inside(node_, NodeKind::ApplicationItem);
}

std::optional<NodeRef> UnitRuleView::decimals() const {
  const std::optional<NodeRef> decimals = node_.child(NodeKind::TypeDecimals);
  return decimals ? decimals->child(NodeKind::Digits) : std::nullopt;
}

std::vector<FamilyIndexView> FieldDeclarationView::family() const {
  return family_of(node_);
}

std::vector<NameView> CsvTableView::keys() const {
  return names_after(node_, Keyword::Key);
}

std::optional<NameView> CsvTableView::period_from() const {
  const std::optional<NodeRef> period = node_.child(NodeKind::CsvPeriod);
  const std::optional<NodeRef> name = period ? period->child(NodeKind::Name, 0) : std::nullopt;
  return name ? NameView::cast(*name) : std::nullopt;
}

std::optional<NameView> CsvTableView::period_until() const {
  const std::optional<NodeRef> period = node_.child(NodeKind::CsvPeriod);
  const std::optional<NodeRef> name = period ? period->child(NodeKind::Name, 1) : std::nullopt;
  return name ? NameView::cast(*name) : std::nullopt;
}

std::vector<ParameterView> DefinitionView::parameters() const {
  const std::optional<NodeRef> parameters = node_.child(NodeKind::Parameters);
  return parameters ? parts_of<ParameterView>(*parameters) : std::vector<ParameterView>{};
}

std::optional<ExpressionView> DefinitionView::body() const {
  return inside(node_, NodeKind::Body);
}

std::optional<ExpressionView> SeriesEntryView::last_day() const {
  return expression_after(node_, Keyword::UpTo);
}

std::optional<ExpressionView> SeriesEntryView::value() const {
  bool after_colon = false;
  for (const NodeRef child : node_.children()) {
    if (child.kind() == NodeKind::Colon) after_colon = true;
    if (after_colon && is_expression(child.kind())) return ExpressionView::cast(child);
  }
  return std::nullopt;
}

std::optional<ConditionGroupView> LabelledConditionView::group() const {
  return part<ConditionGroupView>();
}

std::optional<ExpressionView> AssumptionView::condition() const {
  return inside(node_, NodeKind::Condition);
}

std::vector<ExpressionView> DecisionTableView::row_axis() const {
  return expressions_inside(node_, NodeKind::RowAxis);
}
std::vector<ExpressionView> DecisionTableView::column_axis() const {
  return expressions_inside(node_, NodeKind::ColumnAxis);
}
std::optional<ExpressionView> DecisionTableView::brackets() const {
  return inside(node_, NodeKind::Brackets);
}

std::optional<Keyword> ClauseView::keyword() const {
  const std::optional<NodeRef> word = node_.any_keyword();
  return word ? std::optional(word->keyword()) : std::nullopt;
}

namespace {
std::vector<NameView> priority_names(NodeRef rule, Keyword keyword) {
  std::vector<NameView> names;
  for (const NodeRef child : rule.children()) {
    if (child.kind() != NodeKind::PriorityItem) continue;
    const std::vector<NameView> found = names_after(child, keyword);
    names.insert(names.end(), found.begin(), found.end());
  }
  return names;
}

std::optional<ClauseView> clause_of(NodeRef rule, Keyword keyword) {
  for (const ClauseView& clause : parts_of<ClauseView>(rule)) {
    if (clause.keyword() == keyword) return clause;
  }
  return std::nullopt;
}
}  // namespace

std::vector<NameView> DerogationView::prevails_over() const {
  return priority_names(node_, Keyword::PrevailsOver);
}
std::vector<NameView> DerogationView::yields_to() const {
  return priority_names(node_, Keyword::YieldsTo);
}
std::optional<ExpressionView> DerogationView::condition() const {
  return inside(node_, NodeKind::Condition);
}
std::optional<ExpressionView> DerogationView::body() const {
  return inside(node_, NodeKind::Body);
}

std::optional<ClauseView> ObjectiveView::clause(Keyword keyword) const {
  return clause_of(node_, keyword);
}
std::optional<ClauseView> ObligationView::clause(Keyword keyword) const {
  return clause_of(node_, keyword);
}

std::optional<ExpressionView> DueDateView::date() const {
  return expression_after(node_, Keyword::On);
}
std::optional<ExpressionView> DueDateView::delay() const {
  return expression_after(node_, Keyword::In);
}
std::optional<ExpressionView> DueDateView::starting_from() const {
  const std::optional<ExpressionView> from = expression_after(node_, Keyword::StartingFrom);
  return from ? from : expression_after(node_, Keyword::Since);
}

std::optional<ExpressionView> InstalmentView::amount() const {
  return inside(node_, NodeKind::Body);
}
std::optional<ExpressionView> InstalmentBranchView::condition() const {
  return inside(node_, NodeKind::Condition);
}
std::optional<ExpressionView> InstalmentsView::amount() const {
  return inside(node_, NodeKind::Body);
}
std::optional<ExpressionView> SignalView::condition() const {
  return inside(node_, NodeKind::Condition);
}

std::optional<RuleView> ReplaceView::replaced() const {
  return part<RuleView>();
}
std::optional<ExpressionView> ReplaceView::value() const {
  return inside(node_, NodeKind::Body);
}

std::optional<ExpressionView> PostponeView::date() const {
  return expression_after(node_, Keyword::UpTo);
}

std::vector<RuleView> rules_of(const Tree& tree) {
  std::vector<RuleView> rules;
  if (tree.nodes().empty()) return rules;
  for (const NodeRef block : tree.root().children()) {
    const std::vector<RuleView> in_block = parts_of<RuleView>(block);
    rules.insert(rules.end(), in_block.begin(), in_block.end());
  }
  return rules;
}

}  // namespace avenant::syntax
