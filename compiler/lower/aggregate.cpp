#include "compiler/lower/expression.hpp"
#include "compiler/lower/fold.hpp"
#include "compiler/lower/members.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;
using program::Op;

// One value of the aggregate's domain whose filter is not surely false.
struct Element {
  Lowered filter;
  Lowered value;
};

// An aggregate over a constant domain, its elements from first to last.
struct Unrolled {
  std::vector<Element> elements;
  hir::Type type;  // Of the elements.
  base::Span span;
};

Unrolled unroll(Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  const hir::BinderId binder(expression.a);
  const hir::IndexDomain& domain = context.hir.binders[binder].domain;
  Unrolled unrolled;
  unrolled.type = context.hir.expressions[operands[0]].type;
  unrolled.span = expression.span;
  const std::size_t size = domain_size(context.hir, domain);
  for (std::size_t position = 0; position < size; ++position) {
    const Binding binding(context, binder, domain_value(domain, position));
    Element element{Lowered::of(value::Value::boolean(true)), {}};
    if (operands.size() > 1) element.filter = lower_expression(context, operands[1]);
    // An element that is surely filtered out is neither read nor built.
    if (element.filter.is(false)) continue;
    element.value = lower_expression(context, operands[0]);
    unrolled.elements.push_back(element);
  }
  return unrolled;
}

hir::Type whole_type() {
  hir::Type type;
  type.kind = hir::TypeKind::Number;
  type.grain = 1;
  return type;
}

NodeId if_kept(Context& context, const Unrolled& unrolled, const Element& element, NodeId otherwise) {
  const NodeId value = to_node(context, element.value, unrolled.type, unrolled.span);
  if (element.filter.constant) return value;
  return add_node(context, Op::kIf, {element.filter.node, value, otherwise}, unrolled.span);
}

// The left fold of +, from first to last; 0 of an empty list.
Lowered sum(Context& context, const Unrolled& unrolled) {
  std::optional<Lowered> total;
  for (const Element& element : unrolled.elements) {
    Lowered term = element.value;
    if (!element.filter.constant) {
      const NodeId zero = to_node(context, Lowered::of(value::Value::whole(0)), unrolled.type, unrolled.span);
      term = Lowered::of(if_kept(context, unrolled, element, zero));
    }
    if (!total) {
      total = term;
      continue;
    }
    if (total->constant && term.constant) {
      const auto folded = value::add(total->constant->as_number(), term.constant->as_number());
      if (folded.ok()) {
        total = Lowered::of(value::Value::number(folded.value));
        continue;
      }
    }
    total = Lowered::of(add_node(
        context, Op::kAdd,
        {to_node(context, *total, unrolled.type, unrolled.span), to_node(context, term, unrolled.type, unrolled.span)},
        unrolled.span));
  }
  return total.value_or(Lowered::of(value::Value::whole(0)));
}

// How many conditions hold: the sum of 1 or 0 for each.
Lowered count(Context& context, std::span<const Lowered> conditions, base::Span span) {
  Unrolled ones;
  ones.type = whole_type();
  ones.span = span;
  for (const Lowered& condition : conditions) {
    if (condition.is(false)) continue;
    ones.elements.push_back({condition, Lowered::of(value::Value::whole(1))});
  }
  return sum(context, ones);
}

Lowered mean(Context& context, const Unrolled& unrolled) {
  std::vector<Lowered> filters;
  for (const Element& element : unrolled.elements) filters.push_back(element.filter);
  const Lowered total = sum(context, unrolled);
  const Lowered number = count(context, filters, unrolled.span);
  if (total.constant && number.constant) {
    const auto folded = value::divide(total.constant->as_number(), number.constant->as_number());
    if (folded.ok()) return Lowered::of(value::Value::number(folded.value));
  }
  return Lowered::of(add_node(
      context, Op::kDivide,
      {to_node(context, total, unrolled.type, unrolled.span), to_node(context, number, whole_type(), unrolled.span)},
      unrolled.span));
}

// `pour tout`: every element is filtered out or true; `il existe`: some element is kept and true.
Lowered quantifier(Context& context, const Unrolled& unrolled, bool all) {
  std::vector<Lowered> operands;
  for (const Element& element : unrolled.elements) {
    if (element.filter.constant) {
      operands.push_back(element.value);
    } else if (all) {
      const Lowered excluded = Lowered::of(add_node(context, Op::kNot, {element.filter.node}, unrolled.span));
      const Lowered pair[] = {excluded, element.value};
      operands.push_back(lower_connective(context, false, pair, unrolled.span));
    } else {
      const Lowered pair[] = {element.filter, element.value};
      operands.push_back(lower_connective(context, true, pair, unrolled.span));
    }
  }
  return lower_connective(context, all, operands, unrolled.span);
}

// With filters decided at the run: an element that is left out is absent, which the extreme passes over.
Lowered filtered_extreme(Context& context, const Unrolled& unrolled, Op op) {
  const hir::Type type = unrolled.type.with_optional(true);
  const NodeId none = context.builder.absent(type_of(context, type), place_of(context, unrolled.span));
  std::vector<NodeId> values;
  for (const Element& element : unrolled.elements) values.push_back(if_kept(context, unrolled, element, none));
  return Lowered::of(add_node(context, op, values, unrolled.span));
}

Lowered extreme(Context& context, const Unrolled& unrolled, bool greatest) {
  if (unrolled.elements.empty()) return Lowered::of(value::Value::absent());
  std::optional<value::Value> best;
  bool constant = true;
  bool filtered = false;
  for (const Element& element : unrolled.elements) {
    filtered = filtered || !element.filter.constant;
    constant = constant && element.value.constant && element.filter.constant;
    if (!constant) continue;
    // An element that is itself an extreme of nothing.
    if (unrolled.type.optional && element.value.constant->is_absent()) continue;
    const std::optional<int> order = best ? compare_values(unrolled.type.kind, *element.value.constant, *best)
                                          : std::optional<int>(greatest ? 1 : -1);
    constant = order.has_value();
    if (order && (greatest ? *order > 0 : *order < 0)) best = element.value.constant;
  }
  if (constant) return Lowered::of(best.value_or(value::Value::absent()));
  const Op op = greatest ? Op::kMax : Op::kMin;
  if (filtered) return filtered_extreme(context, unrolled, op);
  std::vector<NodeId> values;
  for (const Element& element : unrolled.elements) {
    values.push_back(to_node(context, element.value, unrolled.type, unrolled.span));
  }
  return Lowered::of(add_node(context, op, values, unrolled.span));
}

}  // namespace

Lowered lower_aggregate(Context& context, const Expression& expression, ExpressionId id) {
  const Unrolled unrolled = unroll(context, expression, id);
  if (expression.kind == ExpressionKind::Sum) return sum(context, unrolled);
  if (expression.kind == ExpressionKind::Mean) return mean(context, unrolled);
  if (expression.kind == ExpressionKind::All) return quantifier(context, unrolled, true);
  if (expression.kind == ExpressionKind::Any) return quantifier(context, unrolled, false);
  if (expression.kind == ExpressionKind::Count) {
    std::vector<Lowered> conditions;
    for (const Element& element : unrolled.elements) {
      const Lowered pair[] = {element.filter, element.value};
      conditions.push_back(lower_connective(context, true, pair, unrolled.span));
    }
    return count(context, conditions, unrolled.span);
  }
  const bool greatest = expression.kind == ExpressionKind::AggregateGreatest;
  return extreme(context, unrolled, greatest);
}

}  // namespace avenant::lower
