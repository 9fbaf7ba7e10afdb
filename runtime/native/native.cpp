#include "runtime/native/native.hpp"

#include <cstring>
#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/Verifier.h>
#include <optional>
#include <thread>
#include <utility>

#include "runtime/engine/cache/code_image.hpp"
#include "runtime/engine/version.hpp"
#include "runtime/native/code/block_module.hpp"
#include "runtime/native/code/case_module.hpp"
#include "runtime/native/jit/jit.hpp"
#include "runtime/native/jit/object.hpp"

namespace avenant::native {

namespace {

// A module with what it needs to become an object, apart from others so that several may be compiled at once.
struct Instructions {
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  engine::Tier tier = engine::Tier::kFast;
  std::unique_ptr<llvm::MemoryBuffer> object;
  std::string error;
};

Instructions new_module(const char* name, engine::Tier tier) {
  Instructions result;
  result.tier = tier;
  result.machine = host_machine(tier, result.error);
  if (result.machine == nullptr) return result;
  result.context = std::make_unique<llvm::LLVMContext>();
  // A loop that does not vectorise is slower, and nothing to tell.
  result.context->setDiagnosticHandlerCallBack([](const llvm::DiagnosticInfo*, void*) {});
  result.module = std::make_unique<llvm::Module>(name, *result.context);
  result.module->setDataLayout(result.machine->createDataLayout());
  result.module->setTargetTriple(result.machine->getTargetTriple().str());
  return result;
}

void check(Instructions& written) {
  llvm::raw_string_ostream problems(written.error);
  if (llvm::verifyModule(*written.module, &problems)) written.module.reset();
}

Vectors vectors_of(const llvm::TargetMachine& machine) {
  const llvm::StringRef features = machine.getTargetFeatureString();
  if (!machine.getTargetTriple().isX86()) return {};
  // The tests of 32-bit lanes and of bytes need all three.
  if (features.contains("+avx512bw") && features.contains("+avx512dq") && features.contains("+avx512vl")) return {16};
  return {features.contains("+avx2") ? 8U : 4U};
}

// Of each request, whether blocks give it. Fills in the layout and the settings of those that do.
std::vector<bool> split(const program::Package& package, const engine::Settings& settings, engine::BlockLayout& layout,
                        engine::Settings& of_blocks) {
  const std::vector<bool> lists = goes_through_lists(package);
  std::vector<bool> in_blocks;
  of_blocks = settings;
  of_blocks.requests.clear();
  for (std::size_t i = 0; i < settings.requests.size(); ++i) {
    in_blocks.push_back(!lists[settings.requests[i].value]);
    if (!in_blocks.back()) continue;
    layout.requests.push_back(static_cast<std::uint32_t>(i));
    of_blocks.requests.push_back(settings.requests[i]);
  }
  return in_blocks;
}

struct Written {
  // Of blocks and of unusual rows of them, if asked for, then of cases.
  std::vector<Instructions> modules;
  engine::CodeDescription description;
  bool has_cases = false;
  bool has_blocks = false;
  bool has_rest = false;

  std::string error() const {
    for (const Instructions& each : modules) {
      if (each.module == nullptr || !each.error.empty()) return each.error;
    }
    return {};
  }
};

// A line table where one is asked for.
class Lines {
 public:
  Lines(const program::Package& package, const engine::CompileOptions& options, llvm::Module& module) {
    if (options.lines) table_.emplace(package, module);
  }
  LineTable* get() { return table_ ? &*table_ : nullptr; }
  void finish() {
    if (table_) table_->finish();
  }

