// Takes a program apart. structure_words.cpp: units, enumerations, fiches, inputs, readings · structure_rules.cpp:
// rules and their wordings. Read next: structure.hpp, what comes out.
#pragma once

#include <map>
#include <set>

#include "compiler/compare/meaning.hpp"
#include "compiler/compare/quotes.hpp"

namespace avenant::compare {

class StructureBuilder {
 public:
  explicit StructureBuilder(const Selection& selection);

  std::vector<Item> build();

 private:
  // ---- words ----
  void add_texts();
  void add_units();
  void add_enumerations();
  void add_records();
  void add_reference_tables();
  void add_readings();
  void add_dispositifs();
  void add_inputs();
  [[nodiscard]] std::string case_meaning(const hir::Enumeration& enumeration, const hir::EnumerationCase& item) const;
  /// Adds a word of the project, unless it is the library's or of a text that is left out.
  Item* add_word(ItemKind kind, base::Name name, hir::DispositifId dispositif, const hir::Provenance& provenance);

  // ---- rules ----
  void add_variable(hir::VariableId id);
  void add_wording(const hir::Variable& variable, const hir::Version& version, Item& item);
  void add_head(const hir::Variable& variable, Item& item);
  void add_body(const hir::Variable& variable, const hir::Version& version, Item& item, Wording& wording);
  void add_rows(const hir::Variable& variable, const hir::Table& table, Item& item, Wording& wording);
  void add_conditions(const hir::Rule& rule, const std::string& group, Wording& wording);
  void add_derogation(hir::DerogationId id);
  void add_derogation_pieces(const hir::Derogation& derogation, Item& item, Wording& wording);
  void add_notice(std::size_t position);
  void add_assumption(const hir::Assumption& assumption);
  void add_in_force(const hir::InForce& in_force, const hir::Provenance& provenance, Item& item, Wording& wording);

  // ---- shared ----
  /// A piece that an expression says; an invalid one adds nothing.
  void add_expression(Element element, std::string key, std::string label, hir::ExpressionId id, Item& item,
                      Wording& wording);
  [[nodiscard]] Wording wording_of(const hir::Provenance& provenance, const Item& item) const;
  [[nodiscard]] bool keeps(const hir::Provenance& provenance) const;
  [[nodiscard]] bool knows(hir::TextId text) const;
  [[nodiscard]] bool counts(const hir::InForce& in_force, hir::TextId text) const;
  [[nodiscard]] std::vector<const hir::Version*> versions_of(hir::VariableId id) const;
  [[nodiscard]] std::string text_name(hir::TextId text) const;
  void note_readings(hir::ExpressionId id, Item& item) const;
  [[nodiscard]] Item* find(const std::string& key);
  Item& add(Item item);

  const Selection& selection_;
  const hir::Program& program_;
  Meaning meaning_;
  Quoter quoter_;
  std::vector<hir::BinderId> indices_;  ///< Of the rule at hand.
  std::vector<Item> items_;
  std::map<std::string, std::size_t> positions_;  ///< By key.
};

}  // namespace avenant::compare
