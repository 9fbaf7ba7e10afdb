#include "runtime/engine/native_case.hpp"

#include <algorithm>
#include <numeric>

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
      memory_(package.inputs.size(), code.n_slots()),
      context_(memory_.context()),
      inputs_(memory_.inputs().data()),
      slots_(memory_.slots().data()),
      given_(package.inputs.size()),
      refused_(package.inputs.size()),
      outcomes_(settings.requests.size()) {
  std::copy(state_->inputs.inputs_not_given.begin(), state_->inputs.inputs_not_given.end(), inputs_);
  context_.package = &package;
  for (std::size_t i = 0; i < given_.size(); ++i) given_[i].admitted = state_->inputs.admitted[i];
  noted_.reserve(package.inputs.size());
  for (std::size_t i = 0; i < settings.requests.size(); ++i) {
    if (package.variable(settings.requests[i]).out_of_force) at_edge_.push_back(i);
  }
  if (options.situation_date) {
    context_.situation_date = options.situation_date->days();
    context_.has_situation_date = 1;
  }
}

NativeEvaluator::~NativeEvaluator() = default;

void NativeEvaluator::begin_case() {
  n_given_ = 0;
  if (++case_ != kNever) return;
  for (const std::uint32_t input : noted_) given_[input].of_case = 1;
  case_ = 2;
}

void NativeEvaluator::note(program::InputId input) {
  noted_.push_back(input.value);
}

void NativeEvaluator::forget_others() {
  std::size_t n_kept = 0;
  for (const std::uint32_t input : noted_) {
    if (given_[input].of_case == case_) {
      noted_[n_kept++] = input;
    } else {
      inputs_[input] = state_->inputs.inputs_not_given[input];
      given_[input].of_case = kNever;
    }
  }
  noted_.resize(n_kept);
}

void NativeEvaluator::set_other(program::InputId input, value::Value value) {
  state_->inputs.set_input(input, value);
  inputs_[input.value] = state_->inputs.inputs[input.value];
  if (!inputs_[input.value].ok()) refused_[input.value] = value;
}

// Part by part: a copy of what was just written in parts waits for memory.
void NativeEvaluator::take(const ResultForm& form, eval::Outcome& outcome) const {
  const Slot& slot = slots_[form.slot];
  outcome.status = slot.status;
  if (slot.status != program::kStatusOk) {
    outcome.value = {};
    return;
  }
  outcome.value.a = slot.a;
  outcome.value.b = slot.b;
  if (form.kind == program::TypeKind::kSet || form.kind == program::TypeKind::kList) return;
  if (slot.b == 0) {
    outcome.value = value::Value::absent();
  } else if (form.kind == program::TypeKind::kNumber) {
    const std::int64_t denominator = form.denominator != 0 ? form.denominator : slot.b;
    outcome.value.b = denominator;
    if (denominator == 1) return;
    const std::int64_t shared = std::gcd(slot.a, denominator);
    outcome.value.a = slot.a / shared;
    outcome.value.b = denominator / shared;
  }
}

void NativeEvaluator::replay() {
  ++n_replayed_;
  state_->reference.begin_case();
  for (const std::uint32_t input : noted_) {
    const eval::Outcome& outcome = inputs_[input];
    state_->reference.set(program::InputId(input), outcome.ok() ? outcome.value : refused_[input]);
  }
  for (std::size_t i = 0; i < outcomes_.size(); ++i) outcomes_[i] = state_->reference.evaluate(settings_.requests[i]);
}

void NativeEvaluator::run(CaseEntry entry) {
  if (n_given_ != noted_.size()) forget_others();
  if (entry == nullptr) {
    replay();
    return;
  }
  context_.flag = 0;
  if (++context_.generation == 0) {
    for (Slot& slot : memory_.slots()) slot.generation = 0;
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
    if (slots_[forms[i].slot].generation == context_.generation) take(forms[i], outcomes_[i]);
  }
}

std::span<const eval::Outcome> NativeEvaluator::at_edge() {
  for (const std::size_t i : at_edge_) {
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
