#include "compiler/check/sample.hpp"

#include <algorithm>

namespace avenant::check {

namespace {

bool may_be_left_out(const program::Package& package, const Dimension& dimension) {
  if (dimension.kind == DimensionKind::kReading || dimension.kind == DimensionKind::kDraft) return true;
  return dimension.kind == DimensionKind::kInput && package.type(dimension.type).optional;
}

}  // namespace

Point plain_point(const program::Package& package, const Cone& cone) {
  Point point(cone.dimensions.size());
  for (std::size_t index = 0; index < point.size(); ++index) {
    if (cone.candidates[index].empty() || may_be_left_out(package, cone.dimensions[index])) continue;
    point[index] = cone.candidates[index].front();
  }
  return point;
}

bool any_open(const std::vector<Target>& targets) {
  return std::any_of(targets.begin(), targets.end(),
                     [](const Target& target) { return target.answer == Answer::kOpen; });
}

void try_point(Trial& trial, const Unit& unit, std::vector<Target>& targets, const Point& point) {
  trial.apply(point);
  for (Target& target : targets) {
    if (target.answer != Answer::kOpen || !trial.hits(unit, target)) continue;
    target.answer = Answer::kConfirmed;
    target.witness = point;
  }
}

std::size_t sample(Trial& trial, const program::Package& package, const Unit& unit, const Cone& cone,
                   std::vector<Target>& targets, std::size_t max_points, Dice& dice) {
  const Point plain = plain_point(package, cone);
  std::size_t n_points = 0;
  const auto tried = [&](const Point& point) {
    if (n_points == max_points || !any_open(targets)) return false;
    ++n_points;
    try_point(trial, unit, targets, point);
    return true;
  };
  if (!tried(plain)) return n_points;
  // Half of the cases at most vary one fact alone.
  std::size_t n_alone = max_points / 2;
  for (std::size_t rank = 0; rank < 8; ++rank) {
    for (std::size_t index = 0; index < plain.size(); ++index) {
      const std::vector<value::Value>& values = cone.candidates[index];
      if (rank >= values.size() || n_alone == 0) continue;
      --n_alone;
      Point point = plain;
      point[index] = values[rank];
      if (point != plain && !tried(point)) return n_points;
    }
  }
  const std::size_t n_dimensions = plain.size();
  while (n_dimensions > 0) {
    Point point = plain;
    // From few facts that differ from the plain case to all of them.
    const std::size_t density = 1 + dice.roll(4);
    for (std::size_t index = 0; index < n_dimensions; ++index) {
      const std::vector<value::Value>& values = cone.candidates[index];
      if (values.empty() || dice.roll(4) >= density) continue;
      // The first candidates are the likely ones.
      const std::size_t among = dice.roll(2) == 0 ? std::min<std::size_t>(values.size(), 8) : values.size();
      point[index] = values[dice.roll(among)];
    }
    if (!tried(point)) return n_points;
  }
  return n_points;
}

}  // namespace avenant::check
