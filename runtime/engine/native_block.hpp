// Blocks of cases on compiled code. Rows that it does not compute, for an input is missing, out of range or larger than
// it is made for, are computed by other code (unusual_rows.hpp), and those where a number did not fit one at a time: no
// row changes another's results. Gives what the interpreter gives, to the bit. Read native_block.cpp next, then
// fill_column.hpp.
#pragma once

#include <vector>

#include "runtime/batch/block_engine.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/engine/unusual_rows.hpp"

namespace avenant::engine {

// Not thread-safe: one a thread; the code, the settings and the package are shared and outlive it.
class NativeBlockEngine final : public batch::BlockEngine {
 public:
  // `code` was compiled for blocks, with the columns that `run` is given, for these settings and options.
  NativeBlockEngine(const program::Package& package, const NativeCode& code, const Settings& settings,
                    const eval::RunOptions& options);
  ~NativeBlockEngine() override;

  void run(std::span<const batch::InputColumn> inputs, std::size_t n_rows,
           std::span<const batch::ResultColumn> results) override;

  // How many rows were gathered for the code of unusual rows, and how many were computed one at a time.
  std::uint64_t n_unusual() const { return n_unusual_; }
  std::uint64_t n_single() const { return n_single_; }

 private:
  void run_block(std::span<const batch::InputColumn> inputs, std::size_t first, std::size_t n_rows,
                 std::span<const batch::ResultColumn> results);
  // Points the context at the columns and results of a block, and fills the arrays of those that are not read in place.
  void prepare(std::size_t first, std::size_t n_rows, std::span<const batch::ResultColumn> results,
               std::uint8_t* flags);
  // What the flags of a block ask for.
  void finish(std::span<const batch::InputColumn> inputs, std::size_t first, std::size_t n_rows,
              std::span<const batch::ResultColumn> results, const std::uint8_t* flags);
  void run_row(std::span<const batch::InputColumn> inputs, std::size_t row,
               std::span<const batch::ResultColumn> results, bool all);

  const program::Package& package_;
  const NativeCode& code_;
  NativeEvaluator cases_;
  UnusualRows unusual_;
  // Of the package's inputs: the column of this run, or null.
  std::vector<const batch::InputColumn*> by_input_;
  std::vector<const void*> columns_;
  std::vector<batch::ResultColumn> results_;
  // Of the results of blocks.
  std::vector<bool> is_number_;
  BlockMemory memory_;
  BlockContext context_;
  // Of a block: the rows that its code did not compute.
  std::vector<std::uint64_t> unusual_rows_;
  std::uint64_t n_unusual_ = 0;
  std::uint64_t n_single_ = 0;
};

}  // namespace avenant::engine
