// Typed views of expressions. ExpressionView is any of them: switch on kind(), then cast to the view of that kind.
// Read next: views_rules.hpp. Children: node.def.
#pragma once

#include <cstdint>

#include "compiler/syntax/view.hpp"

namespace avenant::syntax {

/// The closed set of kinds of expressions; ErrorExpression stands for one that is missing or was not understood,
/// already reported.
enum class ExpressionKind : std::uint8_t {
#define AVENANT_EXPRESSION(Name) Name,
#include "compiler/syntax/node.def"
};

class ExpressionView : public View {
 public:
  [[nodiscard]] static std::optional<ExpressionView> cast(NodeRef node);
  [[nodiscard]] ExpressionKind kind() const;
  /// This expression seen as V, for example `as<BinaryView>()`.
  template <class V>
  [[nodiscard]] std::optional<V> as() const {
    return V::cast(node_);
  }

 private:
  explicit ExpressionView(NodeRef node) : View(node) {}
};

/// Two ends: `de a à b`, `a à b` (both included) or `de a à moins de b`.
struct RangeView : KindView<RangeView, NodeKind::Range> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> low() const { return expression_part(0); }

  [[nodiscard]] std::optional<ExpressionView> high() const { return expression_part(1); }

  [[nodiscard]] bool high_excluded() const { return node_.keyword_child(Keyword::LessThan).has_value(); }
};

/// `patient`, `€`, `€/ETP`: factors in order, the first multiplied, the others divided by.
struct UnitView : KindView<UnitView, NodeKind::Unit> {
  using KindView::KindView;

  /// Name nodes and Euro leaves, in order.
  [[nodiscard]] std::vector<NodeRef> factors() const;
  [[nodiscard]] bool is_quotient() const { return factors().size() > 1; }
};

// ---- literals ----

struct NameExpressionView : KindView<NameExpressionView, NodeKind::NameExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

struct NumberView : KindView<NumberView, NodeKind::NumberLiteral> {
  using KindView::KindView;

  /// As written: groups, comma or fraction: `12 000`, `12,5`, `1/3`, `01`. See decode_number() for the parts.
  [[nodiscard]] std::optional<NodeRef> digits() const { return node_.child(NodeKind::Digits); }
  [[nodiscard]] bool is_percent() const { return node_.child(NodeKind::Percent).has_value(); }
  [[nodiscard]] std::optional<UnitView> unit() const { return part<UnitView>(); }
  [[nodiscard]] std::optional<QuotedView> source_note() const { return part<QuotedView>(NodeKind::SourceNote); }
};

/// The parts of a number as written; the digits are without spaces and may be longer than any integer type.
struct NumberParts {
  std::string whole;        ///< "12000"; the numerator of a fraction.
  std::string decimals;     ///< "5" of 12,5; empty without a comma.
  std::string denominator;  ///< "3" of 1/3; empty when there is none.
};
[[nodiscard]] NumberParts decode_number(std::string_view digits);

struct CodeView : KindView<CodeView, NodeKind::CodeLiteral> {
  using KindView::KindView;
};

struct DateParts {
  int day = 0;    ///< As written, 0 to 99.
  int month = 0;  ///< 1 to 12.
  int year = 0;   ///< 0 to 9999.
};
struct DateView : KindView<DateView, NodeKind::DateLiteral> {
  using KindView::KindView;

  [[nodiscard]] DateParts parts_of_date() const;
  [[nodiscard]] std::optional<QuotedView> source_note() const { return part<QuotedView>(NodeKind::SourceNote); }
};

enum class DurationUnit : std::uint8_t { Years, Months, Days };
struct DurationView : KindView<DurationView, NodeKind::DurationLiteral> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NodeRef> digits() const { return node_.child(NodeKind::Digits); }
  [[nodiscard]] DurationUnit unit() const;
  [[nodiscard]] std::optional<QuotedView> source_note() const { return part<QuotedView>(NodeKind::SourceNote); }
};

struct BooleanView : KindView<BooleanView, NodeKind::BooleanLiteral> {
  using KindView::KindView;

  [[nodiscard]] bool value() const { return node_.keyword_child(Keyword::True).has_value(); }
};

struct TextLiteralView : KindView<TextLiteralView, NodeKind::TextLiteral> {
  using KindView::KindView;

  [[nodiscard]] std::optional<QuotedView> quoted() const { return part<QuotedView>(); }
};

/// `tous sauf (…)`.
struct AllExceptView : KindView<AllExceptView, NodeKind::AllExcept> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> excluded() const { return expression_part(0); }
};

/// `inconnu « pourquoi »` with its bounds, if the source gives any.
struct UnknownView : KindView<UnknownView, NodeKind::UnknownFigure> {
  using KindView::KindView;

  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  [[nodiscard]] std::optional<ExpressionView> at_least() const;
  [[nodiscard]] std::optional<ExpressionView> at_most() const;
};

