// Typed views of rules and their parts. RuleView is any rule: switch on kind(), then cast.
// Read next: views_tables.hpp, views_expressions.hpp; children: node.def.
#pragma once

#include "compiler/syntax/views_tables.hpp"

namespace avenant::syntax {

/// The closed set of kinds of rules.
enum class RuleKind : std::uint8_t {
#define AVENANT_RULE(Name) Name,
#include "compiler/syntax/node.def"
};

// ---- parts shared by rules ----

/// `n de 1 à 5` or `i dans Indicateur`.
struct FamilyIndexView : KindView<FamilyIndexView, NodeKind::FamilyIndex> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> variable() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  [[nodiscard]] std::optional<NameView> enumeration() const { return part<NameView>(NodeKind::Name, 1); }
};

struct TypeView;
struct ParameterView : KindView<ParameterView, NodeKind::Parameter> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::optional<TypeView> type() const;
};

/// What a type is made of; Named is a unit, an enumeration or a fiche: see unit(), whose only factor is the name.
enum class TypeKind : std::uint8_t { Boolean, Integer, Decimal, Amount, Date, Duration, Number, Set, List, Named };
struct TypeView : KindView<TypeView, NodeKind::Type> {
  using KindView::KindView;

  [[nodiscard]] TypeKind kind() const;
  /// Named: `patients`, `€`, `€/ETP`, `Secteur`.
  [[nodiscard]] std::optional<UnitView> unit() const { return part<UnitView>(); }
  /// Set, List: the type of the elements.
  [[nodiscard]] std::optional<TypeView> element() const { return part<TypeView>(); }
  /// The digits of `à 2 décimales`.
  [[nodiscard]] std::optional<NodeRef> decimals() const;
  /// `de 0 à 50 000`; of a List, the bounds of its length.
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  [[nodiscard]] bool optional() const { return node_.keyword_child(Keyword::Optional).has_value(); }
};

/// What an amendment or a derogation acts on: `nom`, `définition nom(i ; n)`, `nom « libellé »`, `nom.clause`, `barème
/// b lignes`.
struct AddressView : KindView<AddressView, NodeKind::Address> {
  using KindView::KindView;

  /// The keyword of the kind of rule, if it is stated.
  [[nodiscard]] std::optional<Keyword> rule_keyword() const;
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::vector<ExpressionView> arguments() const;
  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Label); }
  /// The clause after the dot: its keyword (`délai`, `cible` …), or a field's name.
  [[nodiscard]] std::optional<Keyword> clause_keyword() const;
  [[nodiscard]] std::optional<NameView> clause_name() const { return part<NameView>(NodeKind::Name, 1); }
  /// `barème b lignes`.
  [[nodiscard]] bool rows() const { return node_.keyword_child(Keyword::Rows).has_value(); }
};

/// `cas tiers de Option`.
struct CaseAddressView : KindView<CaseAddressView, NodeKind::CaseAddress> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> enumeration() const { return part<NameView>(NodeKind::Name, 1); }
};

enum class ModifierKind : std::uint8_t {
  Application,
  MissingDay,
  InForce,
  Until,
  After,
  Including,
  KeepDerogations,
  DropDerogations,
  InsteadOf,
  Accept
};
/// An item that any rule may state.
class ModifierView : public View {
 public:
  [[nodiscard]] static std::optional<ModifierView> cast(NodeRef node);
  [[nodiscard]] ModifierKind kind() const;
  /// Application, InForce, Until: the date. InsteadOf: the value.
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }

  /// After, Including: the text.
  [[nodiscard]] std::optional<NameView> text_name() const { return part<NameView>(); }
  /// Accept: the code of the warning, and why the author accepts it.
  [[nodiscard]] std::optional<NameView> code() const { return part<NameView>(); }
  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
  /// MissingDay: true for `au plus tard`.
  [[nodiscard]] bool latest() const { return node_.keyword_child(Keyword::MissingDayLatest).has_value(); }

 private:
  explicit ModifierView(NodeRef node) : View(node) {}
};

