// One element of the arrays that compiled code reads: what a column's element becomes there. Read fill_column.hpp next.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/batch/block.hpp"
#include "runtime/engine/block_layout.hpp"

namespace avenant::engine {

// Elements of integer columns, scaled to the denominator of the input: `element × factor`.
struct Scale {
  std::int64_t factor = 1;
  // Elements from `least` to `greatest` are valid, and their products are those of the input's bounds.
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  // False where each value of the column is to be looked at by itself.
  bool exists = false;
};

Scale scale_of(const BlockInput& input, const batch::InputColumn& column);

void put(Array array, std::byte* memory, std::size_t row, std::int64_t word);

// Writes the parts of a valid value; gives false where it is not one that code is made for.
bool put_value(const BlockInput& input, value::Value value, std::size_t row, std::byte* memory);

// Writes what code may compute with where a row has no value for it.
void put_safe(const BlockInput& input, std::size_t row, std::byte* memory);

}  // namespace avenant::engine
