// Where a case lies with regard to a boundary, and whether that shows: the interpreter on the program as it is, and on
// copies in which one boundary says the opposite. Read next: search/boundary_search.hpp.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/suggest/boundaries.hpp"
#include "compiler/suggest/situation.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::suggest {

/// What of a result would be otherwise if a boundary said the opposite.
enum class Effect : std::uint8_t {
  None,
  Conditions,  ///< Only which conditions a refusal names.
  Outcome,     ///< Its value, or its error.
};

/// Decides cases of one package, which must outlive it. Not thread-safe.
class Lab {
 public:
  explicit Lab(const program::Package& package);
  ~Lab();
  Lab(const Lab&) = delete;
  Lab& operator=(const Lab&) = delete;

  /// The case that the questions below are about.
  void set(const Situation& situation);
  /// Changes one fact of it.
  void set(std::uint32_t input, value::Value value);

  /// Whether the comparison holds, or the date is on the far side; nothing where it has no value.
  [[nodiscard]] std::optional<bool> side(const Boundary& boundary);
  /// How far the case is: what is compared less what it is compared to, in its unit, or in days, or in cases. Zero is
  /// on the boundary.
  [[nodiscard]] std::optional<value::Rational> distance(const Boundary& boundary);

  /// What of `request` would be otherwise if the boundary said the opposite. The case is set in full.
  [[nodiscard]] Effect effect(const Boundary& boundary, program::VariableId request, const Situation& situation);
  [[nodiscard]] bool is_decisive(const Boundary& boundary, program::VariableId request, const Situation& situation) {
    return effect(boundary, request, situation) != Effect::None;
  }

  /// The interpreter, with the case that was set.
  [[nodiscard]] eval::Evaluator& evaluator() { return evaluator_; }
  /// Cases decided since the beginning: the measure of the work.
  [[nodiscard]] std::size_t n_decided() const { return n_decided_; }

 private:
  struct Mutant;
  using Signature = std::vector<eval::Outcome>;
  Mutant& mutant_of(const Boundary& boundary, bool side);
  [[nodiscard]] Signature signature(eval::Evaluator& evaluator, program::VariableId request) const;
  void add_conditions(eval::Evaluator& evaluator, program::ConditionId root, Signature& signature) const;

  const program::Package& package_;
  eval::Evaluator evaluator_;
  std::unique_ptr<Mutant> mutants_[2];  // Of the boundary asked about last, by side.
  std::size_t n_decided_ = 0;
};

}  // namespace avenant::suggest
