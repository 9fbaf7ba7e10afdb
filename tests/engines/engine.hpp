// A way to evaluate programs, as the harness compares them. One more engine is one more subclass, listed in
// engines.cpp. Read laws/laws.hpp next.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/eval/evaluator.hpp"

namespace avenant::engines {

// What one case gives, by InputId; none: not given.
using Inputs = std::vector<std::optional<value::Value>>;

// One case, with what its run decides.
struct Case {
  Inputs inputs;
  eval::RunOptions options;
};

// The status of an engine that does not say which outcome is the one: it never compares equal with another's.
inline constexpr std::uint32_t kStatusUndecided = program::kStatusOk - 1;

// What an engine chooses by itself follows from the seed: how columns are stored, for one. Of the programs,
// `optimised_percent` are also compiled by the optimised tier.
struct Variation {
  std::uint64_t seed = 0;
  std::size_t optimised_percent = 100;
};

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  virtual std::string_view name() const = 0;
  // Called before `open`.
  virtual void vary(const Variation&) {}
  // Whether it answers requests (`eval::Evaluator::request`): what is out of force then has a value, where it has one.
  virtual bool is_at_edge() const { return false; }
  // A line for the end of a run; empty: there is nothing to tell.
  virtual std::string summary() const { return {}; }
  // Takes a verified package, which must outlive what is evaluated of it. Called once for each program, so that an
  // engine that compiles does so here.
  virtual void open(const program::Package& package) = 0;
  // Appends the outcomes of `outputs` in each case of one run: those of the first case, in the order of `outputs`, then
  // those of the next; nothing at all where it leaves this program to the others. Unless `is_at_edge`, what is out of
  // force is an error.
  virtual void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases,
                        std::span<const program::VariableId> outputs, std::vector<eval::Outcome>& outcomes) = 0;
};

enum class EngineSet : std::uint8_t {
  kEvaluators,  // the interpreter, the data-flow form, the abstract form
  kNative,      // the interpreter and the native engine
  kAll,
};

// The first is the interpreter, the reference that the others are compared with.
std::vector<std::unique_ptr<Engine>> engines_of(EngineSet set);

}  // namespace avenant::engines