/// Any rule, with what many kinds share; what a kind lacks is absent.
class RuleView : public View {
 public:
  [[nodiscard]] static std::optional<RuleView> cast(NodeRef node);
  [[nodiscard]] RuleKind kind() const;
  template <class V>
  [[nodiscard]] std::optional<V> as() const {
    return V::cast(node_);
  }
  /// The keyword `résultat` before the rule.
  [[nodiscard]] bool is_result() const { return node_.keyword_child(Keyword::Result).has_value(); }
  /// The keyword that names the kind of rule, for labels.
  [[nodiscard]] std::optional<NodeRef> rule_keyword() const;
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(NodeKind::Name); }
  /// `« … »` after the head.
  [[nodiscard]] std::optional<QuotedView> title() const { return part<QuotedView>(NodeKind::Title); }
  [[nodiscard]] std::vector<FamilyIndexView> family() const;
  [[nodiscard]] std::optional<TypeView> type() const { return part<TypeView>(); }
  [[nodiscard]] std::vector<ModifierView> modifiers() const { return parts<ModifierView>(); }
  /// The first modifier of a kind.
  [[nodiscard]] std::optional<ModifierView> modifier(ModifierKind kind) const;
  /// Its table, for énumération, barème, scénarios, remplace … lignes, complète and abroge … lignes.
  [[nodiscard]] std::optional<TableView> table() const { return part<TableView>(); }

 protected:
  explicit RuleView(NodeRef node) : View(node) {}
};

/// As KindView, for a rule: it has the members of RuleView too.
template <class Self, NodeKind kKind>
class KindRuleView : public RuleView {
 public:
  [[nodiscard]] static std::optional<Self> cast(NodeRef node) {
    return node.kind() == kKind ? std::optional<Self>(Self(node)) : std::nullopt;
  }

 protected:
  explicit KindRuleView(NodeRef node) : RuleView(node) {}
};

// ---- texts and sections ----

/// `texte` and `projet`, told apart by is_draft().
class TextView : public RuleView {
 public:
  [[nodiscard]] static std::optional<TextView> cast(NodeRef node);
  [[nodiscard]] bool is_draft() const { return node_.kind() == NodeKind::DraftRule; }
  [[nodiscard]] std::optional<QuotedView> stated_title() const;
  [[nodiscard]] std::optional<QuotedView> reference() const;
  [[nodiscard]] std::optional<ExpressionView> signed_on() const;
  [[nodiscard]] std::optional<ExpressionView> published_on() const;
  [[nodiscard]] std::optional<ExpressionView> in_force_on() const;

 private:
  explicit TextView(NodeRef node) : RuleView(node) {}
};
/// `suite de avenant_7`: name() is the text.
struct ContinuationView : KindRuleView<ContinuationView, NodeKind::ContinuationRule> {
  using KindRuleView::KindRuleView;
};
struct VocabularyView : KindRuleView<VocabularyView, NodeKind::VocabularyRule> {
  using KindRuleView::KindRuleView;
};
struct InputView : KindRuleView<InputView, NodeKind::InputRule> {
  using KindRuleView::KindRuleView;
};
/// `dispositif x`: application selon, jour inexistant (modifiers) and inputs.
struct SchemeView : KindRuleView<SchemeView, NodeKind::SchemeRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<InputView> inputs() const { return parts<InputView>(); }
};
/// `dans x`: name() is the dispositif.
struct InSchemeView : KindRuleView<InSchemeView, NodeKind::InSchemeRule> {
  using KindRuleView::KindRuleView;
};
/// A bare `application selon E`.
struct SectionApplicationView : KindRuleView<SectionApplicationView, NodeKind::SectionApplicationRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<ExpressionView> date() const;
};

// ---- words ----

