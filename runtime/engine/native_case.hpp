// One case after another on compiled code, with the interpreter behind it for the rare case that is flagged. Gives what
// eval::Evaluator gives, to the bit. Read native_case.cpp next.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "runtime/engine/case_memory.hpp"
#include "runtime/eval/case_state.hpp"
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
    if (given.of_case != case_) begin(given, input);
    // Most values need no more than this.
    const std::int64_t a = value.a;
    const std::int64_t b = value.b;
    if (b == 1 && a >= given.admitted.least && a <= given.admitted.greatest) {
      inputs_[input.value] = eval::Outcome::of({a, 1});
    } else {
      set_other(input, {a, b});
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
  static constexpr std::uint32_t kNever = 0;
  struct Given {
    eval::Admitted admitted;
    // The last case that gave it, while it is noted.
    std::uint32_t of_case = kNever;
  };
  void begin(Given& given, program::InputId input) {
    if (given.of_case == kNever) note(input);
    given.of_case = case_;
    ++n_given_;
  }
  void note(program::InputId input);
  void set_other(program::InputId input, value::Value value);
  // Inputs that cases before gave and this one does not are as they begin.
  void forget_others();
  void take(const ResultForm& form, eval::Outcome& outcome) const;
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
  // Of inputs; then what they were set to, where their outcome is an error.
  std::vector<Given> given_;
  std::vector<value::Value> refused_;
  // The inputs that may not be as they begin: most cases give what the case before gave.
  std::vector<std::uint32_t> noted_;
  std::uint32_t case_ = 1;
  // By this case.
  std::size_t n_given_ = 0;
  // Of the requests that are told otherwise at the edge: see eval::Evaluator::request.
  std::vector<std::size_t> at_edge_;
  std::vector<eval::Outcome> outcomes_;
  std::uint64_t n_replayed_ = 0;
};

}  // namespace avenant::engine
