// Objects to running code: one LLJIT a process, one JITDylib a package, removed with it. Code finds what
// kernels::callable_symbols lists by name, and nothing else. Read jit.cpp next.
#pragma once

#include <llvm/ExecutionEngine/Orc/LLJIT.h>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "runtime/engine/native_code.hpp"
#include "runtime/native/jit/image.hpp"

namespace avenant::native {

// The code of some objects that belong together; unloaded with it. Thread-safe to call into; its destruction is the
// owner's to time.
class LoadedObject final : public engine::CodeMemory {
 public:
  // `images` may be null.
  LoadedObject(llvm::orc::LLJIT& jit, llvm::orc::JITDylib& library, ImageTaker* images)
      : jit_(jit), library_(&library), images_(images) {}
  ~LoadedObject() override;
  LoadedObject(const LoadedObject&) = delete;
  LoadedObject& operator=(const LoadedObject&) = delete;

  // From now on what is linked is also kept at rest.
  void start_images();
  // What was linked since; empty where that cannot be kept. Objects are linked when an address in them is asked for.
  std::vector<engine::CodeImage> images();

  // Takes an object in. Gives what is wrong with it; empty where nothing is.
  std::string add(std::unique_ptr<llvm::MemoryBuffer> object);
  // The address of a function of that name and type; null, with `error`, where there is none, or where the object asks
  // for a name that is not on the list.
  void* address_of(const char* name, std::string& error);

 private:
  llvm::orc::LLJIT& jit_;
  llvm::orc::JITDylib* library_;
  ImageTaker* images_;
};

// Thread-safe.
class Jit {
 public:
  // The process's; null, with `error`, where the machine has no just-in-time compiler.
  static Jit* instance(std::string& error);

  // From now on objects that have line tables are shown to a debugger that is attached, and to one that comes later.
  void tell_debuggers();
  // Without objects; null, with `error`, where there can be none.
  std::unique_ptr<LoadedObject> new_library(std::string& error);

 private:
  explicit Jit(std::unique_ptr<llvm::orc::LLJIT> jit);

  std::unique_ptr<llvm::orc::LLJIT> jit_;
  // Null where linked code cannot be kept.
  std::shared_ptr<ImageTaker> images_;
  std::once_flag told_debuggers_;
};

}  // namespace avenant::native
