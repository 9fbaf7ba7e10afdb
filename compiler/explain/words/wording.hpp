// What programs and values are called in explanations: facts, rules, cases, places, values in the reader's language.
// Read next: grammar.hpp, and sentences.hpp, which uses both.
#pragma once

#include <string>
#include <string_view>

#include "compiler/cases/case_binder.hpp"
#include "compiler/explain/explanation.hpp"
#include "compiler/explain/words/grammar.hpp"
#include "compiler/explain/words/members.hpp"
#include "compiler/report/error_text.hpp"

namespace avenant::explain {

/// Puts things of one package into words. The package must outlive it.
class Wording {
 public:
  Wording(const program::Package& package, Language language)
      : package_(package), language_(language), errors_(package, language), members_(package) {}

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

  /// `bilan.mt_adultes` as « mt adultes (bilan) », `aide_due(3)` as « aide due (3) ».
  [[nodiscard]] std::string name(std::string_view address) const;
  [[nodiscard]] std::string name_of(program::InputId input) const;
  [[nodiscard]] std::string name_of(program::VariableId variable) const;
  /// Of a part of an objectif, an obligation or an échéancier: « cible de l’objectif « patientèle » ».
  [[nodiscard]] std::string part_name(program::VariableId variable) const;
  [[nodiscard]] std::string part_title(program::VariableId variable) const;
  /// What a whole result is called: a rule of several parts by its kind and its title, once for all of them.
  [[nodiscard]] std::string rule_name(const report::ResultView& view) const;
  /// The indices of a member: « file active, 3 »; empty of what is no member.
  [[nodiscard]] std::string indices_text(const std::vector<Index>& indices) const;
  [[nodiscard]] const Members& members() const { return members_; }
  /// The label of a case, or its name.
  [[nodiscard]] std::string case_text(program::EnumerationId enumeration, std::size_t index) const;
  /// A value: « 19 000 € », « oui », « non donné », « 1er octobre 2019 ».
  [[nodiscard]] std::string value(program::TypeId type, value::Value value) const;
  /// Sets longer than this are counted, not listed.
  static constexpr std::size_t kMaxListed = 12;
  /// The cases of a set, of a type whose enumeration is theirs: « zip ou zac ».
  [[nodiscard]] std::string set(const program::Type& type, value::Value value, std::string_view last_word = {}) const;
  /// A number with its unit.
  [[nodiscard]] std::string number(const program::Type& type, value::Rational number) const;
  /// A value, or why there is none.
  [[nodiscard]] std::string outcome(program::TypeId type, const eval::Outcome& outcome,
                                    const cases::BoundCase& bound) const;
  /// « chiffre non publié : … (art. 3, avenant 7) ».
  [[nodiscard]] std::string error(program::SiteId site, const cases::BoundCase& bound) const;
  [[nodiscard]] const report::ErrorDescriber& errors() const { return errors_; }
  /// « art. 9-3, avenant 7 »; `text` where the version's is another than the place's.
  [[nodiscard]] std::string place(program::PlaceId place, program::TextId text = {}) const;
  /// A list of values: « a, b et c ».
  [[nodiscard]] std::string enumerated(const std::vector<std::string>& items, std::string_view last_word) const;
  /// What the choice of a reading is, and whether a run chose it.
  [[nodiscard]] std::size_t choice_of(program::ReadingId reading, const eval::RunOptions& run) const;

 private:
  const program::Package& package_;
  Language language_;
  report::ErrorDescriber errors_;
  Members members_;
};

}  // namespace avenant::explain
