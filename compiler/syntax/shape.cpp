// Checks of shape on the finished tree: what one node alone does not show. One function a check.
#include <optional>
#include <string>

#include "compiler/syntax/state.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::syntax {
namespace {

using diagnostics::Code;

class ShapeChecker {
 public:
  ShapeChecker(const Tree& tree, diagnostics::Sink& sink) : tree_(tree), sink_(&sink) {}

  std::vector<KindChange> check() {
    for (std::uint32_t id = 0; id < tree_.nodes().size(); ++id) check_node({tree_, id});
    return std::move(changes_);
  }

 private:
  void check_node(NodeRef node) {
    const NodeKind kind = node.kind();
    if (kind == NodeKind::Expectation || kind == NodeKind::Assignment) {
      reasons_free_until_ = std::max(reasons_free_until_, tree_.nodes()[node.id()].next);
    }
    if (kind == NodeKind::BinaryExpression) check_mixed(node);
    if (kind == NodeKind::BinaryExpression || kind == NodeKind::UnaryExpression || kind == NodeKind::MemberExpression ||
        kind == NodeKind::RoundExpression || kind == NodeKind::ExactExpression || kind == NodeKind::GivenExpression ||
        kind == NodeKind::MissingDayExpression) {
      check_choices(node);
    }
    if (kind == NodeKind::UnknownFigure || kind == NodeKind::ExcludedCase) check_reason(node);
    if (kind == NodeKind::ReadingRule) check_reading(node);
    if (kind == NodeKind::LanguageRule) check_language(node);
    if (is_rule(kind)) {
      n_rules_ += 1;
      check_table(node);
    }
  }

  // « et » beside « ou », or either beside « à défaut », without parentheses. E.g. a et b ou c.
  void check_mixed(NodeRef node) {
    const auto outer = logical_operator(node);
    if (!outer) return;
    for (const NodeRef child : node.children()) {
      if (child.kind() != NodeKind::BinaryExpression) continue;
      const auto inner = logical_operator(child);
      if (!inner || *inner == *outer) continue;
      sink_->report(Code::MixedOperators, child.span())
          .with("inner", spelling(*inner, tree_.language()))
          .with("outer", spelling(*outer, tree_.language()))
          .fix(child.span(), "(" + std::string(child.text()) + ")");
    }
  }

  static std::optional<Keyword> logical_operator(NodeRef node) {
    const std::optional<NodeRef> word = node.any_keyword();
    if (!word) return std::nullopt;
    const Keyword keyword = word->keyword();
    if (keyword == Keyword::And || keyword == Keyword::Or || keyword == Keyword::OrElse) return keyword;
    return std::nullopt;
  }

  // A choice extends to the right end, so as an operand it would take what follows. E.g. a et si b alors c sinon d.
  void check_choices(NodeRef node) {
    for (const NodeRef child : node.children()) {
      const NodeKind kind = child.kind();
      if (kind != NodeKind::IfExpression && kind != NodeKind::SelectExpression && kind != NodeKind::ForAllExpression &&
          kind != NodeKind::ExistsExpression) {
        continue;
      }
      const std::optional<NodeRef> word = child.any_keyword();
      const base::Span span = word ? word->span() : child.span();
      sink_->report(Code::UnparenthesisedChoice, span)
          .with("keyword", word ? word->text() : child.text())
          .fix(child.span(), "(" + std::string(child.text()) + ")");
    }
  }

  void check_reason(NodeRef node) {
    if (node.id() < reasons_free_until_ || node.child(NodeKind::Reason)) return;
    sink_->report(Code::MissingReason, node.any_keyword()->span()).with("keyword", node.any_keyword()->text());
  }

  void check_reading(NodeRef node) {
    std::int64_t n_defaults = 0;
    for (const NodeRef child : node.children()) {
      if (child.kind() == NodeKind::ReadingRow && child.keyword_child(Keyword::ByDefault)) ++n_defaults;
    }
    if (n_defaults == 1 || node.has_error()) return;
    const std::optional<NodeRef> name = node.child(NodeKind::Name);
    sink_->report(Code::ReadingDefault, name ? name->span() : node.span()).with("found", n_defaults);
  }

  void check_language(NodeRef node) {
    if (n_rules_ > 0) {
      sink_->report(Code::LanguageNotFirst, node.span());
      return;
    }
    const std::optional<NodeRef> name = node.child(NodeKind::Name);
    if (name && name->text() != "fr" && name->text() != "en") sink_->report(Code::UnknownLanguage, name->span());
  }

  // ---- tables ----

  struct Widths {
    std::int64_t cells = 0;
    std::int64_t results = 0;
    friend bool operator==(const Widths&, const Widths&) = default;
  };

  static Widths widths_of(NodeRef row) {
    Widths widths;
    bool in_results = false;
    for (const NodeRef child : row.children()) {
      if (child.kind() == NodeKind::DoublePipe) in_results = true;
      if (child.kind() == NodeKind::Cell) ++(in_results ? widths.results : widths.cells);
    }
    return widths;
  }

  void check_table(NodeRef rule) {
    const std::optional<NodeRef> table = rule.child(NodeKind::Table);
    if (!table) return;
    const std::optional<NodeRef> header_rule = table->child(NodeKind::HeaderRule);
    if (rule.child(NodeKind::ColumnAxis) && !header_rule && !rule.has_error()) {
      sink_->report(Code::MissingHeaderRule, rule.child(NodeKind::ColumnAxis)->span());
    }
    // Without its row of dashes, a cross table is taken to have a header row for each column expression.
    std::size_t n_headers = 1;
    if (const std::optional<NodeRef> columns = rule.child(NodeKind::ColumnAxis)) {
      n_headers = 0;
      while (columns->expression(n_headers)) ++n_headers;
    }
    std::optional<Widths> expected;
    std::size_t n_rows = 0;
    for (const NodeRef row : table->children()) {
      if (row.kind() != NodeKind::Row) continue;
      const bool header = header_rule ? row.id() < header_rule->id() : n_rows < n_headers;
      ++n_rows;
      if (header) changes_.push_back({row.id(), NodeKind::HeaderRow});
      const Widths widths = widths_of(row);
      if (!expected) {
        expected = widths;
      } else if (!(widths == *expected)) {
        report_widths(row, widths, *expected);
        changes_.push_back({row.id(), NodeKind::Error});
      }
    }
  }

  void report_widths(NodeRef row, Widths found, Widths expected) {
    if (row.has_error()) return;
    const bool cells = found.cells != expected.cells;
    sink_->report(cells ? Code::RowCellCount : Code::RowResultCount, row.span())
        .with("found", cells ? found.cells : found.results)
        .with("expected", cells ? expected.cells : expected.results);
  }

  const Tree& tree_;
  diagnostics::Sink* sink_;
  std::vector<KindChange> changes_;
  std::uint32_t reasons_free_until_ = 0;
  std::uint32_t n_rules_ = 0;
};

}  // namespace

std::vector<KindChange> check_shape(const Tree& tree, diagnostics::Sink& sink) {
  return ShapeChecker(tree, sink).check();
}

}  // namespace avenant::syntax
