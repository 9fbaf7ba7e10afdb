// Cuts data into blocks of cases, and gives one by one the cases that no block holds. Read block_reader.hpp next, which
// reads the blocks, and csv_block_source.hpp, json_block_source.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "compiler/cases/case_binder.hpp"
#include "compiler/columns/block_reader.hpp"

namespace avenant::columns {

/// The data of one run, read once, front to back.
class BlockSource {
 public:
  enum class Step : std::uint8_t {
    Case,
    Refused,  ///< No case; reported.
    End,
  };

  BlockSource() = default;
  virtual ~BlockSource() = default;
  BlockSource(const BlockSource&) = delete;
  BlockSource& operator=(const BlockSource&) = delete;

  /// Copies the text of the cases that come next, at most `n_most`, as long as each is in sight and can be cut out;
  /// gives how many there are. None at the end, and where the next case takes a careful look: next() gives it.
  virtual std::size_t take_block(std::size_t n_most, RawBlock& raw) = 0;
  /// The next case on its own. Faults are reported at once.
  virtual Step next(cases::BoundCase& bound) = 0;
  /// Cases read so far, those that are none included.
  [[nodiscard]] virtual std::size_t n_cases() const = 0;
  /// A reader of the blocks, for one thread.
  [[nodiscard]] virtual std::unique_ptr<BlockReader> make_reader() const = 0;
};

}  // namespace avenant::columns
