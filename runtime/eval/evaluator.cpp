#include "runtime/eval/evaluator.hpp"

#include <algorithm>

#include "runtime/eval/coverage_recorder.hpp"
#include "runtime/eval/machine.hpp"
#include "runtime/eval/trace_recorder.hpp"

namespace avenant::eval {

struct Evaluator::State {
  explicit State(const program::Package& package) : state(package), machine(state, recorder) {}

  CaseState state;
  NoRecorder recorder;
  Machine<NoRecorder> machine;
};

Evaluator::Evaluator(const program::Package& package, const RunOptions& options)
    : state_(std::make_unique<State>(package)) {
  state_->state.set_options(options);
}

Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

void Evaluator::set_options(const RunOptions& options) {
  state_->state.set_options(options);
}

void Evaluator::begin_case() {
  state_->state.forget_variables();
  state_->state.forget_inputs();
}

void Evaluator::set(program::InputId input, value::Value value) {
  state_->state.forget_variables();
  state_->state.set_input(input, value);
}

void Evaluator::clear(program::InputId input) {
  state_->state.forget_variables();
  state_->state.inputs[input.value] = state_->state.inputs_not_given[input.value];
}

bool Evaluator::is_known(program::TextId text) const {
  return state_->state.known_texts[text.value] != 0;
}

Outcome Evaluator::evaluate(program::VariableId variable) {
  Outcome outcome;
  outcome.status = state_->machine.variable(variable, outcome.value);
  return outcome;
}

Outcome Evaluator::evaluate(program::NodeId node) {
  Outcome outcome;
  outcome.status = state_->machine.evaluate(node, outcome.value);
  if (!outcome.ok()) outcome.value = {};
  return outcome;
}

bool Evaluator::is_out_of_force(program::VariableId id, const Outcome& outcome) const {
  if (outcome.ok()) return false;
  const program::Package& package = *state_->state.package;
  const program::Variable& variable = package.variable(id);
  if (outcome.site() == variable.no_version) return true;
  const auto versions = package.versions_of(variable);
  return std::any_of(versions.begin(), versions.end(), [&outcome](const program::Version& version) {
    return !version.rule && version.repealed == outcome.site();
  });
}

Outcome Evaluator::at_edge(program::VariableId id, const Outcome& outcome) const {
  const program::Package& package = *state_->state.package;
  const program::ConstantId edge = package.variable(id).out_of_force;
  return edge && is_out_of_force(id, outcome) ? Outcome::of(package.constant(edge)) : outcome;
}

Outcome Evaluator::request(program::VariableId variable) {
  return at_edge(variable, evaluate(variable));
}

Trace Evaluator::explain(std::span<const program::VariableId> requests) {
  // What an earlier run evaluated would leave no trace.
  state_->state.forget_variables();
  Trace trace;
  TraceRecorder recorder(*state_->state.package, trace);
  Machine<TraceRecorder> machine(state_->state, recorder);
  value::Value ignored;
  for (const program::VariableId variable : requests) machine.variable(variable, ignored);
  return trace;
}

void Evaluator::cover(std::span<const program::VariableId> requests, Coverage& coverage) {
  state_->state.forget_variables();
  const program::Package& package = *state_->state.package;
  CoverageRecorder recorder(package, coverage);
  Machine<CoverageRecorder> machine(state_->state, recorder);
  value::Value ignored;
  for (const bool shows_conditions : {true, false}) {
    for (const program::VariableId id : requests) {
      const bool shows = package.variable(id).kind == program::RuleKind::kEligibility;
      if (shows == shows_conditions) machine.variable(id, ignored);
    }
  }
}

std::vector<Outcome> evaluate(const program::Package& package, std::span<const InputValue> inputs,
                              std::span<const program::VariableId> requests, const RunOptions& options) {
  Evaluator evaluator(package, options);
  for (const InputValue& given : inputs) evaluator.set(given.input, given.value);
  std::vector<Outcome> outcomes;
  for (const program::VariableId variable : requests) outcomes.push_back(evaluator.request(variable));
  return outcomes;
}

}  // namespace avenant::eval
