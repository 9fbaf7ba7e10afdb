// Every name that compiled code may call, with where it is: the functions of kernels.def, and those of memory and of
// 128-bit arithmetic that code generation may need. Read kernels.def next.
#pragma once

#include <span>

namespace avenant::kernels {

struct Symbol {
  const char* name;
  void* address;
};

// Always the same, in the same order. Thread-safe.
std::span<const Symbol> callable_symbols();

}  // namespace avenant::kernels
