// Proofs: a question whose answer is no for every case. First with every fact unknown, then box by box. Read next:
// axis.hpp; runtime/eval/abstract_evaluator.hpp, which evaluates a box.
#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/check/proof/axis.hpp"
#include "compiler/check/sample.hpp"
#include "compiler/check/target.hpp"

namespace avenant::check {

/// Work that may still be done, in operations evaluated, about.
struct Budget {
  std::size_t n_steps = 0;
  /// Takes some steps; false when there are not enough left.
  bool take(std::size_t steps) {
    if (n_steps < steps) return n_steps = 0, false;
    n_steps -= steps;
    return true;
  }
};

/// Proves with the abstract evaluator. Not thread-safe.
class Prover {
 public:
  /// `options`: the drafts that count.
  explicit Prover(const program::Package& package, const eval::RunOptions& options = {});

  /// Marks the open targets that no case can reach, whatever the facts. Linear in what the unit depends on, once.
  void prove_at_once(const Unit& unit, std::vector<Target>& targets);

  /// Every value that an expression can have, and whether it always has one.
  [[nodiscard]] eval::AbstractValue values_of(program::NodeId node) { return evaluator_.evaluate(node).value; }
  [[nodiscard]] bool never_fails(program::NodeId node) { return evaluator_.evaluate(node).never_fails(); }

  /// As above, by splitting what the unit reads itself, variables taken for any of their values. Returns the boxes.
  std::size_t prove_nearby(const Unit& unit, std::vector<Target>& targets, std::size_t max_boxes, Budget& budget);

  /// By splitting these axes and no others. Returns the boxes.
  std::size_t prove_over(const Unit& unit, const std::vector<Axis>& axes, std::vector<Target>& targets,
                         std::size_t max_boxes, std::size_t steps_a_box, Budget& budget);
  /// The axis of a dimension, all its values; nothing for a draft.
  [[nodiscard]] std::optional<Axis> axis(const Dimension& dimension, const std::vector<value::Value>& marks) {
    return axis_of(package_, evaluator_, dimension, marks);
  }

  /// By splitting facts, readings and figures; tries a case of `trial` in each box. Returns the boxes.
  std::size_t search(const Unit& unit, const Cone& cone, std::vector<Target>& targets, Trial& trial,
                     std::size_t max_boxes, Budget& budget);

 private:
  struct Work;
  [[nodiscard]] bool may_hit(const Unit& unit, const Target& target);
  [[nodiscard]] bool may_be_read(const Target& target);
  [[nodiscard]] bool may_have_no_row(const program::Node& table);
  [[nodiscard]] std::vector<std::size_t> possible(const Unit& unit, const std::vector<Target>& targets,
                                                  const std::vector<std::size_t>& among);
  void set_box(const std::vector<Axis>& axes, const Box& box);
  std::size_t run(Work& work);
  [[nodiscard]] std::optional<std::pair<Box, Box>> best_split(Work& work, const Box& box,
                                                              const std::vector<std::size_t>& open, std::size_t depth);

  const program::Package& package_;
  eval::AbstractEvaluator evaluator_;
};

}  // namespace avenant::check
