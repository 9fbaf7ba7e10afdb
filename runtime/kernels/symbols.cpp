#include "runtime/kernels/symbols.hpp"

#include <cstring>

#include "runtime/kernels/kernels.hpp"
#include "runtime/value/rational.hpp"

// The C++ compiler's own functions of 128 bits.
extern "C" {
avenant::value::Uint128 __udivti3(avenant::value::Uint128 dividend, avenant::value::Uint128 divisor);
avenant::value::Uint128 __umodti3(avenant::value::Uint128 dividend, avenant::value::Uint128 divisor);
avenant::value::Int128 __divti3(avenant::value::Int128 dividend, avenant::value::Int128 divisor);
avenant::value::Int128 __modti3(avenant::value::Int128 dividend, avenant::value::Int128 divisor);
}

namespace avenant::kernels {

std::span<const Symbol> callable_symbols() {
  static const Symbol symbols[] = {
#define KERNEL(name, meaning) {#name, reinterpret_cast<void*>(&::name)},
#include "runtime/kernels/kernels.def"
      {"__udivti3", reinterpret_cast<void*>(&__udivti3)},  {"__umodti3", reinterpret_cast<void*>(&__umodti3)},
      {"__divti3", reinterpret_cast<void*>(&__divti3)},    {"__modti3", reinterpret_cast<void*>(&__modti3)},
      {"memcpy", reinterpret_cast<void*>(&std::memcpy)},   {"memset", reinterpret_cast<void*>(&std::memset)},
      {"memmove", reinterpret_cast<void*>(&std::memmove)}, {"memcmp", reinterpret_cast<void*>(&std::memcmp)},
  };
  return symbols;
}

}  // namespace avenant::kernels
