// What code for blocks works on, beside columns: its buffer, its context, and results that it leaves unfinished. Read
// block_layout.hpp first.
#pragma once

#include <cstddef>
#include <memory>
#include <vector>

#include "runtime/engine/block_layout.hpp"
#include "runtime/engine/settings.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::engine {

// The buffer of a layout, all zeros at first. Not thread-safe: one a thread.
class BlockMemory {
 public:
  explicit BlockMemory(const BlockLayout& layout);
  // Aligned to 64 bytes.
  std::byte* begin() const { return begin_; }

 private:
  std::unique_ptr<std::byte[]> bytes_;
  std::byte* begin_ = nullptr;
};

// A context without columns and results.
BlockContext context_of(const program::Package& package, const BlockMemory& memory, const eval::RunOptions& options);

// Of the layout's requests, whether they are numbers.
std::vector<bool> which_are_numbers(const program::Package& package, const Settings& settings,
                                    const BlockLayout& layout);

// Brings a number to lowest terms; leaves what is absent or an error.
void reduce(const batch::ResultColumn& result, std::size_t row);

}  // namespace avenant::engine
