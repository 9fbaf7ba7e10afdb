// Typed views of expressions. ExpressionView is any of them: switch on kind(), then cast to the view of that kind.
// Read next: views_rules.hpp. Children: node.def.
#pragma once

#include <cstdint>

#include "compiler/syntax/view.hpp"

namespace avenant::syntax {

/// The closed set of kinds of expressions; ErrorExpression stands for one that is missing or was not understood, already reported.
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

/// What every view below shares: the expression at a position among its expression children.
#define AVENANT_EXPRESSION_PART(name, position)                              \
  [[nodiscard]] std::optional<ExpressionView> name() const {                 \
    const std::optional<NodeRef> child = node_.expression(position);         \
    return child ? ExpressionView::cast(*child) : std::nullopt;              \
  }

/// Two ends: `de a à b`, `a à b` (both included) or `de a à moins de b`.
AVENANT_VIEW(RangeView, Range)
  AVENANT_EXPRESSION_PART(low, 0)
  AVENANT_EXPRESSION_PART(high, 1)
  [[nodiscard]] bool high_excluded() const { return node_.keyword_child(Keyword::LessThan).has_value(); }
};

/// `patient`, `€`, `€/ETP`: factors in order, the first multiplied, the others divided by.
AVENANT_VIEW(UnitView, Unit)
  /// Name nodes and Euro leaves, in order.
  [[nodiscard]] std::vector<NodeRef> factors() const;
  [[nodiscard]] bool is_quotient() const { return factors().size() > 1; }
};

// ---- literals --------------------------------------------------------------------------------------------------------

AVENANT_VIEW(NameExpressionView, NameExpression)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

AVENANT_VIEW(NumberView, NumberLiteral)
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

AVENANT_VIEW(CodeView, CodeLiteral) };

struct DateParts {
  int day = 0;    ///< As written, 0 to 99.
  int month = 0;  ///< 1 to 12.
  int year = 0;   ///< 0 to 9999.
};
AVENANT_VIEW(DateView, DateLiteral)
  [[nodiscard]] DateParts parts_of_date() const;
  [[nodiscard]] std::optional<QuotedView> source_note() const { return part<QuotedView>(NodeKind::SourceNote); }
};

enum class DurationUnit : std::uint8_t { Years, Months, Days };
AVENANT_VIEW(DurationView, DurationLiteral)
  [[nodiscard]] std::optional<NodeRef> digits() const { return node_.child(NodeKind::Digits); }
  [[nodiscard]] DurationUnit unit() const;
  [[nodiscard]] std::optional<QuotedView> source_note() const { return part<QuotedView>(NodeKind::SourceNote); }
};

AVENANT_VIEW(BooleanView, BooleanLiteral)
  [[nodiscard]] bool value() const { return node_.keyword_child(Keyword::True).has_value(); }
};

AVENANT_VIEW(TextLiteralView, TextLiteral)
  [[nodiscard]] std::optional<QuotedView> quoted() const { return part<QuotedView>(); }
};

/// `tous sauf (…)`.
AVENANT_VIEW(AllExceptView, AllExcept) AVENANT_EXPRESSION_PART(excluded, 0) };

/// `inconnu « pourquoi »` with its bounds, if the source gives any.
AVENANT_VIEW(UnknownView, UnknownFigure)
  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
  [[nodiscard]] std::optional<ExpressionView> at_least() const;
  [[nodiscard]] std::optional<ExpressionView> at_most() const;
};

AVENANT_VIEW(ExcludedView, ExcludedCase)
  [[nodiscard]] std::optional<QuotedView> reason() const { return part<QuotedView>(NodeKind::Reason); }
};

// ---- operators -------------------------------------------------------------------------------------------------------

/// ( E ): parentheses, or a set or list of one where one is expected.
AVENANT_VIEW(ParenthesisedView, Parenthesised) AVENANT_EXPRESSION_PART(inner, 0) };

AVENANT_VIEW(ListView, ListExpression)
  [[nodiscard]] std::vector<ExpressionView> elements() const { return parts<ExpressionView>(); }
};

/// `1 à 3` among the elements of a list or the arguments of a call.
AVENANT_VIEW(RangeExpressionView, RangeExpression)
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
};

enum class UnaryOperator : std::uint8_t { Minus, Not };
AVENANT_VIEW(UnaryView, UnaryExpression)
  [[nodiscard]] UnaryOperator operation() const;
  AVENANT_EXPRESSION_PART(operand, 0)
};

enum class BinaryOperator : std::uint8_t {
  Add, Subtract, Multiply, Divide, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, And, Or, OrElse
};
AVENANT_VIEW(BinaryView, BinaryExpression)
  [[nodiscard]] BinaryOperator operation() const;
  /// The operator as written.
  [[nodiscard]] base::Span operator_span() const;
  AVENANT_EXPRESSION_PART(left, 0)
  AVENANT_EXPRESSION_PART(right, 1)
};

/// `x parmi S`, `x hors S`.
AVENANT_VIEW(MemberView, MemberExpression)
  [[nodiscard]] bool negated() const { return node_.keyword_child(Keyword::Outside).has_value(); }
  AVENANT_EXPRESSION_PART(element, 0)
  AVENANT_EXPRESSION_PART(set, 1)
};

/// `x est donné`, `x n'est pas donné`.
AVENANT_VIEW(GivenView, GivenExpression)
  [[nodiscard]] bool negated() const { return node_.keyword_child(Keyword::IsNotGiven).has_value(); }
  AVENANT_EXPRESSION_PART(operand, 0)
};

