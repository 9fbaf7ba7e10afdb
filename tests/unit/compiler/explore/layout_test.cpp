#include "compiler/explore/picture/layout.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "compiler/explore/picture/steps.hpp"

using namespace avenant::explore;

namespace {

Layout layout_of(std::size_t n_boxes, const std::vector<std::pair<std::uint32_t, std::uint32_t>>& links) {
  Layout layout;
  for (std::size_t i = 0; i < n_boxes; ++i) layout.boxes.push_back({40 + static_cast<std::int32_t>(i % 3) * 17, 0, 0});
  for (const auto& [from, to] : links) layout.links.push_back({from, to, {}, 0});
  lay_out(layout);
  return layout;
}

/// Boxes of one column stand apart, and links that cross a column pass between them.
void require_nothing_overlaps(const Layout& layout) {
  for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
    const LayoutBox& box = layout.boxes[i];
    REQUIRE(box.top >= 0);
    REQUIRE(box.top + box.height <= layout.height + 1);
    REQUIRE(box.column >= 0);
    REQUIRE(box.column < layout.n_columns);
    for (std::size_t j = i + 1; j < layout.boxes.size(); ++j) {
      const LayoutBox& other = layout.boxes[j];
      if (other.column != box.column) continue;
      const bool apart =
          box.top + box.height + kBoxGap <= other.top + 1 || other.top + other.height + kBoxGap <= box.top + 1;
      REQUIRE(apart);
    }
    for (const LayoutLink& link : layout.links) {
      for (std::size_t k = 1; k + 1 < link.heights.size(); ++k) {
        if (link.first_column + static_cast<std::int32_t>(k) != box.column) continue;
        const bool outside = link.heights[k] < box.top || link.heights[k] > box.top + box.height;
        REQUIRE(outside);
      }
    }
  }
}

}  // namespace

TEST_CASE("what is read stands to the left of what reads it") {
  const Layout layout = layout_of(4, {{1, 0}, {2, 1}, {2, 0}, {0, 3}});
  REQUIRE(layout.n_columns == 4);
  CHECK(layout.boxes[2].column == 0);
  CHECK(layout.boxes[1].column == 1);
  CHECK(layout.boxes[0].column == 2);
  CHECK(layout.boxes[3].column == 3);
  // The link from 2 to 0 crosses the column of 1.
  CHECK(layout.links[2].heights.size() == 3);
  require_nothing_overlaps(layout);
}

TEST_CASE("rules that read each other are laid out all the same") {
  const Layout layout = layout_of(3, {{0, 1}, {1, 2}, {2, 0}});
  CHECK(layout.n_columns == 3);
  require_nothing_overlaps(layout);
}

TEST_CASE("a lone box has a picture") {
  const Layout layout = layout_of(1, {});
  CHECK(layout.n_columns == 1);
  CHECK(layout.boxes[0].top >= 0);
}

TEST_CASE("links that need not cross do not") {
  Grid grid;
  grid.slots.resize(6);
  grid.columns = {{0, 1, 2}, {3, 4, 5}};
  const auto link = [&](std::uint32_t left, std::uint32_t right) {
    grid.slots[left].right.push_back(right);
    grid.slots[right].left.push_back(left);
  };
  link(0, 5);
  link(1, 4);
  link(2, 3);
  CHECK(count_crossings(grid) == 3);
  order_columns(grid);
  CHECK(count_crossings(grid) == 0);
}

TEST_CASE("random graphs: nothing overlaps, and the same graph gives the same picture") {
  std::mt19937 chance(20261122);
  for (int round = 0; round < 300; ++round) {
    const std::size_t n_boxes = 2 + chance() % 24;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    const std::size_t n_links = chance() % (2 * n_boxes);
    for (std::size_t i = 0; i < n_links; ++i) {
      const auto from = static_cast<std::uint32_t>(chance() % n_boxes);
      const auto to = static_cast<std::uint32_t>(chance() % n_boxes);
      const bool is_known = std::find(links.begin(), links.end(), std::pair(from, to)) != links.end();
      if (from != to && !is_known) links.emplace_back(from, to);
    }
    CAPTURE(round);
    const Layout layout = layout_of(n_boxes, links);
    require_nothing_overlaps(layout);
    const Layout again = layout_of(n_boxes, links);
    for (std::size_t i = 0; i < n_boxes; ++i) REQUIRE(layout.boxes[i].top == again.boxes[i].top);
    for (std::size_t i = 0; i < links.size(); ++i) REQUIRE(layout.links[i].heights == again.links[i].heights);
  }
}
