// Opens the shared object of the native engine, when it is first wanted: a program that never wants it does not pay for
// LLVM. Read native_code.hpp next.
#pragma once

#include <string>

#include "runtime/engine/native_code.hpp"

namespace avenant::engine {

// The compiler, or null with the reason, in English. The object is looked for beside the executable, in ../lib beside
// it, where AVENANT_NATIVE says, then where the system looks. Thread-safe; the object stays open.
NativeCompiler* native_compiler(std::string& error);

// The file that native_compiler would open, without opening it; empty where only the system knows. Thread-safe.
std::string native_library_file();

}  // namespace avenant::engine
