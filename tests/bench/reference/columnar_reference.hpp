// The same results as row_reference.hpp, written by hand for columns: blocks that fit the second-level cache, one loop
// a concern, without branches, so that the compiler makes vectors of them (clang -O3 -march=native). Same values, same
// places of errors. Read columnar_reference.cpp, loop by loop.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "runtime/batch/block.hpp"
#include "tests/bench/reference/sites.hpp"

namespace reference {

// A column of a fact, and which rows have it.
template <typename Element>
struct FactColumn {
  const Element* values = nullptr;
  const std::uint8_t* validity = nullptr;  // From bit 0; never null.
};

struct FactColumns {
#define AVENANT_FACT(member, Element, address, optional, least, greatest) FactColumn<Element> member;
#include "tests/bench/reference/facts.def"
#undef AVENANT_FACT
};

// Decides rows `first` to first + n − 1, at most kBlockRows, into the same rows of `results`. `first` is a multiple
// of 8.
void decide_block(const FactColumns& facts, std::size_t first, std::size_t n, const Sites& sites,
                  std::span<const avenant::batch::ResultColumn> results);

}  // namespace reference
