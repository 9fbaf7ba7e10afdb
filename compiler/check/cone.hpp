// What a rule depends on: the facts, readings, figures and drafts that can change it, each with the values worth
// trying. Read next: trial.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/check/unit.hpp"
#include "runtime/value/value.hpp"

namespace avenant::check {

enum class DimensionKind : unsigned char { kInput, kReading, kFigure, kSituationDate, kDraft };

/// Something that varies from case to case, or from run to run.
struct Dimension {
  DimensionKind kind = DimensionKind::kInput;
  std::uint32_t id = 0;    ///< The InputId, ReadingId, UnknownId or TextId.
  program::TypeId type;    ///< None for a situation date and a draft.
  program::RangeId range;  ///< None: every value of the type.
  program::TypeKind value_kind = program::TypeKind::kBoolean;
};

/// A value for each dimension of a cone; nothing where it is not given: a fact left out, a reading by default.
using Point = std::vector<std::optional<value::Value>>;

struct Cone {
  std::vector<Dimension> dimensions;
  /// By dimension: values worth trying, the plainest first; all are valid.
  std::vector<std::vector<value::Value>> candidates;
  /// By dimension, ascending: the constants of the rules that its values may be compared to.
  std::vector<std::vector<value::Value>> marks;
  std::size_t n_nodes = 0;
  bool is_partial = false;  ///< More than the limit: what lies beyond was not looked at.
};

/// The expressions of a unit alone: what it reads itself, variables included, are its dimensions' marks.
struct Surroundings {
  std::vector<Dimension> dimensions;
  std::vector<std::vector<value::Value>> marks;
  std::vector<program::VariableId> variables;  ///< That it reads itself.
  std::vector<std::vector<value::Value>> variable_marks;
};

/// What the unit reads itself. Linear in its own expressions.
[[nodiscard]] Surroundings surroundings_of(const program::Package& package, const Unit& unit);

/// The cone of a unit, through the variables that it reads. Looks at no more than `max_nodes` expressions.
[[nodiscard]] Cone cone_of(const program::Package& package, const Unit& unit, std::size_t max_nodes);

}  // namespace avenant::check
