// Formulas of one number x: sums of x, of roundings, products and quotients of formulas, each times a factor, and of a
// constant. Equal formulas have equal ids. Read next: formula_prover.hpp, which finds what a result is.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "runtime/value/calendar.hpp"
#include "runtime/value/rational.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::sweep {

/// A formula of a FormulaStore.
struct FormulaId {
  std::uint32_t value = 0;
  friend auto operator<=>(FormulaId, FormulaId) = default;
};

enum class AtomKind : std::uint8_t { Input, Round, Product, Quotient, Months };

/// What a term is a multiple of.
struct Atom {
  AtomKind kind = AtomKind::Input;
  FormulaId of;          ///< What is rounded, multiplied, divided.
  FormulaId other;       ///< The other factor, the divisor.
  value::Rational step;  ///< Of roundings; of dates, so many months later.
  value::Rounding sense = value::Rounding::nearest;
  value::MissingDay policy = value::MissingDay::unstated;  ///< Of dates.
};

struct Term {
  value::Rational factor;  ///< Never 0.
  std::uint32_t atom = 0;
  friend bool operator==(const Term&, const Term&) = default;
};

struct Formula {
  value::Rational constant;
  std::vector<Term> terms;   ///< By atom, each once.
  std::uint32_t weight = 0;  ///< Its terms, with those of what they are made of.
};

/// Formulas of more terms than this are not made, so that working with one takes a bounded time.
inline constexpr std::uint32_t kMostTerms = 500;

/// Which way a formula goes as x grows.
enum class Direction : std::int8_t { Falls = -1, Constant = 0, Rises = 1, Unknown = 2 };

/// Makes and keeps formulas. What makes one gives nothing where a factor or a constant does not fit.
class FormulaStore {
 public:
  /// x is a multiple of 1/input_grain.
  explicit FormulaStore(std::int64_t input_grain);

  [[nodiscard]] FormulaId input() const { return input_; }
  [[nodiscard]] FormulaId constant(value::Rational number);
  [[nodiscard]] std::optional<FormulaId> sum(FormulaId left, FormulaId right);
  [[nodiscard]] std::optional<FormulaId> difference(FormulaId left, FormulaId right);
  [[nodiscard]] std::optional<FormulaId> multiple(FormulaId formula, value::Rational factor);
  [[nodiscard]] std::optional<FormulaId> product(FormulaId left, FormulaId right);
  [[nodiscard]] std::optional<FormulaId> quotient(FormulaId left, FormulaId right);
  /// The formula itself where all its values are multiples of the step.
  [[nodiscard]] std::optional<FormulaId> rounded(FormulaId formula, value::Rational step, value::Rounding sense);

  /// A date so many months later, both as days since 1970.
  [[nodiscard]] std::optional<FormulaId> months_later(FormulaId date, std::int32_t months, value::MissingDay policy);

  [[nodiscard]] const Formula& formula(FormulaId id) const { return formulas_[id.value]; }
  [[nodiscard]] const Atom& atom(std::uint32_t index) const { return atoms_[index]; }
  [[nodiscard]] bool is_constant(FormulaId id) const { return formula(id).terms.empty(); }
  /// Whether the formula is a sum of a constant and a multiple of x.
  [[nodiscard]] bool is_affine(FormulaId id) const;
  /// Which way it goes, whatever x. Linear in its weight.
  [[nodiscard]] Direction direction(FormulaId id) const;
  /// Its value at x; nothing where a step of the computation does not fit, or divides by 0. Linear in its weight.
  [[nodiscard]] std::optional<value::Rational> at(FormulaId id, value::Rational x) const;
  /// A denominator of all its values; 0 where none is known.
  [[nodiscard]] std::int64_t grain(FormulaId id) const;

 private:
  using FormulaKey = std::vector<std::int64_t>;
  using AtomKey =
      std::tuple<AtomKind, FormulaId, FormulaId, std::int64_t, std::int64_t, value::Rounding, value::MissingDay>;

  std::optional<FormulaId> keep(Formula formula);
  std::optional<FormulaId> single(const Atom& atom);

  std::int64_t input_grain_;
  std::vector<Formula> formulas_;
  std::vector<Atom> atoms_;
  std::map<FormulaKey, FormulaId> formula_ids_;
  std::map<AtomKey, std::uint32_t> atom_ids_;
  FormulaId input_;
};

}  // namespace avenant::sweep
