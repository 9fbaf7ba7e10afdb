#include "tests/engines/optimised/optimised_engine.hpp"

#include <algorithm>
#include <cstdio>
#include <string>

#include "runtime/program/verify.hpp"
#include "tests/engines/laws/laws.hpp"

namespace avenant::engines {

namespace {

using eval::Outcome;
using optimise::Pass;
using program::Package;
using program::VariableId;

// Programs that take part, in percent: a program made anew costs as much as some cases.
constexpr std::size_t kTakesPart = 60;
// Programs made whose text is read back, in percent.
constexpr std::size_t kReadBack = 4;

// All passes as they are used, or a few in any order.
Package optimised(const Package& package, const optimise::Options& options, Random& random) {
  if (random.chance(40)) return optimise::run(package, options);
  const auto passes = optimise::all_passes();
  Package result = package;
  for (std::size_t n = 1 + random.below(3); n-- > 0;) {
    result = optimise::apply(passes[random.below(passes.size())].pass, result, options);
  }
  return result;
}

class Optimised final : public Engine {
 public:
  std::string_view name() const override { return "interpreter, of an optimised program"; }
  void vary(const Variation& variation) override {
    random_ = Random(variation.seed ^ 0x0B71ED);
    takes_part_ = random_.chance(kTakesPart);
  }
  void open(const Package& package) override { package_ = &package; }

  // Cases that share some inputs with one of them have a program made for these, the others one made for the run alone;
  // either may be two programs, each for some of the results.
  void evaluate(const eval::RunOptions& options, std::span<const Inputs> cases, std::span<const VariableId> outputs,
                std::vector<Outcome>& outcomes) override {
    if (!takes_part_ || cases.empty()) return;
    const FixedInputs fixed = some_inputs(cases[random_.below(cases.size())], random_);
    std::vector<Outcome> result(cases.size() * outputs.size(), Outcome{{}, kStatusUndecided});
    std::vector<std::size_t> alike;
    std::vector<std::size_t> others;
    for (std::size_t i = 0; i < cases.size(); ++i) (agrees(cases[i], fixed) ? alike : others).push_back(i);
    bool right = decide(options, cases, alike, fixed, outputs, result);
    right = right && decide(options, cases, others, {}, outputs, result);
    if (!right) std::fill(result.begin(), result.end(), Outcome{{}, kStatusUndecided});
    outcomes.insert(outcomes.end(), result.begin(), result.end());
  }

  std::string summary() const override {
    return std::to_string(n_programs_) + " programs made; of " + std::to_string(n_nodes_before_) +
           " operations they have " + std::to_string(n_nodes_after_) + "; " + std::to_string(n_read_back_) +
           " read back from their text";
  }

 private:
  bool decide(const eval::RunOptions& run, std::span<const Inputs> cases, const std::vector<std::size_t>& which,
              const FixedInputs& fixed, std::span<const VariableId> outputs, std::vector<Outcome>& result) {
    if (which.empty()) return true;
    optimise::Options options;
    options.run = run;
    options.inputs = fixed;
    if (random_.chance(40)) options.run.situation_date.reset();
    std::vector<std::size_t> parts[2];
    const bool is_whole = random_.chance(40);
    for (std::size_t i = 0; i < outputs.size(); ++i) parts[is_whole ? 0 : random_.below(2)].push_back(i);
    for (const std::vector<std::size_t>& part : parts) {
      if (part.empty()) continue;
      options.requests.clear();
      for (const std::size_t i : part) options.requests.push_back(outputs[i]);
      if (is_whole && random_.chance(50)) options.requests.clear();
      if (!decide_part(options, run, cases, which, part, outputs, result)) return false;
    }
    return true;
  }

  bool decide_part(const optimise::Options& options, const eval::RunOptions& run, std::span<const Inputs> cases,
                   const std::vector<std::size_t>& which, const std::vector<std::size_t>& part,
                   std::span<const VariableId> outputs, std::vector<Outcome>& result) {
    const Package made = optimised(*package_, options, random_);
    const program::Verification verification = program::verify(made);
    if (!verification.ok()) {
      std::fprintf(stderr, "an optimised program is not well formed: %s\n", verification.message.c_str());
      return false;
    }
    ++n_programs_;
    n_nodes_before_ += package_->nodes.size();
    n_nodes_after_ += made.nodes.size();
    eval::Evaluator evaluator(made, run);
    for (const std::size_t each : which) {
      evaluator.begin_case();
      for (std::size_t i = 0; i < cases[each].size(); ++i) {
        if (cases[each][i]) evaluator.set(program::InputId(i), *cases[each][i]);
      }
      for (const std::size_t i : part) result[each * outputs.size() + i] = evaluator.evaluate(outputs[i]);
    }
    return !random_.chance(kReadBack) || is_read_back(made, run, cases[which[0]], part, outputs,
                                                      std::span(result).subspan(which[0] * outputs.size()));
  }

  bool is_read_back(const Package& made, const eval::RunOptions& run, const Inputs& inputs,
                    const std::vector<std::size_t>& part, std::span<const VariableId> outputs,
                    std::span<const Outcome> outcomes) {
    const CaseGenerator cases(made);
    const Case given{inputs, run};
    std::vector<VariableId> asked;
    std::vector<Outcome> expected;
    for (const std::size_t i : part) {
      asked.push_back(outputs[i]);
      expected.push_back(outcomes[i]);
    }
    const std::string found = check_text(Subject{made, cases, given, asked, expected});
    if (!found.empty()) std::fprintf(stderr, "of an optimised program: %s\n", found.c_str());
    ++n_read_back_;
    return found.empty();
  }

  const Package* package_ = nullptr;
  Random random_{0};
  bool takes_part_ = true;
  std::uint64_t n_programs_ = 0;
  std::uint64_t n_nodes_before_ = 0;
  std::uint64_t n_nodes_after_ = 0;
  std::uint64_t n_read_back_ = 0;
};

}  // namespace

FixedInputs some_inputs(const Inputs& inputs, Random& random) {
  FixedInputs fixed;
  const std::size_t percent = random.below(101);
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (random.chance(percent)) fixed.emplace_back(i, inputs[i]);
  }
  return fixed;
}

bool agrees(const Inputs& inputs, const FixedInputs& fixed) {
  return std::all_of(fixed.begin(), fixed.end(),
                     [&inputs](const auto& each) { return inputs[each.first.value] == each.second; });
}

std::unique_ptr<Engine> make_optimised_engine() {
  return std::make_unique<Optimised>();
}

}  // namespace avenant::engines
