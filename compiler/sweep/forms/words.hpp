// A sweep in words: ranges of the input, what a result is on a piece, what changes and why. Every form uses them.
// Read next: forms.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/error_text.hpp"
#include "compiler/sweep/sweep.hpp"

namespace avenant::sweep {

/// What is written: one case swept. Everything is referred to.
struct Sheet {
  const program::Package& package;
  const Sweep& sweep;
  const cases::BoundCase& bound;
  std::string dispositif;
  diagnostics::Language language = diagnostics::Language::French;
};

/// Puts a sheet into words. Everything given to it must outlive it.
class Words {
 public:
  explicit Words(const Sheet& sheet);

  [[nodiscard]] bool is_french() const { return sheet_.language == diagnostics::Language::French; }
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(is_french() ? french : english);
  }
  /// « 1 200 », with the separators of the language.
  [[nodiscard]] std::string count(std::uint64_t number) const;

  /// The input as people read it, and as rules name it.
  [[nodiscard]] std::string input_title() const;
  [[nodiscard]] std::string input_name() const;
  /// What the page is about: « Seuils selon … ».
  [[nodiscard]] std::string title() const;
  /// The range and its step: « de 0 à 50 000 patients, de 1 en 1 : 50 001 valeurs ».
  [[nodiscard]] std::string extent() const;
  /// « Le dossier donne 700 patients. », or empty.
  [[nodiscard]] std::string given() const;
  /// The rank of what the case gives, where it is in the range.
  [[nodiscard]] std::optional<Rank> given_rank() const;

  /// One value of the input.
  [[nodiscard]] std::string at(Rank rank) const;
  /// « de 0 à 639 patients », « 640 patients », « du 1er mai 2024 au 3 mai 2024 ».
  [[nodiscard]] std::string range(Rank first, Rank last) const;

  /// A value of the result's type, or what the error says.
  [[nodiscard]] std::string outcome(const ResultSweep& result, const eval::Outcome& outcome) const;
  /// What a result is on a piece, in one line.
  [[nodiscard]] std::string piece(const ResultSweep& result, const Piece& piece) const;
  /// A formula of the input: « 0,5 × revenu, arrondi au centime le plus proche ». `first`: the first rank of its piece.
  [[nodiscard]] std::string formula(const ResultSweep& result, const Piece& piece) const;
  /// « + 18 000 € »; the two outcomes where there is no difference to give.
  [[nodiscard]] std::string change(const ResultSweep& result, const Boundary& boundary) const;
  /// « condition « … » remplie (aide_ouverte) », without its source.
  [[nodiscard]] std::string cause(const Cause& cause) const;
  /// The same with its source.
  [[nodiscard]] std::string sourced(const Cause& cause) const;
  [[nodiscard]] const report::ErrorDescriber& errors() const { return errors_; }
  /// Of a piece, the outcome of a rank of it.
  [[nodiscard]] eval::Outcome outcome_at(const ResultSweep& result, const Piece& piece, Rank rank) const;

 private:
  [[nodiscard]] std::string step() const;
  [[nodiscard]] std::string number(value::Rational number) const;
  [[nodiscard]] std::string signed_difference(const ResultSweep& result, value::Rational difference) const;
  /// A formula of x + origin, x being written as `name`.
  struct Variable {
    std::string name;
    value::Rational origin;
  };
  [[nodiscard]] std::string formula(FormulaId id, const Variable& x) const;
  [[nodiscard]] std::optional<std::string> moved_date(FormulaId id) const;
  [[nodiscard]] std::string atom(const Atom& atom, const Variable& x) const;
  [[nodiscard]] std::string in_parentheses(FormulaId id, const Variable& x) const;
  [[nodiscard]] std::string rounding(const Atom& atom) const;

  const Sheet& sheet_;
  const InputDomain& domain_;
  report::ErrorDescriber errors_;
};

}  // namespace avenant::sweep
