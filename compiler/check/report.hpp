// From answers to messages: one for each mistake, wherever a family or an aggregate repeats it. Read next:
// case_text.hpp.
#pragma once

#include <vector>

#include "compiler/check/cone.hpp"
#include "compiler/check/spans.hpp"
#include "compiler/check/target.hpp"
#include "compiler/check/trial.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::check {

/// A unit whose questions are answered. Witnesses are shrunk.
struct Examined {
  Unit unit;
  std::vector<Target> targets;
  Cone cone;  ///< Of units with a case to show; else empty.
};

/// Reports what the answers say.
void report_answers(const hir::Program& hir, const program::Package& package, std::vector<Examined>& examined,
                    Trial& trial, Spans& spans, diagnostics::Sink& sink);

}  // namespace avenant::check
