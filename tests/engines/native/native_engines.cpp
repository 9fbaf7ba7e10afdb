#include "tests/engines/native/native_engines.hpp"

#include <algorithm>
#include <cstdlib>
#include <string>

#include "runtime/batch/run_blocks.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_case.hpp"
#include "tests/engines/native/compiled_program.hpp"
#include "tests/engines/native/random_columns.hpp"
#include "tests/engines/native/result_columns.hpp"
#include "tests/engines/native/shared_blocks.hpp"

namespace avenant::engines {

namespace {

using eval::Outcome;
using program::Package;
using program::VariableId;

const char* name_of(engine::Tier tier) {
  return tier == engine::Tier::kFast ? "fast" : "optimised";
}

std::string percent(std::uint64_t part, std::uint64_t whole) {
  const std::uint64_t hundredths = whole == 0 ? 0 : part * 10'000 / whole;
  const std::string rest = std::to_string(hundredths % 100);
  return std::to_string(hundredths / 100) + (rest.size() == 1 ? ".0" : ".") + rest + " %";
}

std::string compiling(const CompiledProgram& program) {
  return std::to_string(program.n_compiled()) + " times compiled in " +
         std::to_string(program.compile_microseconds() / 1000) + " ms, " + std::to_string(program.n_specialised()) +
         " of them for what all cases share";
}

// What the engines of one tier share: how they vary, and the code where both use the same.
class Native : public Engine {
 public:
  Native(std::shared_ptr<CompiledProgram> program, std::uint64_t salt, const char* what)
      : program_(std::move(program)),
        salt_(salt),
        name_(std::string("native ") + what + ", " + name_of(program_->tier())) {}

  std::string_view name() const override { return name_; }
  void vary(const Variation& variation) override {
    random_ = Random(variation.seed * 2 + salt_);
    Random choice(variation.seed ^ 0x5DEECE66DULL);
    takes_part_ = program_->tier() == engine::Tier::kFast || choice.chance(variation.optimised_percent);
    seed_ = variation.seed;
  }
  void open(const Package& package) override { program_->open(package, seed_); }

 protected:
  std::shared_ptr<CompiledProgram> program_;
  Random random_{0};
  bool takes_part_ = true;

  void fail(std::size_t n, std::vector<Outcome>& outcomes) const {
    outcomes.resize(outcomes.size() + n, {{}, kStatusUndecided});
  }

 private:
  const std::uint64_t salt_;
  const std::string name_;
  std::uint64_t seed_ = 0;
};

// Cases one after another, their inputs in any order, one of them given twice now and then.
class NativeCases final : public Native {
 public:
  explicit NativeCases(std::shared_ptr<CompiledProgram> program) : Native(std::move(program), 1, "cases") {}

  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    if (!takes_part_) return;
    const engine::NativeCode* code = program_->take(options, cases, outputs);
    if (code == nullptr) return fail(cases.size() * outputs.size(), outcomes);
    engine::NativeEvaluator evaluator(program_->package(), *code, program_->settings(), options);
    std::vector<std::uint32_t> order;
    for (std::size_t i = 0; i < program_->package().inputs.size(); ++i) order.push_back(static_cast<std::uint32_t>(i));
    random_.shuffle(order);
    for (const Inputs& inputs : cases) {
      evaluator.begin_case();
      for (const std::uint32_t i : order) {
        if (!inputs[i]) continue;
        if (random_.chance(1)) evaluator.set(program::InputId(i), value::Value{1, 1});
        evaluator.set(program::InputId(i), *inputs[i]);
      }
      const std::span<const Outcome> found = evaluator.evaluate();
      outcomes.insert(outcomes.end(), found.begin(), found.end());
    }
    n_cases_ += cases.size();
    n_replayed_ += evaluator.n_replayed();
  }

  std::string summary() const override {
    return std::to_string(n_cases_) + " cases, " + std::to_string(n_replayed_) + " (" + percent(n_replayed_, n_cases_) +
           ") again by the interpreter; " + compiling(*program_);
  }

 private:
  std::uint64_t n_cases_ = 0;
  std::uint64_t n_replayed_ = 0;
};

// Blocks of columns: whole, on several threads that share the code, or in pieces of any size.
class NativeBlocks final : public Native {
 public:
  explicit NativeBlocks(std::shared_ptr<CompiledProgram> program) : Native(std::move(program), 2, "blocks") {}

