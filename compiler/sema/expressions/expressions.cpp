#include <algorithm>

#include "compiler/sema/expressions/lists.hpp"

namespace avenant::sema {

namespace {

using syntax::BinaryOperator;
using syntax::BinaryView;

/// The operands of nested `et` or `ou` of one kind, left to right.
void flatten(ExpressionView view, BinaryOperator operation, std::vector<ExpressionView>& operands) {
  std::vector<ExpressionView> pending{view};
  while (!pending.empty()) {
    const ExpressionView current = pending.back();
    pending.pop_back();
    const auto binary = current.as<BinaryView>();
    if (!binary || binary->operation() != operation) {
      operands.push_back(current);
      continue;
    }
    if (const auto right = binary->right()) pending.push_back(*right);
    if (const auto left = binary->left()) pending.push_back(*left);
  }
}

/// A fact that one operand of a conjunction (or the failure of one of a disjunction) establishes for the others.
struct OperandFact {
  std::size_t operand;
  std::string key;
};

/// Collects what `X est donné` establishes, through `et`, `ou`, `non` and parentheses. Only plain references are read,
/// and silently: the operand itself is read again, and reported on, afterwards.
void collect_facts(Context& context, const Scope& scope, ExpressionView view, bool holds, std::size_t operand,
                   std::vector<OperandFact>& facts) {
  if (const auto parenthesised = view.as<syntax::ParenthesisedView>()) {
    if (const auto inner = parenthesised->inner()) collect_facts(context, scope, *inner, holds, operand, facts);
  } else if (const auto unary = view.as<syntax::UnaryView>()) {
    const auto inner = unary->operand();
    if (inner && unary->operation() == syntax::UnaryOperator::Not) {
      collect_facts(context, scope, *inner, !holds, operand, facts);
    }
  } else if (const auto binary = view.as<BinaryView>()) {
    if (binary->operation() != (holds ? BinaryOperator::And : BinaryOperator::Or)) return;
    std::vector<ExpressionView> operands;
    flatten(view, binary->operation(), operands);
    for (const ExpressionView inner : operands) collect_facts(context, scope, inner, holds, operand, facts);
  } else if (const auto given = view.as<syntax::GivenView>()) {
    const auto inner = given->operand();
    if (!inner || given->negated() == holds) return;
    diagnostics::Sink silent;
    std::swap(silent, context.sink);
    const std::string key = given_key(context, read_expression(context, scope, inner));
    std::swap(silent, context.sink);
    if (!key.empty()) facts.push_back({operand, key});
  }
}

/// `et`, `ou`: every operand is read knowing what the others establish (for `ou`, what their failure does), whatever
/// their order.
ExpressionId read_logic(Context& context, const Scope& scope, ExpressionView view, BinaryOperator operation) {
  std::vector<ExpressionView> views;
  flatten(view, operation, views);
  const bool conjunction = operation == BinaryOperator::And;
  std::vector<OperandFact> facts;
  for (std::size_t i = 0; i < views.size(); ++i) collect_facts(context, scope, views[i], conjunction, i, facts);
  std::vector<ExpressionId> operands;
  bool failed = false;
  for (std::size_t i = 0; i < views.size(); ++i) {
    if (facts.empty()) {
      operands.push_back(read_condition(context, scope, views[i]));
    } else {
      Scope inner = scope;
      for (const OperandFact& fact : facts) {
        if (fact.operand != i) inner.given.insert(fact.key);
      }
      operands.push_back(read_condition(context, inner, views[i]));
    }
    failed = failed || type_of(context, operands.back()).is_error();
  }
  if (failed) return error_expression(context, view.span());
  return conjunction ? make_and(context, operands, view.span()) : make_or(context, operands, view.span());
}

hir::ExpressionKind comparison_kind(BinaryOperator operation) {
  switch (operation) {
    case BinaryOperator::Equal:
      return ExpressionKind::Equal;
    case BinaryOperator::NotEqual:
      return ExpressionKind::NotEqual;
    case BinaryOperator::Less:
      return ExpressionKind::Less;
    case BinaryOperator::LessEqual:
      return ExpressionKind::LessEqual;
    case BinaryOperator::Greater:
      return ExpressionKind::Greater;
    case BinaryOperator::GreaterEqual:
    case BinaryOperator::Add:
    case BinaryOperator::Subtract:
    case BinaryOperator::Multiply:
    case BinaryOperator::Divide:
    case BinaryOperator::And:
    case BinaryOperator::Or:
    case BinaryOperator::OrElse:
      break;
  }
  return ExpressionKind::GreaterEqual;
}

/// Whether the type of an operand comes from the other side: a bare word or a code.
bool is_bare(ExpressionView view) {
  return view.kind() == syntax::ExpressionKind::NameExpression || view.kind() == syntax::ExpressionKind::CodeLiteral ||
         view.kind() == syntax::ExpressionKind::NumberLiteral;
}

ExpressionId read_comparison(Context& context, const Scope& scope, BinaryView view) {
  const auto left_view = view.left();
  const auto right_view = view.right();
  if (!left_view || !right_view) return error_expression(context, view.span());
  ExpressionId left;
  ExpressionId right;
  // A bare word on the left may be a case of the right side's enumeration.
  if (is_bare(*left_view) && !is_bare(*right_view)) {
    right = read_expression(context, scope, right_view);
    left = read_expression(context, scope, left_view, &type_of(context, right));
  } else {
    left = read_expression(context, scope, left_view);
    const Type left_type = type_of(context, left);
    // A bare word beside a mistake may be a case of what the left side should have been.
    if (left_type.is_error() && is_bare(*right_view)) return error_expression(context, view.span());
    right = read_expression(context, scope, right_view, &left_type);
  }
  return make_comparison(context, comparison_kind(view.operation()), left, right, view.span());
}

ExpressionId read_or_else(Context& context, const Scope& scope, BinaryView view, const Type* expected) {
  const Type optional = expected != nullptr ? expected->with_optional(true) : Type{};
  const ExpressionId left = read_expression(context, scope, view.left(), expected != nullptr ? &optional : nullptr);
  const Type left_type = type_of(context, left).with_optional(false);
  const ExpressionId right = read_expression(context, scope, view.right(), &left_type);
  return make_or_else(context, left, right, view.span());
}

ExpressionId read_binary(Context& context, const Scope& scope, BinaryView view, const Type* expected) {
  const auto arithmetic = [&](ExpressionKind kind) {
    const ExpressionId left = read_expression(context, scope, view.left());
    const ExpressionId right = read_expression(context, scope, view.right());
    return make_arithmetic(context, {kind, scope.missing_day}, left, right, view.span());
  };
  switch (view.operation()) {
    case BinaryOperator::Add:
      return arithmetic(ExpressionKind::Add);
    case BinaryOperator::Subtract:
      return arithmetic(ExpressionKind::Subtract);
    case BinaryOperator::Multiply:
      return arithmetic(ExpressionKind::Multiply);
    case BinaryOperator::Divide:
      return arithmetic(ExpressionKind::Divide);
    case BinaryOperator::And:
    case BinaryOperator::Or:
      return read_logic(context, scope, *ExpressionView::cast(view.node()), view.operation());
    case BinaryOperator::OrElse:
      return read_or_else(context, scope, view, expected);
    case BinaryOperator::Equal:
    case BinaryOperator::NotEqual:
    case BinaryOperator::Less:
    case BinaryOperator::LessEqual:
    case BinaryOperator::Greater:
    case BinaryOperator::GreaterEqual:
      return read_comparison(context, scope, view);
  }
  return error_expression(context, view.span());
}

ExpressionId read_if(Context& context, const Scope& scope, syntax::IfView view, const Type* expected) {
  std::vector<ExpressionId> conditions;
  std::vector<ExpressionId> values;
  Scope rest = scope;
  for (const auto& branch : view.branches()) {
    const ExpressionId condition = read_condition(context, rest, branch.condition);
    Scope inner = rest;
    assume(context, inner, condition, true);
    assume(context, rest, condition, false);
    conditions.push_back(condition);
    values.push_back(read_expression(context, inner, branch.value, expected));
  }
  values.push_back(read_expression(context, rest, view.otherwise(), expected));
  const Type type = join_branches(context, values);
  const auto is_error = [&](ExpressionId id) { return type_of(context, id).is_error(); };
  if (std::any_of(conditions.begin(), conditions.end(), is_error) ||
      std::any_of(values.begin(), values.end(), is_error)) {
    return error_expression(context, view.span());
  }
  std::vector<ExpressionId> operands;
  for (std::size_t i = 0; i < conditions.size(); ++i) {
    operands.push_back(conditions[i]);
    operands.push_back(values[i]);
  }
  operands.push_back(values.back());
  return make(context, ExpressionKind::If, type, view.span(), operands);
}

bool is_written_set(ExpressionView view) {
  using Kind = syntax::ExpressionKind;
  return view.kind() == Kind::ListExpression || view.kind() == Kind::Parenthesised || view.kind() == Kind::AllLiteral ||
         view.kind() == Kind::NoneLiteral || view.kind() == Kind::AllExcept;
}

ExpressionId read_member(Context& context, const Scope& scope, syntax::MemberView view) {
  const auto set_view = view.set();
  // In `musique parmi arts` the bare word is a case of the set's own enumeration.
  Type of_set;
  if (set_view && view.element() && is_bare(*view.element()) && !is_written_set(*set_view)) {
    of_set = type_of(context, read_expression(context, scope, set_view));
    of_set.kind = of_set.is(TypeKind::Set) ? TypeKind::Enumeration : TypeKind::Error;
  }
  const ExpressionId element = read_expression(context, scope, view.element(), of_set.is_error() ? nullptr : &of_set);
  const Type element_type = type_of(context, element);
  if (!set_view || element_type.is_error()) return error_expression(context, view.span());
  if (!element_type.is(TypeKind::Enumeration)) {
    context.sink.report(Code::WrongOperand, span_of(context, element))
        .with("operator", view.negated() ? "hors" : "parmi")
        .with("operand", type_phrase(context, element_type, diagnostics::Language::French),
              type_phrase(context, element_type, diagnostics::Language::English));
    return error_expression(context, view.span());
  }
  const ExpressionId set = read_set(context, scope, *set_view, element_type.enumeration);
  const ExpressionId result = make_contains(context, element, set, view.span());
  if (!view.negated() || type_of(context, result).is_error()) return result;
  return make_not(context, result, view.span());
}

value::Rational round_step_value(syntax::RoundStep step) {
  return step == syntax::RoundStep::Cent ? value::Rational::unchecked(1, 100) : value::Rational::whole(1);
}

hir::RoundingSense rounding_sense(syntax::RoundDirection direction) {
  switch (direction) {
    case syntax::RoundDirection::Nearest:
      return hir::RoundingSense::Nearest;
    case syntax::RoundDirection::HalfEven:
      return hir::RoundingSense::HalfEven;
    case syntax::RoundDirection::Down:
      return hir::RoundingSense::Down;
    case syntax::RoundDirection::Up:
      return hir::RoundingSense::Up;
    case syntax::RoundDirection::TowardZero:
      break;
  }
  return hir::RoundingSense::TowardZero;
}

ExpressionId read_round(Context& context, const Scope& scope, syntax::RoundView view, const Type* expected) {
  const ExpressionId operand = read_expression(context, scope, view.operand(), expected);
  value::Rational step = round_step_value(view.step());
  if (view.step() == syntax::RoundStep::Expression) {
    const Type type = type_of(context, operand);
    if (type.is_error()) return operand;
    const auto written = read_constant(context, scope, view.step_value(), number_type(type.unit, 0));
    if (!written) return error_expression(context, view.span());
    step = written->as_number();
    if (step.sign() <= 0) {
      context.sink.report(Code::ConstantOutOfRange, view.step_value()->span())
          .with("value", context.quote(view.step_value()->span()))
          .with("range", "> 0");
      return error_expression(context, view.span());
    }
  }
  return make_round(context, operand, step, rounding_sense(view.direction()), view.span());
}

/// Checks that every case of an enumeration has exactly one arm; reports those that have none or two.
void check_arms(Context& context, hir::EnumerationId enumeration, const hir::Select& select, base::Span span) {
  if (select.has_otherwise) return;
  std::string missing;
  const hir::Enumeration& declared = context.program.enumerations[enumeration];
  for (std::size_t i = 0; i < declared.cases.size(); ++i) {
    const auto wanted = value::Value::enum_case(static_cast<std::int32_t>(i));
    const bool found = std::any_of(select.arms.begin(), select.arms.end(), [&](const auto& arm) {
      return std::find(arm.begin(), arm.end(), wanted) != arm.end();
    });
    if (!found) missing += (missing.empty() ? "" : ", ") + context.text(declared.cases[i].name);
  }
  if (!missing.empty()) context.sink.report(Code::CaseNotCovered, span).with("missing", missing);
}

bool holds(ExpressionKind comparison, std::int32_t left, std::int32_t right) {
  if (comparison == ExpressionKind::Less) return left < right;
  if (comparison == ExpressionKind::LessEqual) return left <= right;
  if (comparison == ExpressionKind::Greater) return left > right;
  if (comparison == ExpressionKind::GreaterEqual) return left >= right;
  return comparison == ExpressionKind::NotEqual ? left != right : left == right;
}

/// The cases of an ordered enumeration that `≥ P30` or `P30 à P50` names; of anything else only written values are
/// arms.
std::vector<value::Value> cases_of_pattern(Context& context, syntax::PatternView pattern, const Type& type) {
  const auto range = pattern.range();
  const bool compares = pattern.kind() == syntax::PatternKind::Compare && pattern.value();
  const bool spans = pattern.kind() == syntax::PatternKind::Range && range && range->low() && range->high();
  const bool ordered = type.is(TypeKind::Enumeration) && context.program.enumerations[type.enumeration].ordered;
  std::vector<value::Value> cases;
  if (!ordered || !(compares || spans)) {
    context.sink.report(Code::NotConstant, pattern.span());
    return cases;
  }
  const auto position = [&](syntax::ExpressionView one) {
    return require_case(context, type.enumeration, one.text(), one.span());
  };
  const auto low = position(compares ? *pattern.value() : *range->low());
  const auto high = compares ? low : position(*range->high());
  if (!low || !high) return cases;
  if (*low > *high) context.sink.report(Code::ReversedRange, pattern.span());
  const auto first = static_cast<std::int32_t>(*low);
  const auto last = static_cast<std::int32_t>(*high) - (spans && range->high_excluded() ? 1 : 0);
  const auto n_cases = static_cast<std::int32_t>(context.program.enumerations[type.enumeration].cases.size());
  for (std::int32_t i = 0; i < n_cases; ++i) {
    const bool named = compares ? holds(comparison_kind(pattern.comparison()), i, first) : first <= i && i <= last;
    if (named) cases.push_back(value::Value::enum_case(i));
  }
  return cases;
}

/// The values that one alternative of an arm takes; none where a mistake is reported.
std::vector<value::Value> values_of_pattern(Context& context, const Scope& scope, syntax::PatternView pattern,
                                            const Type& type) {
  if (pattern.kind() != syntax::PatternKind::Value) return cases_of_pattern(context, pattern, type);
  const auto value = read_constant(context, scope, pattern.value(), type);
  return value ? std::vector{*value} : std::vector<value::Value>{};
}

ExpressionId read_select(Context& context, const Scope& scope, syntax::SelectView view, const Type* expected) {
  const ExpressionId subject = read_expression(context, scope, view.subject());
  const Type subject_type = type_of(context, subject);
  if (subject_type.is_error() || !require_plain(context, {subject})) return error_expression(context, view.span());
  hir::Select select;
  std::vector<ExpressionId> values;
  std::vector<value::Value> seen;
  for (const syntax::SelectCaseView arm : view.cases()) {
    std::vector<value::Value> constants;
    if (select.has_otherwise) {
      context.sink.report(Code::OtherwiseArm, arm.span());
      return error_expression(context, view.span());
    }
    for (const syntax::PatternView pattern : arm.patterns()) {
      if (pattern.kind() == syntax::PatternKind::Else) {
        select.has_otherwise = true;
        continue;
      }
      const auto taken = values_of_pattern(context, scope, pattern, subject_type);
      const bool twice = std::any_of(taken.begin(), taken.end(), [&](const value::Value& one) {
        return std::find(seen.begin(), seen.end(), one) != seen.end();
      });
      if (twice) context.sink.report(Code::CaseTwice, pattern.span()).with("name", context.quote(pattern.span()));
      seen.insert(seen.end(), taken.begin(), taken.end());
      constants.insert(constants.end(), taken.begin(), taken.end());
    }
    values.push_back(read_expression(context, scope, arm.value(), expected));
    if (!select.has_otherwise) select.arms.push_back(std::move(constants));
  }
  if (subject_type.is(TypeKind::Enumeration)) check_arms(context, subject_type.enumeration, select, view.span());
  const Type type = join_branches(context, values);
  if (type.is_error()) return error_expression(context, view.span());
  const hir::SelectId id = context.program.selects.add(std::move(select));
  values.insert(values.begin(), subject);
  return make(context, ExpressionKind::Select, type, view.span(), values, id.index());
}

ExpressionId read_unary(Context& context, const Scope& scope, syntax::UnaryView view, const Type* expected) {
  const ExpressionId operand = read_expression(context, scope, view.operand(), expected);
  return view.operation() == syntax::UnaryOperator::Not ? make_not(context, operand, view.span())
                                                        : make_negate(context, operand, view.span());
}

ExpressionId read_given(Context& context, const Scope& scope, syntax::GivenView view) {
  const ExpressionId operand = read_expression(context, scope, view.operand());
  const ExpressionId present = make_is_present(context, operand, view.span());
  return view.negated() && !type_of(context, present).is_error() ? make_not(context, present, view.span()) : present;
}

ExpressionId read_normally(Context& context, const Scope& scope, base::Span span) {
  if (!scope.normally) {
    context.sink.report(Code::NormallyOutside, span);
    return error_expression(context, span);
  }
  return make(context, ExpressionKind::Normally, *scope.normally, span, {});
}

ExpressionId read_absent(Context& context, base::Span span, const Type* expected) {
  if (expected == nullptr || expected->is_error()) {
    context.sink.report(Code::UntypedHere, span).with("text", "absent");
    return error_expression(context, span);
  }
  return make(context, ExpressionKind::Absent, expected->with_optional(true), span, {});
}

/// Lists and sets: `(a ; b)` where a set is expected. Elsewhere they are no value yet.
ExpressionId read_list(Context& context, const Scope& scope, ExpressionView view, const Type* expected) {
  if (expected != nullptr && expected->is(TypeKind::Set)) return read_set(context, scope, view, expected->enumeration);
  if (const auto parenthesised = view.as<syntax::ParenthesisedView>()) {
    return read_expression(context, scope, parenthesised->inner(), expected);
  }
  context.sink.report(Code::UntypedHere, view.span()).with("text", context.quote(view.span()));
  return error_expression(context, view.span());
}

/// Literals and names; the kinds that do not contain expressions.
ExpressionId read_leaf(Context& context, const Scope& scope, ExpressionView view, const Type* expected) {
  using Kind = syntax::ExpressionKind;
  const base::Span span = view.span();
  if (view.kind() == Kind::NumberLiteral) return read_number(context, scope, *view.as<syntax::NumberView>(), expected);
  if (view.kind() == Kind::DateLiteral) return read_date(context, *view.as<syntax::DateView>());
  if (view.kind() == Kind::DurationLiteral) return read_duration(context, *view.as<syntax::DurationView>());
  if (view.kind() == Kind::BooleanLiteral) {
    return boolean_constant(context, view.as<syntax::BooleanView>()->value(), span);
  }
  if (view.kind() == Kind::UnknownFigure)
    return read_unknown(context, scope, *view.as<syntax::UnknownView>(), expected);
  if (view.kind() == Kind::ExcludedCase) return read_excluded(context, *view.as<syntax::ExcludedView>(), expected);
  if (view.kind() == Kind::AbsentLiteral) return read_absent(context, span, expected);
  if (view.kind() == Kind::Normally) return read_normally(context, scope, span);
  if (view.kind() == Kind::NameExpression || view.kind() == Kind::CodeLiteral) {
    return read_name(context, scope, view.text(), span, expected);
  }
  context.sink.report(Code::UntypedHere, span).with("text", context.quote(span));
  return error_expression(context, span);
}

ExpressionId read_any(Context& context, const Scope& scope, ExpressionView view, const Type* expected) {
  using Kind = syntax::ExpressionKind;
  switch (view.kind()) {
    case Kind::NameExpression:
    case Kind::NumberLiteral:
    case Kind::CodeLiteral:
    case Kind::DateLiteral:
    case Kind::DurationLiteral:
    case Kind::BooleanLiteral:
    case Kind::TextLiteral:
    case Kind::AbsentLiteral:
    case Kind::UnknownFigure:
    case Kind::ExcludedCase:
    case Kind::Normally:
    case Kind::RangeExpression:
      return read_leaf(context, scope, view, expected);
    case Kind::AllLiteral:
    case Kind::NoneLiteral:
    case Kind::AllExcept:
    case Kind::Parenthesised:
    case Kind::ListExpression:
      return read_list(context, scope, view, expected);
    case Kind::UnaryExpression:
      return read_unary(context, scope, *view.as<syntax::UnaryView>(), expected);
    case Kind::BinaryExpression:
      return read_binary(context, scope, *view.as<BinaryView>(), expected);
    case Kind::MemberExpression:
      return read_member(context, scope, *view.as<syntax::MemberView>());
    case Kind::GivenExpression:
      return read_given(context, scope, *view.as<syntax::GivenView>());
    case Kind::RoundExpression:
      return read_round(context, scope, *view.as<syntax::RoundView>(), expected);
    case Kind::ExactExpression:
      return make_exact(context, read_expression(context, scope, view.as<syntax::ExactView>()->operand(), expected),
                        100, view.span());
    case Kind::MissingDayExpression: {
      Scope inner = scope;
      const auto missing_day = *view.as<syntax::MissingDayView>();
      inner.missing_day = missing_day.latest() ? hir::MissingDay::Latest : hir::MissingDay::Earliest;
      return read_expression(context, inner, missing_day.operand(), expected);
    }
    case Kind::IfExpression:
      return read_if(context, scope, *view.as<syntax::IfView>(), expected);
    case Kind::SelectExpression:
      return read_select(context, scope, *view.as<syntax::SelectView>(), expected);
    case Kind::ForAllExpression:
      return read_for_all(context, scope, *view.as<syntax::ForAllView>());
    case Kind::ExistsExpression:
      return read_exists(context, scope, *view.as<syntax::ExistsView>());
    case Kind::AggregateExpression:
      return read_aggregate(context, scope, *view.as<syntax::AggregateView>(), expected);
    case Kind::FilterExpression:
      return read_filter(context, scope, *view.as<syntax::FilterView>());
    case Kind::UniqueExpression:
      return read_unique(context, scope, *view.as<syntax::UniqueView>());
    case Kind::FirstExpression:
      return read_first(context, scope, *view.as<syntax::FirstView>());
    case Kind::CallExpression:
      return read_call(context, scope, *view.as<syntax::CallView>(), expected);
    case Kind::FieldExpression:
      return read_field(context, scope, *view.as<syntax::FieldView>(), expected);
    case Kind::ErrorExpression:
      break;
  }
  return error_expression(context, view.span());
}

}  // namespace

ExpressionId read_expression(Context& context, const Scope& scope, std::optional<ExpressionView> view,
                             const Type* expected) {
  if (!view) return error_expression(context, base::Span{});
  return narrowed(context, scope, read_any(context, scope, *view, expected));
}

ExpressionId read_as(Context& context, const Scope& scope, std::optional<ExpressionView> view, const Type& wanted) {
  return conform(context, read_expression(context, scope, view, &wanted), wanted);
}

ExpressionId read_condition(Context& context, const Scope& scope, std::optional<ExpressionView> view) {
  return read_as(context, scope, view, boolean_type());
}

std::optional<value::Value> read_constant(Context& context, const Scope& scope, std::optional<ExpressionView> view,
                                          const Type& wanted) {
  if (!view) return std::nullopt;
  ExpressionId id = read_as(context, scope, view, wanted);
  if (type_of(context, id).is_error()) return std::nullopt;
  if (context.program.expressions[id].kind == ExpressionKind::Wrap) id = context.program.operands_of(id)[0];
  if (context.program.expressions[id].kind == ExpressionKind::Absent) return value::Value::absent();
  if (!is_constant(context, id)) {
    context.sink.report(Code::NotConstant, view->span());
    return std::nullopt;
  }
  return context.program.expressions[id].constant;
}

}  // namespace avenant::sema
