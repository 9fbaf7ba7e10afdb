// The values of a fact as whole steps: one patient, one day, one cent, one case. Read next: boundary_search.hpp.
#pragma once

#include <cstdint>
#include <optional>

#include "runtime/program/package.hpp"

namespace avenant::suggest {

/// A fact whose values follow each other by a smallest step.
class Steps {
 public:
  /// Nothing for a fact whose values have no smallest step, or no order.
  static std::optional<Steps> of(const program::Package& package, program::InputId input);

  [[nodiscard]] std::int64_t least() const { return least_; }
  [[nodiscard]] std::int64_t most() const { return most_; }
  [[nodiscard]] bool holds(std::int64_t step) const { return step >= least_ && step <= most_; }
  /// The value at a step within the bounds.
  [[nodiscard]] value::Value value_at(std::int64_t step) const;
  /// The step of a value that is given; nothing where it is outside the bounds.
  [[nodiscard]] std::optional<std::int64_t> step_of(value::Value value) const;
  /// The step nearest below a value of another expression of the same kind, within the bounds.
  [[nodiscard]] std::optional<std::int64_t> step_near(program::TypeKind kind, value::Value value) const;

 private:
  program::TypeKind kind_ = program::TypeKind::kNumber;
  std::int64_t grain_ = 1;
  std::int64_t least_ = 0;
  std::int64_t most_ = 0;
};

}  // namespace avenant::suggest
