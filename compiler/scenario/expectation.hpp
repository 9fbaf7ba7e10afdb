// One expectation against one outcome. Read next: run.cpp, which evaluates.
#pragma once

#include "compiler/scenario/lookup.hpp"
#include "compiler/scenario/run.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::scenario {

/// What was obtained for a member, with its explanation where one was asked for.
struct Obtained {
  program::VariableId variable;
  eval::Outcome outcome;
  const eval::Trace* trace = nullptr;
};

/// Whether the expectation needs an explanation to be judged.
[[nodiscard]] bool needs_trace(const hir::Expectation& expectation);
/// Whether what was obtained is what was expected.
[[nodiscard]] bool is_met(const Lookup& lookup, const hir::Expectation& expectation, const Obtained& obtained);
/// What was expected, as an author writes it.
[[nodiscard]] Bilingual describe_expected(const Lookup& lookup, const hir::Expectation& expectation);
/// What was obtained, in the same terms.
[[nodiscard]] Bilingual describe_obtained(const Lookup& lookup, const hir::Expectation& expectation,
                                          const Obtained& obtained);
/// A place as people cite it.
[[nodiscard]] Citation cite(const program::Package& package, program::PlaceId place);
/// Where what was obtained comes from: the place of the error, or the version that applies.
[[nodiscard]] Citation origin_of(const program::Package& package, const Obtained& obtained);

}  // namespace avenant::scenario
