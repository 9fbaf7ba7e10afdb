// The rows of a block that its code does not compute: an input is missing, out of range, larger than the code is made
// for, or stored in another way. They are gathered, with the status of each input, and computed together by code that
// takes any row. Read unusual_rows.cpp next.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/engine/block_memory.hpp"
#include "runtime/engine/native_code.hpp"

namespace avenant::engine {

// Not thread-safe: one a thread; the package and the code, which was compiled for blocks, outlive it.
class UnusualRows {
 public:
  UnusualRows(const program::Package& package, const NativeCode& code, const Settings& settings,
              const eval::RunOptions& options);

  // Computes the `rows` of the results that blocks give, and returns how many it did not, for a number was larger than
  // compiled code is made for: these come first in `rows` then. `inputs`: of each input of the package, its column or
  // null.
  std::size_t run(std::span<const batch::InputColumn* const> inputs, std::span<std::uint64_t> rows,
                  std::span<const batch::ResultColumn> results);

 private:
  void gather(const BlockInput& input, const batch::InputColumn* column, std::span<const std::uint64_t> rows);
  std::size_t run_some(std::span<const batch::InputColumn* const> inputs, std::span<const std::uint64_t> rows,
                       std::span<const batch::ResultColumn> results, std::span<std::uint64_t> left);

  const program::Package& package_;
  const NativeCode& code_;
  BlockMemory memory_;
  BlockContext context_;
  // Where code writes the results of the rows that were gathered.
  std::vector<std::int64_t> words_;
  std::vector<std::uint32_t> statuses_;
  std::vector<batch::ResultColumn> columns_;
  // Of the results.
  std::vector<bool> is_number_;
};

}  // namespace avenant::engine
