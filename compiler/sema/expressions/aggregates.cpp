#include <algorithm>

#include "compiler/sema/expressions/lists.hpp"

namespace avenant::sema {

namespace {

/// The scope inside an aggregate, with one binder an iteration; the filter's facts hold for the element.
struct IterationScope {
  Scope scope;
  std::vector<hir::BinderId> binders;
  std::vector<ExpressionId> lists;  ///< Of each binder; invalid for a constant domain.
  ExpressionId filter;
  bool failed = false;
  /// Whether nothing is left out and every domain surely holds something.
  bool never_empty = true;
};

IterationScope open_iterations(Context& context, const Scope& scope,
                               const std::vector<syntax::IterationView>& iterations,
                               std::optional<ExpressionView> filter) {
  IterationScope result;
  result.scope = scope;
  result.failed = iterations.empty();
  for (const syntax::IterationView iteration : iterations) {
    const auto domain = read_domain(context, result.scope, iteration);
    const auto binder = domain ? bind_element(context, result.scope, iteration, *domain) : std::nullopt;
    if (!binder) {
      result.failed = true;
      continue;
    }
    result.binders.push_back(*binder);
    result.lists.push_back(domain->list);
    result.never_empty = result.never_empty && (!domain->list.valid() || is_never_empty(context, domain->list));
  }
  if (filter && !result.failed) {
    result.filter = read_condition(context, result.scope, filter);
    if (type_of(context, result.filter).is_error()) result.failed = true;
    if (!result.failed) assume(context, result.scope, result.filter, true);
    result.never_empty = false;
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
    if (over.lists[i - 1].valid()) operands.push_back(over.lists[i - 1]);
    result = make(context, kind, type, span, operands, over.binders[i - 1].index());
  }
  return result;
}

/// How many elements there are that `condition` holds for: a count of the innermost domain, summed over the others.
ExpressionId count_all(Context& context, IterationScope over, ExpressionId condition, base::Span span) {
  const Type whole = number_type(kNoUnit, 1);
  std::vector<ExpressionId> operands{condition};
  if (over.lists.back().valid()) operands.push_back(over.lists.back());
  const ExpressionId innermost =
      make(context, ExpressionKind::Count, whole, span, operands, over.binders.back().index());
  over.binders.pop_back();
  over.lists.pop_back();
  over.filter = ExpressionId{};
  return nest(context, ExpressionKind::Sum, whole, span, over, innermost);
}

bool is_date_extreme(Keyword operation) {
  return operation == Keyword::FirstGivenOf || operation == Keyword::LastGivenOf;
}

bool takes_greatest(Keyword operation) {
  return operation == Keyword::GreatestOf || operation == Keyword::LatestOf || operation == Keyword::LastGivenOf;
}

ExpressionId fold_elements(Context& context, const Scope& scope, Keyword operation, const IterationScope& over,
                           ExpressionId element, base::Span span);

/// `somme de montants`, `nombre de adhérents`: an aggregate of a list as a whole.
ExpressionId fold_whole_list(Context& context, const Scope& scope, syntax::AggregateView view, ExpressionId list) {
  if (view.operation() == Keyword::CountOf) {
    return make(context, ExpressionKind::ListLength, number_type(kNoUnit, 1), view.span(), {list});
  }
  const WholeList whole = open_whole_list(context, list, span_of(context, list));
  IterationScope over;
  over.scope = scope;
  over.binders = {whole.binder};
  over.lists = {list};
  over.never_empty = is_never_empty(context, list);
  return fold_elements(context, scope, view.operation(), over, whole.element, view.span());
}

/// An aggregate of values written side by side.
ExpressionId fold_operands(Context& context, const Scope& scope, Keyword operation, std::vector<ExpressionId> operands,
                           base::Span span) {
  const bool greatest = takes_greatest(operation);
  if (is_date_extreme(operation)) {
    return make_date_extreme(context, greatest ? ExpressionKind::LatestGiven : ExpressionKind::EarliestGiven,
                             std::move(operands), span);
  }
  const ExpressionId count =
      number_constant(context, value::Rational::whole(static_cast<std::int32_t>(operands.size())), kNoUnit, span);
  if (operation == Keyword::CountOf) return count;
  if (operation == Keyword::SumOf || operation == Keyword::MeanOf) {
    ExpressionId sum = operands.front();
    for (std::size_t i = 1; i < operands.size(); ++i) {
      sum = make_arithmetic(context, {ExpressionKind::Add, scope.missing_day}, sum, operands[i], span);
    }
    if (operation == Keyword::SumOf || type_of(context, sum).is_error()) return sum;
    return make_arithmetic(context, {ExpressionKind::Divide, scope.missing_day}, sum, count, span);
  }
  return make_extreme(context, greatest ? ExpressionKind::Greatest : ExpressionKind::Least, std::move(operands), span);
}

/// `le plus grand de (a ; b)`, `la première de (a ; b)`, `somme de (a ; b)`, and `somme de L` of a list.
ExpressionId read_without_iteration(Context& context, const Scope& scope, syntax::AggregateView view,
                                    const Type* expected) {
  const auto element = view.element();
  if (!element) return error_expression(context, view.span());
  const bool dates = is_date_extreme(view.operation());
  const Type wanted = dates ? date_type().with_optional(true) : (expected != nullptr ? *expected : Type{});
  const auto written = element->as<syntax::ListView>();
  if (written) {
    std::vector<ExpressionId> operands;
    for (const ExpressionView one : written->elements()) {
      operands.push_back(read_expression(context, scope, one, &wanted));
    }
    if (!operands.empty()) return fold_operands(context, scope, view.operation(), std::move(operands), view.span());
    context.sink.report(Code::UntypedHere, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  const auto one = element->as<syntax::ParenthesisedView>();
  const auto inner = one ? one->inner() : element;
  const ExpressionId id = read_expression(context, scope, inner, &wanted);
  const Type type = type_of(context, id);
  if (type.is_error()) return error_expression(context, view.span());
  if (type.is(TypeKind::List)) return fold_whole_list(context, scope, view, id);
  if (one) return fold_operands(context, scope, view.operation(), {id}, view.span());
  report_not_a_list(context, element->span(), type);
  return error_expression(context, view.span());
}

/// `moyenne` over several domains: the sum of the elements by their number.
ExpressionId mean_of_all(Context& context, const Scope& scope, const IterationScope& over, ExpressionId element,
                         base::Span span) {
  const Type type = type_of(context, element);
  const ExpressionId sum = nest(context, ExpressionKind::Sum, type, span, over, element);
  const ExpressionId condition = over.filter.valid() ? over.filter : boolean_constant(context, true, span);
  const ExpressionId count = count_all(context, over, condition, span);
  return make_arithmetic(context, {ExpressionKind::Divide, scope.missing_day}, sum, count, span);
}

/// `la dernière de E pour m de L`: the latest, absent if any is.
ExpressionId latest_given(Context& context, const IterationScope& over, ExpressionId element, base::Span span) {
  const Type type = type_of(context, element).with_optional(true);
  const ExpressionId latest = nest(context, ExpressionKind::AggregateGreatest, type, span, over, element);
  if (!type_of(context, element).optional) return latest;
  const ExpressionId given = make(context, ExpressionKind::IsPresent, boolean_type(), span, {element});
  const ExpressionId all_given = nest(context, ExpressionKind::All, boolean_type(), span, over, given);
  const ExpressionId absent = make(context, ExpressionKind::Absent, type, span, {});
  return make(context, ExpressionKind::If, type, span, {all_given, latest, absent});
}

/// The least or greatest element; absent where there may be none.
ExpressionId read_extreme(Context& context, Keyword operation, const IterationScope& over, ExpressionId element,
                          base::Span span) {
  const Type type = type_of(context, element);
  const bool given = is_date_extreme(operation);
  if (given && !type.is(TypeKind::Date)) {
    (void)conform(context, element, date_type().with_optional(true));
    return error_expression(context, span);
  }
  if (!given && !require_plain(context, {element})) return error_expression(context, span);
  if (operation == Keyword::LastGivenOf && type.optional) return latest_given(context, over, element, span);
  if (!given && type_of(context, make_extreme(context, ExpressionKind::Least, {element}, span)).is_error()) {
    return error_expression(context, span);
  }
  const ExpressionKind kind =
      takes_greatest(operation) ? ExpressionKind::AggregateGreatest : ExpressionKind::AggregateLeast;
  const ExpressionId result = nest(context, kind, type.with_optional(true), span, over, element);
  if (!over.never_empty || type.optional) return result;
  return make(context, ExpressionKind::Unwrap, type, span, {result});
}

/// `somme`, `moyenne`, `le plus grand` … of an element.
ExpressionId fold_elements(Context& context, const Scope& scope, Keyword operation, const IterationScope& over,
                           ExpressionId element, base::Span span) {
  Type type = type_of(context, element);
  if (type.is_error()) return error_expression(context, span);
  if (operation != Keyword::SumOf && operation != Keyword::MeanOf) {
    return read_extreme(context, operation, over, element, span);
  }
  if (!require_plain(context, {element})) return error_expression(context, span);
  if (!type.is(TypeKind::Number)) {
    context.sink.report(Code::WrongOperand, span_of(context, element))
        .with("operator", operation == Keyword::SumOf ? "somme" : "moyenne")
        .with("operand", type_phrase(context, type, diagnostics::Language::French),
              type_phrase(context, type, diagnostics::Language::English));
    return error_expression(context, span);
  }
  if (operation == Keyword::SumOf) return nest(context, ExpressionKind::Sum, type, span, over, element);
  if (over.binders.size() > 1) return mean_of_all(context, scope, over, element, span);
  type.grain = 0;
  return nest(context, ExpressionKind::Mean, type, span, over, element);
}

ExpressionId read_quantifier(Context& context, ExpressionKind kind, const IterationScope& over, ExpressionId body,
                             base::Span span) {
  if (over.failed || type_of(context, body).is_error()) return error_expression(context, span);
  return nest(context, kind, boolean_type(), span, over, body);
}

}  // namespace

ExpressionId read_aggregate(Context& context, const Scope& scope, syntax::AggregateView view, const Type* expected) {
  const auto iterations = view.iterations();
  if (iterations.empty()) return read_without_iteration(context, scope, view, expected);
  const bool counting = view.operation() == Keyword::CountOf;
  const IterationScope over = open_iterations(context, scope, iterations, counting ? std::nullopt : view.filter());
  if (over.failed) return error_expression(context, view.span());
  if (!counting) {
    const ExpressionId element = read_expression(context, over.scope, view.element(), expected);
    return fold_elements(context, scope, view.operation(), over, element, view.span());
  }
  const auto condition = view.filter();
  const ExpressionId body =
      condition ? read_condition(context, over.scope, condition) : boolean_constant(context, true, view.span());
  if (type_of(context, body).is_error()) return body;
  return count_all(context, over, body, view.span());
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
