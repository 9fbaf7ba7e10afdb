// What an abstract evaluation is given, when each part of it last changed, and what each variable depends on: what
// decides which variables are computed again. Read machine.hpp next.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::eval::abstract {

// A variable's outcome, and when it was computed, found to be current, and last changed, in ticks of Sources.
struct Memo {
  AbstractOutcome outcome;
  // The own sites that may be hit where they are evaluated.
  SiteSet hits;
  // 0: never.
  std::uint64_t computed = 0;
  std::uint64_t verified = 0;
  std::uint64_t changed = 0;
  // Taken for what it is, whatever its rules say.
  bool assumed = false;
};

// A figure, a situation date: values, or the error of whoever reads it.
struct Given {
  AbstractValue values;
  bool is_known = false;
  // Where it is known: or the error.
  bool may_be_missing = false;
};

// The inputs and variables that each variable's own expressions read, and the inputs of its cone. Never changes.
class Dependencies {
 public:
  explicit Dependencies(const program::Package& package);

  std::span<const program::InputId> inputs_of(program::VariableId variable) const;
  std::span<const program::VariableId> variables_of(program::VariableId variable) const;
  // Whether the variable may depend on the input; inputs may be mixed up where there are many.
  bool depends_on(program::VariableId variable, program::InputId input) const {
    const std::size_t bit = input.value % (n_words_ * 64);
    return (cones_[variable.value * n_words_ + bit / 64] >> (bit % 64) & 1U) != 0;
  }

 private:
  void collect(const program::Package& package, std::uint32_t variable, std::vector<std::uint32_t>& seen);
  void close_cones(std::size_t n_variables);

  std::vector<program::InputId> inputs_;
  std::vector<program::VariableId> variables_;
  // One more than there are variables.
  std::vector<std::uint32_t> first_input_;
  std::vector<std::uint32_t> first_variable_;
  std::size_t n_words_ = 1;
  std::vector<std::uint64_t> cones_;
};

// Adds to `inputs` and `variables` what the expressions of `pending` read, and sorts them; shows each node that is met
// first, those of mark `stamp` in `seen` left out, to `look_at`. Empties `pending`.
void collect_reads(const program::Package& package, std::vector<program::NodeId>& pending,
                   std::vector<std::uint32_t>& seen, std::uint32_t stamp, std::vector<program::InputId>& inputs,
                   std::vector<program::VariableId>& variables,
                   const std::function<void(const program::Node&)>& look_at);
// The expressions of a variable: application dates, bodies and guards of all its versions.
void push_expressions(const program::Package& package, program::VariableId variable,
                      std::vector<program::NodeId>& pending);

// The arrays keep their sizes; the machine reads them, the evaluator changes them.
struct Sources {
  explicit Sources(const program::Package& program);

  void set_options(const RunOptions& options);
  void set_input(program::InputId input, const AbstractOutcome& outcome);
  // Something that any variable may read has changed.
  void everything_changed() { epoch = ++tick; }
  // Whether nothing that the variable depends on has changed since it was verified.
  bool is_current(program::VariableId variable, const Memo& memo) const;

  const program::Package* package;
  Dependencies dependencies;
  std::vector<AbstractOutcome> inputs;
  std::vector<std::uint64_t> input_changed;
  std::vector<AbstractOutcome> readings;
  std::vector<Given> figures;
  Given situation_date;
  std::vector<std::uint8_t> known_texts;
  // Of sites: 1 where it is proved that they are never hit.
  std::vector<std::uint8_t> dismissed;
  std::vector<Memo> variables;
  std::uint64_t tick = 1;
  // What was computed before is void.
  std::uint64_t epoch = 1;
  // What was verified before must be looked at again, whatever the inputs that changed.
  std::uint64_t assumptions_changed = 0;

 private:
  struct Change {
    std::uint64_t tick = 0;
    program::InputId input;
  };
  static constexpr std::size_t kChanges = 32;
  // The last changes of inputs, from the `next_change_`th on around.
  Change changes_[kChanges];
  std::size_t next_change_ = 0;
};

}  // namespace avenant::eval::abstract
