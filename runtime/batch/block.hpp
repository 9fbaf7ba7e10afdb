// Columns of a block of cases, as engines read and write them: plain arrays, of which nothing here owns any. Made from
// Arrow arrays, CSV or NDJSON elsewhere. Read block_engine.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/program/package.hpp"

namespace avenant::batch {

// A block that fits the second-level cache with its intermediate columns.
inline constexpr std::size_t kBlockRows = 1024;

// How the elements of an input column are stored.
enum class Storage : std::uint8_t {
  kInt8,   // booleans as 0 and 1, cases of enumerations of at most 127 cases, small whole numbers
  kInt16,
  kInt32,  // also dates: days since 1970-01-01
  kInt64,
  kValue,  // cells, value::Value: what fits no integer (rationals, durations)
};

// One input, for every row of a block. The value of row r is element r of `values`:
//   booléen 0 or 1; number element ÷ denominator; date days; case its index; kValue: the cell itself.
// An element outside the input's type or range (a case index beyond the cases, a day beyond the years 1 to 9999) is an
// out-of-range value of that row, as `eval::Evaluator::set` takes it; nothing else of the block changes.
struct InputColumn {
  program::InputId input;
  Storage storage = Storage::kInt64;
  // Of numbers in integers, ≥ 1: an element n stands for n ÷ denominator, which need not be in lowest terms.
  std::int64_t denominator = 1;
  const void* values = nullptr;
  // Bit (first_bit + r) mod 8 of byte (first_bit + r) ÷ 8 is 1 where row r has a value, as in Arrow; null: all have.
  const std::uint8_t* validity = nullptr;
  std::size_t first_bit = 0;
};

// One requested variable, for every row of a block: the status of `eval::Outcome`, and where that is OK the cell, apart
// in two arrays of n_rows elements that the caller owns. Numbers are in lowest terms, as every cell is. Where the status
// is an error both words are 0. The outcome is that of `eval::Evaluator::request`.
struct ResultColumn {
  std::int64_t* a = nullptr;
  std::int64_t* b = nullptr;
  std::uint32_t* status = nullptr;
};

}  // namespace avenant::batch
