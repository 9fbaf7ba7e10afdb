// Declarations: texts, dispositifs, units, enumerations, fiches, inputs, readings; types and families as written.
// texts.cpp: texts and sections · words.cpp: units, enumerations, fiches, readings · types.cpp: types, families,
// inputs · inner_records.cpp: fiches in fiches.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sema/expressions/expressions.hpp"

namespace avenant::sema {

/// A rule of the tree with what stands above it: its text, its dispositif, and the application of its section.
struct PlacedRule {
  syntax::RuleView rule;
  hir::TextId text;
  hir::DispositifId dispositif;
  std::optional<ExpressionView> section_application;  ///< The bare `application selon` in force there.
  /// `remplace RULE`: the rule is another wording of one that an earlier text states, and declares nothing.
  bool replaces = false;
};

/// The types a rule's author wrote; Error when a mistake was reported.
struct WrittenType {
  Type type;
  hir::Range range;                            ///< Of a list: of its elements.
  std::optional<hir::IndexDomain> elements{};  ///< Of a list: the bound that is written.
};

// ---- texts.cpp
// -------------------------------------------------------------------------------------------------------

/// Declares texts and dispositifs, in order of publication, and places every rule of every tree under them. Rules that
/// stand under no text are reported and left out.
[[nodiscard]] std::vector<PlacedRule> place_rules(Context& context, const std::vector<const syntax::Tree*>& trees);

// ---- words.cpp
// -------------------------------------------------------------------------------------------------------

void declare_euro(Context& context);
void declare_unit(Context& context, const PlacedRule& placed);
/// Declares the name, order and cases; attributes are read by read_attributes() once all units are known.
void declare_enumeration(Context& context, const PlacedRule& placed);
void read_attributes(Context& context, const PlacedRule& placed);
/// Adds the cases of a table with the columns of an enumeration, then what they say in its attribute columns.
void extend_enumeration(Context& context, hir::EnumerationId id, syntax::TableView table);
void extend_attributes(Context& context, const PlacedRule& placed, hir::EnumerationId id, syntax::TableView table);
/// Adds fields to a fiche.
void extend_record(Context& context, const PlacedRule& placed, hir::RecordId id,
                   const std::vector<syntax::FieldDeclarationView>& fields);
void declare_record(Context& context, const PlacedRule& placed);
void read_fields(Context& context, const PlacedRule& placed);
void declare_reading(Context& context, const PlacedRule& placed);
/// Puts the fields of inner fiches in the place of the fields that are fiches, once all fields are read; reports a
/// fiche that contains itself.
void flatten_records(Context& context);

// ---- types.cpp
// -------------------------------------------------------------------------------------------------------

[[nodiscard]] WrittenType read_type(Context& context, const Scope& scope, syntax::TypeView view);
/// `1 à 5` as an index domain: whole numbers, written out, in order, not too many.
[[nodiscard]] std::optional<hir::IndexDomain> read_index_range(Context& context, const Scope& scope,
                                                               syntax::RangeView range);
/// The domain of each index of a family, with its binder; what cannot be read is reported and left out.
[[nodiscard]] std::vector<hir::BinderId> read_family(Context& context, const Scope& scope,
                                                     const std::vector<syntax::FamilyIndexView>& family);
/// The number of members of a family with these domains; capped at 2^40.
[[nodiscard]] std::uint64_t member_count(const Context& context, const std::vector<hir::BinderId>& indices);
void declare_input(Context& context, const PlacedRule& placed, syntax::InputView view);

// ---- shared
// ----------------------------------------------------------------------------------------------------------

/// The scope of a rule before its own indices.
[[nodiscard]] Scope scope_of(const Context& context, const PlacedRule& placed);
/// The name of a rule, interned; reports nothing when the tree has none.
[[nodiscard]] std::optional<base::Name> rule_name(Context& context, syntax::RuleView rule);
/// Enters a symbol into its dispositif; reports a duplicate.
bool declare_symbol(Context& context, hir::DispositifId dispositif, base::Name name, Symbol symbol);
/// Reports a second declaration of a project-wide name.
void report_duplicate(Context& context, base::Span span, std::string_view name, base::Span first);

}  // namespace avenant::sema
