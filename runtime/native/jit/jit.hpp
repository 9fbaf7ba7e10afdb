// Objects to running code: one LLJIT a process, one JITDylib a package, removed with it. Code finds the functions of
// kernels.def and a few of the compiler's own by name, and nothing else. Read jit.cpp next.
#pragma once

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <memory>
#include <string>

namespace avenant::native {

// The code of some objects that belong together; unloaded with it. Thread-safe to call into; its destruction is the
// owner's to time.
class LoadedObject {
 public:
  LoadedObject(llvm::orc::LLJIT& jit, llvm::orc::JITDylib& library) : jit_(jit), library_(&library) {}
  ~LoadedObject();
  LoadedObject(const LoadedObject&) = delete;
  LoadedObject& operator=(const LoadedObject&) = delete;

  // Takes an object in. Gives what is wrong with it; empty where nothing is.
  std::string add(std::unique_ptr<llvm::MemoryBuffer> object);
  // The address of a function of that name and type; null, with `error`, where there is none, or where the object asks
  // for a name that is not on the list.
  void* address_of(const char* name, std::string& error);

 private:
  llvm::orc::LLJIT& jit_;
  llvm::orc::JITDylib* library_;
};

// Thread-safe.
class Jit {
 public:
  // The process's; null, with `error`, where the machine has no just-in-time compiler.
  static Jit* instance(std::string& error);

  // Without objects; null, with `error`, where there can be none.
  std::unique_ptr<LoadedObject> new_library(std::string& error);

 private:
  explicit Jit(std::unique_ptr<llvm::orc::LLJIT> jit) : jit_(std::move(jit)) {}

  std::unique_ptr<llvm::orc::LLJIT> jit_;
};

}  // namespace avenant::native
