// What programs and values are called in explanations: facts, rules, cases, places, values in the reader's language.
// Read next: grammar.hpp, and sentences.hpp, which uses both.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/explain/explanation.hpp"
#include "compiler/explain/words/grammar.hpp"
#include "compiler/explain/words/members.hpp"
#include "compiler/report/error_text.hpp"

namespace avenant::explain {

/// Puts things of one package into words. The package must outlive it.
class Wording {
 public:
  /// Linear in the facts and the families of the package.
  Wording(const program::Package& package, Language language);

  [[nodiscard]] const program::Package& package() const { return package_; }
  [[nodiscard]] Language language() const { return language_; }
  [[nodiscard]] bool french() const { return language_ == Language::French; }
  [[nodiscard]] std::string say(std::string_view in_french, std::string_view in_english) const {
    return typeset(french() ? in_french : in_english, language_);
  }
  /// « : » with its space.
  [[nodiscard]] std::string colon() const { return french() ? "\u00A0: " : ": "; }
  /// « ; » with its space.
  [[nodiscard]] std::string semicolon() const { return french() ? "\u202F; " : "; "; }

  /// `bilan.mt_adultes` as « mt adultes (bilan) », `aide_due(3)` as « aide due (3) »: a name without a title.
  [[nodiscard]] std::string name(std::string_view address) const;
  /// The title of a fact; what it belongs to where other facts have the same title.
  [[nodiscard]] std::string name_of(program::InputId input) const;
  /// What every element of a list has: « spécialité ».
  [[nodiscard]] std::string name_of(program::ColumnId column) const;
  [[nodiscard]] std::string list_name(program::ListId list) const;
  /// What an element of a list is called, « adhérent » of « adhérents »; empty where the name of the list does not say.
  [[nodiscard]] std::string element_name(program::ListId list) const;
  [[nodiscard]] std::string name_of(program::VariableId variable) const;
  /// Of a part of an objectif, an obligation or an échéancier: « cible de l’objectif « patientèle » ».
  [[nodiscard]] std::string part_name(program::VariableId variable) const;
  [[nodiscard]] std::string part_title(program::VariableId variable) const;
  /// What a whole result is called: a rule of several parts by its kind and its title, once for all of them.
  [[nodiscard]] std::string rule_name(const report::ResultView& view) const;
  /// The indices of a member: « file active, 3 »; empty of what is no member.
  [[nodiscard]] std::string indices_text(const std::vector<Index>& indices) const;
  /// How a member is told apart: « 3e année » where its author says so, else its indices; empty of what is no member.
  [[nodiscard]] std::string members_text(program::VariableId variable) const;
  /// Members of the family of a variable, of which there is one at least, together: « 3e à 5e année ».
  [[nodiscard]] std::string members_text(program::VariableId variable,
                                         const std::vector<const std::vector<Index>*>& members) const;
  [[nodiscard]] const Members& members() const { return members_; }
  /// The label of a case, or its name.
  [[nodiscard]] std::string case_text(program::EnumerationId enumeration, std::size_t index) const;
  /// How a number that has no end of decimals is said: « ≈ 0,3497 » to be read, « 50/143 » to be computed with.
  enum class Precision : std::uint8_t { Readable, Exact };
  /// A value: « 19 000 € », « oui », « aucune date », « 1er octobre 2019 ».
  [[nodiscard]] std::string value(program::TypeId type, value::Value value,
                                  Precision precision = Precision::Readable) const;
  /// What a value that is not there is called: « aucune date », « aucune valeur ».
  [[nodiscard]] std::string nothing(program::TypeId type) const;
  /// Sets longer than this are counted, not listed.
  static constexpr std::size_t kMaxListed = 12;
  /// The cases of a set, of a type whose enumeration is theirs: « zip ou zac », each in quotes where `quotes` says so.
  [[nodiscard]] std::string set(const program::Type& type, value::Value value, std::string_view last_word = {},
                                bool quotes = false) const;
  /// A number with its unit.
  [[nodiscard]] std::string number(const program::Type& type, value::Rational number,
                                   Precision precision = Precision::Readable) const;
  /// A value, or why there is none.
  [[nodiscard]] std::string outcome(program::TypeId type, const eval::Outcome& outcome,
                                    const cases::BoundCase& bound) const;
  /// « chiffre non publié : … (art. 3, avenant 7) ».
  [[nodiscard]] std::string error(program::SiteId site, const cases::BoundCase& bound) const;
  /// The same after a colon, of what waits for a value: « il manque « file active » ».
  [[nodiscard]] std::string cause(program::SiteId site, const cases::BoundCase& bound) const;
  [[nodiscard]] const report::ErrorDescriber& errors() const { return errors_; }
  /// « art. 9-3, avenant 7 »; `text` where the version's is another than the place's.
  [[nodiscard]] std::string place(program::PlaceId place, program::TextId text = {}) const;
  /// A list of values: « a, b et c ».
  [[nodiscard]] std::string enumerated(const std::vector<std::string>& items, std::string_view last_word) const;
  /// What the choice of a reading is, and whether a run chose it.
  [[nodiscard]] std::size_t choice_of(program::ReadingId reading, const eval::RunOptions& run) const;

 private:
  [[nodiscard]] std::string fact_name(const program::Input& input, const std::string& address,
                                      const std::string& labels) const;
  [[nodiscard]] std::string_view member_words(program::VariableId variable) const;
  [[nodiscard]] std::string condition_name(std::string_view address) const;
  [[nodiscard]] std::string numbered(const std::string& list, const std::string& number) const;
  [[nodiscard]] std::string elements(const program::Type& type, value::Value value) const;

  const program::Package& package_;
  Language language_;
  report::ErrorDescriber errors_;
  Members members_;
  /// Dispositifs and titles that several facts have.
  std::set<std::pair<std::string_view, std::string_view>> shared_titles_;
};

}  // namespace avenant::explain
