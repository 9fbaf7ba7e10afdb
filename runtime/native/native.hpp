// The entry of the shared object that holds the native engine. Everything below it may include LLVM; nothing outside
// does. Read native.cpp next, then plan/, code/, values/, instructions/, jit/.
#pragma once

#include "runtime/engine/native_code.hpp"

extern "C" {

// The compiler, which lives as long as the process. `version` is engine::kNativeVersion of the caller: another gives
// null, for the caller and this object were not built together.
__attribute__((visibility("default"))) avenant::engine::NativeCompiler* avenant_native_compiler(
    const char* version) noexcept;
}
