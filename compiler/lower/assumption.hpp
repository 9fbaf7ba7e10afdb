// `suppose C « raison »`: what reads an input that C speaks of is worth nothing where C does not hold.
// Read next: assumption.cpp; rule.cpp, derogation.cpp and notice.cpp, which watch what they read.
#pragma once

#include <vector>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// Finds the inputs that each assumption of a dispositif speaks of, and puts assumptions in the order of their places.
void declare_assumptions(Context& context);

/// Watches, as long as it lives, which inputs the expressions lowered read by themselves.
class InputWatch {
 public:
  explicit InputWatch(Context& context);
  ~InputWatch();
  InputWatch(const InputWatch&) = delete;
  InputWatch& operator=(const InputWatch&) = delete;

  /// What was lowered, under the assumptions of a dispositif that speak of an input read since the watch began.
  [[nodiscard]] Lowered assumed(hir::DispositifId dispositif, const Lowered& lowered) const;

 private:
  Context& context_;
  std::vector<InputKey> outer_;
};

/// The value of a barème under what the barème supposes.
[[nodiscard]] program::NodeId under(Context& context, const std::vector<hir::Assumption>& assumptions,
                                    program::NodeId value);

}  // namespace avenant::lower
