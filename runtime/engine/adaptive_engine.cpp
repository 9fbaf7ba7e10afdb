#include "runtime/engine/adaptive_engine.hpp"

#include "runtime/batch/make_block_engine.hpp"

namespace avenant::engine {

AdaptiveEngine::AdaptiveEngine(SharedCode& code) : shared_(code) {}

AdaptiveEngine::~AdaptiveEngine() = default;

void AdaptiveEngine::run(std::span<const batch::InputColumn> inputs, std::size_t n_rows,
                         std::span<const batch::ResultColumn> results) {
  const std::shared_ptr<const NativeCode> code = shared_.take(inputs, n_rows);
  if (code == nullptr) {
    if (interpreter_ == nullptr) {
      interpreter_ = batch::make_block_engine(shared_.package(), shared_.settings().requests, shared_.options());
    }
    interpreter_->run(inputs, n_rows, results);
    return;
  }
  if (code != code_) {
    native_.reset();
    native_ = std::make_unique<NativeBlockEngine>(shared_.package(), *code, shared_.settings(), shared_.options());
    code_ = code;
  }
  native_->run(inputs, n_rows, results);
}

}  // namespace avenant::engine
