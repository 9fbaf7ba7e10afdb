#include "runtime/native/jit/object.hpp"

#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>

namespace avenant::native {

// The level of the passes and that of code generation move together: either alone costs most of both.
std::unique_ptr<llvm::TargetMachine> host_machine(engine::Tier tier, std::string& error) {
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder) {
    error = llvm::toString(builder.takeError());
    return nullptr;
  }
  const bool fast = tier == engine::Tier::kFast;
  builder->setCodeGenOptLevel(fast ? llvm::CodeGenOptLevel::None : llvm::CodeGenOptLevel::Default);
  builder->setRelocationModel(llvm::Reloc::PIC_);
  // The code of one object lies together, and reaches what is outside by a table beside it.
  builder->setCodeModel(llvm::CodeModel::Small);
  auto machine = builder->createTargetMachine();
  if (!machine) {
    error = llvm::toString(machine.takeError());
    return nullptr;
  }
  return std::move(*machine);
}

namespace {

// What pays here of the usual pipeline, which takes four times as long for code that runs as fast: code is written with
// few stores, without calls worth inlining, and what remains to be found is what two statuses or two bounds have in
// common.
constexpr const char* kPasses =
    "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint;max-iterations=1>,"
    "loop-mssa(licm),loop-vectorize,early-cse<memssa>,instcombine<no-verify-fixpoint;max-iterations=1>,simplifycfg)";

}  // namespace

void optimise(llvm::Module& module, llvm::TargetMachine& machine, engine::Tier tier) {
  if (tier == engine::Tier::kFast) return;
  llvm::PassBuilder passes(&machine);
  llvm::LoopAnalysisManager loops;
  llvm::FunctionAnalysisManager functions;
  llvm::CGSCCAnalysisManager components;
  llvm::ModuleAnalysisManager modules;
  passes.registerModuleAnalyses(modules);
  passes.registerCGSCCAnalyses(components);
  passes.registerFunctionAnalyses(functions);
  passes.registerLoopAnalyses(loops);
  passes.crossRegisterProxies(loops, functions, components, modules);
  llvm::ModulePassManager pipeline;
  if (llvm::Error failed = passes.parsePassPipeline(pipeline, kPasses)) {
    llvm::report_fatal_error(std::move(failed));
  }
  pipeline.run(module, modules);
}

std::unique_ptr<llvm::MemoryBuffer> to_object(llvm::Module& module, llvm::TargetMachine& machine, engine::Tier tier,
                                              std::string& error) {
  optimise(module, machine, tier);
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager code_generation;
  if (machine.addPassesToEmitFile(code_generation, stream, nullptr, llvm::CodeGenFileType::ObjectFile)) {
    error = "this machine has no object files";
    return nullptr;
  }
  code_generation.run(module);
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(bytes), false);
}

}  // namespace avenant::native
