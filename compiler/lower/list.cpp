// Lists: an input list becomes columns of inputs, an aggregate over a list one fold of the program.
#include "compiler/lower/expression.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;
using program::Op;

bool is_true(const Lowered& lowered) {
  return lowered.is(true);
}

// An aggregate over a list, taken apart. The list is the last operand; a filter stands before it.
struct ListAggregate {
  const Expression* expression = nullptr;
  hir::BinderId binder;
  ExpressionId element;
  std::optional<ExpressionId> filter;
  ExpressionId list;
};

ListAggregate take_apart(const Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  ListAggregate parts{&expression, hir::BinderId(expression.a), operands[0], std::nullopt, operands.back()};
  if (operands.size() > 2) parts.filter = operands[1];
  return parts;
}

// The binder of one fold; its name reads the element while this lives.
class ElementBinding {
 public:
  ElementBinding(Context& context, hir::BinderId binder)
      : context_(context), binder_(binder), previous_(context.bound_elements[binder.index()]) {
    const hir::Binder& bound = context.hir.binders[binder];
    context.bound_elements[binder.index()] =
        context.builder.add_binder(context.hir.names.text(bound.name), list_of(context, bound.list));
  }
  ~ElementBinding() { context_.bound_elements[binder_.index()] = previous_; }
  ElementBinding(const ElementBinding&) = delete;
  ElementBinding& operator=(const ElementBinding&) = delete;

  std::uint32_t payload() const { return context_.bound_elements[binder_.index()]->value; }

 private:
  Context& context_;
  hir::BinderId binder_;
  std::optional<program::BinderId> previous_;
};

// One fold of `list` by `op`; what is found for each element is `lower()`, made while the element is bound.
template <class Lower>
NodeId fold(Context& context, const ListAggregate& parts, Op op, NodeId list, Lower lower) {
  const ElementBinding binding(context, parts.binder);
  std::vector<NodeId> operands{list};
  lower(operands);
  return add_node(context, op, operands, parts.expression->span, binding.payload());
}

// A fold whose element is operand 1, and whose filter, unless it is surely true, is operand 2.
NodeId filtered_fold(Context& context, const ListAggregate& parts, Op op, NodeId list) {
  return fold(context, parts, op, list, [&](std::vector<NodeId>& operands) {
    operands.push_back(lower_to_node(context, parts.element));
    if (!parts.filter) return;
    const Lowered filter = lower_expression(context, *parts.filter);
    const Expression& expression = context.hir.expressions[*parts.filter];
    if (!is_true(filter)) operands.push_back(to_node(context, filter, expression.type, expression.span));
  });
}

// The elements for which `condition` holds.
NodeId kept(Context& context, const ListAggregate& parts, ExpressionId condition, NodeId list) {
  const ElementBinding binding(context, parts.binder);
  const Lowered lowered = lower_expression(context, condition);
  if (is_true(lowered)) return list;
  const Expression& expression = context.hir.expressions[condition];
  const NodeId holds = to_node(context, lowered, expression.type, expression.span);
  return add_node(context, Op::kListFilter, {list, holds}, parts.expression->span, binding.payload());
}

// `pour tout` holds for what is filtered out; `il existe` does not.
NodeId quantifier(Context& context, const ListAggregate& parts, bool all, NodeId list) {
  const base::Span span = parts.expression->span;
  return fold(context, parts, all ? Op::kListAll : Op::kListAny, list, [&](std::vector<NodeId>& operands) {
    Lowered condition = lower_expression(context, parts.element);
    if (parts.filter) {
      Lowered filter = lower_expression(context, *parts.filter);
      if (all && filter.constant) filter = Lowered::of(value::Value::boolean(!filter.constant->as_boolean()));
      if (all && !filter.constant) filter = Lowered::of(add_node(context, Op::kNot, {filter.node}, span));
      const Lowered pair[] = {filter, condition};
      condition = lower_connective(context, !all, pair, span);
    }
    hir::Type boolean;
    boolean.kind = hir::TypeKind::Boolean;
    operands.push_back(to_node(context, condition, boolean, span));
  });
}

// An element as a value: itself, or in a list of scalars what it holds.
NodeId element_value(Context& context, const hir::Type& list, NodeId element, base::Span span) {
  if (list.element == hir::TypeKind::Record) return element;
  const program::ColumnId column(context.builder.list(list_of(context, list)).first_column);
  return context.builder.field(column, element, place_of(context, span));
}

// `moyenne`: the sum by the number.
NodeId mean(Context& context, const ListAggregate& parts, NodeId list) {
  const NodeId sum = filtered_fold(context, parts, Op::kListSum, list);
  const NodeId counted = parts.filter ? kept(context, parts, *parts.filter, list) : list;
  const NodeId number = add_node(context, Op::kListCount, {counted}, parts.expression->span);
  return add_node(context, Op::kDivide, {sum, number}, parts.expression->span);
}

