#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>

#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/native_library.hpp"
#include "runtime/program/print.hpp"
#include "tests/engines/programs/cases.hpp"
#include "tests/engines/programs/generate.hpp"
#include "tests/engines/programs/model.hpp"

using namespace avenant;
using namespace avenant::engines;

struct ModelCase { Inputs inputs; };
#if 0
eval::RunOptions options_of(const program::Package& package, const ModelCase& given) {
  eval::RunOptions options;
  if (given.has_situation_date) options.situation_date = value::Date::from_civil(2022, 2, 2).value;
  if (given.cut_off) options.known_at = value::Date::from_civil(2019, 6, 1).value;
  if (given.draft) options.drafts.push_back(program::TextId(kDraft));
  options.readings.emplace_back(package.reading_named("threshold"), given.reading);
  if (given.has_figure) options.figures.emplace_back(package.unknown_at("figure"), value::Value{1, 4});
  return options;
}
#endif

// One column: cells, or integers where every value is one.
struct Column {
  std::vector<value::Value> cells;
  std::vector<std::int64_t> words64;
  std::vector<std::int32_t> words32;
  std::vector<std::int8_t> words8;
  std::vector<std::uint8_t> validity;
  batch::InputColumn column;
};

void fill(const program::Package& package, std::size_t input, const std::vector<ModelCase>& cases, Random& random, Column& out) {
  const program::Type& type = package.type(package.inputs[input].type);
  out.column.input = program::InputId(input);
  bool all = true;
  bool integers = type.kind != program::TypeKind::kSet && type.kind != program::TypeKind::kList && type.kind != program::TypeKind::kDuration;
  const std::int64_t denominator = type.kind == program::TypeKind::kNumber ? (type.grain != 0 ? type.grain : 12) : 1;
  bool bytes = true, halves = true;
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& given = cases[i].inputs[input];
    if (i % 8 == 0) out.validity.push_back(0);
    if (given) out.validity.back() = static_cast<std::uint8_t>(out.validity.back() | (1U << (i % 8)));
    all = all && given.has_value();
    out.cells.push_back(given ? *given : value::Value{99, 3});
    if (given && (given->b == 0 || denominator % given->b != 0 || given->a > (std::int64_t{1} << 50U) || given->a < -(std::int64_t{1} << 50U))) integers = false;
    const std::int64_t word = given && given->b != 0 && integers ? given->a * (denominator / given->b) : 77;
    out.words64.push_back(word);
    out.words32.push_back(static_cast<std::int32_t>(word));
    out.words8.push_back(static_cast<std::int8_t>(word));
    bytes = bytes && word == out.words8.back();
    halves = halves && word == out.words32.back();
  }
  if (!all || random.chance(30)) out.column.validity = out.validity.data();
  if (!integers || random.chance(25)) {
    out.column.storage = batch::Storage::kValue;
    out.column.values = out.cells.data();
    return;
  }
  out.column.denominator = denominator;
  out.column.storage = batch::Storage::kInt64;
  out.column.values = out.words64.data();
  if (halves && random.chance(60)) {
    out.column.storage = batch::Storage::kInt32;
    out.column.values = out.words32.data();
  }
  if (bytes && random.chance(60)) {
    out.column.storage = batch::Storage::kInt8;
    out.column.values = out.words8.data();
  }
}

