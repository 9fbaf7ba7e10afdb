// What a scenario asks of an engine. The interpreter is the first one; compiled engines join by this interface.
// Read next: run.hpp.
#pragma once

#include <memory>
#include <string_view>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::scenario {

/// Evaluates one case after another under options that may change between cases. Not thread-safe.
class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  /// What reports call it, for example `interprète`.
  [[nodiscard]] virtual std::string_view name() const = 0;
  /// The options of the cases that follow.
  virtual void configure(const eval::RunOptions& options) = 0;
  /// Forgets the inputs of the case before.
  virtual void begin_case() = 0;
  virtual void set(program::InputId input, value::Value value) = 0;
  /// The outcome of a variable as a requested result.
  virtual eval::Outcome request(program::VariableId variable) = 0;
};

/// The reference interpreter. The package is verified and outlives it.
[[nodiscard]] std::unique_ptr<Engine> make_interpreter(const program::Package& package);

}  // namespace avenant::scenario
