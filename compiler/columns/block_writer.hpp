// Decided cases of a block as text. Read csv_block_writer.hpp and json_block_writer.hpp next.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/columns/block_results.hpp"
#include "compiler/columns/case_block.hpp"

namespace avenant::columns {

/// Writes the rows of one run, as the writers of report/ do to the byte. Not thread-safe: one a thread.
class BlockWriter {
 public:
  BlockWriter() = default;
  virtual ~BlockWriter() = default;
  BlockWriter(const BlockWriter&) = delete;
  BlockWriter& operator=(const BlockWriter&) = delete;

  /// Appends one row.
  virtual void write(const CaseBlock& block, BlockResults& results, std::size_t row, std::string& out) = 0;
};

/// What a report says of a case beside its results. Memory is kept from row to row.
void fill_bound(const CaseBlock& block, std::size_t row, cases::BoundCase& bound);

}  // namespace avenant::columns