struct ExcludedView : KindView<ExcludedView, NodeKind::ExcludedCase> {
  using KindView::KindView;

  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
};

// ---- operators ----

/// ( E ): parentheses, or a set or list of one where one is expected.
struct ParenthesisedView : KindView<ParenthesisedView, NodeKind::Parenthesised> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> inner() const { return expression_part(0); }
};

struct ListView : KindView<ListView, NodeKind::ListExpression> {
  using KindView::KindView;

  [[nodiscard]] std::vector<ExpressionView> elements() const { return parts<ExpressionView>(); }
};

/// `1 à 3` among the elements of a list or the arguments of a call.
struct RangeExpressionView : KindView<RangeExpressionView, NodeKind::RangeExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
};

enum class UnaryOperator : std::uint8_t { Minus, Not };
struct UnaryView : KindView<UnaryView, NodeKind::UnaryExpression> {
  using KindView::KindView;

  [[nodiscard]] UnaryOperator operation() const;
  [[nodiscard]] std::optional<ExpressionView> operand() const { return expression_part(0); }
};

enum class BinaryOperator : std::uint8_t {
  Add,
  Subtract,
  Multiply,
  Divide,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  And,
  Or,
  OrElse
};
struct BinaryView : KindView<BinaryView, NodeKind::BinaryExpression> {
  using KindView::KindView;

  [[nodiscard]] BinaryOperator operation() const;
  /// The operator as written.
  [[nodiscard]] base::Span operator_span() const;
  [[nodiscard]] std::optional<ExpressionView> left() const { return expression_part(0); }

  [[nodiscard]] std::optional<ExpressionView> right() const { return expression_part(1); }
};

/// `x parmi S`, `x hors S`.
struct MemberView : KindView<MemberView, NodeKind::MemberExpression> {
  using KindView::KindView;

  [[nodiscard]] bool negated() const { return node_.keyword_child(Keyword::Outside).has_value(); }
  [[nodiscard]] std::optional<ExpressionView> element() const { return expression_part(0); }

  [[nodiscard]] std::optional<ExpressionView> set() const { return expression_part(1); }
};

/// `x est donné`, `x n'est pas donné`.
struct GivenView : KindView<GivenView, NodeKind::GivenExpression> {
  using KindView::KindView;

  [[nodiscard]] bool negated() const { return node_.keyword_child(Keyword::IsNotGiven).has_value(); }
  [[nodiscard]] std::optional<ExpressionView> operand() const { return expression_part(0); }
};

/// Spelled steps of `arrondi`; Expression: `arrondi à E`, see step_value().
enum class RoundStep : std::uint8_t { Cent, Euro, Unit, Expression };
/// Directions; Nearest is half away from zero, and the default.
enum class RoundDirection : std::uint8_t { Nearest, HalfEven, Down, Up, TowardZero };
/// Postfix `arrondi au centime`. The call `arrondi(x ; pas ; sens)` is a CallView whose callee is named so.
struct RoundView : KindView<RoundView, NodeKind::RoundExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> operand() const { return expression_part(0); }

  [[nodiscard]] RoundStep step() const;
  [[nodiscard]] std::optional<ExpressionView> step_value() const { return expression_part(1); }

  [[nodiscard]] RoundDirection direction() const;
};

struct ExactView : KindView<ExactView, NodeKind::ExactExpression> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> operand() const { return expression_part(0); }
};

/// `E jour inexistant au plus tôt`.
struct MissingDayView : KindView<MissingDayView, NodeKind::MissingDayExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> operand() const { return expression_part(0); }

  [[nodiscard]] bool latest() const { return node_.keyword_child(Keyword::MissingDayLatest).has_value(); }
};

/// `f(a ; b)`, `x(n)`, `x.y(n)`. `callee_name` is set when the callee is a bare name.
struct CallView : KindView<CallView, NodeKind::CallExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> callee() const { return expression_part(0); }

  [[nodiscard]] std::optional<NameView> callee_name() const;
  [[nodiscard]] std::vector<ExpressionView> arguments() const;
};

struct FieldView : KindView<FieldView, NodeKind::FieldExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> base() const { return expression_part(0); }

  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

// ---- choices ----

/// `si C alors A sinon si D alors B sinon E`: branches in order, then the value of the last `sinon`.
struct IfView : KindView<IfView, NodeKind::IfExpression> {
  using KindView::KindView;

  struct Branch {
    std::optional<ExpressionView> condition;
    std::optional<ExpressionView> value;
  };
  [[nodiscard]] std::vector<Branch> branches() const;
  [[nodiscard]] std::optional<ExpressionView> otherwise() const;
};

