// Where the boxes of a picture stand and how its links go: columns, what is read to the left of what reads it, few
// crossings, no link under a box. Whole pixels only, so that the same graph gives the same picture everywhere.
// Read next: ranks.hpp, ordering.hpp, placing.hpp, the three steps; forms/picture.cpp, which draws it.
#pragma once

#include <cstdint>
#include <vector>

namespace avenant::explore {

/// A box to place: its height is known, all are equally wide.
struct LayoutBox {
  std::int32_t height = 0;
  std::int32_t column = 0;  ///< Output: 0 is the leftmost.
  std::int32_t top = 0;     ///< Output.
};

/// From what is read to what reads it.
struct LayoutLink {
  std::uint32_t from = 0;
  std::uint32_t to = 0;
  /// Output: where it leaves and enters boxes and crosses the columns between, from left to right; one height a column.
  std::vector<std::int32_t> heights;
  std::int32_t first_column = 0;  ///< Output.
};

struct Layout {
  std::vector<LayoutBox> boxes;
  std::vector<LayoutLink> links;
  std::int32_t n_columns = 0;  ///< Output.
  std::int32_t height = 0;     ///< Output: of the tallest column.
};

/// Least distances, in pixels.
inline constexpr std::int32_t kBoxGap = 16;
inline constexpr std::int32_t kLinkGap = 10;

/// Places boxes and links. Links that close a circle go from right to left. Quadratic in the boxes of a column, which
/// are few.
void lay_out(Layout& layout);

}  // namespace avenant::explore
