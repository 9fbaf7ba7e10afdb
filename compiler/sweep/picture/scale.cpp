#include "compiler/sweep/picture/scale.hpp"

#include <algorithm>

namespace avenant::sweep {

namespace {

/// Numbers are placed to so many parts of one.
constexpr std::int64_t kParts = 1'000'000;
/// Thresholds that take less than one part in so many of the range are looked at more closely.
constexpr Rank kClose = 3;

value::Int128 in_parts(value::Rational number) {
  return value::Int128{number.numerator()} * kParts / number.denominator();
}

}  // namespace

std::string svg_number(Tenths tenths) {
  std::string text = tenths < 0 ? "-" : "";
  const Tenths size = tenths < 0 ? -tenths : tenths;
  text += std::to_string(size / 10);
  if (size % 10 != 0) text += "." + std::to_string(size % 10);
  return text;
}

Window window_of(const ResultSweep& result, Rank size) {
  const Window all{0, size - 1};
  if (result.pieces.size() < 3) return all;
  const Rank first = result.pieces.front().last;
  const Rank last = result.pieces.back().first;
  if ((last - first) > size / kClose) return all;
  const Rank margin = std::max<Rank>((last - first) / 3, 2);
  return {first > margin ? first - margin : 0, std::min(size - 1, last + margin)};
}

Tenths HorizontalScale::left_of(Rank rank) const {
  if (rank <= window_.first) return left_;
  if (rank > window_.last) return left_ + width_;
  const value::Int128 size = value::Int128{window_.last - window_.first} + 1;
  return left_ + static_cast<Tenths>(value::Int128{rank - window_.first} * width_ / size);
}

Tenths HorizontalScale::right_of(Rank rank) const {
  return rank >= window_.last ? left_ + width_ : left_of(rank + 1);
}

VerticalScale::VerticalScale(value::Rational low, value::Rational high, Tenths top, Tenths height)
    : low_(in_parts(low)), high_(in_parts(high)), top_(top), height_(height) {
  if (high_ <= low_) high_ = low_ + kParts;
}

Tenths VerticalScale::at(value::Rational number) const {
  const value::Int128 part = std::clamp(in_parts(number), low_, high_) - low_;
  return top_ + height_ - static_cast<Tenths>(part * height_ / (high_ - low_));
}

}  // namespace avenant::sweep