  bool is_at_edge() const override { return true; }
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    if (!takes_part_) return;
    const engine::NativeCode* code = program_->take(options, cases, outputs);
    if (code == nullptr) return fail(cases.size() * outputs.size(), outcomes);
    std::vector<std::unique_ptr<RandomColumn>> columns;
    std::vector<batch::InputColumn> inputs;
    for (const program::InputId input : program_->columns()) {
      const bool is_given =
          std::any_of(cases.begin(), cases.end(), [&](const Inputs& each) { return each[input.value]; });
      // Code was told of the column all the same.
      if (!is_given && random_.chance(30)) continue;
      const batch::InputColumn* like = random_.chance(75) ? program_->sample(input) : nullptr;
      columns.push_back(random_column(program_->package(), input, cases, like, random_));
      inputs.push_back(columns.back()->column);
    }
    ResultColumns results(outputs.size(), cases.size());
    run(*code, options, inputs, cases.size(), results.columns);
    n_rows_ += cases.size();
    if (!results.is_intact()) return fail(cases.size() * outputs.size(), outcomes);
    for (std::size_t row = 0; row < cases.size(); ++row) {
      for (std::size_t output = 0; output < outputs.size(); ++output) outcomes.push_back(results.outcome(output, row));
    }
  }

  std::string summary() const override {
    return std::to_string(n_rows_) + " rows, " + std::to_string(n_unusual_) + " (" + percent(n_unusual_, n_rows_) +
           ") as unusual ones, " + std::to_string(n_single_) + " (" + percent(n_single_, n_rows_) +
           ") one at a time; " + std::to_string(n_threaded_) + " runs on several threads; " + compiling(*program_);
  }

 private:
  void run(const engine::NativeCode& code, const eval::RunOptions& options, std::span<const batch::InputColumn> inputs,
           std::size_t n_rows, std::span<const batch::ResultColumn> results) {
    const std::size_t n_engines = n_rows > batch::kBlockRows && random_.chance(50) ? 2 + random_.below(2) : 1;
    std::vector<std::unique_ptr<batch::BlockEngine>> engines;
    std::vector<engine::NativeBlockEngine*> natives;
    for (std::size_t i = 0; i < n_engines; ++i) {
      auto each = std::make_unique<engine::NativeBlockEngine>(program_->package(), code, program_->settings(), options);
      natives.push_back(each.get());
      engines.push_back(std::move(each));
    }
    n_threaded_ += n_engines > 1 ? 1 : 0;
    if (n_engines > 1) {
      batch::run_blocks(engines, inputs, n_rows, results);
    } else if (random_.chance(50)) {
      engines[0]->run(inputs, n_rows, results);
    } else {
      run_pieces(*engines[0], inputs, n_rows, results);
    }
    for (const engine::NativeBlockEngine* each : natives) {
      n_unusual_ += each->n_unusual();
      n_single_ += each->n_single();
    }
  }

  void run_pieces(batch::BlockEngine& engine, std::span<const batch::InputColumn> inputs, std::size_t n_rows,
                  std::span<const batch::ResultColumn> results) {
    const std::size_t sizes[] = {0, 1, 7, 63, 1023, 1024, 1025, 1 + random_.below(2 * batch::kBlockRows)};
    for (std::size_t first = 0; first < n_rows;) {
      const std::size_t n = std::min(sizes[random_.below(std::size(sizes))], n_rows - first);
      std::vector<batch::InputColumn> some_inputs;
      std::vector<batch::ResultColumn> some_results;
      for (const auto& column : inputs) some_inputs.push_back(batch::from_row(column, first));
      for (const auto& column : results) some_results.push_back(batch::from_row(column, first));
      engine.run(some_inputs, n, some_results);
      first += n;
    }
  }

  std::uint64_t n_rows_ = 0;
  std::uint64_t n_unusual_ = 0;
  std::uint64_t n_single_ = 0;
  std::uint64_t n_threaded_ = 0;
};

}  // namespace

#ifdef AVENANT_NATIVE_LIBRARY

bool has_native_engine() {
  return true;
}

void add_native_engines(std::vector<std::unique_ptr<Engine>>& engines) {
  // What the user states goes before: another build of the engine.
  setenv("AVENANT_NATIVE", AVENANT_NATIVE_LIBRARY, 0);
  // Code for cases at the optimised tier is compiled by itself, as callers do.
  const auto fast = std::make_shared<CompiledProgram>(engine::Tier::kFast, true);
  engines.push_back(std::make_unique<NativeCases>(fast));
  engines.push_back(std::make_unique<NativeBlocks>(fast));
  engines.push_back(std::make_unique<NativeCases>(std::make_shared<CompiledProgram>(engine::Tier::kOptimised, false)));
  engines.push_back(std::make_unique<NativeBlocks>(std::make_shared<CompiledProgram>(engine::Tier::kOptimised, true)));
  engines.push_back(std::make_unique<SharedBlocks>());
}

#else

bool has_native_engine() {
  return false;
}

void add_native_engines(std::vector<std::unique_ptr<Engine>>&) {}

#endif

}  // namespace avenant::engines
