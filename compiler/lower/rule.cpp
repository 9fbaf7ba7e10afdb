#include "compiler/lower/rule.hpp"

#include "compiler/lower/assumption.hpp"
#include "compiler/lower/expression.hpp"
#include "compiler/lower/in_force.hpp"
#include "compiler/lower/members.hpp"

namespace avenant::lower {

namespace {

using program::NodeId;
using program::Op;

// A row whose cells are surely true keeps none; a row with a cell that is surely false is no row.
NodeId lower_table(Context& context, const hir::Table& table, const hir::Type& type, base::Span span) {
  std::vector<program::RowSpec> rows;
  NodeId otherwise;
  for (const hir::TableRow& row : table.rows) {
    if (row.otherwise) {
      otherwise = lower_to_node(context, row.result);
      continue;
    }
    program::RowSpec spec;
    bool possible = true;
    for (const hir::ExpressionId cell : row.cells) {
      if (!cell.valid() || !possible) continue;
      const Lowered lowered = lower_expression(context, cell);
      possible = !lowered.is(false);
      if (!lowered.constant) spec.cells.push_back(lowered.node);
    }
    if (!possible) continue;
    spec.result = lower_to_node(context, row.result);
    spec.place = place_of(context, row.span);
    spec.written = written_line(context, row.span);
    rows.push_back(std::move(spec));
  }
  if (rows.empty() && !otherwise) {
    // No row can match: the table is a gap, which one row that never matches says.
    program::RowSpec spec;
    spec.cells.push_back(context.builder.boolean_constant(false, place_of(context, span)));
    spec.result = out_of_range(context, type, span);
    spec.place = place_of(context, span);
    rows.push_back(std::move(spec));
  }
  return context.builder.table({}, rows, otherwise, place_of(context, span));
}

void add_body(Context& context, const Member& member, const hir::Version& version, program::VersionSpec& spec) {
  const hir::Variable& variable = context.hir.variables[member.variable];
  const base::Span span = version.provenance.span;
  const InputWatch watch(context);
  Lowered body;
  if (version.rule.table.valid()) {
    const NodeId table = lower_table(context, context.hir.tables[version.rule.table], variable.type, span);
    body = Lowered::of(under(context, version.rule.assumptions, table));
  } else if (!version.rule.body.valid()) {
    spec.condition = lower_conditions(context, version, member.ordinal, variable.label);
    body = Lowered::of(context.builder.node_of(spec.condition));
  } else {
    body = lower_expression(context, version.rule.body);
  }
  // What an éligibilité shows is its conditions, which read the inputs.
  if (!spec.condition) body = watch.assumed(variable.dispositif, body);
  const NodeId plain = to_node(context, body, variable.type, span);
  spec.rule = context.builder.add_rule(
      as_value_of(context, member.variable, body.constant ? body : Lowered::of(plain), version.rule.body, span));
  add_derogations(context, member, version, spec.rule, plain);
}

void lower_version(Context& context, const Member& member, const hir::Version& version) {
  context.provenance = &version.provenance;
  program::VersionSpec spec;
  spec.text = text_of(context, version.provenance);
  spec.place = place_of(context, version.provenance);
  if (!version.repealed) add_body(context, member, version, spec);
  add_versions(context, member.id, version, spec, version.application_span);
  context.provenance = nullptr;
}

// The range holds for the value that an optional one has.
NodeId ranged(Context& context, NodeId node, program::RangeId range, base::Span span) {
  const program::PlaceId place = place_of(context, span);
  if (!context.builder.type(context.builder.type_of(node)).optional)
    return context.builder.in_range(node, range, place);
  const NodeId plain = context.builder.in_range(add_node(context, Op::kUnwrap, {node}, span), range, place);
  return add_node(context, Op::kIf, {add_node(context, Op::kIsPresent, {node}, span), plain, node}, span);
}

}  // namespace

NodeId as_value_of(Context& context, hir::VariableId variable, const Lowered& lowered, hir::ExpressionId expression,
                   base::Span span) {
  const hir::Variable& item = context.hir.variables[variable];
  return as_value(context, item.type, item.range, lowered, expression, span);
}

NodeId as_value(Context& context, const hir::Type& type, const hir::Range& bounds, const Lowered& lowered,
                hir::ExpressionId expression, base::Span span) {
  if (expression.valid()) span = context.hir.expressions[expression].span;
  const NodeId node = fitted(context, to_node(context, lowered, type, span), type, span);
  if (!type.is(hir::TypeKind::Number)) return node;
  const program::RangeId range = range_of(context, bounds);
  if (!range) return node;
  if (lowered.constant && !lowered.constant->is_absent() && is_within(bounds, lowered.constant->as_number())) {
    return node;
  }
  if (expression.valid() && surely_within(context.hir, expression, bounds)) return node;
  return ranged(context, node, range, span);
}

void lower_variable_member(Context& context, hir::VariableId id, std::size_t ordinal, program::VariableId member_id) {
  const hir::Variable& variable = context.hir.variables[id];
  const std::vector<value::Value> indices = member_values(context.hir, domains_of(context.hir, variable), ordinal);
  for (std::size_t index = 0; index < indices.size(); ++index) {
    context.bound[variable.indices[index].index()] = indices[index];
  }
  Member member;
  member.variable = id;
  member.ordinal = ordinal;
  member.id = member_id;
  member.indices = indices;
  context.owner = member.id;
  context.builder.set_owner(member.id);
  for (const hir::Version& version : variable.versions) {
    lower_version(context, member, version);
    if (context.too_large) break;
  }
  for (const hir::BinderId binder : variable.indices) context.bound[binder.index()].reset();
  context.owner = {};
  context.builder.clear_owner();
}

void lower_variable(Context& context, hir::VariableId id) {
  const hir::Variable& variable = context.hir.variables[id];
  if (!variable.parameters.empty()) return;
  const std::size_t n_members = member_count(context.hir, domains_of(context.hir, variable));
  const std::size_t n_before = context.n_nodes;
  context.dispositif = variable.dispositif;
  for (std::size_t ordinal = 0; ordinal < n_members && !context.too_large; ++ordinal) {
    lower_variable_member(
        context, id, ordinal,
        program::VariableId(context.first_members[id.index()].value + static_cast<std::uint32_t>(ordinal)));
  }
  note_size(context, id, context.n_nodes - n_before);
}

}  // namespace avenant::lower
