// A table whose cells compare values with constants, as a grid: what each value is compared with cuts it into classes,
// and one class of each says which row is true. Read code/tables.cpp next.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::native {

// A value that cells compare.
struct GridKey {
  // Reached by what is at the bound or beyond; where `after`, by what is beyond.
  struct Cut {
    value::Value bound;
    bool after = false;
    friend bool operator==(const Cut&, const Cut&) = default;
  };
  // The first node that reads it.
  program::NodeId node;
  // In order. The class of a value is how many of them it reaches.
  std::vector<Cut> cuts;
  std::uint32_t n_classes() const { return static_cast<std::uint32_t>(cuts.size()) + 1; }
};

// What the table is where its keys are in certain classes, or fail.
struct GridPlace {
  static constexpr std::uint32_t kNone = 0xFFFFFFFFU;
  static constexpr std::uint32_t kSeveral = 0xFFFFFFFEU;
  // The row that is true.
  std::uint32_t row = kNone;
  // Where none is true: the keys, a bit each, whose least error is the outcome.
  std::uint32_t failing_keys = 0;
};

struct Grid {
  std::vector<GridKey> keys;
  // By the class of each key, the last key's next to each other; the class after a key's last is its failing.
  std::vector<GridPlace> places;
};

// None where a cell is anything but comparisons of one value with constants, or where there would be too many places.
// Time and memory bounded whatever the table.
std::optional<Grid> grid_of(const program::Package& package, const program::Node& table);

}  // namespace avenant::native
