// Cases as columns: the same values stored in any of the ways that a block admits. Read native_engines.cpp next.
#pragma once

#include <memory>
#include <span>
#include <vector>

#include "runtime/batch/block.hpp"
#include "tests/engines/engine.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// One input of several cases. The column points into the rest, which stays where it is.
struct RandomColumn {
  batch::InputColumn column;
  std::vector<value::Value> cells;
  std::vector<std::int64_t> words64;
  std::vector<std::int32_t> words32;
  std::vector<std::int16_t> words16;
  std::vector<std::int8_t> words8;
  std::vector<std::uint8_t> validity;
};

// The column of an input: a storage, a denominator and a first bit drawn among those that hold its values, with other
// values where a row has none. Without a bitmap now and then, where every row has a value. Stored as `like`, where
// there is one, if that holds the values.
std::unique_ptr<RandomColumn> random_column(const program::Package& package, program::InputId input,
                                            std::span<const Inputs> cases, const batch::InputColumn* like,
                                            Random& random);

}  // namespace avenant::engines
