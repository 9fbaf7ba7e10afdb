#include "tests/bench/growth/rule_growth.hpp"

#include <algorithm>
#include <cstdio>
#include <memory>
#include <vector>

#include "runtime/engine/cache/code_image.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/binary/package_file.hpp"
#include "tests/bench/growth/meter.hpp"
#include "tests/bench/reference/corpus_package.hpp"
#include "tests/engines/native/random_columns.hpp"
#include "tests/engines/programs/cases.hpp"

namespace growth {
namespace {

using namespace avenant;

constexpr double kLeastSeconds = 0.3;
constexpr std::size_t kCases = 32;

// Of every dispositif, or of the first one.
std::vector<program::VariableId> public_results(const program::Package& package, bool one_dispositif) {
  std::vector<program::VariableId> results;
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    if (!package.variables[i].is_public) continue;
    if (one_dispositif && !results.empty() &&
        package.variables[i].dispositif != package.variable(results.front()).dispositif)
      break;
    results.emplace_back(i);
  }
  return results;
}

// Every input of the results' dispositifs has a value that it admits.
std::vector<std::vector<eval::InputValue>> cases_of(const program::Package& package,
                                                    const std::vector<program::VariableId>& results) {
  engines::Random random(1);
  const engines::CaseGenerator generator(package, {0, 0});
  std::vector<std::vector<eval::InputValue>> cases(kCases);
  for (auto& each : cases) {
    for (std::size_t i = 0; i < package.inputs.size(); ++i) {
      const program::InputId input(i);
      const auto asks = [&](program::VariableId result) {
        return package.variable(result).dispositif == package.input(input).dispositif;
      };
      if (std::none_of(results.begin(), results.end(), asks)) continue;
      each.push_back({input, generator.input(random, input)});
    }
  }
  return cases;
}

// A number that outcomes give, so that two engines' are compared.
void add(const eval::Outcome& outcome, std::uint64_t& digest) {
  digest = digest * 31 + static_cast<std::uint64_t>(outcome.value.a);
  digest = digest * 31 + static_cast<std::uint64_t>(outcome.value.b);
  digest = digest * 31 + outcome.status;
}

template <class Evaluator>
void begin(Evaluator& evaluator, const std::vector<eval::InputValue>& inputs) {
  evaluator.begin_case();
  for (const eval::InputValue& each : inputs) evaluator.set(each.input, each.value);
}

// One project: what engines are measured on.
struct World {
  World(const std::string& project, bool one_dispositif)
      : package(reference::corpus_package(project)),
        results(public_results(package, one_dispositif)),
        cases(cases_of(package, results)),
        settings(engine::settings_of(package, options, results)) {}
  program::Package package;
  eval::RunOptions options;
  std::vector<program::VariableId> results;
  std::vector<std::vector<eval::InputValue>> cases;
  engine::Settings settings;
};

struct Decision {
  double seconds = 0;
  std::uint64_t digest = 0;
};

Decision by_interpreter(const World& world) {
  eval::Evaluator evaluator(world.package, world.options);
  Decision decision;
  const double seconds = seconds_of(kLeastSeconds, [&] {
    decision.digest = 0;
    for (const auto& inputs : world.cases) {
      begin(evaluator, inputs);
      for (const program::VariableId result : world.results) add(evaluator.request(result), decision.digest);
    }
  });
  decision.seconds = seconds / kCases;
  return decision;
}

Decision by_code(const World& world, const engine::NativeCode& code) {
  engine::NativeEvaluator evaluator(world.package, code, world.settings, world.options);
  Decision decision;
  const double seconds = seconds_of(kLeastSeconds, [&] {
    decision.digest = 0;
    for (const auto& inputs : world.cases) {
      begin(evaluator, inputs);
      for (const eval::Outcome& outcome : evaluator.request()) add(outcome, decision.digest);
    }
  });
  decision.seconds = seconds / kCases;
  return decision;
}

// Blocks of many rows: instructions are fetched once a block. Not part of a decision: making the columns.
class Blocks {
 public:
  explicit Blocks(const World& world) : world_(world), results_(world.results.size()) {
    engines::Random random(1);
    std::vector<engines::Inputs> rows(batch::kBlockRows, engines::Inputs(world.package.inputs.size()));
    for (std::size_t row = 0; row < rows.size(); ++row) {
      for (const eval::InputValue& each : world.cases[row % kCases]) rows[row][each.input.value] = each.value;
    }
    for (const eval::InputValue& each : world.cases.front()) {
      columns_.push_back(engines::random_column(world.package, each.input, rows, nullptr, random));
      inputs_.push_back(columns_.back()->column);
    }
    for (ResultWords& each : results_) result_columns_.push_back({each.a.data(), each.b.data(), each.status.data()});
  }

  [[nodiscard]] engine::CompileOptions options(engine::Tier tier) const {
    engine::CompileOptions options;
    options.tier = tier;
    options.blocks = true;
    for (const batch::InputColumn& each : inputs_) options.columns.push_back(each.input);
    options.samples = inputs_;
    return options;
  }

