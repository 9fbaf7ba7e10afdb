#include "runtime/native/native.hpp"

#include <llvm/IR/Verifier.h>

#include <cstring>
#include <mutex>

#include "runtime/engine/version.hpp"
#include "runtime/native/code/case_module.hpp"
#include "runtime/native/jit/jit.hpp"
#include "runtime/native/jit/object.hpp"

namespace avenant::native {

namespace {

class Code final : public engine::NativeCode {
 public:
  Code(std::unique_ptr<LoadedObject> object, engine::CaseEntry entry, std::uint32_t n_slots, std::vector<engine::ResultForm> results)
      : object_(std::move(object)), entry_(entry), n_slots_(n_slots), results_(std::move(results)) {}

  engine::CaseEntry case_entry() const override { return entry_; }
  std::uint32_t n_slots() const override { return n_slots_; }
  const std::vector<engine::ResultForm>& results() const override { return results_; }

 private:
  std::unique_ptr<LoadedObject> object_;
  engine::CaseEntry entry_;
  std::uint32_t n_slots_;
  std::vector<engine::ResultForm> results_;
};

// Instructions for the settings, before the passes.
struct Instructions {
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  std::uint32_t n_slots = 0;
  std::vector<engine::ResultForm> results;
  std::string error;
};

Instructions write(const program::Package& package, const engine::Settings& settings, engine::Tier tier) {
  Instructions result;
  result.machine = host_machine(tier, result.error);
  if (result.machine == nullptr) return result;
  result.context = std::make_unique<llvm::LLVMContext>();
  result.module = std::make_unique<llvm::Module>("avenant", *result.context);
  result.module->setDataLayout(result.machine->createDataLayout());
  result.module->setTargetTriple(result.machine->getTargetTriple().str());
  const UnitPlan plan = plan_units(package, settings);
  result.n_slots = static_cast<std::uint32_t>(plan.units.size());
  result.results = emit_cases({package, settings, plan}, *result.module);
  llvm::raw_string_ostream problems(result.error);
  if (llvm::verifyModule(*result.module, &problems)) result.module.reset();
  return result;
}

class Compiler final : public engine::NativeCompiler {
 public:
  engine::Compiled compile(const program::Package& package, const engine::Settings& settings,
                           const engine::CompileOptions& options) override {
    std::string error;
    Jit* jit = Jit::instance(error);
    if (jit == nullptr) return {nullptr, error};
    Instructions written = write(package, settings, options.tier);
    if (written.module == nullptr) return {nullptr, written.error};
    auto object = to_object(*written.module, *written.machine, options.tier, error);
    if (object == nullptr) return {nullptr, error};
    auto loaded = jit->load(std::move(object), error);
    if (loaded == nullptr) return {nullptr, error};
    void* entry = loaded->address_of(kCaseEntryName, error);
    if (entry == nullptr) return {nullptr, error};
    return {std::make_unique<Code>(std::move(loaded), reinterpret_cast<engine::CaseEntry>(entry), written.n_slots,
                                   std::move(written.results)),
            {}};
  }

  std::string intermediate_text(const program::Package& package, const engine::Settings& settings,
                                const engine::CompileOptions& options) override {
    std::string error;
    if (Jit::instance(error) == nullptr) return error;
    Instructions written = write(package, settings, options.tier);
    if (written.module == nullptr) return written.error;
    optimise(*written.module, *written.machine, options.tier);
    std::string text;
    llvm::raw_string_ostream stream(text);
    written.module->print(stream, nullptr);
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
