// Operations on constants, done while lowering: what makes `si n = 1 … sinon x(n − 1)` acyclic member by member.
// Read next: expression.cpp, which calls it.
#pragma once

#include <optional>
#include <span>

#include "compiler/hir/program.hpp"

namespace avenant::lower {

/// −1, 0 or 1; nothing for durations that cannot be ordered and for types without an order.
[[nodiscard]] std::optional<int> compare_values(hir::TypeKind kind, const value::Value& left,
                                                const value::Value& right);

/// The value of a strict operation on constants, or nothing where it fails or is left to the run: an error keeps its
/// place by not being folded. `kinds`: the kinds of the operands.
[[nodiscard]] std::optional<value::Value> fold_strict(const hir::Expression& expression,
                                                      std::span<const value::Value> operands,
                                                      std::span<const hir::TypeKind> kinds);

}  // namespace avenant::lower