class PatternView;
struct SelectCaseView : KindView<SelectCaseView, NodeKind::SelectCase> {
  using KindView::KindView;

  /// Cases joined by `ou`; one ElsePattern for `sinon`.
  [[nodiscard]] std::vector<PatternView> patterns() const;
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }
};
struct SelectView : KindView<SelectView, NodeKind::SelectExpression> {
  using KindView::KindView;

  [[nodiscard]] std::optional<ExpressionView> subject() const { return expression_part(0); }

  [[nodiscard]] std::vector<SelectCaseView> cases() const { return parts<SelectCaseView>(); }
};

// ---- lists and aggregates ----

/// `x de DOMAIN`: the domain is an expression (list, enumeration, set) or a range `1 à 5`.
struct IterationView : KindView<IterationView, NodeKind::Iteration> {
  using KindView::KindView;

  [[nodiscard]] std::optional<NameView> variable() const { return part<NameView>(); }
  [[nodiscard]] std::optional<ExpressionView> domain() const { return expression_part(0); }

  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
};

struct SuchThatView : KindView<SuchThatView, NodeKind::SuchThat> {
  using KindView::KindView;
  [[nodiscard]] std::optional<ExpressionView> condition() const { return expression_part(0); }
};

/// What every view with iterations has: the variables with their domains, and the condition after `tel que`.
template <class Self, NodeKind kKind>
class IterationsView : public KindView<Self, kKind> {
 public:
  [[nodiscard]] std::vector<IterationView> iterations() const { return this->template parts<IterationView>(); }
  [[nodiscard]] std::optional<ExpressionView> filter() const {
    const std::optional<SuchThatView> such_that = this->template part<SuchThatView>();
    return such_that ? such_that->condition() : std::nullopt;
  }

 protected:
  friend KindView<Self, kKind>;
  explicit IterationsView(NodeRef node) : KindView<Self, kKind>(node) {}
};

struct ForAllView : IterationsView<ForAllView, NodeKind::ForAllExpression> {
  using IterationsView::IterationsView;
  [[nodiscard]] std::optional<ExpressionView> body() const { return expression_part(0); }
};
/// The condition is `filter()`.
struct ExistsView : IterationsView<ExistsView, NodeKind::ExistsExpression> {
  using IterationsView::IterationsView;
};
/// The keyword (SumOf, CountOf, MeanOf, GreatestOf, LeastOf, EarliestOf, LatestOf, FirstGivenOf, LastGivenOf).
/// `AGG de E pour x de D`: element() is E. `AGG de (a ; b)` or `AGG de L`: no iteration, element() is the list.
/// `nombre de L`: element() is L. `nombre de m de L tels que C`: one iteration and no element.
struct AggregateView : IterationsView<AggregateView, NodeKind::AggregateExpression> {
  using IterationsView::IterationsView;
  [[nodiscard]] Keyword operation() const;
  [[nodiscard]] std::optional<ExpressionView> element() const { return expression_part(0); }
};
struct FilterView : IterationsView<FilterView, NodeKind::FilterExpression> {
  using IterationsView::IterationsView;
};
struct UniqueView : IterationsView<UniqueView, NodeKind::UniqueExpression> {
  using IterationsView::IterationsView;
};
/// `le premier m de L tel que C par K`; `le dernier` takes the greatest key.
struct FirstView : IterationsView<FirstView, NodeKind::FirstExpression> {
  using IterationsView::IterationsView;

  [[nodiscard]] std::optional<ExpressionView> key() const { return expression_part(0); }
  [[nodiscard]] bool last() const { return node_.keyword_child(Keyword::TheLast).has_value(); }
};

// ---- patterns: the contents of cells, the cases of `selon` ----

enum class PatternKind : std::uint8_t { Any, Else, Compare, Range, Member, Value, ErrorExpected };
class PatternView : public View {
 public:
  [[nodiscard]] static std::optional<PatternView> cast(NodeRef node);
  [[nodiscard]] PatternKind kind() const;
  /// Value: the value. Compare: what is compared with. Member: the set.
  [[nodiscard]] std::optional<ExpressionView> value() const { return expression_part(0); }

  /// Compare: Equal, NotEqual, Less, LessEqual, Greater or GreaterEqual.
  [[nodiscard]] BinaryOperator comparison() const;
  /// Member: true for `hors`.
  [[nodiscard]] bool negated() const { return node_.keyword_child(Keyword::Outside).has_value(); }
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  /// ErrorExpected: the code as written, if one is.
  [[nodiscard]] std::optional<NodeRef> error_code() const;

 private:
  explicit PatternView(NodeRef node) : View(node) {}
};

}  // namespace avenant::syntax
