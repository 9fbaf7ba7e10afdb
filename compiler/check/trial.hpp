// One case at a time: sets what a point says, and asks the interpreter. Read next: sample.hpp, shrink.hpp.
#pragma once

#include <vector>

#include "compiler/check/cone.hpp"
#include "compiler/check/target.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::check {

/// Runs cases of a package. Every input that no point sets is not given. Not thread-safe.
class Trial {
 public:
  explicit Trial(const program::Package& package);

  /// The dimensions of the points that follow; forgets what was set before. They must outlive it or the next call.
  void begin(const Cone& cone);
  /// Sets a point. Linear in the dimensions that differ from the point before.
  void apply(const Point& point);
  /// Whether the case that was set is one that the target asks for.
  [[nodiscard]] bool hits(const Unit& unit, const Target& target);
  /// The interpreter, with the case that was set.
  [[nodiscard]] eval::Evaluator& evaluator() { return evaluator_; }

 private:
  [[nodiscard]] bool is_read(const Target& target);
  [[nodiscard]] bool has_cause(const Target& target);
  [[nodiscard]] bool is(program::NodeId condition, bool wanted);
  [[nodiscard]] bool has_no_row(const program::Node& table);
  void set_options();

  const program::Package& package_;
  eval::Evaluator evaluator_;
  const Cone* cone_ = nullptr;
  Point applied_;
};

}  // namespace avenant::check
