#include "runtime/native/jit/object.hpp"

#include <llvm/CodeGen/MachineModuleInfo.h>
#include <llvm/CodeGen/TargetPassConfig.h>
#include <llvm/ExecutionEngine/Orc/JITTargetMachineBuilder.h>
#include <llvm/IR/LegacyPassManager.h>
#include <llvm/Passes/PassBuilder.h>
#include <llvm/Support/SmallVectorMemoryBuffer.h>

namespace avenant::native {

namespace {

llvm::CodeGenOptLevel level_of(Effort effort) {
  if (effort.tier == engine::Tier::kFast) return llvm::CodeGenOptLevel::None;
  return effort.shape == Shape::kLoops ? llvm::CodeGenOptLevel::Default : llvm::CodeGenOptLevel::Less;
}

}  // namespace

// The level of the passes and that of code generation move together: either alone costs most of both.
std::unique_ptr<llvm::TargetMachine> host_machine(Effort effort, std::string& error) {
  auto builder = llvm::orc::JITTargetMachineBuilder::detectHost();
  if (!builder) {
    error = llvm::toString(builder.takeError());
    return nullptr;
  }
  builder->setCodeGenOptLevel(level_of(effort));
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

// Of code with branches: some fifty milliseconds of choosing.
constexpr unsigned kMostInstructionsAtOnce = 10'000;

// What pays here of the usual pipeline, which takes four times as long for code that runs as fast: code is written with
// few stores, without calls worth inlining, and what remains to be found is what two statuses or two bounds have in
// common.
constexpr const char* kLoopPasses =
    "function(sroa,early-cse<memssa>,simplifycfg,instcombine<no-verify-fixpoint;max-iterations=1>,"
    "loop-mssa(licm),loop-vectorize,early-cse<memssa>,instcombine<no-verify-fixpoint;max-iterations=1>,simplifycfg)";

// Code for one case is written with nothing twice (instructions/builder.hpp): what those passes still find in it makes
// it no faster. Its folds have loops and places in memory.
constexpr const char* kBranchPasses = "function(sroa,simplifycfg,loop-mssa(licm))";

// Where there are many, the instructions of branches are chosen one by one, as the fast tier does, which takes a fifth
// of the time that whole blocks at once take and gives code that is a tenth slower; then what makes code fast is done,
// registers above all. Gives false where that fails.
bool generate_branches(llvm::legacy::PassManager& passes, llvm::LLVMTargetMachine& machine,
                       llvm::raw_pwrite_stream& stream) {
  llvm::TargetPassConfig* configuration = machine.createPassConfig(passes);
  configuration->setDisableVerify(true);
  passes.add(configuration);
  auto* information = new llvm::MachineModuleInfoWrapperPass(&machine);
  passes.add(information);
  const llvm::CodeGenOptLevel level = machine.getOptLevel();
  machine.setOptLevel(llvm::CodeGenOptLevel::None);
  const bool failed = configuration->addISelPasses();
  machine.setOptLevel(level);
  if (failed) return false;
  configuration->addMachinePasses();
  configuration->setInitialized();
  return !machine.addAsmPrinter(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile,
                                information->getMMI().getContext());
}

// Gives false where that fails.
bool generate(llvm::legacy::PassManager& passes, llvm::TargetMachine& machine, Effort effort,
              const llvm::Module& module, llvm::raw_pwrite_stream& stream) {
  const bool is_large = module.getInstructionCount() > kMostInstructionsAtOnce;
  if (effort.tier == engine::Tier::kOptimised && effort.shape == Shape::kBranches && is_large) {
    // Every machine that has code generation is one.
    return generate_branches(passes, static_cast<llvm::LLVMTargetMachine&>(machine), stream);
  }
  return !machine.addPassesToEmitFile(passes, stream, nullptr, llvm::CodeGenFileType::ObjectFile);
}

}  // namespace

void optimise(llvm::Module& module, llvm::TargetMachine& machine, Effort effort) {
  if (effort.tier == engine::Tier::kFast) return;
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
  if (llvm::Error failed =
          passes.parsePassPipeline(pipeline, effort.shape == Shape::kLoops ? kLoopPasses : kBranchPasses)) {
    llvm::report_fatal_error(std::move(failed));
  }
  pipeline.run(module, modules);
}

std::unique_ptr<llvm::MemoryBuffer> to_object(llvm::Module& module, llvm::TargetMachine& machine, Effort effort,
                                              std::string& error) {
  optimise(module, machine, effort);
  llvm::SmallVector<char, 0> bytes;
  llvm::raw_svector_ostream stream(bytes);
  llvm::legacy::PassManager code_generation;
  if (!generate(code_generation, machine, effort, module, stream)) {
    error = "this machine has no object files";
    return nullptr;
  }
  code_generation.run(module);
  return std::make_unique<llvm::SmallVectorMemoryBuffer>(std::move(bytes), false);
}

}  // namespace avenant::native
