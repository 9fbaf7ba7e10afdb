#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <chrono>
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/program/print.hpp"
#include "tests/engines/generate.hpp"
#include "tests/engines/model.hpp"

using namespace avenant;
using namespace avenant::engines;

eval::RunOptions options_of(const program::Package& package, const ModelCase& given) {
  eval::RunOptions options;
  if (given.has_situation_date) options.situation_date = value::Date::from_civil(2022, 2, 2).value;
  if (given.cut_off) options.known_at = value::Date::from_civil(2019, 6, 1).value;
  if (given.draft) options.drafts.push_back(program::TextId(kDraft));
  options.readings.emplace_back(package.reading_named("threshold"), given.reading);
  if (given.has_figure) options.figures.emplace_back(package.unknown_at("figure"), value::Value{1, 4});
  return options;
}

int main(int count, char** words) {
  std::uint64_t programs = 200, seed = 1, cases = 50;
  bool ir = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view w = words[i];
    if (w == "--programs") programs = std::strtoull(words[++i], nullptr, 10);
    if (w == "--seed") seed = std::strtoull(words[++i], nullptr, 10);
    if (w == "--cases") cases = std::strtoull(words[++i], nullptr, 10);
    if (w == "--ir") ir = true;
  }
  setenv("AVENANT_NATIVE", AVENANT_NATIVE_LIBRARY, 0);
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) { std::printf("no compiler: %s\n", error.c_str()); return 2; }
  std::uint64_t n = 0, outcomes = 0, errors = 0, replayed = 0, bad = 0;
  double seconds[2] = {0, 0};
  for (std::uint64_t p = 0; p < programs && bad < 5; ++p) {
    Random random(seed + p);
    const Model model = generate_model(random);
    const program::Package package = build(model);
    const ModelCase first = generate_case(random);
    const eval::RunOptions options = options_of(package, first);
    std::vector<program::VariableId> requests;
    for (std::size_t v = 0; v < package.variables.size(); ++v) requests.push_back(program::VariableId(v));
    const engine::Settings settings = engine::settings_of(package, options, requests);
    if (ir) std::printf("%s\n%s\n", program::print(package).c_str(), compiler->intermediate_text(package, settings, {std::getenv("OPT") ? engine::Tier::kOptimised : engine::Tier::kFast}).c_str());
    for (const engine::Tier tier : {engine::Tier::kFast, engine::Tier::kOptimised}) {
      const auto start = std::chrono::steady_clock::now();
      engine::Compiled compiled = compiler->compile(package, settings, {tier});
      seconds[tier == engine::Tier::kOptimised] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      if (!compiled.code) { std::printf("program %llu: %s\n", (unsigned long long)(seed + p), compiled.error.c_str()); ++bad; break; }
      engine::NativeEvaluator native(package, *compiled.code, settings, options);
      eval::Evaluator reference(package, options);
      Random inputs(seed + p + 77);
      for (std::uint64_t c = 0; c < cases; ++c) {
        const ModelCase given = c == 0 ? first : generate_case(inputs);
        native.begin_case();
        reference.begin_case();
        for (std::size_t i = 0; i < given.inputs.size(); ++i) {
          if (!given.inputs[i]) continue;
          native.set(program::InputId(i), *given.inputs[i]);
          reference.set(program::InputId(i), *given.inputs[i]);
        }
        const auto found = native.evaluate();
        ++n;
        for (std::size_t v = 0; v < requests.size(); ++v) {
          const eval::Outcome expected = reference.evaluate(requests[v]);
          ++outcomes;
          errors += !expected.ok();
          if (expected != found[v]) {
            std::printf("program %llu tier %d case %llu variable %zu: %lld/%lld status %d, native %lld/%lld status %d\n", (unsigned long long)(seed + p), (int)tier, (unsigned long long)c, v,
                        (long long)expected.value.a, (long long)expected.value.b, (int)expected.status, (long long)found[v].value.a, (long long)found[v].value.b, (int)found[v].status);
            ++bad;
            c = cases;
            break;
          }
        }
      }
      replayed += native.n_replayed();
      if (bad) break;
    }
  }
  std::printf("%llu cases, %llu outcomes, %llu errors, %llu replayed, compile %.2f s fast, %.2f s optimised; %llu bad\n", (unsigned long long)n, (unsigned long long)outcomes, (unsigned long long)errors, (unsigned long long)replayed, seconds[0], seconds[1], (unsigned long long)bad);
  return bad != 0;
}