NodeId aggregate(Context& context, const ListAggregate& parts, NodeId list) {
  const Expression& expression = *parts.expression;
  const hir::Type& list_type = context.hir.binders[parts.binder].list;
  const ExpressionKind kind = expression.kind;
  if (kind == ExpressionKind::Sum) return filtered_fold(context, parts, Op::kListSum, list);
  if (kind == ExpressionKind::Mean) return mean(context, parts, list);
  if (kind == ExpressionKind::Filter) return kept(context, parts, parts.element, list);
  if (kind == ExpressionKind::All) return quantifier(context, parts, true, list);
  if (kind == ExpressionKind::Any) return quantifier(context, parts, false, list);
  if (kind == ExpressionKind::AggregateLeast) return filtered_fold(context, parts, Op::kListLeast, list);
  if (kind == ExpressionKind::AggregateGreatest) return filtered_fold(context, parts, Op::kListGreatest, list);
  if (kind == ExpressionKind::Count) {
    return add_node(context, Op::kListCount, {kept(context, parts, parts.element, list)}, expression.span);
  }
  Op op = Op::kListUnique;
  if (kind == ExpressionKind::First) op = Op::kListFirst;
  if (kind == ExpressionKind::Last) op = Op::kListLast;
  return element_value(context, list_type, filtered_fold(context, parts, op, list), expression.span);
}

// The column of a field; with a family of fields, that of its first member.
program::ColumnId first_column_of(const Context& context, const hir::Type& element, std::uint32_t field) {
  std::uint32_t column = context.builder.list(list_of(context, element)).first_column;
  const hir::Record& record = context.hir.records[element.record];
  for (std::uint32_t i = 0; i < field; ++i) {
    column += static_cast<std::uint32_t>(member_count(context.hir, record.fields[i].indices));
  }
  return program::ColumnId(column);
}

}  // namespace

program::ListId list_of(const Context& context, const hir::Type& type) {
  AVENANT_CHECK(type.source.valid(), "a list of which nothing says where its elements come from");
  return context.lists[type.source.index()];
}

void declare_list(Context& context, hir::InputId id) {
  const hir::Input& input = context.hir.inputs[id];
  const hir::Type element = hir::element_type(input.type);
  std::vector<std::string> names;
  std::vector<program::ColumnSpec> columns;
  const auto add = [&](std::string name, const hir::Type& type, program::RangeId range, std::string_view title) {
    names.push_back(std::move(name));
    columns.push_back({{}, type_of(context, type), range, title});
  };
  if (!element.is(hir::TypeKind::Record)) add("", element, range_of(context, input.range), input.title);
  for (std::size_t i = 0; element.is(hir::TypeKind::Record) && i < context.hir.records[element.record].fields.size();
       ++i) {
    const hir::Field& field = context.hir.records[element.record].fields[i];
    const program::RangeId range = range_of(context, field.range);
    const std::size_t n_members = member_count(context.hir, field.indices);
    for (std::size_t ordinal = 0; ordinal < n_members; ++ordinal) {
      const std::vector<value::Value> values = member_values(context.hir, field.indices, ordinal);
      add(context.hir.names.text(field.name) + arguments_text(context.hir, field.indices, values), field.type, range,
          field.title);
    }
  }
  for (std::size_t i = 0; i < columns.size(); ++i) columns[i].name = names[i];
  program::ListSpec spec;
  const std::string count_name = list_count_name(context.hir, id);
  spec.name = context.hir.names.text(input.name);
  spec.count_name = count_name;
  spec.least = input.least_elements;
  spec.capacity = input.most_elements;
  spec.place = place_of(context, input.provenance);
  if (input.dispositif.valid())
    spec.dispositif = context.hir.names.text(context.hir.dispositifs[input.dispositif].name);
  context.lists[id.index()] = context.builder.add_list(spec, columns);
}

Lowered lower_list_aggregate(Context& context, const Expression& expression, ExpressionId id) {
  const ListAggregate parts = take_apart(context, expression, id);
  // The list is read outside the fold: what it names is not the fold's element.
  return Lowered::of(aggregate(context, parts, lower_to_node(context, parts.list)));
}

Lowered lower_element(Context& context, const Expression& expression) {
  const std::optional<program::BinderId>& binder = context.bound_elements[expression.a];
  AVENANT_CHECK(binder.has_value(), "an element that nothing binds");
  const NodeId element = context.builder.bound(*binder, place_of(context, expression.span));
  return Lowered::of(
      element_value(context, context.hir.binders[hir::BinderId(expression.a)].list, element, expression.span));
}

Lowered lower_list(Context& context, const Expression& expression, ExpressionId id) {
  const program::PlaceId place = place_of(context, expression.span);
  if (expression.kind == ExpressionKind::ListInput && context.instance != nullptr) {
    // A call gives no list.
    return Lowered::of(
        context.builder.missing(type_of(context, expression.type), place_of(context, context.instance->span)));
  }
  if (expression.kind == ExpressionKind::ListInput) {
    return Lowered::of(context.builder.list_input(context.lists[expression.a], place));
  }
  return Lowered::of(
      add_node(context, Op::kListCount, {lower_to_node(context, context.hir.operands_of(id)[0])}, expression.span));
}

Lowered lower_field(Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  const hir::Type& element = context.hir.expressions[operands[0]].type;
  const NodeId node = lower_to_node(context, operands[0]);
  const program::ColumnId first = first_column_of(context, element, expression.a);
  const hir::Field& field = context.hir.records[element.record].fields[expression.a];
  return lower_indexed(context, expression, operands.subspan(1), field.indices, [&](std::size_t ordinal) {
    const program::ColumnId column(first.value + static_cast<std::uint32_t>(ordinal));
    return context.builder.field(column, node, place_of(context, expression.span));
  });
}

}  // namespace avenant::lower
