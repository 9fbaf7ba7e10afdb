// Where an expression stands: its dispositif, the indices and facts in force there, and what its unknown figures are
// called.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/sema/context.hpp"

namespace avenant::sema {

/// Plain data copied when a branch adds facts. The keys of `given` name values that are known to be given there.
struct Scope {
  hir::TextId text;
  hir::DispositifId dispositif;
  hir::MissingDay missing_day = hir::MissingDay::Unstated;
  std::vector<hir::BinderId> binders;  ///< Innermost last.
  std::vector<hir::ParameterId> parameters;
  ExpressionId application;  ///< The date that decides of the rule; invalid where none does.
  std::set<std::string> given;
  std::optional<Type> normally;                 ///< In a derogation: the type of what it derogates from.
  std::string address;                          ///< Of the unknown figures written here: the rule's name, then the row.
  bool amends = false;                          ///< The text amends a rule: its unknown figures bear its name too.
  base::Name objective;                         ///< The objectif whose parts bare names mean here, where there is one.
  std::vector<ExpressionId> objective_indices;  ///< The member of it whose parts they are.
  hir::VariableId clause;                       ///< The part that is being read.
};

/// The binder of a name in scope, innermost first, or an invalid id.
[[nodiscard]] hir::BinderId find_binder(const Context& context, const Scope& scope, base::Name name);

/// The objectif, obligation or échéancier of a name in a dispositif, or null.
[[nodiscard]] const CompositeRule* find_composite(const Context& context, hir::DispositifId dispositif,
                                                  std::string_view name);
/// The part of a rule with a name, in either column of the keywords, or an invalid id.
[[nodiscard]] hir::VariableId find_part(const CompositeRule& rule, std::string_view part);
/// The part of the objectif that a scope stands in which a bare name means, or an invalid id.
[[nodiscard]] hir::VariableId own_part(const Context& context, const Scope& scope, std::string_view name);

/// The type of a bound index: its enumeration, or a whole number.
[[nodiscard]] Type binder_type(const hir::IndexDomain& domain);
/// The same, or the type of an element where the binder goes through a list.
[[nodiscard]] Type binder_type(const hir::Binder& binder);

/// A key equal for two expressions exactly when they name the same input, field or variable with the same indices;
/// empty for any other expression. Facts about being given are kept under it.
[[nodiscard]] std::string given_key(const Context& context, ExpressionId id);

/// Wraps an optional expression in Unwrap where the scope knows that it is given.
[[nodiscard]] ExpressionId narrowed(Context& context, const Scope& scope, ExpressionId id);

/// Adds to the scope what a condition establishes where it holds, or where it fails.
void assume(const Context& context, Scope& scope, ExpressionId condition, bool holds);

}  // namespace avenant::sema
