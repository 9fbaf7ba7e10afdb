// The arrays that compiled code writes to columns of results. Read native_block.cpp next.
#pragma once

#include <cstddef>
#include <cstdint>

#include "runtime/batch/block.hpp"
#include "runtime/engine/block_layout.hpp"

namespace avenant::engine {

// Writes rows `first` to `first` + n − 1 of a result: its words as a cell has them, and its status.
void take_result(const ValueArrays& arrays, const std::byte* memory, std::size_t first, std::size_t n,
                 const batch::ResultColumn& result);

}  // namespace avenant::engine
