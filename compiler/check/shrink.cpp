#include "compiler/check/shrink.hpp"

#include <algorithm>

#include "runtime/eval/evaluator.hpp"

namespace avenant::check {

namespace {

constexpr int kRounds = 3;

/// Values of a dimension, the plainest first, that are plainer than `current`.
std::vector<value::Value> plainer(const program::Package& package, const Cone& cone, std::size_t index,
                                  value::Value current) {
  const Dimension& dimension = cone.dimensions[index];
  std::vector<value::Value> values;
  const auto add = [&](value::Value value) {
    if (value != current && eval::is_valid(package, dimension.type, dimension.range, value)) values.push_back(value);
  };
  const std::vector<value::Value>& candidates = cone.candidates[index];
  if (dimension.value_kind == program::TypeKind::kNumber) {
    // Round numbers, then thresholds.
    for (const std::int64_t round : {10, 1, 0, 100, 1'000, 2, 5, 20, 50, 200, 500, 2'000, 5'000, 10'000, 100'000}) {
      if (current == value::Value{round, 1}) return values;
      add(value::Value{round, 1});
    }
  }
  for (const value::Value& candidate : candidates) {
    if (candidate == current) break;
    if (values.size() < 60 && std::find(values.begin(), values.end(), candidate) == values.end()) {
      values.push_back(candidate);
    }
  }
  return values;
}

}  // namespace

Point shrink(Trial& trial, const program::Package& package, const Unit& unit, const Cone& cone, const Target& target) {
  Point best = target.witness;
  const auto still_hits = [&](const Point& point) {
    trial.apply(point);
    return trial.hits(unit, target);
  };
  for (int round = 0; round < kRounds; ++round) {
    const Point before = best;
    for (std::size_t index = best.size(); index-- > 0;) {
      if (!best[index]) continue;
      Point without = best;
      without[index].reset();
      if (still_hits(without)) best = std::move(without);
    }
    for (std::size_t index = 0; index < best.size(); ++index) {
      if (!best[index] || !cone.dimensions[index].type) continue;
      for (const value::Value& value : plainer(package, cone, index, *best[index])) {
        Point other = best;
        other[index] = value;
        if (!still_hits(other)) continue;
        best = std::move(other);
        break;
      }
    }
    if (best == before) break;
  }
  trial.apply(best);
  return best;
}

}  // namespace avenant::check
