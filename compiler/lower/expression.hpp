// Expressions: constants are folded, binders are substituted, members of families are chosen, aggregates are unrolled.
// Read next: expression.cpp, choice.cpp, aggregate.cpp.
#pragma once

#include <functional>
#include <span>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// Lowers an expression in the bindings of the context.
[[nodiscard]] Lowered lower_expression(Context& context, hir::ExpressionId id);
/// The same, as a node.
[[nodiscard]] program::NodeId lower_to_node(Context& context, hir::ExpressionId id);
/// A node for what was lowered; `type` and `span` are those of a constant.
[[nodiscard]] program::NodeId to_node(Context& context, const Lowered& lowered, const hir::Type& type, base::Span span);
/// A node of a type: one whose grain is not seen to fit is asserted at the run.
[[nodiscard]] program::NodeId fitted(Context& context, program::NodeId node, const hir::Type& type, base::Span span);
/// An operation whose type its operands imply.
[[nodiscard]] program::NodeId add_node(Context& context, program::Op op,
                                       std::initializer_list<program::NodeId> operands, base::Span span,
                                       std::uint32_t payload = 0, std::uint8_t mode = 0);
[[nodiscard]] program::NodeId add_node(Context& context, program::Op op, std::span<const program::NodeId> operands,
                                       base::Span span, std::uint32_t payload = 0, std::uint8_t mode = 0);
/// A node that reads a member of a variable; the read counts for cycles.
[[nodiscard]] program::NodeId read_member(Context& context, program::VariableId member, base::Span span);
/// A node that always fails as out of range, of a type.
[[nodiscard]] program::NodeId out_of_range(Context& context, const hir::Type& type, base::Span span);
/// The operands of an expression that are the same as `and`, or `or`, of these; constants are absorbed.
[[nodiscard]] Lowered lower_connective(Context& context, bool conjunction, std::span<const Lowered> operands,
                                       base::Span span);

/// The member that index arguments choose; `read` makes the node of a member by its ordinal.
[[nodiscard]] Lowered lower_indexed(Context& context, const hir::Expression& expression,
                                    std::span<const hir::ExpressionId> arguments,
                                    const std::vector<hir::IndexDomain>& domains,
                                    const std::function<program::NodeId(std::size_t)>& read);

// Kinds that have a file of their own.
[[nodiscard]] Lowered lower_member(Context& context, const hir::Expression& expression, hir::ExpressionId id);
[[nodiscard]] Lowered lower_if(Context& context, const hir::Expression& expression, hir::ExpressionId id);
[[nodiscard]] Lowered lower_select(Context& context, const hir::Expression& expression, hir::ExpressionId id);
[[nodiscard]] Lowered lower_list_aggregate(Context& context, const hir::Expression& expression, hir::ExpressionId id);
/// The element that an aggregate over a list binds.
[[nodiscard]] Lowered lower_element(Context& context, const hir::Expression& expression);
[[nodiscard]] Lowered lower_list(Context& context, const hir::Expression& expression, hir::ExpressionId id);
[[nodiscard]] Lowered lower_field(Context& context, const hir::Expression& expression, hir::ExpressionId id);
[[nodiscard]] Lowered lower_aggregate(Context& context, const hir::Expression& expression, hir::ExpressionId id);

}  // namespace avenant::lower
