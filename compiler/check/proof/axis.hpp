// What a box is made of: an axis is something that varies, with the values it may still have and where to cut them.
// Read next: prove.hpp.
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "compiler/check/cone.hpp"
#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::check {

/// A fact, a reading, a figure or the date of situation; or a variable that is taken for any of its values.
struct Axis {
  enum class Kind : unsigned char { kInput, kReading, kFigure, kSituationDate, kVariable };
  Kind kind = Kind::kInput;
  std::uint32_t id = 0;
  program::TypeId type;
  eval::AbstractValue whole;        ///< Every value.
  std::vector<value::Value> marks;  ///< Ascending: values at which something may change.
};

/// A box: the values left on each axis.
using Box = std::vector<eval::AbstractValue>;

/// The two parts of a set of values, cut where it matters, else in the middle; nothing when it cannot be cut.
[[nodiscard]] std::optional<std::pair<eval::AbstractValue, eval::AbstractValue>> split(
    const program::Package& package, const Axis& axis, const eval::AbstractValue& values);

/// Gives an axis these values in an evaluator.
void set_axis(eval::AbstractEvaluator& evaluator, const Axis& axis, const eval::AbstractValue& values);

/// The axis of a dimension of a cone, all its values. Nothing for a draft.
[[nodiscard]] std::optional<Axis> axis_of(const program::Package& package, const eval::AbstractEvaluator& evaluator,
                                          const Dimension& dimension, const std::vector<value::Value>& marks);

/// A value of the set, one of the candidates if possible; nothing when the set is not given as values.
[[nodiscard]] std::optional<value::Value> pick(const eval::AbstractValue& values,
                                               const std::vector<value::Value>& candidates, std::size_t rank);

}  // namespace avenant::check
