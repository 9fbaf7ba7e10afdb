#include <algorithm>

#include "compiler/sema/expressions/expressions.hpp"

namespace avenant::sema {

namespace {

using syntax::PatternKind;
using syntax::PatternView;

ExpressionKind comparison_kind(syntax::BinaryOperator operation) {
  if (operation == syntax::BinaryOperator::Less) return ExpressionKind::Less;
  if (operation == syntax::BinaryOperator::LessEqual) return ExpressionKind::LessEqual;
  if (operation == syntax::BinaryOperator::Greater) return ExpressionKind::Greater;
  if (operation == syntax::BinaryOperator::GreaterEqual) return ExpressionKind::GreaterEqual;
  if (operation == syntax::BinaryOperator::NotEqual) return ExpressionKind::NotEqual;
  return ExpressionKind::Equal;
}

/// Whether an expression is a number written without a unit or a percent sign.
bool is_bare_number(std::optional<ExpressionView> view) {
  const auto number = view ? view->as<syntax::NumberView>() : std::nullopt;
  return number && !number->unit() && !number->is_percent();
}

/// `500 à 1 999 habitants`: the unit written once, at the end, is the unit of both ends.
void share_unit(Context& context, syntax::RangeView range, ExpressionId low, ExpressionId high) {
  const Type& end = type_of(context, high);
  if (!is_bare_number(range.low()) || is_bare_number(range.high()) || !is_constant(context, low)) return;
  if (end.is(TypeKind::Number) && end.unit != kNoUnit) context.program.expressions[low].type.unit = end.unit;
}

/// Reports a range whose written ends are the wrong way round.
void check_ends(Context& context, ExpressionId low, ExpressionId high, base::Span span) {
  if (!is_constant(context, low) || !is_constant(context, high) ||
      type_of(context, low).kind != type_of(context, high).kind)
    return;
  const value::Value first = context.program.expressions[low].constant;
  const value::Value last = context.program.expressions[high].constant;
  const bool reversed =
      type_of(context, low).is(TypeKind::Number) ? first.as_number() > last.as_number() : first.a > last.a;
  if (reversed && !type_of(context, low).is(TypeKind::Duration)) context.sink.report(Code::ReversedRange, span);
}

/// `a à b`, `de a à moins de b` on a subject.
ExpressionId read_range_test(Context& context, const Scope& scope, ExpressionId subject, syntax::RangeView range,
                             base::Span span) {
  const Type type = type_of(context, subject);
  const ExpressionId low = read_expression(context, scope, range.low(), &type);
  const ExpressionId high = read_expression(context, scope, range.high(), &type);
  share_unit(context, range, low, high);
  check_ends(context, low, high, span);
  const ExpressionId from = make_comparison(context, ExpressionKind::GreaterEqual, subject, low, span);
  const ExpressionId to = make_comparison(
      context, range.high_excluded() ? ExpressionKind::Less : ExpressionKind::LessEqual, subject, high, span);
  if (type_of(context, from).is_error() || type_of(context, to).is_error()) return error_expression(context, span);
  return make_and(context, {from, to}, span);
}

/// `500 - 1 999` in a cell: a subtraction of two written numbers, which nobody means.
bool is_dashed_range(std::optional<ExpressionView> view) {
  const auto binary = view ? view->as<syntax::BinaryView>() : std::nullopt;
  if (!binary || binary->operation() != syntax::BinaryOperator::Subtract) return false;
  const auto left = binary->left();
  const auto right = binary->right();
  return left && right && left->as<syntax::NumberView>() && right->as<syntax::NumberView>();
}

bool is_absent_pattern(PatternView pattern) {
  const auto value = pattern.value();
  return pattern.kind() == PatternKind::Value && value && value->kind() == syntax::ExpressionKind::AbsentLiteral;
}

/// One alternative of a cell, on a subject that is given.
ExpressionId read_pattern(Context& context, const Scope& scope, ExpressionId subject, PatternView pattern) {
  const Type type = type_of(context, subject);
  const base::Span span = pattern.span();
  switch (pattern.kind()) {
    case PatternKind::Any:
      return boolean_constant(context, true, span);
    case PatternKind::Value: {
      const auto value = pattern.value();
      if (value && value->kind() == syntax::ExpressionKind::RangeExpression) {
        const auto range = value->as<syntax::RangeExpressionView>()->range();
        if (range) return read_range_test(context, scope, subject, *range, span);
      }
      if (is_dashed_range(value)) {
        const auto binary = *value->as<syntax::BinaryView>();
        context.sink.report(Code::DashedRange, span).fix(binary.operator_span(), "à");
        return error_expression(context, span);
      }
      return make_comparison(context, ExpressionKind::Equal, subject, read_expression(context, scope, value, &type),
                             span);
    }
    case PatternKind::Compare:
      return make_comparison(context, comparison_kind(pattern.comparison()), subject,
                             read_expression(context, scope, pattern.value(), &type), span);
    case PatternKind::Range: {
      const auto range = pattern.range();
      return range ? read_range_test(context, scope, subject, *range, span) : error_expression(context, span);
    }
    case PatternKind::Member: {
      const auto set = pattern.value();
      if (!set || !type.is(TypeKind::Enumeration)) {
        context.sink.report(Code::NotASet, span);
        return error_expression(context, span);
      }
      const ExpressionId test = make_contains(context, subject, read_set(context, scope, *set, type.enumeration), span);
      return pattern.negated() && !type_of(context, test).is_error() ? make_not(context, test, span) : test;
    }
    case PatternKind::Else:
      context.sink.report(Code::OtherwiseRow, span);
      return error_expression(context, span);
    case PatternKind::ErrorExpected:
      context.sink.report(Code::UnexpectedText, span).with("found", context.quote(span));
      return error_expression(context, span);
  }
  return error_expression(context, span);
}

/// The words of a case: bare, or after the name of its enumeration, as in `Option.demi`.
std::string_view case_words(const Context& context, ExpressionView view, hir::EnumerationId enumeration) {
  const auto field = view.as<syntax::FieldView>();
  const bool qualified =
      field && field->base() && field->name() && field->base()->kind() == syntax::ExpressionKind::NameExpression &&
      context.program.names.find(field->base()->text()) == context.program.enumerations[enumeration].name;
  return qualified ? field->name()->text() : view.text();
}

/// Adds to a set the cases that one element names; reports what is no case.
void insert_element(Context& context, ExpressionView element, hir::EnumerationId enumeration, value::Set128& set) {
  if (const auto range = element.as<syntax::RangeExpressionView>()) {
    const auto ends = range->range();
    if (!ends || !ends->low() || !ends->high()) return;
    const auto one = [&](ExpressionView end) {
      return require_case(context, enumeration, case_words(context, end, enumeration), end.span());
    };
    const auto low = one(*ends->low());
    const auto high = one(*ends->high());
    if (!low || !high) return;
    if (!context.program.enumerations[enumeration].ordered) {
      context.sink.report(Code::NotOrdered, element.span())
          .with("enumeration", context.text(context.program.enumerations[enumeration].name));
      return;
    }
    if (*low > *high) context.sink.report(Code::ReversedRange, element.span());
    const std::uint32_t end = ends->high_excluded() ? *high : *high + 1;
    for (std::uint32_t i = *low; i < end; ++i) set.insert(static_cast<int>(i));
    return;
  }
  const auto index = require_case(context, enumeration, case_words(context, element, enumeration), element.span());
  if (index) set.insert(static_cast<int>(*index));
}

std::vector<ExpressionView> elements_of(ExpressionView view) {
  if (const auto list = view.as<syntax::ListView>()) return list->elements();
  if (const auto one = view.as<syntax::ParenthesisedView>()) {
    return one->inner() ? std::vector{*one->inner()} : std::vector<ExpressionView>{};
  }
  return {view};
}

/// Whether a word that is no case names something that may be a set: an index, a rule, an input.
bool names_a_value(Context& context, const Scope& scope, ExpressionView view) {
  if (view.kind() != syntax::ExpressionKind::NameExpression)
    return view.kind() == syntax::ExpressionKind::FieldExpression ||
           view.kind() == syntax::ExpressionKind::CallExpression;
  const base::Name name = context.program.names.intern(view.text());
  if (find_binder(context, scope, name).valid() || find_parameter(context, scope, name).valid()) return true;
  const auto dispositif = context.scopes.find(scope.dispositif);
  return dispositif != context.scopes.end() && dispositif->second.symbols.contains(name);
}

/// A single element in parentheses, or a bare one: a case, unless it names a value that is a set itself.
bool is_single_case(Context& context, const Scope& scope, ExpressionView view, hir::EnumerationId enumeration) {
  if (find_case(context, enumeration, case_words(context, view, enumeration))) return true;
  using Kind = syntax::ExpressionKind;
  const bool is_word = view.kind() == Kind::NameExpression || view.kind() == Kind::CodeLiteral ||
                       view.kind() == Kind::NumberLiteral || view.kind() == Kind::TextLiteral ||
                       view.kind() == Kind::RangeExpression;
  return is_word && !names_a_value(context, scope, view);
}

}  // namespace

ExpressionId read_cell(Context& context, const Scope& scope, ExpressionId subject, syntax::CellView cell) {
  const auto patterns = cell.patterns();
  const bool any = std::any_of(patterns.begin(), patterns.end(),
                               [](PatternView pattern) { return pattern.kind() == PatternKind::Any; });
  if (patterns.empty() || any) return ExpressionId{};
  const Type type = type_of(context, subject);
  if (type.is_error()) return error_expression(context, cell.span());
  const ExpressionId plain = type.optional ? make(context, ExpressionKind::Unwrap, type.with_optional(false),
                                                  span_of(context, subject), {subject})
                                           : subject;
  std::vector<ExpressionId> absent_tests;
  std::vector<ExpressionId> tests;
  for (const PatternView pattern : patterns) {
    if (is_absent_pattern(pattern)) {
      absent_tests.push_back(make_not(context, make_is_present(context, subject, pattern.span()), pattern.span()));
      continue;
    }
    const ExpressionId test = read_pattern(context, scope, plain, pattern);
    if (type_of(context, test).is_error()) return error_expression(context, cell.span());
    tests.push_back(test);
  }
  if (!tests.empty() && type.optional) {
    // A test of a value that is not given is false, and never an error.
    const ExpressionId present = make_is_present(context, subject, cell.span());
    const ExpressionId given = make_and(context, {present, make_or(context, tests, cell.span())}, cell.span());
    tests = {given};
  }
  tests.insert(tests.end(), absent_tests.begin(), absent_tests.end());
  return make_or(context, tests, cell.span());
}

ExpressionId read_set(Context& context, const Scope& scope, ExpressionView view, hir::EnumerationId enumeration) {
  const hir::Enumeration& declared = context.program.enumerations[enumeration];
  const int n_cases = static_cast<int>(declared.cases.size());
  if (declared.cases.size() > context.options.max_set_cases) {
    context.sink.report(Code::TooManySetCases, view.span())
        .with("enumeration", context.text(declared.name))
        .with("n", n_cases)
        .with("limit", static_cast<std::int64_t>(context.options.max_set_cases));
    return error_expression(context, view.span());
  }
  const auto literal = [&](value::Set128 set) {
    return constant(context, set_type(enumeration), value::Value::set(set), view.span());
  };
  if (view.kind() == syntax::ExpressionKind::AllLiteral) return literal(value::Set128::all(n_cases));
  if (view.kind() == syntax::ExpressionKind::NoneLiteral) return literal(value::Set128{});
  const std::size_t before = context.sink.n_errors();
  value::Set128 set;
  if (const auto except = view.as<syntax::AllExceptView>()) {
    if (const auto excluded = except->excluded()) {
      for (const ExpressionView element : elements_of(*excluded)) insert_element(context, element, enumeration, set);
    }
    set = set.complement(n_cases);
  } else {
    const std::vector<ExpressionView> elements = elements_of(view);
    const bool single = elements.size() == 1;
    if (single && !is_single_case(context, scope, elements.front(), enumeration)) {
      return read_as(context, scope, elements.front(), set_type(enumeration));
    }
    for (const ExpressionView element : elements) insert_element(context, element, enumeration, set);
  }
  return context.sink.n_errors() == before ? literal(set) : error_expression(context, view.span());
}

}  // namespace avenant::sema
