// From the program as its author means it to the flat program that engines run: families unrolled, rule kinds,
// derogations and choice of version turned into plain operations, provenance in a side table.
#pragma once

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::lower {

/// Bounds on the program made; each has its own diagnostic.
struct Options {
  std::size_t max_nodes = 2'000'000;  ///< Expressions lowered, each as often as its family or aggregate repeats it.
  std::uint64_t max_static_cost = 10'000'000;  ///< Operations that evaluating every variable once takes at most.
  std::uint32_t max_depth = 10'000;            ///< Operations that read each other in a chain, through variables.
  bool project_paths = false;  ///< Places name files as the project does, not as the caller does: for what is stored.
};

/// Lowers an analysed program without errors. Reports cycles (over members, versions, derogations and application dates
/// together) and static cost to the sink; the package is usable only when the sink has no error. Linear in the unrolled
/// size.
[[nodiscard]] program::Package lower(const hir::Program& program, const base::SourceMap& sources,
                                     diagnostics::Sink& sink, const Options& options = {});

}  // namespace avenant::lower