/// `unité patient, patients à 2 décimales`.
struct UnitRuleView : KindRuleView<UnitRuleView, NodeKind::UnitRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<NameView> singular() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> plural() const { return part<NameView>(NodeKind::Name, 1); }
  [[nodiscard]] std::optional<NodeRef> decimals() const;
};
struct EnumerationView : KindRuleView<EnumerationView, NodeKind::EnumerationRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] bool ordered() const { return node_.keyword_child(Keyword::OrderedEnumeration).has_value(); }
};
struct FieldDeclarationView : KindView<FieldDeclarationView, NodeKind::Field> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::vector<FamilyIndexView> family() const;
  [[nodiscard]] std::optional<TypeView> type() const { return part<TypeView>(); }
  [[nodiscard]] std::optional<QuotedView> title() const { return part<QuotedView>(NodeKind::Title); }
};
struct RecordView : KindRuleView<RecordView, NodeKind::RecordRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
};
struct ReadingRowView : KindView<ReadingRowView, NodeKind::ReadingRow> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Quoted); }
  [[nodiscard]] bool by_default() const { return node_.keyword_child(Keyword::ByDefault).has_value(); }
  /// The rest of the third cell, trimmed.
  [[nodiscard]] std::optional<NodeRef> prose() const { return node_.child(NodeKind::CellProse); }
};
/// title() is the question.
struct ReadingView : KindRuleView<ReadingView, NodeKind::ReadingRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<ReadingRowView> choices() const { return parts<ReadingRowView>(); }
};
/// `table zonage « zonage.csv » clé commune`.
struct CsvTableView : KindRuleView<CsvTableView, NodeKind::CsvTableRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<QuotedView> file() const { return part<QuotedView>(NodeKind::Quoted); }
  [[nodiscard]] std::vector<NameView> keys() const;
  /// `du début au fin`: the columns of the first and the last day on which a line holds.
  [[nodiscard]] std::optional<NameView> period_from() const;
  [[nodiscard]] std::optional<NameView> period_until() const;
  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
};

// ---- rules ----

struct BodyView : KindView<BodyView, NodeKind::Body> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }
};
struct ConditionView : KindView<ConditionView, NodeKind::Condition> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }
};

struct DefinitionView : KindRuleView<DefinitionView, NodeKind::DefinitionRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<ParameterView> parameters() const;
  [[nodiscard]] std::optional<ExpressionView> body() const;
};

/// `à compter du D : v`, `du D au D : v` (both days included).
struct SeriesEntryView : KindView<SeriesEntryView, NodeKind::SeriesEntry> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> from() const { return expression_part(0); }

  /// The last day, if the entry has one.
  [[nodiscard]] std::optional<ExpressionView> last_day() const;
  [[nodiscard]] std::optional<ExpressionView> value() const;
};
struct SeriesView : KindRuleView<SeriesView, NodeKind::SeriesRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<SeriesEntryView> entries() const { return parts<SeriesEntryView>(); }
};

struct ConditionGroupView;
struct LabelledConditionView : KindView<LabelledConditionView, NodeKind::LabelledCondition> {
  using KindView::KindView;

  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Label); }
  /// Either a condition or a group.
  [[nodiscard]] std::optional<ExpressionView> condition() const { return expression_part(0); }

  [[nodiscard]] std::optional<ConditionGroupView> group() const;
};
struct ConditionGroupView : KindView<ConditionGroupView, NodeKind::ConditionGroup> {
  using KindView::KindView;

  /// True for `au moins une condition`, false for `toutes les conditions`.
  [[nodiscard]] bool any() const { return node_.keyword_child(Keyword::AnyCondition).has_value(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
};
struct EligibilityView : KindRuleView<EligibilityView, NodeKind::EligibilityRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] bool any() const { return node_.keyword_child(Keyword::AnyCondition).has_value(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
};

struct AssumptionView : KindRuleView<AssumptionView, NodeKind::Assumption> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<ExpressionView> condition() const;
  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
};

struct DecisionTableView : KindRuleView<DecisionTableView, NodeKind::DecisionTableRule> {
  using KindRuleView::KindRuleView;

  /// Cross form: the expressions of `en lignes` and of `en colonnes`, in order; both empty in the row form.
  [[nodiscard]] std::vector<ExpressionView> row_axis() const;
  [[nodiscard]] std::vector<ExpressionView> column_axis() const;
  [[nodiscard]] bool is_cross() const { return node_.child(NodeKind::ColumnAxis).has_value(); }
  /// The amount of `tranches de E`.
  [[nodiscard]] std::optional<ExpressionView> brackets() const;
  [[nodiscard]] std::vector<AssumptionView> assumptions() const { return parts<AssumptionView>(); }
};

/// A clause of an objectif, an obligation, or a derogation to one: its keyword (Concerns, Start, Target, Tolerance,
/// DueDate, Observed, Reached, Attainment, Debtor, DueIf, StartingFrom, Delay, Before, ProvedBy) and its value.
struct ClauseView : KindView<ClauseView, NodeKind::Clause> {
  using KindView::KindView;

