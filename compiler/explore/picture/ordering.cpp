#include <algorithm>
#include <limits>

#include "compiler/explore/picture/steps.hpp"

namespace avenant::explore {

namespace {

constexpr int kSweeps = 16;
/// Means of positions are compared in this many parts of one.
constexpr std::int64_t kParts = 1 << 16;

std::vector<std::int64_t> positions_of(const Grid& grid) {
  std::vector<std::int64_t> positions(grid.slots.size());
  for (const auto& column : grid.columns) {
    for (std::size_t i = 0; i < column.size(); ++i) positions[column[i]] = static_cast<std::int64_t>(i);
  }
  return positions;
}

/// Sorts a column by the mean position of its neighbours on one side; what has none keeps its place.
void sort_column(Grid& grid, std::size_t number, bool by_left) {
  const std::vector<std::int64_t> positions = positions_of(grid);
  std::vector<std::pair<std::int64_t, std::uint32_t>> keyed;
  for (const std::uint32_t slot : grid.columns[number]) {
    const auto& neighbours = by_left ? grid.slots[slot].left : grid.slots[slot].right;
    std::int64_t sum = 0;
    for (const std::uint32_t other : neighbours) sum += positions[other] * kParts;
    const auto count = static_cast<std::int64_t>(neighbours.size());
    // Positions of a column without neighbours are scaled to those of the other column, so that both mix.
    keyed.emplace_back(count > 0 ? sum / count : positions[slot] * kParts, slot);
  }
  std::stable_sort(keyed.begin(), keyed.end(),
                   [](const auto& left, const auto& right) { return left.first < right.first; });
  for (std::size_t i = 0; i < keyed.size(); ++i) grid.columns[number][i] = keyed[i].second;
}

/// Swaps neighbours in a column while that removes crossings.
bool swap_neighbours(Grid& grid) {
  bool improves = false;
  for (auto& column : grid.columns) {
    for (std::size_t i = 0; i + 1 < column.size(); ++i) {
      const std::size_t before = count_crossings(grid);
      std::swap(column[i], column[i + 1]);
      if (count_crossings(grid) < before) {
        improves = true;
      } else {
        std::swap(column[i], column[i + 1]);
      }
    }
  }
  return improves;
}

}  // namespace

std::size_t count_crossings(const Grid& grid) {
  const std::vector<std::int64_t> positions = positions_of(grid);
  std::size_t count = 0;
  for (const auto& column : grid.columns) {
    std::vector<std::pair<std::int64_t, std::int64_t>> links;
    for (const std::uint32_t slot : column) {
      for (const std::uint32_t other : grid.slots[slot].right) links.emplace_back(positions[slot], positions[other]);
    }
    for (std::size_t i = 0; i < links.size(); ++i) {
      for (std::size_t j = i + 1; j < links.size(); ++j) {
        const bool crosses = (links[i].first < links[j].first && links[i].second > links[j].second) ||
                             (links[i].first > links[j].first && links[i].second < links[j].second);
        count += crosses ? 1U : 0U;
      }
    }
  }
  return count;
}

void order_columns(Grid& grid) {
  auto best = grid.columns;
  std::size_t fewest = count_crossings(grid);
  for (int sweep = 0; sweep < kSweeps && fewest > 0; ++sweep) {
    const bool to_right = sweep % 2 == 0;
    for (std::size_t i = 1; i < grid.columns.size(); ++i) {
      sort_column(grid, to_right ? i : grid.columns.size() - 1 - i, to_right);
    }
    const std::size_t crossings = count_crossings(grid);
    if (crossings >= fewest) continue;
    fewest = crossings;
    best = grid.columns;
  }
  grid.columns = best;
  // Exchanges cost a count each: they are for pictures of the usual size.
  constexpr std::size_t kMostSlots = 120;
  constexpr int kRounds = 4;
  if (grid.slots.size() > kMostSlots) return;
  for (int round = 0; round < kRounds && swap_neighbours(grid); ++round) {
  }
}

}  // namespace avenant::explore
