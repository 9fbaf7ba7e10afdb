// The reference interpreter: evaluates the variables of a verified program, one case after another. What operations
// mean is in runtime/program/op.def; what an explained run leaves is in trace.hpp; the algorithm is in machine.hpp.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "runtime/eval/coverage.hpp"
#include "runtime/eval/outcome.hpp"
#include "runtime/eval/trace.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval {

// What a run decides for all its cases.
struct RunOptions {
  // `à la date du`; none: what reads it fails as a missing input.
  std::optional<value::Date> situation_date;
  // Texts published after this day do not count; none: all count.
  std::optional<value::Date> known_at;
  // The drafts (`projet`) that count.
  std::vector<program::TextId> drafts;
  // The case chosen for a reading; the others have their default.
  std::vector<std::pair<program::ReadingId, std::uint32_t>> readings;
  // Figures supplied for what is not public.
  std::vector<std::pair<program::UnknownId, value::Value>> figures;
};

// Whether `value` is a value of the type and within the range (none: every value of the type).
bool is_valid(const program::Package& package, program::TypeId type, program::RangeId range, value::Value value);

// Evaluates cases one at a time; reuse it: after its construction no evaluation without trace allocates memory.
// The package must have passed `program::verify` and outlive it. Not thread-safe: one evaluator a thread.
// Recursion is bounded by the depth that `verify` admits.
class Evaluator {
 public:
  explicit Evaluator(const program::Package& package, const RunOptions& options = {});
  ~Evaluator();
  Evaluator(Evaluator&&) noexcept;
  Evaluator& operator=(Evaluator&&) noexcept;

  // Replaces the options, and forgets what was evaluated but not the inputs.
  void set_options(const RunOptions& options);

  // Forgets the inputs and what was evaluated.
  void begin_case();
  // Gives an input. A value outside the input's type or range is accepted, and is an out-of-range error where it is
  // read. Absent is the same as not given.
  void set(program::InputId input, value::Value value);
  // Takes an input back.
  void clear(program::InputId input);

  // Whether the text counts in this run; what a notice of a text that does not count says is not shown.
  bool is_known(program::TextId text) const;

  // The variable's outcome in this case, errors included.
  Outcome evaluate(program::VariableId variable);
  // As `evaluate`, for a result that is asked for: out of force (no version applies, or the one that applies repeals),
  // an éligibilité is faux, and others have the value of their kind, if it has one.
  Outcome request(program::VariableId variable);
  // What `request` makes of an outcome of `evaluate` or of a trace.
  Outcome at_edge(program::VariableId variable, const Outcome& outcome) const;
  // Whether `outcome`, of `evaluate`, says that the variable itself is out of force.
  bool is_out_of_force(program::VariableId variable, const Outcome& outcome) const;
  // The outcome of an expression: of a notice's condition.
  Outcome evaluate(program::NodeId node);

  // Evaluates `requests`, as `evaluate` does, and records how. Allocates.
  Trace explain(std::span<const program::VariableId> requests);
  // Evaluates `requests`, as `evaluate` does, and adds to `coverage` what that met of the program. The éligibilités
  // among them come first: what they show is looked at whole.
  void cover(std::span<const program::VariableId> requests, Coverage& coverage);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

struct InputValue {
  program::InputId input;
  value::Value value;
};

// One case: the outcomes of `requests`, as `Evaluator::request` gives them. For several cases keep an Evaluator.
std::vector<Outcome> evaluate(const program::Package& package, std::span<const InputValue> inputs,
                              std::span<const program::VariableId> requests, const RunOptions& options = {});

}  // namespace avenant::eval
