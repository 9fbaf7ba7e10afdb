// One case after another on compiled code, with the interpreter behind it for the rare case that is flagged. Gives what
// eval::Evaluator gives, to the bit. Read native_case.cpp next.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "runtime/engine/case_memory.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::engine {

// Not thread-safe: one a thread. The code and the package outlive it. Allocates nothing after its construction.
class NativeEvaluator {
 public:
  // `options` are those that `code` was compiled for, and may differ from them by the date of situation only.
  NativeEvaluator(const program::Package& package, const NativeCode& code, const Settings& settings,
                  const eval::RunOptions& options);
  ~NativeEvaluator();
  NativeEvaluator(const NativeEvaluator&) = delete;
  NativeEvaluator& operator=(const NativeEvaluator&) = delete;

  // Forgets the inputs.
  void begin_case();
  // As eval::Evaluator::set.
  void set(program::InputId input, value::Value value) {
    Given& given = given_[input.value];
    if (!given.is_given) touched_[n_touched_++] = input.value;
    given.is_given = true;
    given.value = value;
    // Most values need no more than this: see eval::Admitted.
    if (value.b == 1 && value.a >= given.least && value.a <= given.greatest) {
      inputs_[input.value] = eval::Outcome::of(value);
    } else {
      set_other(input, value);
    }
  }
  // Evaluates the case: the outcomes of the settings' requests, in order, as eval::Evaluator::evaluate gives them.
  // Stands until the next call.
  std::span<const eval::Outcome> evaluate();
  // As eval::Evaluator::request.
  std::span<const eval::Outcome> request();
  // As `request`, of the requests that blocks do not give alone; the others mean nothing.
  std::span<const eval::Outcome> request_rest();
  // How many cases were computed again by the interpreter.
  std::uint64_t n_replayed() const { return n_replayed_; }

 private:
  struct State;
  // An input as it was given, for a case that is computed again; and what it surely admits.
  struct Given {
    value::Value value;
    std::int64_t least = 1;
    std::int64_t greatest = 0;
    bool is_given = false;
  };
  void set_other(program::InputId input, value::Value value);
  eval::Outcome outcome_of(const ResultForm& form) const;
  void run(CaseEntry entry);
  std::span<const eval::Outcome> at_edge();
  void replay();

  const NativeCode& code_;
  const Settings& settings_;
  std::unique_ptr<State> state_;
  CaseMemory memory_;
  CaseContext& context_;
  eval::Outcome* inputs_;
  Slot* slots_;
  // Of inputs; then those that are given, in order.
  std::vector<Given> given_;
  std::vector<std::uint32_t> touched_;
  std::size_t n_touched_ = 0;
  std::vector<eval::Outcome> outcomes_;
  std::uint64_t n_replayed_ = 0;
};

}  // namespace avenant::engine
