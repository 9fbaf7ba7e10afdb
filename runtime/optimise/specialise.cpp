// Puts what is given in its place: values of inputs, the date of situation, readings, figures, which texts count; and
// computes all that follows from it and from what inputs declare. What fails stays, so that places stay.
#include "runtime/optimise/optimise.hpp"
#include "runtime/optimise/simplify.hpp"

namespace avenant::optimise {

program::Package specialise(const program::Package& package, const Options& options) {
  const Knowledge knowledge(package, options, Given::kAll);
  Draft draft(package);
  Simplifier(knowledge, draft).run();
  return draft.finish();
}

}  // namespace avenant::optimise
