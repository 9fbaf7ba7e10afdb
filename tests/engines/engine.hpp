// A way to evaluate programs, as the harness compares them. One more engine is one more subclass, listed in
// engines.cpp. Read laws/laws.hpp next.
#pragma once

#include <memory>
#include <optional>
#include <span>
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

class Engine {
 public:
  Engine() = default;
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;
  virtual ~Engine() = default;

  virtual std::string_view name() const = 0;
  // Takes a verified package, which must outlive what is evaluated of it. Called once for each program, so that an
  // engine that compiles does so here.
  virtual void open(const program::Package& package) = 0;
  // Appends the outcomes of `outputs` in each case of one run: those of the first case, in the order of `outputs`, then
  // those of the next. Not those of requests: what is out of force is an error.
  virtual void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases,
                        std::span<const program::VariableId> outputs, std::vector<eval::Outcome>& outcomes) = 0;
};

// Every engine; the first is the reference that the others are compared with.
std::vector<std::unique_ptr<Engine>> all_engines();

}  // namespace avenant::engines
