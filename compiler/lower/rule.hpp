// What one version of a variable says, with its derogations, becomes a rule of the program.
// Read next: rule.cpp (bodies, versions), derogation.cpp, eligibility.cpp.
#pragma once

#include <cstddef>
#include <span>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// A member of a family while it is lowered; the binders of the variable are bound to `indices`.
struct Member {
  hir::VariableId variable;
  std::size_t ordinal = 0;
  program::VariableId id;
  std::span<const value::Value> indices;
};

/// Lowers every version of every member of a variable. One with parameters has none here: see apply.hpp.
void lower_variable(Context& context, hir::VariableId id);
/// Lowers every version of one member, which is `member_id` in the program.
void lower_variable_member(Context& context, hir::VariableId id, std::size_t ordinal, program::VariableId member_id);

/// The value as what the variable may take: of its grain and in its range, asserted where neither is seen to be so.
[[nodiscard]] program::NodeId as_value_of(Context& context, hir::VariableId variable, const Lowered& lowered,
                                          hir::ExpressionId expression, base::Span span);

/// As as_value_of, for a type and a range.
[[nodiscard]] program::NodeId as_value(Context& context, const hir::Type& type, const hir::Range& range,
                                       const Lowered& lowered, hir::ExpressionId expression, base::Span span);
/// The kind of rule that a listing and an explanation show.
[[nodiscard]] program::RuleKind kind_of(hir::VariableKind kind);

/// Adds the derogations that concern a member to the rule of one of its versions, whose body (before any assertion) is
/// `body`.
void add_derogations(Context& context, const Member& member, const hir::Version& version, program::RuleId rule,
                     program::NodeId body);
/// Whether any derogation concerns the member of that ordinal.
[[nodiscard]] bool has_derogations(const Context& context, hir::VariableId variable, std::size_t ordinal);

/// The conditions of an eligibility, or of a group of them, as a tree; the value is the node of the result.
[[nodiscard]] program::ConditionId lower_conditions(Context& context, const hir::Version& version, std::size_t ordinal,
                                                    const std::string& label);

/// Whether every value of an expression is surely within a range; false when that is not seen at once.
[[nodiscard]] bool surely_within(const hir::Program& program, hir::ExpressionId expression, const hir::Range& range);
/// Whether a number is within a range.
[[nodiscard]] bool is_within(const hir::Range& range, value::Rational number);

/// The notices that are not surely silent.
void lower_notices(Context& context);

/// Reports every group of variables that need themselves, each once, with one chain of reads. Linear.
void report_cycles(Context& context);

}  // namespace avenant::lower
