#include "runtime/native/jit/jit.hpp"

#include <atomic>
#include <cstring>
#include <llvm/Support/TargetSelect.h>

#include "runtime/kernels/kernels.hpp"
#include "runtime/value/rational.hpp"

// The compiler's own functions of 128 bits, which code generation may call.
extern "C" {
avenant::value::Uint128 __udivti3(avenant::value::Uint128 dividend, avenant::value::Uint128 divisor);
avenant::value::Uint128 __umodti3(avenant::value::Uint128 dividend, avenant::value::Uint128 divisor);
avenant::value::Int128 __divti3(avenant::value::Int128 dividend, avenant::value::Int128 divisor);
avenant::value::Int128 __modti3(avenant::value::Int128 dividend, avenant::value::Int128 divisor);
}

namespace avenant::native {

namespace {

// Every name that compiled code may call.
llvm::Error define_symbols(llvm::orc::LLJIT& jit, llvm::orc::JITDylib& library) {
  llvm::orc::SymbolMap symbols;
  const auto define = [&](const char* name, auto* function) {
    symbols[jit.mangleAndIntern(name)] = {llvm::orc::ExecutorAddr::fromPtr(function), llvm::JITSymbolFlags::Exported};
  };
#define KERNEL(name, meaning) define(#name, &::name);
#include "runtime/kernels/kernels.def"
  define("__udivti3", &__udivti3);
  define("__umodti3", &__umodti3);
  define("__divti3", &__divti3);
  define("__modti3", &__modti3);
  define("memcpy", &std::memcpy);
  define("memset", &std::memset);
  define("memmove", &std::memmove);
  define("memcmp", &std::memcmp);
  return library.define(llvm::orc::absoluteSymbols(std::move(symbols)));
}

std::unique_ptr<llvm::orc::LLJIT> make_jit(std::string& error) {
  llvm::InitializeNativeTarget();
  llvm::InitializeNativeTargetAsmPrinter();
  auto jit = llvm::orc::LLJITBuilder()
                 .setLinkProcessSymbolsByDefault(false)
                 .setPlatformSetUp(llvm::orc::setUpInactivePlatform)
                 .create();
  if (!jit) {
    error = llvm::toString(jit.takeError());
    return nullptr;
  }
  return std::move(*jit);
}

}  // namespace

LoadedObject::~LoadedObject() {
  if (llvm::Error failed = jit_.getExecutionSession().removeJITDylib(*library_)) llvm::consumeError(std::move(failed));
}

void* LoadedObject::address_of(const char* name, std::string& error) {
  auto address = jit_.lookup(*library_, name);
  if (address) return address->toPtr<void*>();
  error = llvm::toString(address.takeError());
  return nullptr;
}

Jit* Jit::instance(std::string& error) {
  struct Made {
    std::string error;
    std::unique_ptr<Jit> jit;
  };
  // Never destroyed: code may be unloaded until the very end of the process.
  static const Made& made = *[] {
    auto* result = new Made;
    if (auto jit = make_jit(result->error)) result->jit.reset(new Jit(std::move(jit)));
    return result;
  }();
  error = made.error;
  return made.jit.get();
}

std::string LoadedObject::add(std::unique_ptr<llvm::MemoryBuffer> object) {
  llvm::Error failed = jit_.addObjectFile(*library_, std::move(object));
  return failed ? llvm::toString(std::move(failed)) : std::string();
}

std::unique_ptr<LoadedObject> Jit::new_library(std::string& error) {
  static std::atomic<std::uint64_t> count{0};
  auto library = jit_->createJITDylib("package_" + std::to_string(count++));
  if (!library) {
    error = llvm::toString(library.takeError());
    return nullptr;
  }
  auto loaded = std::make_unique<LoadedObject>(*jit_, *library);
  if (llvm::Error failed = define_symbols(*jit_, *library)) {
    error = llvm::toString(std::move(failed));
    return nullptr;
  }
  return loaded;
}

}  // namespace avenant::native