  Decision decide(const engine::NativeCode& code) {
    engine::NativeBlockEngine engine(world_.package, code, world_.settings, world_.options);
    Decision decision;
    decision.seconds = seconds_of(kLeastSeconds, [&] { engine.run(inputs_, batch::kBlockRows, result_columns_); }) /
                       static_cast<double>(batch::kBlockRows);
    for (std::size_t row = 0; row < kCases; ++row) {
      for (const ResultWords& each : results_) add({{each.a[row], each.b[row]}, each.status[row]}, decision.digest);
    }
    return decision;
  }

 private:
  struct ResultWords {
    std::vector<std::int64_t> a = std::vector<std::int64_t>(batch::kBlockRows);
    std::vector<std::int64_t> b = std::vector<std::int64_t>(batch::kBlockRows);
    std::vector<std::uint32_t> status = std::vector<std::uint32_t>(batch::kBlockRows);
  };
  const World& world_;
  std::vector<std::unique_ptr<engines::RandomColumn>> columns_;
  std::vector<batch::InputColumn> inputs_;
  std::vector<ResultWords> results_;
  std::vector<batch::ResultColumn> result_columns_;
};

engine::NativeCompiler* open_compiler() {
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) std::fprintf(stderr, "growth_measures: no native engine: %s\n", error.c_str());
  return compiler;
}

engine::CompileOptions of_tier(engine::Tier tier) {
  engine::CompileOptions options;
  options.tier = tier;
  return options;
}

struct Code {
  double seconds = 0;
  engine::Compiled compiled;
};

Code compile(const World& world, engine::NativeCompiler& compiler, const engine::CompileOptions& options) {
  Code code;
  code.seconds = seconds_of(kLeastSeconds, [&] {
    code.compiled = engine::Compiled();
    code.compiled = compiler.compile(world.package, world.settings, options);
  });
  if (code.compiled.code == nullptr) std::fprintf(stderr, "not compiled: %s\n", code.compiled.error.c_str());
  return code;
}

// Prints what one way of deciding takes; false, with a message, where it does not decide as the interpreter does.
bool print_decision(const char* name, const Decision& decision, const Decision& interpreted) {
  std::printf(R"(, "%s": %.9g)", name, decision.seconds);
  if (decision.digest == interpreted.digest) return true;
  std::fprintf(stderr, "growth_measures: %s decides otherwise than the interpreter\n", name);
  return false;
}

// Code for single cases at a tier, and what it decides.
bool measure_cases(const World& world, engine::NativeCompiler& compiler, engine::Tier tier,
                   const Decision& interpreted) {
  const bool is_fast = tier == engine::Tier::kFast;
  const Code code = compile(world, compiler, of_tier(tier));
  if (code.compiled.code == nullptr) return false;
  std::printf(R"(, "%s": %.9g)", is_fast ? "compile_fast" : "compile_optimised", code.seconds);
  return print_decision(is_fast ? "decide_fast" : "decide_optimised", by_code(world, *code.compiled.code), interpreted);
}

bool measure_blocks(const World& world, engine::NativeCompiler& compiler, const Decision& interpreted) {
  Blocks blocks(world);
  const Code code = compile(world, compiler, blocks.options(engine::Tier::kOptimised));
  if (code.compiled.code == nullptr) return false;
  std::printf(R"(, "compile_blocks": %.9g)", code.seconds);
  return print_decision("decide_blocks", blocks.decide(*code.compiled.code), interpreted);
}

}  // namespace

bool measure_rules(const std::string& project, bool one_dispositif) {
  engine::NativeCompiler* compiler = open_compiler();
  if (compiler == nullptr) return false;
  const World world(project, one_dispositif);
  const Decision interpreted = by_interpreter(world);
  std::printf(R"({"results": %zu, "decide_interpreter": %.9g)", world.results.size(), interpreted.seconds);
  const bool is_done = measure_cases(world, *compiler, engine::Tier::kFast, interpreted) &&
                       measure_cases(world, *compiler, engine::Tier::kOptimised, interpreted) &&
                       measure_blocks(world, *compiler, interpreted);
  std::puts("}");
  return is_done;
}

bool measure_sizes(const std::string& project) {
  engine::NativeCompiler* compiler = open_compiler();
  if (compiler == nullptr) return false;
  const World world(project, false);
  engine::CompileOptions options;
  options.tier = engine::Tier::kFast;
  options.keep = true;
  const engine::Compiled compiled = compiler->compile(world.package, world.settings, options);
  if (compiled.stored == nullptr) {
    std::fprintf(stderr, "growth_measures: no code that can be kept: %s\n", compiled.error.c_str());
    return false;
  }
  std::printf(R"({"nodes": %zu, "package_bytes": %zu, "code_bytes": %zu})"
              "\n",
              world.package.nodes.size(), program::write_package(world.package, "").size(),
              engine::write_code(*compiled.stored).size());
  return true;
}

}  // namespace growth
