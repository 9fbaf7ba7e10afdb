#include "runtime/native/native.hpp"

#include <llvm/IR/DiagnosticInfo.h>
#include <llvm/IR/Verifier.h>

#include <cstring>
#include <mutex>

#include "runtime/engine/version.hpp"
#include "runtime/native/code/block_module.hpp"
#include "runtime/native/code/case_module.hpp"
#include "runtime/native/jit/jit.hpp"
#include "runtime/native/jit/object.hpp"

namespace avenant::native {

namespace {

// What compiling gives besides addresses.
struct Description {
  std::uint32_t n_slots = 0;
  std::vector<engine::ResultForm> results;
  engine::BlockLayout layout;
  bool has_blocks = false;
  bool has_rest = false;
};

class Code final : public engine::NativeCode {
 public:
  Code(std::unique_ptr<LoadedObject> object, Description description)
      : object_(std::move(object)), description_(std::move(description)) {}

  // Empty, or why an entry cannot be reached.
  std::string resolve() {
    std::string error;
    case_entry_ = reinterpret_cast<engine::CaseEntry>(object_->address_of(kCaseEntryName, error));
    if (description_.has_rest) {
      rest_entry_ = reinterpret_cast<engine::CaseEntry>(object_->address_of(kRestEntryName, error));
    }
    if (description_.has_blocks) {
      block_entry_ = reinterpret_cast<engine::BlockEntry>(object_->address_of(kBlockEntryName, error));
    }
    return error;
  }

  engine::CaseEntry case_entry() const override { return case_entry_; }
  std::uint32_t n_slots() const override { return description_.n_slots; }
  const std::vector<engine::ResultForm>& results() const override { return description_.results; }
  engine::CaseEntry rest_entry() const override { return rest_entry_; }
  engine::BlockEntry block_entry() const override { return block_entry_; }
  const engine::BlockLayout& block_layout() const override { return description_.layout; }

 private:
  std::unique_ptr<LoadedObject> object_;
  Description description_;
  engine::CaseEntry case_entry_ = nullptr;
  engine::CaseEntry rest_entry_ = nullptr;
  engine::BlockEntry block_entry_ = nullptr;
};

// Instructions for the settings, before the passes.
struct Instructions {
  std::unique_ptr<llvm::TargetMachine> machine;
  std::unique_ptr<llvm::LLVMContext> context;
  std::unique_ptr<llvm::Module> module;
  Description description;
  std::string error;
};

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

Instructions write(const program::Package& package, const engine::Settings& settings, const engine::CompileOptions& options) {
  Instructions result;
  result.machine = host_machine(options.tier, result.error);
  if (result.machine == nullptr) return result;
  result.context = std::make_unique<llvm::LLVMContext>();
  // A loop that does not vectorise is slower, and nothing to tell.
  result.context->setDiagnosticHandlerCallBack([](const llvm::DiagnosticInfo*, void*) {});
  result.module = std::make_unique<llvm::Module>("avenant", *result.context);
  result.module->setDataLayout(result.machine->createDataLayout());
  result.module->setTargetTriple(result.machine->getTargetTriple().str());
  Description& description = result.description;
  std::vector<bool> in_blocks(settings.requests.size(), true);
  if (options.blocks) {
    engine::BlockLayout requests;
    engine::Settings of_blocks;
    in_blocks = split(package, settings, requests, of_blocks);
    const UnitPlan plan = plan_units(package, of_blocks);
    description.layout = emit_blocks({package, of_blocks, plan}, options.columns, *result.module);
    description.layout.requests = std::move(requests.requests);
    description.has_blocks = true;
    description.has_rest = description.layout.requests.size() < settings.requests.size();
  }
  const UnitPlan plan = plan_units(package, settings);
  description.n_slots = static_cast<std::uint32_t>(plan.units.size());
  description.results = emit_cases({package, settings, plan}, in_blocks, *result.module);
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
    Instructions written = write(package, settings, options);
    if (written.module == nullptr) return {nullptr, written.error};
    auto object = to_object(*written.module, *written.machine, options.tier, error);
    if (object == nullptr) return {nullptr, error};
    auto loaded = jit->load(std::move(object), error);
    if (loaded == nullptr) return {nullptr, error};
    auto code = std::make_unique<Code>(std::move(loaded), std::move(written.description));
    error = code->resolve();
    if (!error.empty()) return {nullptr, error};
    return {std::move(code), {}};
  }

  std::string intermediate_text(const program::Package& package, const engine::Settings& settings,
                                const engine::CompileOptions& options) override {
    std::string error;
    if (Jit::instance(error) == nullptr) return error;
    Instructions written = write(package, settings, options);
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
