#include <algorithm>

#include "compiler/sema/declarations/declarations.hpp"
#include "compiler/sema/expressions/expressions.hpp"

namespace avenant::sema {

namespace {

/// The constant domain of `x de DOMAIN`: an enumeration or a range of whole numbers. Lists are reported as not
/// analysed.
std::optional<hir::IndexDomain> read_domain(Context& context, const Scope& scope, syntax::IterationView view) {
  if (const auto range = view.range()) return read_index_range(context, scope, *range);
  const auto domain_view = view.domain();
  if (!domain_view) return std::nullopt;
  if (const auto range = domain_view->as<syntax::RangeExpressionView>(); range && range->range()) {
    return read_index_range(context, scope, *range->range());
  }
  if (const auto bare = domain_view->as<syntax::NameExpressionView>()) {
    const auto it = context.project.enumerations.find(context.program.names.intern(bare->text()));
    if (it != context.project.enumerations.end()) {
      hir::IndexDomain domain;
      domain.enumeration = it->second;
      return domain;
    }
  }
  context.sink.report(Code::NotYetAnalysed, domain_view->span()).with("what", context.quote(view.span()));
  return std::nullopt;
}

/// The scope inside an aggregate, with one binder an iteration; the filter's facts hold for the element.
struct IterationScope {
  Scope scope;
  std::vector<hir::BinderId> binders;
  ExpressionId filter;
  bool failed = false;
};

IterationScope open_iterations(Context& context, const Scope& scope,
                               const std::vector<syntax::IterationView>& iterations,
                               std::optional<ExpressionView> filter) {
  IterationScope result{scope, {}, {}, iterations.empty()};
  for (const syntax::IterationView iteration : iterations) {
    const auto domain = read_domain(context, result.scope, iteration);
    const auto name = iteration.variable();
    if (!domain || !name) {
      result.failed = true;
      continue;
    }
    const hir::BinderId binder =
        context.program.binders.add({context.program.names.intern(name->text()), *domain, name->span()});
    result.binders.push_back(binder);
    result.scope.binders.push_back(binder);
  }
  if (filter && !result.failed) {
    result.filter = read_condition(context, result.scope, filter);
    if (type_of(context, result.filter).is_error()) result.failed = true;
    if (!result.failed) assume(context, result.scope, result.filter, true);
  }
  return result;
}

/// Nests one aggregate per binder, the last innermost, which alone carries the filter.
ExpressionId nest(Context& context, ExpressionKind kind, const Type& type, base::Span span, const IterationScope& over,
                  ExpressionId element) {
  ExpressionId result = element;
  for (std::size_t i = over.binders.size(); i > 0; --i) {
    std::vector<ExpressionId> operands{result};
    if (i == over.binders.size() && over.filter.valid()) operands.push_back(over.filter);
    result = make(context, kind, type, span, operands, over.binders[i - 1].index());
  }
  return result;
}

bool is_date_extreme(Keyword operation) {
  return operation == Keyword::FirstGivenOf || operation == Keyword::LastGivenOf;
}

bool takes_greatest(Keyword operation) {
  return operation == Keyword::GreatestOf || operation == Keyword::LatestOf || operation == Keyword::LastGivenOf;
}

/// `le plus grand de (a ; b)`, `la première de (a ; b)`, `somme de (a ; b)`.
ExpressionId read_literal_list(Context& context, const Scope& scope, syntax::AggregateView view, const Type* expected) {
  std::vector<ExpressionView> views;
  const auto element = view.element();
  if (!element) return error_expression(context, view.span());
  if (const auto list = element->as<syntax::ListView>()) {
    views = list->elements();
  } else if (const auto one = element->as<syntax::ParenthesisedView>(); one && one->inner()) {
    views.push_back(*one->inner());
  } else {
    context.sink.report(Code::NotYetAnalysed, view.span()).with("what", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  const bool dates = is_date_extreme(view.operation());
  const Type wanted = dates ? date_type().with_optional(true) : (expected != nullptr ? *expected : Type{});
  std::vector<ExpressionId> operands;
  for (const ExpressionView one : views) operands.push_back(read_expression(context, scope, one, &wanted));
  if (operands.empty()) {
    context.sink.report(Code::UntypedHere, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  const bool greatest = takes_greatest(view.operation());
  if (dates) {
    return make_date_extreme(context, greatest ? ExpressionKind::LatestGiven : ExpressionKind::EarliestGiven,
                             std::move(operands), view.span());
  }
  if (view.operation() == Keyword::SumOf || view.operation() == Keyword::MeanOf) {
    ExpressionId sum = operands.front();
    for (std::size_t i = 1; i < operands.size(); ++i) {
      sum = make_arithmetic(context, {ExpressionKind::Add, scope.missing_day}, sum, operands[i], view.span());
    }
    if (view.operation() == Keyword::SumOf || type_of(context, sum).is_error()) return sum;
    const ExpressionId count = number_constant(
        context, value::Rational::whole(static_cast<std::int32_t>(operands.size())), kNoUnit, view.span());
    return make_arithmetic(context, {ExpressionKind::Divide, scope.missing_day}, sum, count, view.span());
  }
  if (view.operation() == Keyword::CountOf) {
    return number_constant(context, value::Rational::whole(static_cast<std::int32_t>(operands.size())), kNoUnit,
                           view.span());
  }
  return make_extreme(context, greatest ? ExpressionKind::Greatest : ExpressionKind::Least, std::move(operands),
                      view.span());
}

/// `somme`, `moyenne`, `le plus grand` … of an element over constant domains.
ExpressionId read_folded(Context& context, syntax::AggregateView view, const IterationScope& over,
                         const Type* expected) {
  const ExpressionId element = read_expression(context, over.scope, view.element(), expected);
  Type type = type_of(context, element);
  if (type.is_error() || !require_plain(context, {element})) return error_expression(context, view.span());
  const Keyword operation = view.operation();
  if (operation == Keyword::SumOf || operation == Keyword::MeanOf) {
    if (!type.is(TypeKind::Number)) {
      context.sink.report(Code::WrongOperand, span_of(context, element))
          .with("operator", operation == Keyword::SumOf ? "somme" : "moyenne")
          .with("operand", type_phrase(context, type, diagnostics::Language::French),
                type_phrase(context, type, diagnostics::Language::English));
      return error_expression(context, view.span());
    }
    if (operation == Keyword::SumOf) return nest(context, ExpressionKind::Sum, type, view.span(), over, element);
    if (over.binders.size() > 1) {
      context.sink.report(Code::NotYetAnalysed, view.span()).with("what", context.quote(view.span()));
      return error_expression(context, view.span());
    }
    type.grain = 0;
    return nest(context, ExpressionKind::Mean, type, view.span(), over, element);
  }
  if (over.binders.size() > 1 || is_date_extreme(operation)) {
    context.sink.report(Code::NotYetAnalysed, view.span()).with("what", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  const ExpressionKind kind =
      takes_greatest(operation) ? ExpressionKind::AggregateGreatest : ExpressionKind::AggregateLeast;
  const ExpressionId result = nest(context, kind, type.with_optional(true), view.span(), over, element);
  // Without a filter a constant domain is never empty.
  if (over.filter.valid()) return result;
  return make(context, ExpressionKind::Unwrap, type, view.span(), {result});
}

ExpressionId read_quantifier(Context& context, ExpressionKind kind, const IterationScope& over, ExpressionId body,
                             base::Span span) {
  if (over.failed || type_of(context, body).is_error()) return error_expression(context, span);
  return nest(context, kind, boolean_type(), span, over, body);
}

}  // namespace

ExpressionId read_aggregate(Context& context, const Scope& scope, syntax::AggregateView view, const Type* expected) {
  const auto iterations = view.iterations();
  if (iterations.empty()) return read_literal_list(context, scope, view, expected);
  const bool counting = view.operation() == Keyword::CountOf;
  IterationScope over = open_iterations(context, scope, iterations, counting ? std::nullopt : view.filter());
  if (over.failed) return error_expression(context, view.span());
  if (!counting) return read_folded(context, view, over, expected);
  const auto condition = view.filter();
  const ExpressionId body =
      condition ? read_condition(context, over.scope, condition) : boolean_constant(context, true, view.span());
  if (type_of(context, body).is_error()) return body;
  ExpressionId result =
      make(context, ExpressionKind::Count, number_type(kNoUnit, 1), view.span(), {body}, over.binders.back().index());
  over.binders.pop_back();
  return nest(context, ExpressionKind::Sum, number_type(kNoUnit, 1), view.span(), over, result);
}

ExpressionId read_for_all(Context& context, const Scope& scope, syntax::ForAllView view) {
  const IterationScope over = open_iterations(context, scope, view.iterations(), view.filter());
  const ExpressionId body =
      over.failed ? error_expression(context, view.span()) : read_condition(context, over.scope, view.body());
  return read_quantifier(context, ExpressionKind::All, over, body, view.span());
}

ExpressionId read_exists(Context& context, const Scope& scope, syntax::ExistsView view) {
  const IterationScope over = open_iterations(context, scope, view.iterations(), std::nullopt);
  const ExpressionId body =
      over.failed ? error_expression(context, view.span()) : read_condition(context, over.scope, view.filter());
  return read_quantifier(context, ExpressionKind::Any, over, body, view.span());
}

}  // namespace avenant::sema
