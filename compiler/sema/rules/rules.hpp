// Rules: each kind is declared first (its name, indices and type), then read, when every name is known.
// variables.cpp: heads, versions, definitions, notices · eligibilities.cpp · tables.cpp · derogations.cpp ·
// scenarios.cpp
#pragma once

#include <vector>

#include "compiler/sema/declarations/declarations.hpp"

namespace avenant::sema {

/// Declares the variables of a definition, eligibility or table. Returns nothing for other rules.
void declare_variable(Context& context, const PlacedRule& placed);
/// Reads what the variable declared at this rule says.
void read_variable(Context& context, const PlacedRule& placed);
void read_notice(Context& context, const PlacedRule& placed);

/// Reads `application selon` of all dispositifs.
void read_dispositif(Context& context, const PlacedRule& placed);

void declare_derogation(Context& context, const PlacedRule& placed);
/// Reads a derogation; false when it derogates from one that is not read yet, and must be tried again.
[[nodiscard]] bool read_derogation(Context& context, const PlacedRule& placed);
/// `prime sur`, `cède à`: once all derogations are known.
void read_priorities(Context& context, const PlacedRule& placed);
void check_priorities(Context& context);

void declare_case(Context& context, const PlacedRule& placed);
void read_case(Context& context, const PlacedRule& placed);
void read_scenario(Context& context, const PlacedRule& placed);
void read_scenario_table(Context& context, const PlacedRule& placed);
/// Reports cases that start from themselves.
void check_cases(Context& context);

// ---- shared
// ----------------------------------------------------------------------------------------------------------

/// The variable declared by a rule, or an invalid id when its declaration failed.
[[nodiscard]] hir::VariableId declared_variable(const Context& context, const PlacedRule& placed);

/// A version of a variable under construction: the period and application date of its rule, and the scope inside it.
struct OpenVersion {
  hir::Version version;
  Scope scope;
};
/// Opens the version that a rule writes. `dated` is false for an internal definition: it is a word.
[[nodiscard]] OpenVersion open_version(Context& context, const PlacedRule& placed,
                                       const std::vector<hir::BinderId>& binders, bool dated);

/// The members of an eligibility, with their conditions.
void read_eligibility(Context& context, const PlacedRule& placed, hir::VariableId id);
/// The condition of an eligibility with a label, at any depth, or an invalid id.
[[nodiscard]] hir::VariableId find_condition(const Context& context, hir::VariableId eligibility,
                                             std::string_view label);
/// As find_condition; reports an unknown label with the nearest ones.
[[nodiscard]] hir::VariableId require_condition(Context& context, hir::VariableId eligibility,
                                                syntax::QuotedView label);

/// The names of the result columns of a table with several, else nothing.
[[nodiscard]] std::vector<std::string> result_columns(syntax::DecisionTableView view);
void read_table(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids);

}  // namespace avenant::sema
