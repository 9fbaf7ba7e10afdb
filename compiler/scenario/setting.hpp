// The facts of a scenario: those of its base cases, from the first to the last, then its own.
#pragma once

#include <map>

#include "compiler/scenario/lookup.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::scenario {

/// What one scenario gives to an engine.
struct Facts {
  eval::RunOptions options;
  std::map<std::uint32_t, value::Value> inputs;  ///< By program::InputId; inputs not given are not there.
  std::vector<base::Name> unknown_drafts;        ///< Named, but no draft of the project: the scenario cannot hold.
};

/// The facts of a scenario on top of the run's own options.
[[nodiscard]] Facts facts_of(const Lookup& lookup, const hir::Scenario& scenario, const eval::RunOptions& defaults);

}  // namespace avenant::scenario
