// One worker of a run in columns: text of some cases → columns → results → text. Read block_reader.hpp,
// runtime/batch/block_engine.hpp and block_writer.hpp, its three steps.
#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "compiler/columns/block_reader.hpp"
#include "compiler/columns/block_results.hpp"
#include "compiler/columns/block_writer.hpp"
#include "compiler/columns/recorded_faults.hpp"
#include "runtime/batch/block_engine.hpp"

namespace avenant::columns {

/// What became of a block.
struct DecidedBlock {
  std::string text;
  std::vector<RecordedFaults::Fault> faults;
  std::vector<std::size_t> cuts;  ///< By fault: how much of the text comes before it.
  report::ErrorCounts counts;
  std::size_t n_cases = 0;  ///< Those decided.
};

/// Not thread-safe: one a thread.
class BlockDecider {
 public:
  /// `capacity` is the greatest number of cases in a block.
  BlockDecider(const Question& question, std::size_t capacity, std::unique_ptr<BlockReader> reader,
               std::unique_ptr<batch::BlockEngine> engine, std::unique_ptr<BlockWriter> writer);

  void decide(const RawBlock& raw, DecidedBlock& decided);

 private:
  CaseBlock block_;
  BlockResults results_;
  std::unique_ptr<BlockReader> reader_;
  std::unique_ptr<batch::BlockEngine> engine_;
  std::unique_ptr<BlockWriter> writer_;
};

}  // namespace avenant::columns
