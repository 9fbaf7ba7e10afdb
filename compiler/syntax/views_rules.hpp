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

// ---- parts shared by rules -------------------------------------------------------------------------------------------

/// `n de 1 à 5` or `i dans Indicateur`.
AVENANT_VIEW(FamilyIndexView, FamilyIndex)
  [[nodiscard]] std::optional<NameView> variable() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  [[nodiscard]] std::optional<NameView> enumeration() const { return part<NameView>(NodeKind::Name, 1); }
};

class TypeView;
AVENANT_VIEW(ParameterView, Parameter)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::optional<TypeView> type() const;
};

/// What a type is made of; Named is a unit, an enumeration or a fiche: see unit(), whose only factor is the name.
enum class TypeKind : std::uint8_t { Boolean, Integer, Decimal, Amount, Date, Duration, Number, Set, List, Named };
AVENANT_VIEW(TypeView, Type)
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

/// What an amendment or a derogation acts on: `nom`, `définition nom(i ; n)`, `nom « libellé »`, `nom.clause`, `barème b lignes`.
AVENANT_VIEW(AddressView, Address)
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
AVENANT_VIEW(CaseAddressView, CaseAddress)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> enumeration() const { return part<NameView>(NodeKind::Name, 1); }
};

enum class ModifierKind : std::uint8_t {
  Application, MissingDay, InForce, Until, After, Including, KeepDerogations, DropDerogations, InsteadOf
};
/// An item that any rule may state.
class ModifierView : public View {
 public:
  [[nodiscard]] static std::optional<ModifierView> cast(NodeRef node);
  [[nodiscard]] ModifierKind kind() const;
  /// Application, InForce, Until: the date. InsteadOf: the value.
  AVENANT_EXPRESSION_PART(value, 0)
  /// After, Including: the text.
  [[nodiscard]] std::optional<NameView> text_name() const { return part<NameView>(); }
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
  /// Its table, for énumération, barème, scénarios, remplace … lignes and complète.
  [[nodiscard]] std::optional<TableView> table() const { return part<TableView>(); }

 protected:
  explicit RuleView(NodeRef node) : View(node) {}
};

/// As AVENANT_VIEW, for a rule: it has the members of RuleView too.
#define AVENANT_RULE_VIEW(ViewName, Kind)                                                  \
  class ViewName : public RuleView {                                                       \
   public:                                                                                 \
    [[nodiscard]] static std::optional<ViewName> cast(NodeRef node) {                      \
      return node.kind() == NodeKind::Kind ? std::optional(ViewName(node)) : std::nullopt; \
    }                                                                                      \
                                                                                           \
   private:                                                                                \
    explicit ViewName(NodeRef node) : RuleView(node) {}                                    \
                                                                                           \
   public:

// ---- texts and sections ----------------------------------------------------------------------------------------------

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
AVENANT_RULE_VIEW(ContinuationView, ContinuationRule) };
AVENANT_RULE_VIEW(VocabularyView, VocabularyRule) };
AVENANT_RULE_VIEW(InputView, InputRule) };
/// `dispositif x`: application selon, jour inexistant (modifiers) and inputs.
AVENANT_RULE_VIEW(SchemeView, SchemeRule)
  [[nodiscard]] std::vector<InputView> inputs() const { return parts<InputView>(); }
};
/// `dans x`: name() is the dispositif.
AVENANT_RULE_VIEW(InSchemeView, InSchemeRule) };
/// A bare `application selon E`.
AVENANT_RULE_VIEW(SectionApplicationView, SectionApplicationRule)
  [[nodiscard]] std::optional<ExpressionView> date() const;
};

// ---- words -----------------------------------------------------------------------------------------------------------

