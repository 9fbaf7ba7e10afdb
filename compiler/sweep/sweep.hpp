// The exact thresholds of the results of one case as one input moves: pieces on which each result is one value, one
// error or one formula, and why it changes from one piece to the next. Read next: partition.hpp, causes.hpp; forms/,
// which writes them; docs/sweep.md.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/result_view.hpp"
#include "compiler/sweep/causes.hpp"
#include "compiler/sweep/partition.hpp"
#include "compiler/sweep/result_oracle.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::sweep {

/// What changes between two pieces that touch.
enum class BoundaryKind : std::uint8_t {
  Jump,  ///< The result itself.
  Bend,  ///< Only how it goes on: one of the two formulas gives both neighbouring values.
};

/// Between the last value of a piece and the first of the next one, both resolved.
struct Boundary {
  std::size_t piece = 0;  ///< The piece before.
  BoundaryKind kind = BoundaryKind::Jump;
  eval::Outcome before;                       ///< Of the last value of the piece before.
  eval::Outcome after;                        ///< Of the first value of the piece after.
  std::optional<value::Rational> difference;  ///< After minus before, of numbers where it fits; of dates, in days.
  bool has_causes = false;                    ///< Whether causes were looked for.
  std::vector<Cause> causes;
};

/// One result, or one member of a family.
struct ResultSweep {
  std::string name;   ///< `aide_due(1)`.
  std::string title;  ///< As people read it.
  program::VariableId variable;
  program::TypeId type;
  std::vector<Piece> pieces;  ///< In order, without a gap: at least one.
  std::vector<Boundary> boundaries;
  std::uint64_t n_evaluations = 0;  ///< Of intervals.

  [[nodiscard]] bool is_complete() const;
  /// Whether the result is the same for every value.
  [[nodiscard]] bool is_constant() const { return pieces.size() == 1 && pieces[0].kind == PieceKind::Constant; }
};

/// What is swept, and how much work it may take.
struct SweepOptions {
  diagnostics::Language language = diagnostics::Language::French;
  WorkLimits work;
  PartitionLimits partition;
  std::size_t max_causes = 500;  ///< Boundaries of one result whose causes are looked for.
};

/// One case as one input moves.
struct Sweep {
  InputDomain domain;
  FormulaStore formulas;
  std::vector<ResultSweep> results;

  [[nodiscard]] bool is_complete() const;
};

/// Sweeps one case: what it says of the input of the domain does not count. `views` are the results asked for.
[[nodiscard]] Sweep sweep(const program::Package& package, const eval::RunOptions& run, const cases::BoundCase& bound,
                          const std::vector<report::ResultView>& views, const InputDomain& domain,
                          const SweepOptions& options);

}  // namespace avenant::sweep
