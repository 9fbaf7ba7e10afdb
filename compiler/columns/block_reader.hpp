// Text of some cases → columns. Read csv_block_reader.hpp and json_block_reader.hpp next, one for each form of data.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/cases/data/window.hpp"
#include "compiler/cases/raw_case.hpp"
#include "compiler/columns/case_block.hpp"
#include "compiler/columns/recorded_faults.hpp"

namespace avenant::columns {

/// Cases cut out of the data: as text, or one that had to be read on its own.
struct RawBlock {
  std::string text;
  std::size_t first_number = 1;  ///< Of the first case of the text.
  cases::Position position;      ///< Of the first byte.
  std::size_t offset = 0;        ///< Of the first byte in the data.
  std::optional<cases::BoundCase> bound;
};

/// What every reader of blocks of one run is given. All of it must outlive them.
struct ReaderSetup {
  const program::Package& package;
  std::string_view dispositif;
  std::string_view path;                       ///< Of the data, as messages name it.
  const std::vector<cases::RawEntry>& inputs;  ///< Of the command line: known to be right.
};

/// Makes columns of blocks. Not thread-safe: one a thread.
class BlockReader {
 public:
  BlockReader() = default;
  virtual ~BlockReader() = default;
  BlockReader(const BlockReader&) = delete;
  BlockReader& operator=(const BlockReader&) = delete;

  /// Fills `block` with the cases of the text, in order. What is wrong with them is in faults().
  virtual void read(const RawBlock& raw, CaseBlock& block) = 0;
  /// Of the last block: the caller takes them away.
  [[nodiscard]] RecordedFaults& faults() { return faults_; }

 protected:
  RecordedFaults faults_;
};

}  // namespace avenant::columns
