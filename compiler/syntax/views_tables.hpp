// Typed views of tables and scenarios. Read next: views_rules.hpp, where tables appear.
#pragma once

#include "compiler/syntax/views_expressions.hpp"

namespace avenant::syntax {

struct ReadingColumnView : KindView<ReadingColumnView, NodeKind::ReadingColumn> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};
struct DraftColumnView : KindView<DraftColumnView, NodeKind::DraftColumn> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

/// `car « label » ; name`: labels that fail, or addresses of unknown figures.
struct AddressView;
struct BecauseView : KindView<BecauseView, NodeKind::Because> {
  using KindView::KindView;

  [[nodiscard]] std::vector<QuotedView> labels() const { return parts<QuotedView>(); }
  [[nodiscard]] std::vector<AddressView> addresses() const;
};
struct ThanksToView : KindView<ThanksToView, NodeKind::ThanksTo> {
  using KindView::KindView;

  [[nodiscard]] std::vector<NameView> names() const { return parts<NameView>(); }
};

/// What a scenario expects: patterns (several for several members), with the reasons it states.
struct ExpectationView : KindView<ExpectationView, NodeKind::Expectation> {
  using KindView::KindView;

  [[nodiscard]] std::vector<PatternView> patterns() const { return parts<PatternView>(); }
  [[nodiscard]] std::optional<BecauseView> because() const { return part<BecauseView>(); }
  [[nodiscard]] std::optional<ThanksToView> thanks_to() const { return part<ThanksToView>(); }
};

/// One cell. In an enumeration, `value` is a NameExpression, a literal or a text.
struct CellView : KindView<CellView, NodeKind::Cell> {
  using KindView::KindView;

  [[nodiscard]] bool empty() const { return node_.children().empty(); }
  [[nodiscard]] std::vector<PatternView> patterns() const;
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
struct TableView : KindView<TableView, NodeKind::Table> {
  using KindView::KindView;

  [[nodiscard]] std::vector<RowView> header_rows() const;
  [[nodiscard]] std::vector<RowView> rows() const;
  /// The row |---|, which makes the cross form.
  [[nodiscard]] std::optional<NodeRef> header_rule() const { return node_.child(NodeKind::HeaderRule); }
};

// ---- scenarios ----

/// `médecin.secteur = secteur_1`.
struct AssignmentView : KindView<AssignmentView, NodeKind::Assignment> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> target() const { return expression_part(0); }

  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(1); }
};
/// `attendu aide_ouverte = faux car « activité suffisante »`.
struct ExpectedItemView : KindView<ExpectedItemView, NodeKind::ExpectedItem> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> target() const { return expression_part(0); }

  [[nodiscard]] std::optional<ExpectationView> expectation() const { return part<ExpectationView>(); }
};
/// `lecture seuil_activité = plus_de`.
struct ReadingItemView : KindView<ReadingItemView, NodeKind::ReadingItem> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> reading() const { return part<NameView>(NodeKind::Name, 0); }
  [[nodiscard]] std::optional<NameView> choice() const { return part<NameView>(NodeKind::Name, 1); }
};
/// `à la date du 1er mai 2024`.
struct SituationItemView : KindView<SituationItemView, NodeKind::SituationItem> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> date() const { return expression_part(0); }
};
struct DraftItemView : KindView<DraftItemView, NodeKind::DraftItem> {
  using KindView::KindView;

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