  [[nodiscard]] std::optional<Keyword> keyword() const;
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }
};

struct DerogationView : KindRuleView<DerogationView, NodeKind::DerogationRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<AddressView> target() const { return part<AddressView>(); }
  [[nodiscard]] std::vector<NameView> prevails_over() const;
  [[nodiscard]] std::vector<NameView> yields_to() const;
  [[nodiscard]] std::optional<ExpressionView> condition() const;
  /// The value after `alors`, or else its clauses.
  [[nodiscard]] std::optional<ExpressionView> body() const;
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
};

struct ObjectiveView : KindRuleView<ObjectiveView, NodeKind::ObjectiveRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::optional<ClauseView> clause(Keyword keyword) const;
};
struct ObligationView : KindRuleView<ObligationView, NodeKind::ObligationRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::optional<ClauseView> clause(Keyword keyword) const;
};

struct DueDateView : KindView<DueDateView, NodeKind::DueDate> {
  using KindView::KindView;

  /// `le E`.
  [[nodiscard]] std::optional<ExpressionView> date() const;
  /// `dans E à compter de E`.
  [[nodiscard]] std::optional<ExpressionView> delay() const;
  [[nodiscard]] std::optional<ExpressionView> starting_from() const;
};
struct InstalmentView : KindView<InstalmentView, NodeKind::Instalment> {
  using KindView::KindView;

  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Label); }
  [[nodiscard]] bool is_remainder() const { return node_.keyword_child(Keyword::Remainder).has_value(); }
  /// An amount or a fraction; absent for `le reste`.
  [[nodiscard]] std::optional<ExpressionView> amount() const;
  [[nodiscard]] std::optional<DueDateView> due_date() const { return part<DueDateView>(); }
};
/// `si C`, `sinon si C`, `sinon`, with the lines under it.
struct InstalmentBranchView : KindView<InstalmentBranchView, NodeKind::InstalmentBranch> {
  using KindView::KindView;

  [[nodiscard]] bool is_else() const { return node_.keyword_child(Keyword::Else).has_value(); }
  [[nodiscard]] std::optional<ExpressionView> condition() const;
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
  [[nodiscard]] std::vector<InstalmentBranchView> branches() const { return parts<InstalmentBranchView>(); }
};
struct InstalmentsView : KindRuleView<InstalmentsView, NodeKind::InstalmentsRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<ExpressionView> amount() const;
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
  [[nodiscard]] std::vector<InstalmentBranchView> branches() const { return parts<InstalmentBranchView>(); }
};

struct SignalView : KindRuleView<SignalView, NodeKind::SignalRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<QuotedView> message() const { return part<QuotedView>(NodeKind::Reason); }
  [[nodiscard]] std::optional<ExpressionView> condition() const;
};

// ---- amendments ----

/// `remplace RULE` (replaced() is the new rule), or `remplace ADDRESS` with a new value, table, or clauses.
struct ReplaceView : KindRuleView<ReplaceView, NodeKind::ReplaceRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<RuleView> replaced() const;
  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::optional<ExpressionView> value() const;
};
/// `complète ADDRESS` and what it adds: fields, conditions, rows (table()), clauses or instalments.
struct ExtendView : KindRuleView<ExtendView, NodeKind::ExtendRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
  [[nodiscard]] std::vector<InstalmentBranchView> branches() const { return parts<InstalmentBranchView>(); }
};
/// `abroge ADDRESS`, with the rows that go (table()) where the address is `barème b lignes`; `abroge cas C de E`.
struct RepealView : KindRuleView<RepealView, NodeKind::RepealRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::optional<CaseAddressView> case_address() const { return part<CaseAddressView>(); }
};
/// `reporte avenant_7 au 1er janvier 2025`: name() is the text.
struct PostponeView : KindRuleView<PostponeView, NodeKind::PostponeRule> {
  using KindRuleView::KindRuleView;

  [[nodiscard]] std::optional<ExpressionView> date() const;
};

/// The rules of a source in order, blocks joined; LanguageRule included.
[[nodiscard]] std::vector<RuleView> rules_of(const Tree& tree);

}  // namespace avenant::syntax
