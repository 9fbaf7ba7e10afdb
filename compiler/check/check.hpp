// Checks of a program: what can go wrong at run time, shown by a case that the interpreter confirmed, or proved
// impossible; conditions and rows that serve nothing. Read next: target.hpp (what is asked), search.hpp (how).
#pragma once

#include <cstddef>
#include <cstdint>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/program/package.hpp"

namespace avenant::check {

/// Bounds on the work. What is undecided when they are reached is a warning, and the run-time check stays.
struct Options {
  std::size_t max_boxes = 100'000;            ///< Boxes of the search, for one rule.
  std::size_t max_points = 10'000;            ///< Cases tried, for one rule.
  std::size_t max_rule_steps = 5'000'000;     ///< Operations evaluated, about, for one rule.
  std::size_t max_total_steps = 100'000'000;  ///< And for the whole program.
  std::size_t max_cone_nodes = 5'000;         ///< Operations that one rule depends on; larger rules are sampled only.
  bool project_paths = false;                 ///< Places name files as the project does: as lower::Options says.
};

/// How much was done.
struct Statistics {
  std::size_t n_targets = 0;     ///< Questions asked.
  std::size_t n_confirmed = 0;   ///< Answered by a case.
  std::size_t n_impossible = 0;  ///< Answered by a proof.
  std::size_t n_undecided = 0;
  std::size_t n_points = 0;
  std::size_t n_boxes = 0;
};

/// Reports what is wrong to the sink. `package` is what lowering made of `hir`, verified. Linear in the program but for
/// the bounded search of each rule.
Statistics check(const hir::Program& hir, const program::Package& package, const base::SourceMap& sources,
                 diagnostics::Sink& sink, const Options& options = {});

}  // namespace avenant::check
