// How compiled code for blocks of cases lays out its memory: one buffer a thread, in which every input and result is an
// array of as many elements as a block has rows, at an offset known when compiling. Read native_block.hpp next.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/batch/block.hpp"
#include "runtime/program/package.hpp"

namespace avenant::engine {

// An array of the buffer. Elements are signed integers, aligned to their size; booleans and presence are 0 or 1.
struct Array {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  // In bytes, a multiple of 64; kNone: there is no such array.
  std::uint32_t offset = kNone;
  // In bytes: 1, 4 or 8.
  std::uint32_t size = 0;

  bool exists() const { return offset != kNone; }
};

// The arrays of one value, as native::Cell has parts.
struct ValueArrays {
  program::TypeKind kind = program::TypeKind::kBoolean;
  Array a;
  // The second word of durations, sets and lists; the denominator of numbers where it varies.
  Array b;
  // None: surely present.
  Array present;
  // None: surely OK. Of inputs, code for unusual rows alone has one.
  Array status;
  // Of numbers: that of `a`; 0: it varies.
  std::int64_t denominator = 1;
};

// The rows that code for unusual rows takes at once: few, for they come from here and there.
inline constexpr std::size_t kUnusualRows = 64;
// As many rows as are surely computed together, in vectors: fewer cost as much.
inline constexpr std::size_t kRowsTogether = 16;

// An input that code reads. Rows whose value is not from `least` to `greatest` (of `a`, over the denominator) are not
// computed by it, nor those without a value, unless the input is facultatif or has an array `valid`; code for unusual
// rows has the status of each row instead.
struct BlockInput {
  program::InputId input;
  // Of an input that is read in place, `a` is where its elements are put where a block has them in another storage.
  ValueArrays arrays;
  // Read in place: elements of `storage` over `denominator`, from BlockContext::columns.
  bool is_direct = false;
  batch::Storage storage = batch::Storage::kInt64;
  std::int64_t denominator = 1;
  // Whether a row has a value, where code takes rows without; of an input that is not facultatif.
  Array valid;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  bool is_optional = false;
  // Durations and sets of a range, and what is no integer: each value is looked at by itself.
  bool is_checked_whole = false;
};

struct BlockLayout {
  std::vector<BlockInput> inputs;
  // The positions, among the settings' requests, of those that blocks give. Others need one case after another: they go
  // through lists.
  std::vector<std::uint32_t> requests;
  // One byte a row, of RowFlag.
  Array flags;
  // Elements of each array: the most rows of a block.
  std::uint32_t n_rows = static_cast<std::uint32_t>(batch::kBlockRows);
  // Of the whole buffer, in bytes.
  std::uint32_t size = 0;
};

enum RowFlag : std::uint8_t {
  kRowIsNotComputed = 1,
  // Some number of the row's results is not in lowest terms.
  kRowIsNotReduced = 2,
};

// What code for a block works on: `memory` is the buffer, aligned to 64 bytes.
struct BlockContext {
  std::byte* memory = nullptr;
  // Of the layout's inputs: their first element, where they are read in place.
  const void* const* columns = nullptr;
  // Of the layout's requests: where their words and statuses go.
  const batch::ResultColumn* results = nullptr;
  const program::Package* package = nullptr;
  std::int32_t situation_date = 0;
  std::uint32_t has_situation_date = 0;
};

// Evaluates rows 0 to n − 1, at most as many as its layout has.
using BlockEntry = void (*)(BlockContext*, std::uint64_t n);

}  // namespace avenant::engine
