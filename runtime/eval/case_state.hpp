// What an evaluator keeps between the operations of a case: inputs, choices of the run, and the variables evaluated.
// Read machine.hpp next.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/outcome.hpp"
#include "runtime/eval/table_plan.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval {

struct RunOptions;

// A variable's outcome, of the case whose generation it holds.
struct Memo {
  Outcome outcome;
  std::uint32_t generation = 0;
};

// What an input surely admits: cells from `least` to `greatest` that are multiples of 1 over `grain`, of any fraction
// where that is 0. Others may be admitted too.
struct Admitted {
  std::int64_t least = 1;
  std::int64_t greatest = 0;
  std::int64_t grain = 1;

  bool admits_whole(value::Value value) const { return value.b == 1 && value.a >= least && value.a <= greatest; }
  bool admits_fraction(value::Value value) const;
};

struct CaseState {
  explicit CaseState(const program::Package& program);

  // Takes the options of the run; every variable is then evaluated again.
  void set_options(const RunOptions& options);
  // Makes every variable unevaluated. Constant but for one call in 2^32.
  void forget_variables();
  // Makes every input not given.
  void forget_inputs();
  void set_input(program::InputId input, value::Value value);

  // The arrays keep their sizes and addresses: the machine holds pointers to them.
  const program::Package* package;
  TablePlans plans;
  std::vector<Outcome> inputs;
  std::vector<Outcome> inputs_not_given;
  std::vector<Admitted> admitted;
  std::vector<Memo> variables;
  // The case of each reading.
  std::vector<value::Value> readings;
  // Of unknown figures: ok where the run supplies one.
  std::vector<Outcome> figures;
  // Of texts: 1 where the text counts.
  std::vector<std::uint8_t> known_texts;
  // The element that each binder's fold is at; read only within that fold.
  std::vector<value::Value> bound;
  // Ok where a situation date is given.
  Outcome situation_date;
  std::uint32_t generation = 1;
};

}  // namespace avenant::eval
