// What is known of a program's runs: the outcomes that each expression may have where it is evaluated. Read
// simplify.hpp next, which acts on it.
#pragma once

#include <optional>
#include <vector>

#include "runtime/eval/abstract_evaluator.hpp"
#include "runtime/optimise/optimise.hpp"

namespace avenant::optimise {

// How much of the options is taken for known.
enum class Given : std::uint8_t {
  kAll,     // the run's choices and the inputs of Options::inputs
  kRanges,  // which texts count, and what inputs declare
};

// Evaluates every variable and notice abstractly, once. The package outlives it.
class Knowledge {
 public:
  Knowledge(const program::Package& package, const Options& options, Given given);

  const program::Package& package() const { return evaluator_.package(); }
  // Whether the text counts in every run; none does otherwise.
  bool is_known(program::TextId text) const { return known_texts_[text.value]; }

  // The join of the outcomes of a node over the contexts where it is evaluated.
  const eval::AbstractOutcome& of(program::NodeId node) const { return nodes_[node.value]; }
  // That of a variable.
  const eval::AbstractOutcome& of(program::VariableId variable) const { return variables_[variable.value]; }
  // Whether a node is evaluated where its outcome matters.
  bool is_reached(program::NodeId node) const {
    const eval::AbstractOutcome& outcome = of(node);
    return !outcome.value.is_nothing() || !outcome.errors.is_empty();
  }
  bool is_surely_true(program::NodeId node) const { return is_reached(node) && of(node).is_surely_true(); }
  bool is_surely_false(program::NodeId node) const { return is_reached(node) && of(node).is_surely_false(); }
  // The one error that an outcome is; none where it may be another or a value.
  program::SiteId only_error(const eval::AbstractOutcome& outcome) const;
  bool may_hit(program::NodeId node, program::SiteId site) const { return evaluator_.contains(of(node).errors, site); }

 private:
  eval::AbstractEvaluator evaluator_;
  std::vector<bool> known_texts_;
  std::vector<eval::AbstractOutcome> nodes_;
  std::vector<eval::AbstractOutcome> variables_;
};

}  // namespace avenant::optimise
