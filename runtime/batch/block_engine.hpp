// What runs blocks of cases: the interpreter one case after another, or compiled code column by column. Both give the
// same results to the bit. Read block.hpp next.
#pragma once

#include <cstddef>
#include <span>

#include "runtime/batch/block.hpp"

namespace avenant::batch {

// An engine that was prepared for some results of a package and some options. Not thread-safe: one a thread, each made
// by the same factory. The package outlives it.
class BlockEngine {
 public:
  BlockEngine() = default;
  virtual ~BlockEngine() = default;
  BlockEngine(const BlockEngine&) = delete;
  BlockEngine& operator=(const BlockEngine&) = delete;

  // Evaluates rows 0 to n_rows − 1 of `inputs` and writes those of `results`, of which there is one for each requested
  // variable, in order. The inputs that no column gives are not given. No row changes another's results. Any n_rows;
  // blocks that fit the cache (see kBlockRows) are fastest. Allocates nothing after the first block.
  virtual void run(std::span<const InputColumn> inputs, std::size_t n_rows, std::span<const ResultColumn> results) = 0;
};

}  // namespace avenant::batch
