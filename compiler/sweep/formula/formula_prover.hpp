// Proves that a variable is one formula of an input, without errors, for every value of an interval: every condition on
// the way is decided there, by the abstract evaluator or by comparing formulas. Read next: formula.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <unordered_map>
#include <utility>

#include "compiler/sweep/formula/formula.hpp"
#include "compiler/sweep/input_domain.hpp"
#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::sweep {

/// What an expression is for every value of the interval. Of numbers and dates (in days) it is a formula; of other
/// types, one value.
struct Symbolic {
  bool is_formula = false;
  FormulaId formula;
  value::Value constant;      ///< Where it is no formula; it may be absent.
  eval::AbstractValue range;  ///< Holds every value that it takes. Of formulas only.
};

/// Everything given to it must outlive it. One sweep of one case.
class FormulaProver {
 public:
  FormulaProver(const program::Package& package, eval::AbstractEvaluator& abstract, const eval::Evaluator& texts,
                const InputDomain& domain, FormulaStore& store);

  /// The formula of a variable for the ranks from `first` to `last`, to whose values the abstract evaluator has been
  /// set; nothing where it is not proved. The variable is a number or a date, the input too, and the ranks leave out «
  /// absent ».
  [[nodiscard]] std::optional<FormulaId> prove(program::VariableId variable, Rank first, Rank last);
  /// The one value of a variable of any type, likewise.
  [[nodiscard]] std::optional<value::Value> settle(program::VariableId variable, Rank first, Rank last);
  /// Nodes and variables looked at so far.
  [[nodiscard]] std::uint64_t work() const { return work_; }

 private:
  using Result = std::optional<Symbolic>;

  // formula_prover.cpp: variables, versions, rules
  [[nodiscard]] Result variable(program::VariableId id);
  [[nodiscard]] Result moving_variable(const program::Variable& declared);
  /// Whether the variable may read the input, through whatever it reads.
  [[nodiscard]] bool depends_on_input(program::VariableId id);
  [[nodiscard]] Result version(const program::Version& version);
  [[nodiscard]] Result rule(const program::Rule& rule);
  /// Whether a version applies; nothing where that is not decided.
  [[nodiscard]] std::optional<bool> applies(const program::Version& version);
  [[nodiscard]] Result input(program::InputId id);

  // expressions.cpp
  [[nodiscard]] Result node(program::NodeId id);
  [[nodiscard]] Result settled(program::NodeId id);
  [[nodiscard]] Result choice(program::NodeId id, const program::Node& node);
  [[nodiscard]] Result table(const program::Node& node);
  [[nodiscard]] Result select(const program::Node& node);
  [[nodiscard]] Result extremum(const program::Node& node);
  [[nodiscard]] Result unary(const program::Node& node);
  [[nodiscard]] Result binary(const program::Node& node);
  [[nodiscard]] Result reached_anniversary(const program::Node& node, const Symbolic& date, const Symbolic& at);
  [[nodiscard]] Result shifted_date(const program::Node& node, const Symbolic& date, const Symbolic& duration);

  // conditions.cpp
  [[nodiscard]] std::optional<bool> decide(program::NodeId id);
  [[nodiscard]] std::optional<bool> logic(const program::Node& node, bool absorbing);
  [[nodiscard]] std::optional<bool> in_period(const program::Node& node);
  /// Whether a date is in [from, until).
  [[nodiscard]] std::optional<bool> within(const Result& date, value::Date from, value::Date until);
  [[nodiscard]] std::optional<bool> comparison(const program::Node& node);
  /// The signs that left − right may have, as −1 to 1 from the least to the greatest; nothing where it is not known.
  struct Signs {
    int least = 0;
    int greatest = 0;
  };
  [[nodiscard]] std::optional<Signs> compare(const Symbolic& left, const Symbolic& right);

  [[nodiscard]] Result constant(const program::Type& type, value::Value value);
  [[nodiscard]] Result made(std::optional<FormulaId> formula, const eval::AbstractValue& range) const;
  [[nodiscard]] program::NodeId operand(const program::Node& node, std::uint32_t index) const {
    return package_.operands[node.first_operand + index];
  }
  [[nodiscard]] static bool is_numeric(const program::Type& type) {
    return type.kind == program::TypeKind::kNumber || type.kind == program::TypeKind::kDate;
  }

  const program::Package& package_;
  eval::AbstractEvaluator& abstract_;
  const eval::Evaluator& texts_;
  const InputDomain& domain_;
  FormulaStore& store_;
  std::unordered_map<std::uint32_t, Result> variables_;  ///< Of this proof.
  std::unordered_map<std::uint32_t, bool> depends_;
  value::Rational first_;  ///< The ends of the interval.
  value::Rational last_;
  std::uint64_t work_ = 0;
};

}  // namespace avenant::sweep
