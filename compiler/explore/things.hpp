// Everything that has a name in the law, or that a rule may read: rules, their conditions and parts, derogations,
// inputs, words. Read next: reads.hpp, what reads what; places.hpp, where each is written.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::explore {

enum class ThingKind : std::uint8_t {
#define AVENANT_THING(Name, json, french, english) Name,
#include "compiler/explore/things.def"
#undef AVENANT_THING
};

/// What a kind of things is called.
struct KindWords {
  std::string_view json;
  std::string_view french;
  std::string_view english;
};
[[nodiscard]] const KindWords& words_of(ThingKind kind);

using ThingId = base::Id<struct ThingTag>;

/// Something with a name.
struct Thing {
  ThingKind kind = ThingKind::Definition;
  std::string name;        ///< `aide_due`, `patientèle.cible`, `aide_ouverte « libellé »`, `Option.tiers`.
  std::string dispositif;  ///< Of rules and inputs; empty for what the whole project shares.
  std::string alias;       ///< Another name of it: the plural of a unit; may be empty.
  std::string title;       ///< What its author calls it; may be empty.
  ThingId owner;           ///< Of a condition, a part, a case, a choice or a field: what it belongs to.
  hir::TextId text;        ///< That first states it; invalid for vocabularies and the library.
  base::Span declared;     ///< Where it is first stated; invalid for what the language itself brings.
  bool is_result = false;
  bool is_library = false;  ///< Of the standard library, or of the language.

  /// `aide_individuelle.aide_due`: the one name that no other thing of its kind has.
  [[nodiscard]] std::string full_name() const { return dispositif.empty() ? name : dispositif + "." + name; }
  [[nodiscard]] bool is_rule() const {
    return kind >= ThingKind::Eligibility && kind <= ThingKind::Instalments && kind != ThingKind::Condition;
  }
};

/// The things of a program, in the order in which texts state their kinds. It refers to the program.
class Things {
 public:
  Things(const hir::Program& program, std::size_t n_library_sources);

  [[nodiscard]] const hir::Program& program() const { return program_; }
  [[nodiscard]] const Thing& operator[](ThingId id) const { return things_[id]; }
  [[nodiscard]] std::size_t size() const { return things_.size(); }
  [[nodiscard]] ThingId id_at(std::size_t position) const { return things_.id_at(position); }

  /// The thing that a variable is: a condition, a part, or the rule itself.
  [[nodiscard]] ThingId of(hir::VariableId id) const { return variables_[id.index()]; }
  /// All wordings of a derogation, and all its clauses, are one thing.
  [[nodiscard]] ThingId of(hir::DerogationId id) const { return derogations_[id.index()]; }
  [[nodiscard]] ThingId of(hir::InputId id) const { return inputs_[id.index()]; }
  /// A field of an input that is a fiche, or a list of one; the input itself without a field.
  [[nodiscard]] ThingId of(hir::InputId id, std::uint32_t field) const;
  [[nodiscard]] ThingId of(hir::ReadingId id) const { return readings_[id.index()]; }
  [[nodiscard]] ThingId of(hir::UnknownId id) const { return unknowns_[id.index()]; }
  [[nodiscard]] ThingId of(hir::ReferenceTableId id) const { return reference_tables_[id.index()]; }
  [[nodiscard]] ThingId of(hir::EnumerationId id) const { return enumerations_[id.index()]; }
  [[nodiscard]] ThingId of(hir::RecordId id) const { return records_[id.index()]; }
  [[nodiscard]] ThingId of(hir::TextId id) const { return texts_[id.index()]; }
  [[nodiscard]] ThingId of(hir::DispositifId id) const { return dispositifs_[id.index()]; }
  [[nodiscard]] ThingId case_of(hir::EnumerationId id, std::uint32_t position) const;
  [[nodiscard]] ThingId notice(std::size_t position) const { return notices_[position]; }
  [[nodiscard]] ThingId assumption(std::size_t position) const { return assumptions_[position]; }
  [[nodiscard]] ThingId situation_date() const { return situation_date_; }

  /// The rule that a condition or a part belongs to, the input of a field; the thing itself otherwise.
  [[nodiscard]] ThingId whole(ThingId id) const;
  /// The rule or derogation of a name in a dispositif, or an invalid id.
  [[nodiscard]] ThingId rule_named(std::string_view dispositif, std::string_view name) const;
  [[nodiscard]] ThingId derogation_named(std::string_view dispositif, std::string_view name) const;
  [[nodiscard]] ThingId condition_named(std::string_view dispositif, std::string_view rule,
                                        std::string_view label) const;
  [[nodiscard]] ThingId input_named(std::string_view dispositif, std::string_view name) const;
  /// What the whole project shares: a word, a text, a dispositif, a case by `Enumeration.case`.
  [[nodiscard]] ThingId thing_named(ThingKind kind, std::string_view name) const;
  /// The notice or the assumption that is declared inside a span.
  [[nodiscard]] ThingId declared_in(base::Span span) const;
  /// The variables of a thing: those of its conditions and parts too.
  [[nodiscard]] std::vector<hir::VariableId> variables_of(ThingId id) const;
  [[nodiscard]] std::vector<hir::DerogationId> derogations_of(ThingId id) const;

 private:
  void add_words();
  void add_enumeration(hir::EnumerationId id);
  void add_inputs();
  void add_variables();
  [[nodiscard]] std::string whole_of(const hir::Variable& variable, const Thing& item) const;
  void add_derogations();
  void add_others();
  ThingId add(Thing thing);
  [[nodiscard]] Thing thing(ThingKind kind, base::Name name, const hir::Provenance& provenance) const;
  [[nodiscard]] std::string name_of(hir::DispositifId id) const;
  [[nodiscard]] ThingId find(std::string_view group, std::string_view dispositif, std::string_view name) const;

  const hir::Program& program_;
  std::size_t n_library_sources_;
  base::Store<ThingId, Thing> things_;
  std::map<std::string, ThingId> by_key_;  ///< Kind, dispositif and name.
  std::vector<ThingId> texts_, enumerations_, records_, reference_tables_, readings_, dispositifs_, inputs_, variables_,
      derogations_, unknowns_, notices_, assumptions_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, ThingId> cases_;         ///< Enumeration, position.
  std::map<std::pair<std::uint32_t, std::uint32_t>, ThingId> input_fields_;  ///< Input, field.
  ThingId situation_date_;
};

}  // namespace avenant::explore
