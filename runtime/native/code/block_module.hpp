// The code for blocks of cases: loops over the rows, without branches, that read arrays and write arrays. Units are
// computed in groups, a loop a group: within one, values stay in registers; between them they go through the buffer.
// Read block_module.cpp next.
#pragma once

#include <llvm/IR/Module.h>

#include "runtime/engine/native_code.hpp"
#include "runtime/native/code/block_leaves.hpp"
#include "runtime/native/code/emitter.hpp"

namespace avenant::native {

inline constexpr const char* kBlockEntryName = "avenant_block";
inline constexpr const char* kUnusualEntryName = "avenant_unusual_block";

// Whether a variable's outcome needs loops over lists, which blocks do not have; of each variable.
std::vector<bool> goes_through_lists(const program::Package& package);

// The vectors of the machine. Most words are of 32 bits: left to itself, the loop vectoriser takes as many lanes as
// there are words of the widest type, twice too few.
struct Vectors {
  // Words of 32 bits in the widest register; 0: as the vectoriser likes.
  std::uint32_t n_lanes = 0;
};

// Writes the functions for rows of one kind into `module`. `source` has the requests that blocks give alone; `options`
// says which inputs have columns.
engine::BlockLayout emit_blocks(const Source& source, const engine::CompileOptions& options, Rows rows, Vectors vectors,
                                llvm::Module& module);

}  // namespace avenant::native
