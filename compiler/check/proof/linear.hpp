// Numbers, dates and cases as sums of what they are computed from: `a − b > 3` and `b < a − 3` say the same.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <unordered_map>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::check {

/// Gives one number to expressions that are written the same.
class Shapes {
 public:
  explicit Shapes(const program::Package& package) : package_(package) {}
  std::uint32_t of(program::NodeId id);
  /// An expression of that shape.
  [[nodiscard]] program::NodeId example(std::uint32_t shape) const { return examples_[shape]; }

 private:
  const program::Package& package_;
  std::unordered_map<std::uint32_t, std::uint32_t> by_node_;
  std::map<std::vector<std::int64_t>, std::uint32_t> by_key_;
  std::vector<program::NodeId> examples_;
};

/// A sum of expressions (by shape), each times a factor that is not 0, and a constant.
struct Linear {
  std::map<std::uint32_t, value::Rational> terms;
  value::Rational constant;
};

/// The sum that a number is; dates and cases count as their numbers. Nothing for other types and for what does not fit.
[[nodiscard]] std::optional<Linear> linear_of(const program::Package& package, Shapes& shapes, program::NodeId id);

/// left − right.
[[nodiscard]] std::optional<Linear> difference(const Linear& left, const Linear& right);

}  // namespace avenant::check