int main(int count, char** words) {
  std::uint64_t programs = 200, seed = 1, n_cases = 50;
  bool ir = false;
  for (int i = 1; i < count; ++i) {
    const std::string_view w = words[i];
    if (w == "--programs") programs = std::strtoull(words[++i], nullptr, 10);
    if (w == "--seed") seed = std::strtoull(words[++i], nullptr, 10);
    if (w == "--cases") n_cases = std::strtoull(words[++i], nullptr, 10);
    if (w == "--ir") ir = true;
  }
  setenv("AVENANT_NATIVE", AVENANT_NATIVE_LIBRARY, 0);
  std::string error;
  engine::NativeCompiler* compiler = engine::native_compiler(error);
  if (compiler == nullptr) { std::printf("no compiler: %s\n", error.c_str()); return 2; }
  std::uint64_t n = 0, outcomes = 0, errors = 0, replayed = 0, single = 0, rows = 0, bad = 0;
  double seconds[2] = {0, 0};
  for (std::uint64_t p = 0; p < programs && bad < 5; ++p) {
    Random random(seed + p);
    const Model model = generate_model(random);
    const program::Package package = build(model);
    std::vector<ModelCase> cases;
    const CaseGenerator generator(package, Faults{2, 1});
    for (std::uint64_t c = 0; c < n_cases; ++c) cases.push_back({generator.inputs(random)});
    const eval::RunOptions options = generator.options(random);
    // Whole columns are left out now and then.
    engine::CompileOptions compile_options{engine::Tier::kFast, true, {}, {}, {}};
    for (std::size_t i = 0; i < package.inputs.size(); ++i) {
      const bool dropped = random.chance(10);
      if (!dropped) compile_options.columns.emplace_back(i);
      if (!dropped && random.chance(50)) compile_options.sparse.emplace_back(i);
      for (ModelCase& each : cases) {
        if (dropped) each.inputs[i].reset();
      }
    }
    std::vector<program::VariableId> requests;
    for (std::size_t v = 0; v < package.variables.size(); ++v) requests.push_back(program::VariableId(v));
    const engine::Settings settings = engine::settings_of(package, options, requests);
    eval::Evaluator reference(package, options);
    std::vector<eval::Outcome> expected;
    std::vector<eval::Outcome> edge;
    for (const ModelCase& given : cases) {
      reference.begin_case();
      for (std::size_t i = 0; i < given.inputs.size(); ++i) {
        if (given.inputs[i]) reference.set(program::InputId(i), *given.inputs[i]);
      }
      for (const auto request : requests) {
        expected.push_back(reference.evaluate(request));
        edge.push_back(reference.request(request));
        errors += !expected.back().ok();
      }
    }
    for (const engine::Tier tier : {engine::Tier::kFast, engine::Tier::kOptimised}) {
      compile_options.tier = tier;
      std::vector<Column> columns(compile_options.columns.size());
      std::vector<batch::InputColumn> inputs;
      for (std::size_t i = 0; i < columns.size(); ++i) {
        fill(package, compile_options.columns[i].value, cases, random, columns[i]);
        inputs.push_back(columns[i].column);
      }
      compile_options.samples.clear();
      for (const batch::InputColumn& each : inputs) {
        batch::InputColumn sample = each;
        if (random.chance(10)) sample.storage = batch::Storage::kInt16;
        if (random.chance(80)) compile_options.samples.push_back(sample);
      }
      if (ir && tier == (std::getenv("OPT") ? engine::Tier::kOptimised : engine::Tier::kFast)) {
        std::printf("%s\n%s\n", program::print(package).c_str(), compiler->intermediate_text(package, settings, compile_options).c_str());
      }
      const auto start = std::chrono::steady_clock::now();
      engine::Compiled compiled = compiler->compile(package, settings, compile_options);
      seconds[tier == engine::Tier::kOptimised] += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
      if (!compiled.code) { std::printf("program %llu: %s\n", (unsigned long long)(seed + p), compiled.error.c_str()); ++bad; break; }
      const auto differs = [&](const char* what, std::size_t c, std::size_t v, const eval::Outcome& wanted, const eval::Outcome& found) {
        if (wanted == found) return false;
        std::printf("program %llu %s tier %d case %zu variable %zu: %lld/%lld status %d, native %lld/%lld status %d\n", (unsigned long long)(seed + p), what, (int)tier, c, v,
                    (long long)wanted.value.a, (long long)wanted.value.b, (int)wanted.status, (long long)found.value.a, (long long)found.value.b, (int)found.status);
        ++bad;
        return true;
      };
      engine::NativeEvaluator native(package, *compiled.code, settings, options);
      for (std::size_t c = 0; c < cases.size() && bad == 0; ++c) {
        native.begin_case();
        for (std::size_t i = 0; i < cases[c].inputs.size(); ++i) {
          if (cases[c].inputs[i]) native.set(program::InputId(i), *cases[c].inputs[i]);
        }
        const auto found = native.evaluate();
        ++n;
        for (std::size_t v = 0; v < requests.size(); ++v) {
          ++outcomes;
          if (differs("case", c, v, expected[c * requests.size() + v], found[v])) break;
        }
      }
      replayed += native.n_replayed();
      std::vector<std::vector<std::int64_t>> a(requests.size(), std::vector<std::int64_t>(cases.size()));
      auto b = a;
      std::vector<std::vector<std::uint32_t>> status(requests.size(), std::vector<std::uint32_t>(cases.size()));
      std::vector<batch::ResultColumn> results;
      for (std::size_t v = 0; v < requests.size(); ++v) results.push_back({a[v].data(), b[v].data(), status[v].data()});
      engine::NativeBlockEngine blocks(package, *compiled.code, settings, options);
      blocks.run(inputs, cases.size(), results);
      rows += cases.size();
      single += blocks.n_single();
      for (std::size_t c = 0; c < cases.size() && bad == 0; ++c) {
        for (std::size_t v = 0; v < requests.size(); ++v) {
          ++outcomes;
          if (differs("block", c, v, edge[c * requests.size() + v], {{a[v][c], b[v][c]}, status[v][c]})) break;
        }
      }
      if (bad) break;
    }
  }
  std::printf("%llu cases, %llu outcomes, %llu errors of the reference, %llu replayed; %llu rows, %llu one at a time; compile %.2f s fast, %.2f s optimised; %llu bad\n", (unsigned long long)n, (unsigned long long)outcomes, (unsigned long long)errors, (unsigned long long)replayed,
              (unsigned long long)rows, (unsigned long long)single, seconds[0], seconds[1], (unsigned long long)bad);
  return bad != 0;
}
