#include "tests/engines/harness.hpp"

#include <algorithm>
#include <cstdio>

#include "tests/engines/laws/laws.hpp"

namespace avenant::engines {

using eval::Outcome;
using program::Package;
using program::VariableId;

namespace {

std::vector<VariableId> all_variables(const Package& package) {
  std::vector<VariableId> result;
  for (std::size_t i = 0; i < package.variables.size(); ++i) result.emplace_back(i);
  return result;
}

// Some of the variables, in any order, at least one.
std::vector<VariableId> some_variables(const Package& package, Random& random) {
  std::vector<VariableId> result = all_variables(package);
  random.shuffle(result);
  if (!result.empty()) result.resize(1 + random.below(result.size()));
  return result;
}

}  // namespace

void Harness::open(const Package& package, const Variation& variation) {
  for (const auto& engine : engines_) {
    engine->vary(variation);
    engine->open(package);
  }
}

void Harness::report_engines() const {
  for (const auto& engine : engines_) {
    const std::string line = engine->summary();
    if (!line.empty()) std::printf("%s: %s\n", std::string(engine->name()).c_str(), line.c_str());
  }
}

const std::vector<Outcome>& Harness::expected_of(const Engine& engine, const Package& package,
                                                 const eval::RunOptions& options) {
  const std::vector<Outcome>& expected = outcomes_[0];
  if (!engine.is_at_edge()) return expected;
  if (at_edge_.size() == expected.size()) return at_edge_;
  const eval::Evaluator evaluator(package, options);
  at_edge_ = expected;
  for (std::size_t i = 0; i < at_edge_.size(); ++i) {
    if (!at_edge_[i].ok()) at_edge_[i] = evaluator.at_edge(outputs_[i % outputs_.size()], at_edge_[i]);
  }
  return at_edge_;
}

// Engines are open on the package. `failing` is the case that fails, where one does.
std::string Harness::compare(const Package& package, const eval::RunOptions& options, std::span<const Inputs> cases,
                             std::size_t& failing) {
  outcomes_.resize(engines_.size());
  for (std::size_t i = 0; i < engines_.size(); ++i) {
    outcomes_[i].clear();
    engines_[i]->evaluate(options, cases, outputs_, outcomes_[i]);
  }
  at_edge_.clear();
  for (std::size_t engine = 1; engine < engines_.size(); ++engine) {
    if (outcomes_[engine].empty()) continue;
    const std::vector<Outcome>& expected = expected_of(*engines_[engine], package, options);
    if (outcomes_[engine] == expected) continue;
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Outcome& found = outcomes_[engine][i];
      if (found == expected[i]) continue;
      failing = i / outputs_.size();
      return "T2: " + name_of(package, outputs_[i % outputs_.size()]) + " is " + words(package, expected[i]) +
             " by the " + std::string(engines_[0]->name()) + ", " + words(package, found) + " by " +
             std::string(engines_[engine]->name());
    }
  }
  return {};
}

// The case's outcomes by the interpreter are computed anew: other evaluators, other laws.
std::string Harness::laws(const Package& package, const Model* model, const CaseGenerator& cases, const Case& given,
                          Random& random, const Plan& plan, Counts& counts) {
  std::vector<VariableId> outputs = outputs_;
  if (outputs.size() > plan.lawful_outputs) {
    random.shuffle(outputs);
    outputs.resize(plan.lawful_outputs);
  }
  std::vector<Outcome> outcomes;
  eval::Evaluator evaluator = interpreter(package, given);
  for (const VariableId output : outputs) outcomes.push_back(evaluator.evaluate(output));
  const Subject subject{package, cases, given, outputs, outcomes};
  const std::uint64_t seed = random.next();
  std::string found = check_permuted(subject, seed);
  if (found.empty()) found = check_locality(subject, seed);
  counts.orders += 1;
  counts.localities += 1;
  if (found.empty() && model != nullptr) {
    found = check_order(*model, subject, seed);
    if (found.empty()) found = check_extension(*model, subject, seed);
    counts.extensions += 1;
  }
  if (found.empty() && random.chance(plan.text_percent)) {
    found = check_trace(subject);
    if (found.empty()) found = check_text(subject);
  }
  if (found.empty() && random.chance(plan.partial_percent)) {
    found = check_partial(subject, seed, counts);
    if (found.empty()) found = check_questions(subject, seed, counts);
  }
  return found;
}

std::optional<Failure> Harness::check(const Package& package, const Model* model, std::uint64_t seed,
                                      const Plan& plan) {
  Random random(seed);
  count_program(package, counts_);
  outputs_ = all_variables(package);
  open(package, {seed, plan.optimised_percent});
  const CaseGenerator cases(package, plan.faults);
  std::vector<Inputs> inputs(plan.cases_of_run);
  for (std::size_t run = 0; run < plan.runs; ++run) {
    const eval::RunOptions options = cases.options(random);
    if (plan.blocks) {
      outputs_ = random.chance(20) ? some_variables(package, random) : all_variables(package);
      inputs.resize(plan.cases_of_run + random.below(3) - std::min<std::size_t>(plan.cases_of_run, 1));
      cases.fill(random, inputs);
    } else {
      for (Inputs& each : inputs) each = cases.inputs(random);
    }
    std::size_t failing = 0;
    std::string found = compare(package, options, inputs, failing);
    if (!found.empty()) return Failure{found, {inputs[failing], options}};
    counts_.cases += inputs.size();
    for (const Outcome& outcome : outcomes_[0]) count_outcome(package, outcome, counts_);
    if (run >= plan.lawful_cases || inputs.empty()) continue;
    const Case given{inputs[0], options};
    found = laws(package, model, cases, given, random, plan, counts_);
    if (!found.empty()) return Failure{found, given};
  }
  return std::nullopt;
}

std::string Harness::check_case(const Package& package, const Model* model, const Case& given, std::uint64_t seed) {
  Random random(seed);
  Counts ignored;
  outputs_ = all_variables(package);
  open(package, {seed, 100});
  const CaseGenerator cases(package);
  std::size_t failing = 0;
  std::string found = compare(package, given.options, std::span(&given.inputs, 1), failing);
  if (!found.empty()) return found;
  // Among rows that are given nothing: what goes wrong between rows needs others.
  const Inputs nothing(given.inputs.size());
  const std::vector<Inputs> block{nothing, given.inputs, given.inputs, nothing, given.inputs};
  found = compare(package, given.options, block, failing);
  if (!found.empty()) return found;
  Plan all;
  all.partial_percent = 100;
  all.text_percent = 100;
  return laws(package, model, cases, given, random, all, ignored);
}

}  // namespace avenant::engines
