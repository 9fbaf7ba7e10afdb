// The names that inputs and variables have in a package: what callers, listings and scenarios look up.
#pragma once

#include <span>
#include <string>

#include "compiler/hir/program.hpp"

namespace avenant::lower {

/// `aide_maximale`; for a condition without a name of its own, its rule and label: `aide_ouverte « regroupé »`.
[[nodiscard]] std::string variable_name(const hir::Program& program, hir::VariableId variable);
/// `aide_maximale(1)`, `seuil(mt ; P30)`.
[[nodiscard]] std::string member_name(const hir::Program& program, hir::VariableId variable,
                                      std::span<const value::Value> indices);
/// `constat.niveau`: the family, or the input without indices.
[[nodiscard]] std::string input_name(const hir::Program& program, const hir::InputPath& path);
/// `nombre de membres`: the input that holds how many elements a list has.
[[nodiscard]] std::string list_count_name(const hir::Program& program, hir::InputId list);
/// `constat(3).niveau(mt)`. `indices`: the input's, then the field's. Of a list: the number of an element, then the
/// field's, as in `membres(3).niveau(mt)`; none: its count.
[[nodiscard]] std::string input_member_name(const hir::Program& program, const hir::InputPath& path,
                                            std::span<const value::Value> indices);

}  // namespace avenant::lower