/// Spelled steps of `arrondi`; Expression: `arrondi à E`, see step_value().
enum class RoundStep : std::uint8_t { Cent, Euro, Unit, Expression };
/// Directions; Nearest is half away from zero, and the default.
enum class RoundDirection : std::uint8_t { Nearest, HalfEven, Down, Up, TowardZero };
/// Postfix `arrondi au centime`. The call `arrondi(x ; pas ; sens)` is a CallView whose callee is named so.
AVENANT_VIEW(RoundView, RoundExpression)
  AVENANT_EXPRESSION_PART(operand, 0)
  [[nodiscard]] RoundStep step() const;
  AVENANT_EXPRESSION_PART(step_value, 1)
  [[nodiscard]] RoundDirection direction() const;
};

AVENANT_VIEW(ExactView, ExactExpression) AVENANT_EXPRESSION_PART(operand, 0) };

/// `E jour inexistant au plus tôt`.
AVENANT_VIEW(MissingDayView, MissingDayExpression)
  AVENANT_EXPRESSION_PART(operand, 0)
  [[nodiscard]] bool latest() const { return node_.keyword_child(Keyword::MissingDayLatest).has_value(); }
};

/// `f(a ; b)`, `x(n)`, `x.y(n)`. `callee_name` is set when the callee is a bare name.
AVENANT_VIEW(CallView, CallExpression)
  AVENANT_EXPRESSION_PART(callee, 0)
  [[nodiscard]] std::optional<NameView> callee_name() const;
  [[nodiscard]] std::vector<ExpressionView> arguments() const;
};

AVENANT_VIEW(FieldView, FieldExpression)
  AVENANT_EXPRESSION_PART(base, 0)
  [[nodiscard]] std::optional<NameView> name() const { return part<NameView>(); }
};

// ---- choices ---------------------------------------------------------------------------------------------------------

/// `si C alors A sinon si D alors B sinon E`: branches in order, then the value of the last `sinon`.
AVENANT_VIEW(IfView, IfExpression)
  struct Branch {
    std::optional<ExpressionView> condition;
    std::optional<ExpressionView> value;
  };
  [[nodiscard]] std::vector<Branch> branches() const;
  [[nodiscard]] std::optional<ExpressionView> otherwise() const;
};

class PatternView;
AVENANT_VIEW(SelectCaseView, SelectCase)
  /// Cases joined by `ou`; one ElsePattern for `sinon`.
  [[nodiscard]] std::vector<PatternView> patterns() const;
  AVENANT_EXPRESSION_PART(value, 0)
};
AVENANT_VIEW(SelectView, SelectExpression)
  AVENANT_EXPRESSION_PART(subject, 0)
  [[nodiscard]] std::vector<SelectCaseView> cases() const { return parts<SelectCaseView>(); }
};

// ---- lists and aggregates --------------------------------------------------------------------------------------------

/// `x de DOMAIN`: the domain is an expression (list, enumeration, set) or a range `1 à 5`.
AVENANT_VIEW(IterationView, Iteration)
  [[nodiscard]] std::optional<NameView> variable() const { return part<NameView>(); }
  AVENANT_EXPRESSION_PART(domain, 0)
  [[nodiscard]] std::optional<RangeView> range() const { return part<RangeView>(); }
};

AVENANT_VIEW(SuchThatView, SuchThat) AVENANT_EXPRESSION_PART(condition, 0) };

#define AVENANT_ITERATIONS                                                                       \
  [[nodiscard]] std::vector<IterationView> iterations() const { return parts<IterationView>(); } \
  [[nodiscard]] std::optional<ExpressionView> filter() const {                                   \
    const std::optional<SuchThatView> such_that = part<SuchThatView>();                          \
    return such_that ? such_that->condition() : std::nullopt;                                    \
  }

AVENANT_VIEW(ForAllView, ForAllExpression) AVENANT_ITERATIONS AVENANT_EXPRESSION_PART(body, 0) };
/// The condition is `filter()`.
AVENANT_VIEW(ExistsView, ExistsExpression) AVENANT_ITERATIONS };
/// The keyword (SumOf, CountOf, MeanOf, GreatestOf, LeastOf, EarliestOf, LatestOf, FirstGivenOf, LastGivenOf).
/// `AGG de E pour x de D`: element() is E. `AGG de (a ; b)` or `AGG de L`: no iteration, element() is the list.
/// `nombre de L`: element() is L. `nombre de m de L tels que C`: one iteration and no element.
AVENANT_VIEW(AggregateView, AggregateExpression)
  [[nodiscard]] Keyword operation() const;
  AVENANT_EXPRESSION_PART(element, 0)
  AVENANT_ITERATIONS
};
AVENANT_VIEW(FilterView, FilterExpression) AVENANT_ITERATIONS };
AVENANT_VIEW(UniqueView, UniqueExpression) AVENANT_ITERATIONS };
/// `le premier m de L tel que C par K`; `le dernier` takes the greatest key.
AVENANT_VIEW(FirstView, FirstExpression)
  AVENANT_ITERATIONS
  AVENANT_EXPRESSION_PART(key, 0)
  [[nodiscard]] bool last() const { return node_.keyword_child(Keyword::TheLast).has_value(); }
};

// ---- patterns: the contents of cells, the cases of `selon` -----------------------------------------------------------

enum class PatternKind : std::uint8_t { Any, Else, Compare, Range, Member, Value, ErrorExpected };
class PatternView : public View {
 public:
  [[nodiscard]] static std::optional<PatternView> cast(NodeRef node);
  [[nodiscard]] PatternKind kind() const;
  /// Value: the value. Compare: what is compared with. Member: the set.
  AVENANT_EXPRESSION_PART(value, 0)
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
