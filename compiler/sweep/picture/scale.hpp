// Where values lie in a picture, in tenths of a pixel: no binary floating point, so that a picture is the same bytes
// everywhere. Read next: chart.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/sweep/sweep.hpp"

namespace avenant::sweep {

/// A length or a place, in tenths of a pixel.
using Tenths = std::int64_t;

/// « 12.5 », as SVG writes it.
[[nodiscard]] std::string svg_number(Tenths tenths);

/// The ranks that a picture shows: all, or those around the thresholds where these lie close to each other.
struct Window {
  Rank first = 0;
  Rank last = 0;
};
[[nodiscard]] Window window_of(const ResultSweep& result, Rank size);

/// Ranks from left to right: each takes the same width.
class HorizontalScale {
 public:
  HorizontalScale(Window window, Tenths left, Tenths width) : window_(window), left_(left), width_(width) {}
  /// The left and the right edge of a rank; the edge of the picture for ranks outside.
  [[nodiscard]] Tenths left_of(Rank rank) const;
  [[nodiscard]] Tenths right_of(Rank rank) const;

 private:
  Window window_;
  Tenths left_;
  Tenths width_;
};

/// Numbers from the bottom to the top.
class VerticalScale {
 public:
  VerticalScale(value::Rational low, value::Rational high, Tenths top, Tenths height);
  [[nodiscard]] Tenths at(value::Rational number) const;

 private:
  value::Int128 low_;
  value::Int128 high_;
  Tenths top_;
  Tenths height_;
};

}  // namespace avenant::sweep