 private:
  std::optional<LineTable> table_;
};

Written write(const program::Package& package, const engine::Settings& settings,
              const engine::CompileOptions& options) {
  Written result;
  engine::CodeDescription& description = result.description;
  std::vector<bool> in_blocks(settings.requests.size(), true);
  if (options.blocks) {
    engine::BlockLayout requests;
    engine::Settings of_blocks;
    in_blocks = split(package, settings, requests, of_blocks);
    const UnitPlan plan = plan_units(package, of_blocks);
    for (const Rows rows : {Rows::kUsual, Rows::kUnusual}) {
      const bool usual = rows == Rows::kUsual;
      Instructions& blocks = result.modules.emplace_back(new_module(usual ? "blocks" : "unusual rows", options.tier));
      if (blocks.module == nullptr) return result;
      Lines lines(package, options, *blocks.module);
      engine::BlockLayout& layout = usual ? description.layout : description.unusual;
      layout = emit_blocks({package, of_blocks, plan, lines.get()}, options, rows, vectors_of(*blocks.machine),
                           *blocks.module);
      lines.finish();
      layout.requests = requests.requests;
      check(blocks);
    }
    result.has_blocks = true;
    result.has_rest = requests.requests.size() < settings.requests.size();
    if (!options.cases && !result.has_rest) return result;
  }
  result.has_cases = true;
  Instructions& cases = result.modules.emplace_back(new_module("cases", options.tier));
  if (cases.module == nullptr) return result;
  const UnitPlan plan = plan_units(package, settings);
  description.n_slots = static_cast<std::uint32_t>(plan.units.size());
  Lines lines(package, options, *cases.module);
  description.results = emit_cases({package, settings, plan, lines.get()}, in_blocks, *cases.module);
  lines.finish();
  check(cases);
  return result;
}

void finish(Instructions& written) {
  written.object = to_object(*written.module, *written.machine, written.tier, written.error);
}

// One thread a module.
void to_objects(std::vector<Instructions>& modules) {
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < modules.size(); ++i) threads.emplace_back([&modules, i] { finish(modules[i]); });
  finish(modules[0]);
  for (std::thread& each : threads) each.join();
}

// Empty, or why an entry cannot be reached.
std::string resolve(LoadedObject& loaded, const Written& written, engine::CodeEntries& entries) {
  std::string error;
  if (written.has_cases) {
    entries.case_entry = reinterpret_cast<engine::CaseEntry>(loaded.address_of(kCaseEntryName, error));
  }
  if (written.has_rest) {
    entries.rest_entry = reinterpret_cast<engine::CaseEntry>(loaded.address_of(kRestEntryName, error));
  }
  if (written.has_blocks) {
    entries.block_entry = reinterpret_cast<engine::BlockEntry>(loaded.address_of(kBlockEntryName, error));
    entries.unusual_entry = reinterpret_cast<engine::BlockEntry>(loaded.address_of(kUnusualEntryName, error));
  }
  return error;
}

// Null where there are no images.
std::shared_ptr<const engine::StoredCode> at_rest(std::vector<engine::CodeImage> images, const Written& written) {
  if (images.size() != written.modules.size()) return nullptr;
  return std::make_shared<engine::StoredCode>(engine::StoredCode{written.description, std::move(images)});
}

class Compiler final : public engine::NativeCompiler {
 public:
  engine::Compiled compile(const program::Package& package, const engine::Settings& settings,
                           const engine::CompileOptions& options) override {
    std::string error;
    Jit* jit = Jit::instance(error);
    if (jit == nullptr) return {nullptr, error, {}};
    Written written = write(package, settings, options);
    if (error = written.error(); !error.empty()) return {nullptr, error, {}};
    to_objects(written.modules);
    if (error = written.error(); !error.empty()) return {nullptr, error, {}};
    if (options.lines) jit->tell_debuggers();
    auto loaded = jit->new_library(error);
    if (loaded == nullptr) return {nullptr, error, {}};
    for (Instructions& each : written.modules) {
      if (error = loaded->add(std::move(each.object)); !error.empty()) return {nullptr, error, {}};
    }
    engine::CodeEntries entries;
    const bool keep = options.keep && !options.lines;
    if (keep) loaded->start_images();
    error = resolve(*loaded, written, entries);
    engine::Compiled compiled;
    if (keep) compiled.stored = at_rest(loaded->images(), written);
    if (!error.empty()) return {nullptr, error, {}};
    compiled.code = std::make_unique<engine::NativeCode>(std::move(loaded), entries, std::move(written.description));
    return compiled;
  }

  std::string intermediate_text(const program::Package& package, const engine::Settings& settings,
                                const engine::CompileOptions& options) override {
    std::string error;
    if (Jit::instance(error) == nullptr) return error;
    Written written = write(package, settings, options);
    if (error = written.error(); !error.empty()) return error;
    std::string text;
    llvm::raw_string_ostream stream(text);
    for (Instructions& each : written.modules) {
      optimise(*each.module, *each.machine, each.tier);
      each.module->print(stream, nullptr);
    }
    return text;
  }
};

}  // namespace

}  // namespace avenant::native

extern "C" {

avenant::engine::NativeCompiler* avenant_native_compiler(const char* version) noexcept {
  static avenant::native::Compiler compiler;
  return std::strcmp(version, avenant::engine::kNativeVersion) == 0 ? &compiler : nullptr;
}
}
