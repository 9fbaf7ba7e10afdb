#include "runtime/native/jit/jit.hpp"

#include <atomic>
#include <llvm/ExecutionEngine/Orc/DebugObjectManagerPlugin.h>
#include <llvm/ExecutionEngine/Orc/EPCDebugObjectRegistrar.h>
#include <llvm/ExecutionEngine/Orc/Shared/WrapperFunctionUtils.h>
#include <llvm/Support/TargetSelect.h>

#include "runtime/kernels/symbols.hpp"

// LLVM's, for the protocol by which debuggers learn of compiled code; no header declares it.
extern "C" llvm::orc::shared::CWrapperFunctionResult llvm_orc_registerJITLoaderGDBWrapper(const char* data,
                                                                                          std::uint64_t size);

namespace avenant::native {

namespace {

// Every name that compiled code may call.
llvm::Error define_symbols(llvm::orc::LLJIT& jit, llvm::orc::JITDylib& library) {
  llvm::orc::SymbolMap symbols;
  for (const kernels::Symbol& each : kernels::callable_symbols()) {
    symbols[jit.mangleAndIntern(each.name)] = {llvm::orc::ExecutorAddr::fromPtr(each.address),
                                               llvm::JITSymbolFlags::Exported};
  }
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

Jit::Jit(std::unique_ptr<llvm::orc::LLJIT> jit) : jit_(std::move(jit)) {
  // The other linker of LLVM has no graphs to take images of.
  auto* linker = llvm::dyn_cast<llvm::orc::ObjectLinkingLayer>(&jit_->getObjLinkingLayer());
  if (linker == nullptr) return;
  images_ = std::make_shared<ImageTaker>();
  linker->addPlugin(images_);
}

void Jit::tell_debuggers() {
  std::call_once(told_debuggers_, [this] {
    auto* linker = llvm::dyn_cast<llvm::orc::ObjectLinkingLayer>(&jit_->getObjLinkingLayer());
    if (linker == nullptr) return;
    llvm::orc::ExecutionSession& session = jit_->getExecutionSession();
    auto registrar = std::make_unique<llvm::orc::EPCDebugObjectRegistrar>(
        session, llvm::orc::ExecutorAddr::fromPtr(&llvm_orc_registerJITLoaderGDBWrapper));
    linker->addPlugin(std::make_shared<llvm::orc::DebugObjectManagerPlugin>(session, std::move(registrar), true, true));
  });
}

void LoadedObject::start_images() {
  if (images_ != nullptr) images_->start(*library_);
}

std::vector<engine::CodeImage> LoadedObject::images() {
  return images_ == nullptr ? std::vector<engine::CodeImage>{} : images_->stop(*library_);
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
  auto loaded = std::make_unique<LoadedObject>(*jit_, *library, images_.get());
  if (llvm::Error failed = define_symbols(*jit_, *library)) {
    error = llvm::toString(std::move(failed));
    return nullptr;
  }
  return loaded;
}

}  // namespace avenant::native
