// Input columns to the arrays that compiled code reads. Read native_block.cpp next.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>

#include "runtime/batch/block.hpp"
#include "runtime/engine/block_layout.hpp"

namespace avenant::engine {

// The value of a row of a column, as `eval::Evaluator::set` takes it; none where the row has none. An element that is
// no value of the type is one that is out of range.
std::optional<value::Value> value_at(const program::Package& package, const batch::InputColumn& column,
                                     std::size_t row);

// Writes rows `first` to `first` + n − 1 of a column into the arrays of its input, at 0, and marks in `flags` those
// that compiled code must not compute. What it writes for these is safe.
void fill_column(const program::Package& package, const BlockInput& input, const batch::InputColumn& column,
                 std::size_t first, std::size_t n, std::byte* memory, std::uint8_t* flags);

// Whether compiled code reads the column where it is; then only which rows have a value is to be filled in.
bool is_read_in_place(const BlockInput& input, const batch::InputColumn& column);
const void* element_of(const batch::InputColumn& column, std::size_t row);
void fill_presence(const BlockInput& input, const batch::InputColumn& column, std::size_t first, std::size_t n,
                   std::byte* memory, std::uint8_t* flags);

// The same for an input that no column gives in this block.
void fill_absent(const BlockInput& input, std::size_t n, std::byte* memory, std::uint8_t* flags);

}  // namespace avenant::engine
