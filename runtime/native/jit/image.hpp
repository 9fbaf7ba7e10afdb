// Linked code at rest: what the linker has put together, with the addresses that it wrote into it named instead, so
// that a later process loads it without LLVM (runtime/engine/cache). Read image.cpp next.
#pragma once

#include <llvm/ExecutionEngine/Orc/ObjectLinkingLayer.h>
#include <map>
#include <memory>
#include <mutex>
#include <vector>

#include "runtime/engine/cache/code_image.hpp"

namespace avenant::native {

// Takes an image of what is linked into the libraries that it was told of. Thread-safe.
class ImageTaker final : public llvm::orc::ObjectLinkingLayer::Plugin {
 public:
  // From now on; `stop` gives the images taken since, or nothing where one could not be.
  void start(const llvm::orc::JITDylib& library);
  std::vector<engine::CodeImage> stop(const llvm::orc::JITDylib& library);

  void modifyPassConfig(llvm::orc::MaterializationResponsibility& responsibility, llvm::jitlink::LinkGraph& graph,
                        llvm::jitlink::PassConfiguration& passes) override;
  llvm::Error notifyFailed(llvm::orc::MaterializationResponsibility&) override { return llvm::Error::success(); }
  llvm::Error notifyRemovingResources(llvm::orc::JITDylib&, llvm::orc::ResourceKey) override {
    return llvm::Error::success();
  }
  void notifyTransferringResources(llvm::orc::JITDylib&, llvm::orc::ResourceKey, llvm::orc::ResourceKey) override {}

 private:
  struct Taken {
    std::vector<engine::CodeImage> images;
    bool ok = true;
  };
  std::mutex mutex_;
  std::map<const llvm::orc::JITDylib*, Taken> taken_;
};

}  // namespace avenant::native
