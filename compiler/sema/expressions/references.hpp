// What names mean in a scope, for the files that read names: references.cpp (names, fields, members), calls.cpp (other
// dispositifs). Read next: input_address.hpp, the shape of an input's name.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/expressions/expressions.hpp"
#include "compiler/sema/expressions/input_address.hpp"

namespace avenant::sema {

// ---- references.cpp

/// What a name of the scope's dispositif means, or null.
[[nodiscard]] const Symbol* find_symbol(const Context& context, hir::DispositifId dispositif, base::Name name);
/// Checks the number of index arguments of a family; reports and returns false when it is wrong.
[[nodiscard]] bool check_index_count(Context& context, std::string_view name,
                                     const std::vector<hir::IndexDomain>& domains, std::size_t n_arguments,
                                     base::Span span);
/// Reads index arguments, each of its domain's type; a constant outside its domain is reported.
[[nodiscard]] std::vector<ExpressionId> read_indices(Context& context, const Scope& scope, std::string_view name,
                                                     const std::vector<hir::IndexDomain>& domains,
                                                     const std::vector<ExpressionView>& views);
/// The domains of a variable's indices.
[[nodiscard]] std::vector<hir::IndexDomain> domains_of(const Context& context, hir::VariableId variable);
/// The id of an input path, added when it is new.
[[nodiscard]] hir::InputPathId intern_path(Context& context, const hir::InputPath& wanted);

// ---- calls.cpp

/// `aide_locale(revenu = r).montant_dû`, `….aide(3)`, `….barème.colonne`: a result of another dispositif. Nothing when
/// the expression calls none; reports what is wrong with one that does.
[[nodiscard]] std::optional<ExpressionId> read_dispositif_call(Context& context, const Scope& scope,
                                                               ExpressionView view);
/// Reports dispositifs that call each other in a circle, once a circle.
void check_call_circles(Context& context);

}  // namespace avenant::sema