/// `unité patient, patients à 2 décimales`.
AVENANT_RULE_VIEW(UnitRuleView, UnitRule)
  [[nodiscard]] std::optional<NameView> singular() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> plural() const { return part<NameView>(NodeKind::Name, 1); }
  [[nodiscard]] std::optional<NodeRef> decimals() const;
};
AVENANT_RULE_VIEW(EnumerationView, EnumerationRule)
  [[nodiscard]] bool ordered() const { return node_.keyword_child(Keyword::OrderedEnumeration).has_value(); }
};
AVENANT_VIEW(FieldDeclarationView, Field)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::vector<FamilyIndexView> family() const;
  [[nodiscard]] std::optional<TypeView> type() const { return part<TypeView>(); }
  [[nodiscard]] std::optional<QuotedView> title() const { return part<QuotedView>(NodeKind::Title); }
};
AVENANT_RULE_VIEW(RecordView, RecordRule)
  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
};
AVENANT_VIEW(ReadingRowView, ReadingRow)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Quoted); }
  [[nodiscard]] bool by_default() const { return node_.keyword_child(Keyword::ByDefault).has_value(); }
  /// The rest of the third cell, trimmed.
  [[nodiscard]] std::optional<NodeRef> prose() const { return node_.child(NodeKind::CellProse); }
};
/// title() is the question.
AVENANT_RULE_VIEW(ReadingView, ReadingRule)
  [[nodiscard]] std::vector<ReadingRowView> choices() const { return parts<ReadingRowView>(); }
};
/// `table zonage « zonage.csv » clé commune`.
AVENANT_RULE_VIEW(CsvTableView, CsvTableRule)
  [[nodiscard]] std::optional<QuotedView> file() const { return part<QuotedView>(NodeKind::Quoted); }
  [[nodiscard]] std::vector<NameView> keys() const;
  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
};

// ---- rules -----------------------------------------------------------------------------------------------------------

AVENANT_VIEW(BodyView, Body) AVENANT_EXPRESSION_PART(value, 0) };
AVENANT_VIEW(ConditionView, Condition) AVENANT_EXPRESSION_PART(value, 0) };

AVENANT_RULE_VIEW(DefinitionView, DefinitionRule)
  [[nodiscard]] std::vector<ParameterView> parameters() const;
  [[nodiscard]] std::optional<ExpressionView> body() const;
};

/// `à compter du D : v`, `du D au D : v` (both days included).
AVENANT_VIEW(SeriesEntryView, SeriesEntry)
  AVENANT_EXPRESSION_PART(from, 0)
  /// The last day, if the entry has one.
  [[nodiscard]] std::optional<ExpressionView> last_day() const;
  [[nodiscard]] std::optional<ExpressionView> value() const;
};
AVENANT_RULE_VIEW(SeriesView, SeriesRule)
  [[nodiscard]] std::vector<SeriesEntryView> entries() const { return parts<SeriesEntryView>(); }
};

class ConditionGroupView;
AVENANT_VIEW(LabelledConditionView, LabelledCondition)
  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Label); }
  /// Either a condition or a group.
  AVENANT_EXPRESSION_PART(condition, 0)
  [[nodiscard]] std::optional<ConditionGroupView> group() const;
};
AVENANT_VIEW(ConditionGroupView, ConditionGroup)
  /// True for `au moins une condition`, false for `toutes les conditions`.
  [[nodiscard]] bool any() const { return node_.keyword_child(Keyword::AnyCondition).has_value(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
};
AVENANT_RULE_VIEW(EligibilityView, EligibilityRule)
  [[nodiscard]] bool any() const { return node_.keyword_child(Keyword::AnyCondition).has_value(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
};

AVENANT_RULE_VIEW(AssumptionView, Assumption)
  [[nodiscard]] std::optional<ExpressionView> condition() const;
  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
};

AVENANT_RULE_VIEW(DecisionTableView, DecisionTableRule)
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
AVENANT_VIEW(ClauseView, Clause)
  [[nodiscard]] std::optional<Keyword> keyword() const;
  AVENANT_EXPRESSION_PART(value, 0)
};

AVENANT_RULE_VIEW(DerogationView, DerogationRule)
  [[nodiscard]] std::optional<AddressView> target() const { return part<AddressView>(); }
  [[nodiscard]] std::vector<NameView> prevails_over() const;
  [[nodiscard]] std::vector<NameView> yields_to() const;
  [[nodiscard]] std::optional<ExpressionView> condition() const;
  /// The value after `alors`, or else its clauses.
  [[nodiscard]] std::optional<ExpressionView> body() const;
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
};

