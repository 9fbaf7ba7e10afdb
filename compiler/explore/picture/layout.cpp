#include "compiler/explore/picture/layout.hpp"

#include <algorithm>

#include "compiler/explore/picture/steps.hpp"

namespace avenant::explore {

namespace {

/// Room that a link takes in a column that it crosses.
constexpr std::int32_t kLinkHeight = 4;
/// Distance between the places where links enter a box, at most.
constexpr std::int32_t kPortGap = 12;

/// A link from its left end to its right end, slot by slot.
struct Route {
  std::vector<std::uint32_t> slots;
};

/// Boxes, and one slot for each column that a link crosses.
Grid make_grid(const Layout& layout, std::vector<Route>& routes) {
  Grid grid;
  grid.columns.resize(static_cast<std::size_t>(layout.n_columns));
  for (const LayoutBox& box : layout.boxes) {
    grid.columns[static_cast<std::size_t>(box.column)].push_back(static_cast<std::uint32_t>(grid.slots.size()));
    grid.slots.push_back({box.height, box.column, 0, true, {}, {}});
  }
  for (const LayoutLink& link : layout.links) {
    const bool is_turned = layout.boxes[link.from].column > layout.boxes[link.to].column;
    const std::uint32_t left = is_turned ? link.to : link.from;
    const std::uint32_t right = is_turned ? link.from : link.to;
    Route route{{left}};
    for (std::int32_t column = layout.boxes[left].column + 1; column < layout.boxes[right].column; ++column) {
      const auto slot = static_cast<std::uint32_t>(grid.slots.size());
      grid.columns[static_cast<std::size_t>(column)].push_back(slot);
      grid.slots.push_back({kLinkHeight, column, 0, false, {}, {}});
      route.slots.push_back(slot);
    }
    route.slots.push_back(right);
    for (std::size_t i = 0; i + 1 < route.slots.size(); ++i) {
      grid.slots[route.slots[i]].right.push_back(route.slots[i + 1]);
      grid.slots[route.slots[i + 1]].left.push_back(route.slots[i]);
    }
    routes.push_back(std::move(route));
  }
  return grid;
}

/// Spreads the ends of links over the side of a box, in the order of where they come from.
void spread_ports(const Grid& grid, const std::vector<Route>& routes, Layout& layout, bool at_left_side) {
  for (std::uint32_t box = 0; box < layout.boxes.size(); ++box) {
    std::vector<std::pair<std::int32_t, std::size_t>> ends;
    for (std::size_t i = 0; i < routes.size(); ++i) {
      const std::vector<std::uint32_t>& slots = routes[i].slots;
      const bool ends_here = at_left_side ? slots.back() == box : slots.front() == box;
      if (ends_here) ends.emplace_back(grid.slots[at_left_side ? slots[slots.size() - 2] : slots[1]].middle, i);
    }
    std::sort(ends.begin(), ends.end());
    const auto count = static_cast<std::int32_t>(ends.size());
    if (count == 0) continue;
    const std::int32_t gap = std::min(kPortGap, (grid.slots[box].height - 12) / std::max(count, 1));
    for (std::int32_t i = 0; i < count; ++i) {
      std::vector<std::int32_t>& heights = layout.links[ends[static_cast<std::size_t>(i)].second].heights;
      const std::int32_t height = grid.slots[box].middle + (2 * i - (count - 1)) * gap / 2;
      (at_left_side ? heights.back() : heights.front()) = height;
    }
  }
}

}  // namespace

void lay_out(Layout& layout) {
  assign_columns(layout);
  std::vector<Route> routes;
  Grid grid = make_grid(layout, routes);
  order_columns(grid);
  place_slots(grid);
  std::int32_t top = 0;
  std::int32_t bottom = 0;
  for (const Slot& slot : grid.slots) top = std::min(top, slot.middle - slot.height / 2 - 1);
  for (Slot& slot : grid.slots) {
    slot.middle -= top;
    bottom = std::max(bottom, slot.middle + slot.height / 2 + 1);
  }
  layout.height = bottom;
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    layout.boxes[i].top = grid.slots[i].middle - grid.slots[i].height / 2;
  }
  for (std::size_t i = 0; i < routes.size(); ++i) {
    LayoutLink& link = layout.links[i];
    link.heights.clear();
    for (const std::uint32_t slot : routes[i].slots) link.heights.push_back(grid.slots[slot].middle);
    link.first_column = grid.slots[routes[i].slots.front()].column;
  }
  spread_ports(grid, routes, layout, true);
  spread_ports(grid, routes, layout, false);
}

}  // namespace avenant::explore
