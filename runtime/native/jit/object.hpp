// A module of instructions to a relocatable object, at one of the two tiers. Read jit.hpp next.
#pragma once

#include <llvm/IR/Module.h>
#include <llvm/Support/MemoryBuffer.h>
#include <llvm/Target/TargetMachine.h>
#include <memory>

#include "runtime/engine/native_code.hpp"

namespace avenant::native {

// What most of a module is made of.
enum class Shape : std::uint8_t {
  kBranches,  // code for one case
  kLoops,     // code for blocks
};

struct Effort {
  engine::Tier tier = engine::Tier::kFast;
  Shape shape = Shape::kBranches;
};

// The machine that this process runs on. Null, with `error`, where LLVM cannot tell.
std::unique_ptr<llvm::TargetMachine> host_machine(Effort effort, std::string& error);

// Runs the passes of the tier on the module, then writes the object. Null, with `error`, where that fails.
std::unique_ptr<llvm::MemoryBuffer> to_object(llvm::Module& module, llvm::TargetMachine& machine, Effort effort,
                                              std::string& error);

// Only the passes.
void optimise(llvm::Module& module, llvm::TargetMachine& machine, Effort effort);

}  // namespace avenant::native
