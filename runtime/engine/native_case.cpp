#include "runtime/engine/native_case.hpp"

#include <numeric>

#include "runtime/eval/case_state.hpp"

namespace avenant::engine {

struct NativeEvaluator::State {
  State(const program::Package& package, const eval::RunOptions& options)
      : inputs(package), reference(package, options) {}

  eval::CaseState inputs;
  eval::Evaluator reference;
};

NativeEvaluator::NativeEvaluator(const program::Package& package, const NativeCode& code, const Settings& settings,
                                 const eval::RunOptions& options)
    : code_(code),
      settings_(settings),
      state_(std::make_unique<State>(package, options)),
      given_(package.inputs.size()),
      touched_(package.inputs.size()),
      inputs_(state_->inputs.inputs.data()),
      slots_(code.n_slots()),
      outcomes_(settings.requests.size()) {
  context_.inputs = state_->inputs.inputs.data();
  context_.slots = slots_.data();
  context_.package = &package;
  for (std::size_t i = 0; i < given_.size(); ++i) {
    given_[i].least = state_->inputs.admitted[i].least;
    given_[i].greatest = state_->inputs.admitted[i].greatest;
  }
  if (options.situation_date) {
    context_.situation_date = options.situation_date->days();
    context_.has_situation_date = 1;
  }
}

NativeEvaluator::~NativeEvaluator() = default;

void NativeEvaluator::begin_case() {
  const std::vector<eval::Outcome>& not_given = state_->inputs.inputs_not_given;
  for (std::size_t i = 0; i < n_touched_; ++i) {
    inputs_[touched_[i]] = not_given[touched_[i]];
    given_[touched_[i]].is_given = false;
  }
  n_touched_ = 0;
}

void NativeEvaluator::set_other(program::InputId input, value::Value value) {
  state_->inputs.set_input(input, value);
}

eval::Outcome NativeEvaluator::outcome_of(const ResultForm& form) const {
  const Slot& slot = slots_[form.slot];
  if (slot.status != program::kStatusOk) return {{}, slot.status};
  const value::Value value{slot.a, slot.b};
  const bool absent = slot.b == 0 && form.kind != program::TypeKind::kSet && form.kind != program::TypeKind::kList;
  if (absent) return eval::Outcome::of(value::Value::absent());
  if (form.kind != program::TypeKind::kNumber) return eval::Outcome::of(value);
  const std::int64_t denominator = form.denominator != 0 ? form.denominator : slot.b;
  if (denominator == 1) return eval::Outcome::of({slot.a, 1});
  const std::int64_t shared = std::gcd(slot.a, denominator);
  return eval::Outcome::of({slot.a / shared, denominator / shared});
}

void NativeEvaluator::replay() {
  ++n_replayed_;
  state_->reference.begin_case();
  for (std::size_t i = 0; i < n_touched_; ++i) {
    state_->reference.set(program::InputId(touched_[i]), given_[touched_[i]].value);
  }
  for (std::size_t i = 0; i < outcomes_.size(); ++i) outcomes_[i] = state_->reference.evaluate(settings_.requests[i]);
}

void NativeEvaluator::run(CaseEntry entry) {
  if (entry == nullptr) {
    replay();
    return;
  }
  context_.flag = 0;
  if (++context_.generation == 0) {
    for (Slot& slot : slots_) slot.generation = 0;
    context_.generation = 1;
  }
  entry(&context_);
  if (context_.flag != 0) {
    replay();
    return;
  }
  const std::vector<ResultForm>& forms = code_.results();
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    // What the entry did not ask for has no outcome of this case.
    if (slots_[forms[i].slot].generation == context_.generation) outcomes_[i] = outcome_of(forms[i]);
  }
}

std::span<const eval::Outcome> NativeEvaluator::at_edge() {
  for (std::size_t i = 0; i < outcomes_.size(); ++i) {
    if (!outcomes_[i].ok()) outcomes_[i] = state_->reference.at_edge(settings_.requests[i], outcomes_[i]);
  }
  return outcomes_;
}

std::span<const eval::Outcome> NativeEvaluator::evaluate() {
  run(code_.case_entry());
  return outcomes_;
}

std::span<const eval::Outcome> NativeEvaluator::request() {
  run(code_.case_entry());
  return at_edge();
}

std::span<const eval::Outcome> NativeEvaluator::request_rest() {
  run(code_.rest_entry());
  return at_edge();
}

}  // namespace avenant::engine
