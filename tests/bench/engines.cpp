#include "tests/bench/engines.hpp"

#include <algorithm>
#include <cstdio>
#include <mutex>

#include "runtime/batch/interpreter_engine.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/native_library.hpp"
#include "tests/bench/reference/population_columns.hpp"

namespace bench {
namespace {

using avenant::batch::BlockEngine;
using avenant::program::Package;
using avenant::program::VariableId;

constexpr std::size_t kSlow = std::size_t{1} << 14U;
constexpr std::size_t kFast = std::size_t{1} << 20U;

std::unique_ptr<BlockEngine> make_interpreter(const Package& package, std::span<const VariableId> requests) {
  return std::make_unique<avenant::batch::InterpreterEngine>(package, requests, avenant::eval::RunOptions());
}

// Compiled code for all columns of the population, with what it needs to stay.
class Native final : public BlockEngine {
 public:
  Native(const Package& package, avenant::engine::Settings settings,
         std::shared_ptr<const avenant::engine::NativeCode> code)
      : settings_(std::move(settings)), code_(std::move(code)), engine_(package, *code_, settings_, {}) {}
  void run(std::span<const avenant::batch::InputColumn> inputs, std::size_t n_rows,
           std::span<const avenant::batch::ResultColumn> results) override {
    engine_.run(inputs, n_rows, results);
  }

 private:
  avenant::engine::Settings settings_;
  std::shared_ptr<const avenant::engine::NativeCode> code_;
  avenant::engine::NativeBlockEngine engine_;
};

}  // namespace

CompiledCase compile_case(const Package& package, std::span<const VariableId> requests) {
  CompiledCase result;
  std::string error;
  avenant::engine::NativeCompiler* compiler = avenant::engine::native_compiler(error);
  if (compiler == nullptr) return result;
  result.settings = std::make_unique<avenant::engine::Settings>(
      avenant::engine::settings_of(package, {}, {requests.begin(), requests.end()}));
  result.code = compiler->compile(package, *result.settings, {}).code;
  if (result.code == nullptr) return result;
  result.evaluator = std::make_unique<avenant::engine::NativeEvaluator>(package, *result.code, *result.settings,
                                                                        avenant::eval::RunOptions());
  return result;
}

namespace {

std::unique_ptr<BlockEngine> make_native(const Package& package, std::span<const VariableId> requests) {
  std::string error;
  avenant::engine::NativeCompiler* compiler = avenant::engine::native_compiler(error);
  if (compiler == nullptr) return nullptr;
  // What one thread compiled serves the others.
  static std::mutex mutex;
  static std::shared_ptr<const avenant::engine::NativeCode> code;
  const std::lock_guard lock(mutex);
  avenant::engine::Settings settings = avenant::engine::settings_of(package, {}, {requests.begin(), requests.end()});
  if (code == nullptr) {
    avenant::engine::CompileOptions options;
    options.blocks = true;
    options.cases = false;
    // What the first block has says what the others are like, as in a run.
    reference::PopulationColumns columns(package, avenant::batch::kBlockRows);
    reference::fill(columns, {1, 0}, 1);
    options.samples.assign(columns.inputs().begin(), columns.inputs().end());
    for (const avenant::batch::InputColumn& each : columns.inputs()) {
      options.columns.push_back(each.input);
      const std::uint8_t* end = each.validity + avenant::batch::kBlockRows / 8;
      if (std::any_of(each.validity, end, [](std::uint8_t bits) { return bits != 0xFF; }))
        options.sparse.push_back(each.input);
    }
    avenant::engine::Compiled compiled = compiler->compile(package, settings, options);
    if (compiled.code == nullptr) std::fprintf(stderr, "%s\n", compiled.error.c_str());
    code = std::move(compiled.code);
  }
  if (code == nullptr) return nullptr;
  return std::make_unique<Native>(package, std::move(settings), code);
}

}  // namespace

std::vector<Engine> engines() {
  // Compiled engines come after the interpreter, their single case as a batch of one row.
  return {{"interpreter", make_interpreter, kSlow}, {"native", make_native, kFast}};
}

}  // namespace bench
