#include "runtime/eval/abstract_evaluator.hpp"
#include "tests/engines/engine.hpp"
#include "tests/engines/flow/flow.hpp"
#include "tests/engines/native/native_engines.hpp"
#include "tests/engines/optimised/optimised_engine.hpp"

namespace avenant::engines {

namespace {

using eval::Outcome;
using program::Package;
using program::VariableId;

// The reference interpreter, one evaluator for all cases of a program, as its users keep it.
class Interpreter final : public Engine {
 public:
  std::string_view name() const override { return "interpreter"; }
  void open(const Package& package) override { evaluator_ = std::make_unique<eval::Evaluator>(package); }
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    evaluator_->set_options(options);
    for (const Inputs& inputs : cases) {
      evaluator_->begin_case();
      for (std::size_t i = 0; i < inputs.size(); ++i) {
        if (inputs[i]) evaluator_->set(program::InputId(i), *inputs[i]);
      }
      for (const VariableId output : outputs) outcomes.push_back(evaluator_->evaluate(output));
    }
  }

 private:
  std::unique_ptr<eval::Evaluator> evaluator_;
};

class DataFlow final : public Engine {
 public:
  std::string_view name() const override { return "data flow"; }
  void open(const Package& package) override { flow_ = std::make_unique<Flow>(package); }
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    flow_->set_options(options);
    for (const Inputs& inputs : cases) {
      flow_->begin_case(inputs);
      for (const VariableId output : outputs) outcomes.push_back(flow_->variable(output));
    }
  }

 private:
  std::unique_ptr<Flow> flow_;
};

// The abstract form, given everything: one outcome is left of each variable. Inputs are only given anew where they
// changed, so that what is computed again follows what depends on them.
class Abstract final : public Engine {
 public:
  std::string_view name() const override { return "abstract"; }
  void open(const Package& package) override {
    evaluator_ = std::make_unique<eval::AbstractEvaluator>(package);
    inputs_.assign(package.inputs.size(), std::nullopt);
  }
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    evaluator_->set_options(options);
    for (const Inputs& inputs : cases) {
      give(inputs);
      for (const VariableId output : outputs) outcomes.push_back(only_outcome(output));
    }
  }

 private:
  void give(const Inputs& inputs) {
    for (std::size_t i = 0; i < inputs_.size(); ++i) {
      const std::optional<value::Value> given = i < inputs.size() ? inputs[i] : std::nullopt;
      if (given == inputs_[i]) continue;
      inputs_[i] = given;
      if (given) {
        evaluator_->set_value(program::InputId(i), *given);
      } else {
        evaluator_->set_missing(program::InputId(i));
      }
    }
  }
  Outcome only_outcome(VariableId output) {
    const eval::AbstractOutcome& left = evaluator_->evaluate(output);
    if (left.is_certain_value()) return Outcome::of(left.value.single());
    const auto sites = evaluator_->sites(left.errors);
    if (left.value.is_nothing() && sites.size() == 1) return Outcome::error(sites[0]);
    return {{}, kStatusUndecided};
  }

  std::unique_ptr<eval::AbstractEvaluator> evaluator_;
  Inputs inputs_;
};

}  // namespace

std::vector<std::unique_ptr<Engine>> engines_of(EngineSet set) {
  std::vector<std::unique_ptr<Engine>> engines;
  engines.push_back(std::make_unique<Interpreter>());
  if (set != EngineSet::kNative) {
    engines.push_back(std::make_unique<DataFlow>());
    engines.push_back(std::make_unique<Abstract>());
    engines.push_back(make_optimised_engine());
  }
  if (set != EngineSet::kEvaluators) add_native_engines(engines);
  return engines;
}

}  // namespace avenant::engines
