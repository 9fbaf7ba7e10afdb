// Definitions with parameters: each list of arguments has a variable of its own, with versions and derogations like any
// other. Read next: apply.cpp, arguments.cpp.
#pragma once

#include <span>
#include <string>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// What a definition is worth for the arguments of an Apply: a read of the variable of that application, which
/// lower_applications() lowers later.
[[nodiscard]] Lowered lower_apply(Context& context, const hir::Expression& expression, hir::ExpressionId id);
/// What the application being lowered is given for a parameter.
[[nodiscard]] Lowered lower_parameter(Context& context, const hir::Expression& expression);
/// Lowers every application met so far, and those that these meet; definitions do not call themselves, so this ends.
void lower_applications(Context& context);

/// What an expression gives to a parameter: a constant, an input or a variable as they are; anything else gets a
/// variable of its own in the rule being lowered, so that it is evaluated once.
[[nodiscard]] Argument argument_of(Context& context, hir::ExpressionId id, const hir::Parameter& parameter);
/// Equal for two arguments exactly when they are the same.
[[nodiscard]] std::string argument_key(const Argument& argument);
/// An argument as an explanation shows it: `12 000 €`, `médecin.né_le`, `revenu / parts`.
[[nodiscard]] std::string argument_text(const Context& context, const Argument& argument, const hir::Type& type);
/// A variable that no author named; `wanted` is made unlike the names of all others.
[[nodiscard]] program::VariableId declare_hidden(Context& context, program::VariableSpec spec, std::string wanted,
                                                 hir::VariableId of);

}  // namespace avenant::lower
