// Rules that are several variables: objectif, obligation, échéancier. Each part is a plain variable, `rule.part`, and
// what a rule writes is one version of each: reading it again, for a text that replaces it, adds a version to each.
// parts.cpp: names · objectives.cpp · inference.cpp (what their numbers are counted in) · obligations.cpp ·
// instalments.cpp · clauses.cpp: what clauses share · clause_derogations.cpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/rules/rules.hpp"

namespace avenant::sema {

// ---- parts.cpp

/// Whether a rule is written for the first time, or by a text that gives it another wording.
enum class Wording : std::uint8_t { First, Later };

/// A part as its kind of rule declares it.
struct PartSpec {
  std::string_view name;
  std::string_view english;
  Type type;
  bool is_public = false;
  hir::Range range{};
  std::string title{};  ///< Stands for the rule's title; empty: the rule's title and the part's name.
};

/// Declares the rule, or, for a later wording, adds to it the parts that it does not have yet. Reports a name that is
/// taken.
void declare_composite(Context& context, const PlacedRule& placed, hir::VariableKind kind,
                       const std::vector<PartSpec>& specs, Wording wording);
/// Adds to a declared rule the parts that it does not have yet, alike to those that it has.
void add_parts(Context& context, hir::DispositifId dispositif, base::Name name, const std::vector<PartSpec>& specs);
/// The rule that a rule of the tree declares; null when its declaration failed.
[[nodiscard]] const CompositeRule* declared_composite(const Context& context, const PlacedRule& placed);
/// Declares an objectif, an obligation or an échéancier; nothing for other rules.
void declare_parts(Context& context, const PlacedRule& placed, Wording wording = Wording::First);
/// Adds the version that a rule of the tree writes to each part of `rule`, which declare_parts() has given its parts.
void read_parts(Context& context, const PlacedRule& placed, const CompositeRule& rule);
/// `un objectif`, « an objectif ».
[[nodiscard]] std::string composite_phrase(hir::VariableKind kind, diagnostics::Language language);
/// The first part that people name, for an example: `X.atteint`.
[[nodiscard]] std::string_view example_part(hir::VariableKind kind);

// ---- clauses.cpp

/// The part that a clause writes, of an objectif or an obligation; nothing where the kind has no such clause.
[[nodiscard]] std::optional<std::string_view> part_of_clause(hir::VariableKind kind, syntax::Keyword clause);
/// Reports clauses that the kind does not have, those written twice, and those of `needed` that are missing.
void check_clauses(Context& context, const PlacedRule& placed, hir::VariableKind kind,
                   const std::vector<syntax::ClauseView>& clauses, const std::vector<syntax::Keyword>& needed);
/// The keyword as its author reads it: « à compter de ».
[[nodiscard]] std::string clause_text(syntax::Keyword clause);
/// Where a clause is named: its keyword.
[[nodiscard]] base::Span clause_span(syntax::ClauseView clause);

/// The scope of a clause of an earlier text that is worded again alone: in an objectif, clause names mean its clauses.
[[nodiscard]] Scope scope_of_clause(Context& context, Scope scope, hir::VariableId variable);
/// Reads the new wording of a clause, of the part `variable`, in that scope; of any other variable, a value.
[[nodiscard]] ExpressionId read_clause(Context& context, const Scope& scope, hir::VariableId variable,
                                       std::optional<ExpressionView> value);

/// One version of a rule being written part by part.
class PartWriter {
 public:
  PartWriter(Context& context, const PlacedRule& placed, const CompositeRule& rule);

  /// The scope of a part: its unknown figures are called `rule.part`.
  [[nodiscard]] Scope scope_of_part(std::string_view part) const;
  /// A reference to a part, of the member that is being written.
  [[nodiscard]] ExpressionId reference(std::string_view part, base::Span span) const;
  [[nodiscard]] const Type& type_of_part(std::string_view part) const;
  [[nodiscard]] hir::VariableId variable(std::string_view part) const;
  [[nodiscard]] const Scope& scope() const { return open_.scope; }
  /// Adds the version of a part, made to fit its type; `span` is where the version is written.
  void write(std::string_view part, ExpressionId body, base::Span span,
             hir::ClauseState state = hir::ClauseState::Stated);
  /// Of a part that this wording of the rule does not have.
  void repeal(std::string_view part, base::Span span);

 private:
  /// The version of this wording, standing at a place.
  [[nodiscard]] hir::Version version_at(base::Span span);

  Context& context_;
  const PlacedRule& placed_;
  CompositeRule rule_;
  OpenVersion open_;
  std::vector<ExpressionId> indices_;
};

/// « l’objectif », « the objectif ».
[[nodiscard]] std::string rule_phrase(hir::VariableKind kind, diagnostics::Language language);

// ---- objectives.cpp, inference.cpp

/// What an objectif says of a clause that is not written; invalid where it must be, or where nothing is said then.
[[nodiscard]] ExpressionId unwritten_clause(Context& context, const Scope& scope, const CompositeRule& rule,
                                            std::string_view part, base::Span span);

void declare_objective(Context& context, const PlacedRule& placed, Wording wording);
/// Finds what the numbers of objectifs are counted in, from what their clauses read; once every name is declared.
void infer_objectives(Context& context, const std::vector<PlacedRule>& objectives);
/// Adds a version to each part of an objectif.
void read_objective(Context& context, const PlacedRule& placed, const CompositeRule& rule);

// ---- obligations.cpp

/// Of the body of a status: the same for an obligation without « à compter de », which is open from the start.
[[nodiscard]] ExpressionId status_without_start(Context& context, ExpressionId status);

/// Makes the enumerations of debtors and of statuses, when there is an obligation.
void declare_obligation_words(Context& context, const std::vector<PlacedRule>& placed);
void declare_obligation(Context& context, const PlacedRule& placed, Wording wording);
/// Adds a version to each part of an obligation.
void read_obligation(Context& context, const PlacedRule& placed, const CompositeRule& rule);
/// Reads the debtor of an obligation, a name.
[[nodiscard]] ExpressionId read_debtor(Context& context, std::optional<ExpressionView> view);

// ---- clause_derogations.cpp

/// The derogations that a derogation is: one a clause that it sets, or itself alone.
[[nodiscard]] std::vector<hir::DerogationId> pieces_of(const Context& context, hir::DerogationId id);
/// The one of them that sets a clause, or an invalid id.
[[nodiscard]] hir::DerogationId piece_on(const Context& context, hir::DerogationId id, hir::VariableId part);
/// Reads the clauses of a derogation whose target is any part of the rule that its address names: the first clause
/// into `derogation`, each other into a derogation of its own.
void read_derogation_clauses(Context& context, syntax::DerogationView view, const Scope& scope, hir::DerogationId id,
                             hir::Derogation& derogation);

// ---- instalments.cpp

/// The name of a line by its label: « second versement » is `second_versement`.
[[nodiscard]] std::string instalment_part(std::string_view label);
void declare_instalments(Context& context, const PlacedRule& placed, Wording wording);
/// Adds a version to each part of an échéancier.
void read_instalments(Context& context, const PlacedRule& placed, const CompositeRule& rule);
/// Declares the parts of the lines that `complète échéancier` adds; nothing for other amendments.
void declare_added_instalments(Context& context, const PlacedRule& placed);
/// Reads `complète échéancier`, once its target is found.
void extend_instalments(Context& context, const PlacedRule& placed, syntax::ExtendView view);
/// Repeals the line of an échéancier that is a part of it.
void repeal_instalment(Context& context, const PlacedRule& placed, syntax::AddressView address, std::string part);

}  // namespace avenant::sema
