// The sentences of explanations: what a test found, what an operation did, what a result says. Author's own wordings of
// results come first (answers.cpp). Read next: wording.hpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/explain/explanation.hpp"
#include "compiler/explain/remedy/remedy.hpp"
#include "compiler/explain/words/wording.hpp"

namespace avenant::explain {

/// Words one explanation. Everything given to it must outlive it.
class Sentences {
 public:
  Sentences(const Wording& wording, const Explanation& explanation, const eval::RunOptions& run)
      : words_(wording), package_(wording.package()), explanation_(explanation), run_(run) {}

  [[nodiscard]] const Wording& words() const { return words_; }
  [[nodiscard]] const Explanation& explanation() const { return explanation_; }
  [[nodiscard]] const eval::RunOptions& run() const { return run_; }

  /// « mt adultes (bilan) : 613 patients ; il en faut au moins 640 : il manque 27 patients ».
  [[nodiscard]] std::string test(const Test& test) const;
  /// What is tested: « mt adultes (bilan) », « mt adultes (bilan) + mt enfants (bilan) ».
  [[nodiscard]] std::string subject(program::NodeId node) const;
  /// What an expression asks, in words: « « file active » atteint 640 patients ».
  [[nodiscard]] std::string condition(program::NodeId node) const;
  /// « lecture « Regroupement et coordination » ».
  [[nodiscard]] std::string reading_name(program::ReadingId id) const;
  /// What a test asks for: « au moins 640 patients », « l’un de : zip, zac ».
  [[nodiscard]] std::string demand(const Test& test) const;
  /// « il manque 27 patients », « 12 jours trop tard »; empty where there is no distance.
  [[nodiscard]] std::string lack(const Test& test) const;

  /// « 38 000 € × 50 % = 19 000 € ».
  [[nodiscard]] std::string operation(const Operation& operation) const;
  /// Whether an operation tells a reader nothing: it has no value because an operand has none, or it changes nothing.
  [[nodiscard]] bool is_idle(const Operation& operation) const;
  /// A value as an operand of an operation: percentages beside numbers that have a unit.
  [[nodiscard]] std::string operand(const Operand& operand, const Operation& operation) const;
  /// Where an operand comes from: « aide maximale (1) », « ligne du barème, art. 3 »; empty of an earlier step.
  [[nodiscard]] std::string origin(const Operand& operand) const;

  /// The sentence that answers for one variable, with its full stop.
  [[nodiscard]] std::string answer(program::VariableId variable) const;
  /// The answer for a whole result: one sentence for each member, those that say the same joined.
  [[nodiscard]] std::vector<std::string> answers(const report::ResultView& view) const;
  /// « mt adultes (bilan) : 640 patients au lieu de 613 patients (il manque 27 patients) ».
  [[nodiscard]] std::string change(const Change& change) const;
  /// What a part of an objectif, an obligation or an échéancier says, without its indices: « l’objectif « patientèle »
  /// est atteint »; empty where its name and its value say it.
  [[nodiscard]] std::string statement(program::VariableId variable) const;
  /// « oui », « 19 000 € », « aucun texte en vigueur », or why there is no value.
  [[nodiscard]] std::string value_of(program::VariableId variable) const;
  /// « 2 conditions sur 8 ne sont pas remplies » of an éligibilité; empty of other rules.
  [[nodiscard]] std::string conditions_count(const Rule& rule) const;

 private:
  /// Of a rule out of force: « aucun texte en vigueur », or what repealed it.
  [[nodiscard]] std::string silence_of(const Rule& rule) const;
  [[nodiscard]] std::string each_of(program::NodeId list, bool every) const;
  [[nodiscard]] std::string arithmetic(const program::Node& node) const;
  [[nodiscard]] std::string changed(const Change& change) const;
  [[nodiscard]] std::string of_list(program::NodeId node) const;
  [[nodiscard]] std::string side(program::NodeId node) const;
  [[nodiscard]] std::string among(program::NodeId node, bool is_in) const;
  [[nodiscard]] std::string functional(const Operation& operation, const std::vector<std::string>& values) const;
  [[nodiscard]] std::string rounding(const Operation& operation, const std::string& value) const;
  [[nodiscard]] std::string short_outcome(program::TypeId type, const eval::Outcome& outcome) const;
  [[nodiscard]] std::string authored(program::VariableId variable) const;
  [[nodiscard]] std::string outcome(program::TypeId type, const eval::Outcome& outcome) const {
    return words_.outcome(type, outcome, *explanation_.bound);
  }

  const Wording& words_;
  const program::Package& package_;
  const Explanation& explanation_;
  const eval::RunOptions& run_;
};

}  // namespace avenant::explain
