// A block engine that decides by the interpreter or by compiled code, as its run has chosen and as code becomes ready.
// The results do not depend on it. Read shared_code.hpp first.
#pragma once

#include <memory>

#include "runtime/batch/block_engine.hpp"
#include "runtime/engine/native_block.hpp"
#include "runtime/engine/shared_code.hpp"

namespace avenant::engine {

// Not thread-safe: one a thread, sharing one SharedCode, which outlives them.
class AdaptiveEngine final : public batch::BlockEngine {
 public:
  explicit AdaptiveEngine(SharedCode& code);
  ~AdaptiveEngine() override;

  void run(std::span<const batch::InputColumn> inputs, std::size_t n_rows,
           std::span<const batch::ResultColumn> results) override;

 private:
  SharedCode& shared_;
  std::unique_ptr<batch::BlockEngine> interpreter_;
  // What the native engine below runs.
  std::shared_ptr<const NativeCode> code_;
  std::unique_ptr<NativeBlockEngine> native_;
};

}  // namespace avenant::engine
