// Lists in expressions: what an iteration goes through, parts and elements of a list, fields of an element.
// Read next: aggregates.cpp, which folds over lists and over constant domains alike.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "compiler/sema/expressions/expressions.hpp"

namespace avenant::sema {

/// What `x de DOMAIN` goes through: a list, or, where `list` is invalid, a constant domain.
struct IterationDomain {
  hir::IndexDomain domain;
  ExpressionId list;
};

/// Reads a domain; reports what cannot be gone through.
[[nodiscard]] std::optional<IterationDomain> read_domain(Context& context, const Scope& scope,
                                                         syntax::IterationView view);
/// Reads an expression that must be a list; invalid where it is none, which is reported.
[[nodiscard]] ExpressionId require_list(Context& context, const Scope& scope, ExpressionView view);
void report_not_a_list(Context& context, base::Span span, const Type& type);
/// Binds the name of an iteration in `scope`; nothing where the tree has none.
[[nodiscard]] std::optional<hir::BinderId> bind_element(Context& context, Scope& scope, syntax::IterationView view,
                                                        const IterationDomain& domain);

/// A list gone through without a name: `somme de montants`.
struct WholeList {
  ExpressionId list;
  hir::BinderId binder;
  ExpressionId element;
};
[[nodiscard]] WholeList open_whole_list(Context& context, ExpressionId list, base::Span span);
/// Whether an expression depends on the element that an aggregate over a list is at, one bound outside it.
[[nodiscard]] bool reads_element(const Context& context, ExpressionId id);
/// Whether the list surely has an element: an input of which one at least must be given.
[[nodiscard]] bool is_never_empty(const Context& context, ExpressionId list);

/// `les m de L tels que C`, `l'unique m de L tel que C`, `le premier m de L tel que C par K`.
[[nodiscard]] ExpressionId read_filter(Context& context, const Scope& scope, syntax::FilterView view);
[[nodiscard]] ExpressionId read_unique(Context& context, const Scope& scope, syntax::UniqueView view);
[[nodiscard]] ExpressionId read_first(Context& context, const Scope& scope, syntax::FirstView view);
/// `m.patients_mt`, `m.niveau(mt)` of an element.
[[nodiscard]] ExpressionId read_element_field(Context& context, const Scope& scope, ExpressionId element,
                                              syntax::NameView name, const std::vector<ExpressionView>& arguments,
                                              base::Span span);

}  // namespace avenant::sema
