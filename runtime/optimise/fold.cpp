// As `specialise`, from what inputs declare alone: every reading, figure and date may be chosen. Which texts count is
// that of the run all the same, for a version that may be unknown leaves every other one in play.
#include "runtime/optimise/optimise.hpp"
#include "runtime/optimise/simplify.hpp"

namespace avenant::optimise {

program::Package fold(const program::Package& package, const Options& options) {
  const Knowledge knowledge(package, options, Given::kRanges);
  Draft draft(package);
  Simplifier(knowledge, draft).run();
  return draft.finish();
}

}  // namespace avenant::optimise