AVENANT_RULE_VIEW(ObjectiveView, ObjectiveRule)
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::optional<ClauseView> clause(Keyword keyword) const;
};
AVENANT_RULE_VIEW(ObligationView, ObligationRule)
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::optional<ClauseView> clause(Keyword keyword) const;
};

AVENANT_VIEW(DueDateView, DueDate)
  /// `le E`.
  [[nodiscard]] std::optional<ExpressionView> date() const;
  /// `dans E à compter de E`.
  [[nodiscard]] std::optional<ExpressionView> delay() const;
  [[nodiscard]] std::optional<ExpressionView> starting_from() const;
};
AVENANT_VIEW(InstalmentView, Instalment)
  [[nodiscard]] std::optional<QuotedView> label() const { return part<QuotedView>(NodeKind::Label); }
  [[nodiscard]] bool is_remainder() const { return node_.keyword_child(Keyword::Remainder).has_value(); }
  /// An amount or a fraction; absent for `le reste`.
  [[nodiscard]] std::optional<ExpressionView> amount() const;
  [[nodiscard]] std::optional<DueDateView> due_date() const { return part<DueDateView>(); }
};
/// `si C`, `sinon si C`, `sinon`, with the lines under it.
AVENANT_VIEW(InstalmentBranchView, InstalmentBranch)
  [[nodiscard]] bool is_else() const { return node_.keyword_child(Keyword::Else).has_value(); }
  [[nodiscard]] std::optional<ExpressionView> condition() const;
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
  [[nodiscard]] std::vector<InstalmentBranchView> branches() const { return parts<InstalmentBranchView>(); }
};
AVENANT_RULE_VIEW(InstalmentsView, InstalmentsRule)
  [[nodiscard]] std::optional<ExpressionView> amount() const;
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
  [[nodiscard]] std::vector<InstalmentBranchView> branches() const { return parts<InstalmentBranchView>(); }
};

AVENANT_RULE_VIEW(SignalView, SignalRule)
  [[nodiscard]] std::optional<QuotedView> message() const { return part<QuotedView>(NodeKind::Reason); }
  [[nodiscard]] std::optional<ExpressionView> condition() const;
};

// ---- amendments ------------------------------------------------------------------------------------------------------

/// `remplace RULE` (replaced() is the new rule), or `remplace ADDRESS` with a new value, table, or clauses.
AVENANT_RULE_VIEW(ReplaceView, ReplaceRule)
  [[nodiscard]] std::optional<RuleView> replaced() const;
  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::optional<ExpressionView> value() const;
};
/// `complète ADDRESS` and what it adds: fields, conditions, rows (table()), clauses or instalments.
AVENANT_RULE_VIEW(ExtendView, ExtendRule)
  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::vector<FieldDeclarationView> fields() const { return parts<FieldDeclarationView>(); }
  [[nodiscard]] std::vector<LabelledConditionView> conditions() const { return parts<LabelledConditionView>(); }
  [[nodiscard]] std::vector<ClauseView> clauses() const { return parts<ClauseView>(); }
  [[nodiscard]] std::vector<InstalmentView> instalments() const { return parts<InstalmentView>(); }
};
/// `abroge ADDRESS`, `abroge cas C de E`.
AVENANT_RULE_VIEW(RepealView, RepealRule)
  [[nodiscard]] std::optional<AddressView> address() const { return part<AddressView>(); }
  [[nodiscard]] std::optional<CaseAddressView> case_address() const { return part<CaseAddressView>(); }
};
/// `reporte avenant_7 au 1er janvier 2025`: name() is the text.
AVENANT_RULE_VIEW(PostponeView, PostponeRule)
  [[nodiscard]] std::optional<ExpressionView> date() const;
};

/// The rules of a source in order, blocks joined; LanguageRule included.
[[nodiscard]] std::vector<RuleView> rules_of(const Tree& tree);

}  // namespace avenant::syntax
