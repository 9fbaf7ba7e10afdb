// The steps of a layered layout (Sugiyama, Tagawa, Toda 1981): columns, then the order in each, then heights.
// Read next: layout.cpp, which does them in turn.
#pragma once

#include "compiler/explore/picture/layout.hpp"

namespace avenant::explore {

/// A box, or the place where a link crosses a column.
struct Slot {
  std::int32_t height = 0;
  std::int32_t column = 0;
  std::int32_t middle = 0;
  bool is_box = false;
  std::vector<std::uint32_t> left;   ///< Slots of the column before, next to it.
  std::vector<std::uint32_t> right;  ///< Slots of the column after.
};

/// What the steps share. Slots 0 to n − 1 are the boxes.
struct Grid {
  std::vector<Slot> slots;
  std::vector<std::vector<std::uint32_t>> columns;  ///< From top to bottom.
};

/// Gives each box a column: what is read stands left of all that read it, each as near as may be to box 0. A link that
/// closes a circle is turned round.
void assign_columns(Layout& layout);
/// Orders the slots of each column so that few links cross: by the mean of their neighbours, in sweeps to and fro; the
/// best order found is kept.
void order_columns(Grid& grid);
/// Gives each slot its height: near its neighbours, in its order, without overlap.
void place_slots(Grid& grid);
/// How many pairs of links cross.
[[nodiscard]] std::size_t count_crossings(const Grid& grid);

}  // namespace avenant::explore
