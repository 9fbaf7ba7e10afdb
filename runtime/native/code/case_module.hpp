// The code for one case at a time: a function a unit, which keeps its outcome in a slot, and an entry that asks for the
// results. What is not needed is not computed. Read case_module.cpp next.
#pragma once

#include <llvm/IR/Module.h>
#include <vector>

#include "runtime/engine/native_code.hpp"
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

inline constexpr const char* kCaseEntryName = "avenant_case";
inline constexpr const char* kRestEntryName = "avenant_rest";

// Writes the functions into `module`; gives the forms of the settings' requests. `in_blocks`: whether blocks give a
// request; the second entry evaluates the others alone.
std::vector<engine::ResultForm> emit_cases(const Source& source, const std::vector<bool>& in_blocks,
                                           llvm::Module& module);

}  // namespace avenant::native
