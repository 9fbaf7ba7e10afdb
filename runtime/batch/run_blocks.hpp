// Columns of any length through engines of blocks, on several threads. Read block_engine.hpp next.
#pragma once

#include <cstddef>
#include <memory>
#include <span>

#include "runtime/batch/block_engine.hpp"

namespace avenant::batch {

// Evaluates rows 0 to n_rows − 1 in blocks of kBlockRows, with one thread for each engine; the calling thread is one of
// them. The engines answer the same requests under the same options. A row's results do not depend on the number of
// threads. Columns of results are written at the rows of their block only.
void run_blocks(std::span<const std::unique_ptr<BlockEngine>> engines, std::span<const InputColumn> inputs,
                std::size_t n_rows, std::span<const ResultColumn> results);

// The bytes of one element.
std::size_t element_bytes(Storage storage);

// The column from row `first` on.
InputColumn from_row(const InputColumn& column, std::size_t first);
ResultColumn from_row(const ResultColumn& column, std::size_t first);

}  // namespace avenant::batch
