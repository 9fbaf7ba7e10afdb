// A compiler whose optimised code is ready when a test says so. Read shared_blocks.cpp next.
#pragma once

#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "runtime/engine/native_code.hpp"

namespace avenant::engines {

// Open at first. Thread-safe.
class GatedCompiler final : public engine::NativeCompiler {
 public:
  explicit GatedCompiler(engine::NativeCompiler& compiler) : compiler_(compiler) {}

  engine::Compiled compile(const program::Package& package, const engine::Settings& settings,
                           const engine::CompileOptions& options) override {
    {
      std::unique_lock lock(mutex_);
      ++n_compiled_;
      if (options.blocks) opened_.wait(lock, [this] { return is_open_; });
    }
    return compiler_.compile(package, settings, options);
  }
  std::string intermediate_text(const program::Package& package, const engine::Settings& settings,
                                const engine::CompileOptions& options) override {
    return compiler_.intermediate_text(package, settings, options);
  }

  // Code for blocks that is asked for while the gate is closed is made once it opens.
  void set_open(bool is_open) {
    const std::lock_guard lock(mutex_);
    is_open_ = is_open;
    opened_.notify_all();
  }
  std::uint64_t n_compiled() const {
    const std::lock_guard lock(mutex_);
    return n_compiled_;
  }

 private:
  engine::NativeCompiler& compiler_;
  mutable std::mutex mutex_;
  std::condition_variable opened_;
  bool is_open_ = true;
  std::uint64_t n_compiled_ = 0;
};

}  // namespace avenant::engines
