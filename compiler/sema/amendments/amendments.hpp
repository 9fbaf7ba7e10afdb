// Texts that amend earlier ones: `remplace`, `complète`, `abroge`, `reporte`. What an amendment leaves is one more
// version of each variable it touches; nothing below the analysis knows that a version amends another. targets.cpp:
// what an address names · whole_rules.cpp: `remplace RULE` · parts.cpp: labelled conditions, clauses, rows ·
// compose.cpp: partial amendments upon versions · repeals.cpp · words.cpp: fiches and enumerations · texts.cpp: order
// of texts, postponements · overlaps.cpp, out_of_force.cpp: what is then wrong.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

// ---- words and texts, before rules are read ----

/// The steps in which `complète énumération E` and `complète fiche F` are read.
enum class WordStep : std::uint8_t { Cases, Attributes, Fields };
/// Reads one step of `complète E` where E is an enumeration or a fiche; reads nothing of other rules.
void extend_word(Context& context, const PlacedRule& placed, WordStep step);
/// `abroge cas C de E`; nothing for other repeals.
void close_case(Context& context, const PlacedRule& placed);
/// `reporte T au DATE`, before any rule of T is read.
void read_postponement(Context& context, const PlacedRule& placed);

// ---- rules ----

/// Whether `remplace RULE` names a rule that an earlier text states, of the same kind, indices, parameters and type.
/// Reports what is wrong.
[[nodiscard]] bool may_replace(Context& context, const PlacedRule& placed);
/// The variables of a rule by its name: itself, or one for each of its columns or clauses.
[[nodiscard]] std::vector<hir::VariableId> amended_variables(const Context& context, const PlacedRule& placed,
                                                             std::string_view name);
/// Puts the versions that texts state in order of application, once all rules are read.
void order_versions(Context& context);
/// Reads a partial amendment or a repeal of a rule; in order of application.
void amend(Context& context, const PlacedRule& placed);
/// Puts aside the derogations that a wording drops, once all are read.
void settle_derogations(Context& context, const std::vector<PlacedRule>& placed);
/// Reports texts that change one thing in an order that nothing states, and readers of what is out of force.
void check_versions(Context& context);

// ---- shared ----

/// Whether two expressions say the same: the same operations on the same things, or the same words.
[[nodiscard]] bool same_expression(const Context& context, ExpressionId left, ExpressionId right);
[[nodiscard]] bool same_expressions(const Context& context, const std::vector<ExpressionId>& left,
                                    const std::vector<ExpressionId>& right);

}  // namespace avenant::sema
