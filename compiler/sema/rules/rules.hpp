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
/// Every wording of a derogation, the first first.
[[nodiscard]] std::vector<hir::DerogationId> wordings_of(const Context& context, hir::DerogationId first);
/// `abroge dérogation`, and another wording of a derogation: both end the wordings before them. Once all are read.
void end_derogations(Context& context, const PlacedRule& placed);
/// Copies what derogates from a derogation to its other wordings, once all are read.
void follow_rewordings(Context& context);
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

/// Reports a rule that stands in a vocabulary, where none may; `what` is its kind.
[[nodiscard]] bool in_vocabulary(Context& context, const PlacedRule& placed, std::string_view what);
/// Reports a family of too many members.
void check_members(Context& context, const hir::Variable& variable, base::Span span);

/// The variable declared by a rule, or an invalid id when its declaration failed.
[[nodiscard]] hir::VariableId declared_variable(const Context& context, const PlacedRule& placed);

/// The application date that a rule or its section states; nothing where it is the dispositif's.
[[nodiscard]] std::optional<ExpressionView> stated_application(const PlacedRule& placed);

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
/// Reads labelled conditions into variables, as items of an eligibility or of a group of it (`parent`).
[[nodiscard]] std::vector<hir::Condition> read_conditions(Context& context, const PlacedRule& placed,
                                                          hir::VariableId eligibility, hir::VariableId parent,
                                                          const OpenVersion& open,
                                                          const std::vector<syntax::LabelledConditionView>& views);
/// Every condition and group that any wording of an eligibility lists, at any depth.
[[nodiscard]] std::vector<hir::VariableId> all_conditions(const Context& context, hir::VariableId eligibility);
/// The condition of an eligibility with a label, at any depth of any wording, or an invalid id.
[[nodiscard]] hir::VariableId find_condition(const Context& context, hir::VariableId eligibility,
                                             std::string_view label);
/// As find_condition; reports an unknown label with the nearest ones.
[[nodiscard]] hir::VariableId require_condition(Context& context, hir::VariableId eligibility,
                                                syntax::QuotedView label);

/// The names of the result columns of a table with several, else nothing.
[[nodiscard]] std::vector<std::string> result_columns(syntax::DecisionTableView view);
void read_table(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids);
/// What the results of rows under a repeated header are: new ones, or those that the amended table is supposed to have,
/// which may be left out.
enum class RowResults : std::uint8_t { Given, Supposed };
/// Reads rows under the repeated header of a table that an earlier text states: one table for each result variable. A
/// supposed result that is not stated is an invalid id.
[[nodiscard]] std::vector<hir::Table> read_more_rows(Context& context, const OpenVersion& open,
                                                     const std::vector<hir::VariableId>& ids, std::string_view name,
                                                     syntax::TableView table, const hir::Table& amended,
                                                     RowResults results);
/// Reads a table of brackets (`tranches E`).
void read_brackets(Context& context, const PlacedRule& placed, const std::vector<hir::VariableId>& ids);

/// Reads the parameters of a definition into its variable.
void read_parameters(Context& context, const Scope& scope, syntax::DefinitionView view, hir::Variable& variable);
/// `f(x ; y)`, with the names of its indices and parameters.
[[nodiscard]] std::string application_example(const Context& context, hir::VariableId id);
/// Reports definitions with parameters that are computed from themselves.
void check_applications(Context& context);

/// A day as an author writes it: `22 juin 2024`.
[[nodiscard]] std::string date_text(const Context& context, value::Date day);
/// Declares what a série is worth on a date written, once its own variable is declared.
void declare_dated_series(Context& context, hir::VariableId id);
void read_series(Context& context, const PlacedRule& placed, hir::VariableId id);
/// Reports dates written out for which a série has no value.
void check_series_dates(Context& context);

/// What a table supposes.
[[nodiscard]] std::vector<hir::Assumption> read_table_assumptions(Context& context, const PlacedRule& placed,
                                                                  const Scope& scope);
/// Reads `suppose` as a rule, once every definition is read.
void read_assumption(Context& context, const PlacedRule& placed);
/// Every expression that says what a variable is worth: bodies, tables, assumptions, application dates, derogations.
[[nodiscard]] std::vector<ExpressionId> expressions_of(const Context& context, hir::VariableId variable);
/// What one version says: its body, its table, what it supposes. Some may be invalid.
[[nodiscard]] std::vector<ExpressionId> expressions_of(const Context& context, const hir::Version& version);

}  // namespace avenant::sema
