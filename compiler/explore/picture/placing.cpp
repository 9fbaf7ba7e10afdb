#include <algorithm>
#include <limits>

#include "compiler/explore/picture/steps.hpp"

namespace avenant::explore {

namespace {

constexpr int kPasses = 12;

/// The least distance between the middles of two slots, one above the other.
std::int32_t distance(const Slot& above, const Slot& below) {
  const std::int32_t gap = above.is_box && below.is_box ? kBoxGap : kLinkGap;
  return (above.height + below.height) / 2 + 1 + gap;
}

/// Slots that touch, and move as one: at the mean of where each wants to be.
struct Block {
  std::size_t first = 0;
  std::size_t n_slots = 0;
  std::int64_t wanted = 0;  ///< The sum of where they want the block's first slot.
  std::int64_t weight = 0;
  [[nodiscard]] std::int64_t top() const { return weight == 0 ? 0 : wanted / weight; }
};

/// Gives a column heights: each slot where it wants to be, moved only as far as the order and the distances ask. Slots
/// that would overlap become one block (pool adjacent violators).
void settle(Grid& grid, const std::vector<std::uint32_t>& column, const std::vector<std::int64_t>& wanted,
            const std::vector<std::int64_t>& weights) {
  std::vector<std::int64_t> offsets(column.size(), 0);
  for (std::size_t i = 1; i < column.size(); ++i) {
    offsets[i] = offsets[i - 1] + distance(grid.slots[column[i - 1]], grid.slots[column[i]]);
  }
  std::vector<Block> blocks;
  for (std::size_t i = 0; i < column.size(); ++i) {
    blocks.push_back({i, 1, (wanted[i] - offsets[i]) * weights[i], weights[i]});
    while (blocks.size() > 1 && blocks[blocks.size() - 2].top() >= blocks.back().top()) {
      const Block last = blocks.back();
      blocks.pop_back();
      blocks.back().n_slots += last.n_slots;
      blocks.back().wanted += last.wanted;
      blocks.back().weight += last.weight;
    }
  }
  for (const Block& block : blocks) {
    for (std::size_t i = block.first; i < block.first + block.n_slots; ++i) {
      grid.slots[column[i]].middle = static_cast<std::int32_t>(block.top() + offsets[i]);
    }
  }
}

/// The middle of its neighbours: their median, or the mean of the two in the middle.
std::int64_t wanted_of(const Grid& grid, const Slot& slot, bool by_left, bool by_right) {
  std::vector<std::int32_t> middles;
  if (by_left) {
    for (const std::uint32_t other : slot.left) middles.push_back(grid.slots[other].middle);
  }
  if (by_right) {
    for (const std::uint32_t other : slot.right) middles.push_back(grid.slots[other].middle);
  }
  if (middles.empty()) return slot.middle;
  std::sort(middles.begin(), middles.end());
  const std::size_t half = middles.size() / 2;
  return middles.size() % 2 == 1 ? middles[half] : (std::int64_t{middles[half - 1]} + middles[half]) / 2;
}

}  // namespace

void place_slots(Grid& grid) {
  for (const auto& column : grid.columns) {
    const std::vector<std::int64_t> zero(column.size(), 0);
    settle(grid, column, zero, std::vector<std::int64_t>(column.size(), 1));
  }
  for (int pass = 0; pass < kPasses; ++pass) {
    const bool to_right = pass % 2 == 0;
    // The last passes look at both sides.
    const bool by_both = pass >= kPasses - 4;
    for (std::size_t i = 0; i < grid.columns.size(); ++i) {
      const auto& column = grid.columns[to_right ? i : grid.columns.size() - 1 - i];
      std::vector<std::int64_t> wanted;
      std::vector<std::int64_t> weights;
      for (const std::uint32_t id : column) {
        const Slot& slot = grid.slots[id];
        wanted.push_back(wanted_of(grid, slot, by_both || to_right, by_both || !to_right));
        // Long links are kept straight before boxes are centred.
        weights.push_back(slot.is_box ? 1 : 3);
      }
      settle(grid, column, wanted, weights);
    }
  }
}

}  // namespace avenant::explore
