// Typed views of tables and scenarios. Read next: views_rules.hpp, where tables appear.
#pragma once

#include "compiler/syntax/views_expressions.hpp"

namespace avenant::syntax {

AVENANT_VIEW(ReadingColumnView, ReadingColumn)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};
AVENANT_VIEW(DraftColumnView, DraftColumn)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

/// `car « label » ; name`: labels that fail, or addresses of unknown figures.
class AddressView;
AVENANT_VIEW(BecauseView, Because)
  [[nodiscard]] std::vector<QuotedView> labels() const { return parts<QuotedView>(); }
  [[nodiscard]] std::vector<AddressView> addresses() const;
};
AVENANT_VIEW(ThanksToView, ThanksTo)
  [[nodiscard]] std::vector<NameView> names() const { return parts<NameView>(); }
};

/// What a scenario expects: patterns (several for several members), with the reasons it states.
AVENANT_VIEW(ExpectationView, Expectation)
  [[nodiscard]] std::vector<PatternView> patterns() const { return parts<PatternView>(); }
  [[nodiscard]] std::optional<BecauseView> because() const { return part<BecauseView>(); }
  [[nodiscard]] std::optional<ThanksToView> thanks_to() const { return part<ThanksToView>(); }
};

/// One cell. In an enumeration, `value` is a NameExpression, a literal or a text.
AVENANT_VIEW(CellView, Cell)
  [[nodiscard]] bool empty() const { return node_.children().empty(); }
  [[nodiscard]] std::vector<PatternView> patterns() const { return parts<PatternView>(); }
  /// The value of a cell that holds exactly one ValuePattern.
  [[nodiscard]] std::optional<ExpressionView> value() const;
  /// Result cells of a scenario table.
  [[nodiscard]] std::optional<ExpectationView> expectation() const { return part<ExpectationView>(); }
  /// Header cells of a scenario table that are no input: `lecture x`, `à la date du`, `avec projet p`.
  [[nodiscard]] std::optional<ReadingColumnView> reading_column() const { return part<ReadingColumnView>(); }
  [[nodiscard]] bool situation_column() const { return node_.child(NodeKind::SituationColumn).has_value(); }
  [[nodiscard]] std::optional<DraftColumnView> draft_column() const { return part<DraftColumnView>(); }
};

/// A row, header or not. `cells` are before `||`, `results` after it (none when the row has no `||`).
class RowView : public View {
 public:
  [[nodiscard]] static std::optional<RowView> cast(NodeRef node);
  [[nodiscard]] bool is_header() const { return node_.kind() == NodeKind::HeaderRow; }
  [[nodiscard]] bool has_results() const { return node_.child(NodeKind::DoublePipe).has_value(); }
  [[nodiscard]] std::vector<CellView> cells() const;
  [[nodiscard]] std::vector<CellView> results() const;

 private:
  explicit RowView(NodeRef node) : View(node) {}
};

/// Header rows: all rows above |---| if there is one, else the first row.
AVENANT_VIEW(TableView, Table)
  [[nodiscard]] std::vector<RowView> header_rows() const;
  [[nodiscard]] std::vector<RowView> rows() const;
  /// The row |---|, which makes the cross form.
  [[nodiscard]] std::optional<NodeRef> header_rule() const { return node_.child(NodeKind::HeaderRule); }
};

// ---- scenarios -------------------------------------------------------------------------------------------------------

/// `médecin.secteur = secteur_1`.
AVENANT_VIEW(AssignmentView, Assignment)
  AVENANT_EXPRESSION_PART(target, 0)
  AVENANT_EXPRESSION_PART(value, 1)
};
/// `attendu aide_ouverte = faux car « activité suffisante »`.
AVENANT_VIEW(ExpectedItemView, ExpectedItem)
  AVENANT_EXPRESSION_PART(target, 0)
  [[nodiscard]] std::optional<ExpectationView> expectation() const { return part<ExpectationView>(); }
};
/// `lecture seuil_activité = plus_de`.
AVENANT_VIEW(ReadingItemView, ReadingItem)
  [[nodiscard]] std::optional<NameView> reading() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> choice() const { return part<NameView>(NodeKind::Name, 1); }
};
/// `à la date du 1er mai 2024`.
AVENANT_VIEW(SituationItemView, SituationItem) AVENANT_EXPRESSION_PART(date, 0) };
AVENANT_VIEW(DraftItemView, DraftItem)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

/// `cas x`, `scénario « x »`, `scénarios « x »`: one view, told apart by node().kind().
class ScenarioView : public View {
 public:
  [[nodiscard]] static std::optional<ScenarioView> cast(NodeRef node);
  /// Of a `cas`.
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(NodeKind::Name); }
  /// Of a `scénario` or `scénarios`.
  [[nodiscard]] std::optional<QuotedView> title() const { return part<QuotedView>(NodeKind::Title); }
  /// The case after `à partir de`.
  [[nodiscard]] std::optional<NameView> base_case() const;
  [[nodiscard]] std::vector<AssignmentView> assignments() const { return parts<AssignmentView>(); }
  [[nodiscard]] std::vector<ExpectedItemView> expected() const { return parts<ExpectedItemView>(); }
  [[nodiscard]] std::vector<ReadingItemView> readings() const { return parts<ReadingItemView>(); }
  [[nodiscard]] std::optional<SituationItemView> situation() const { return part<SituationItemView>(); }
  [[nodiscard]] std::vector<DraftItemView> drafts() const { return parts<DraftItemView>(); }
  [[nodiscard]] std::optional<TableView> table() const { return part<TableView>(); }

 private:
  explicit ScenarioView(NodeRef node) : View(node) {}
};

}  // namespace avenant::syntax
