// Cuts a range of values into the largest pieces on which a result is proved to be one thing: a value, an error, or a
// formula. Proves an interval, else halves it, down to single values. Read next: sweep.hpp, which asks for it.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "compiler/sweep/formula/formula.hpp"
#include "compiler/sweep/input_domain.hpp"
#include "runtime/eval/outcome.hpp"

namespace avenant::sweep {

enum class PieceKind : std::uint8_t {
  Constant,    ///< One outcome for every value: a value or an error.
  Formula,     ///< A formula of the input, without errors.
  Unresolved,  ///< Not known: the work allowed did not suffice.
};

/// The ranks from `first` to `last`, both included.
struct Piece {
  Rank first = 0;
  Rank last = 0;
  PieceKind kind = PieceKind::Unresolved;
  eval::Outcome outcome;  ///< Of Constant.
  FormulaId formula;      ///< Of Formula.
};

/// What is known of one result as the input moves. What it claims of an interval holds for every value there.
class Oracle {
 public:
  virtual ~Oracle() = default;
  /// The one outcome of an interval; nothing where there are several, or it is not proved. A single value has one.
  [[nodiscard]] virtual std::optional<eval::Outcome> constant(Rank first, Rank last) = 0;
  /// The formula of an interval; nothing where there is none, or it is not proved.
  [[nodiscard]] virtual std::optional<FormulaId> formula(Rank first, Rank last) = 0;
  /// The outcome of a formula for one value. Precondition: it was proved there.
  [[nodiscard]] virtual eval::Outcome at(FormulaId formula, Rank rank) = 0;
  /// What a formula gives for a value for which nothing is proved; nothing where it has no value.
  [[nodiscard]] virtual std::optional<eval::Outcome> value(FormulaId formula, Rank rank) = 0;
  /// Which way a formula goes.
  [[nodiscard]] virtual Direction direction(FormulaId formula) = 0;
  /// Whether the work done is as much as is allowed, or the run is to end.
  [[nodiscard]] virtual bool is_exhausted() = 0;
};

struct PartitionLimits {
  /// A formula that takes at most so many values in a piece is given as its levels, where each holds for several values
  /// of the input on the average.
  std::size_t max_levels = 24;
};

/// The pieces of the ranks from 0 to `size` − 1, in order, each as large as it can be, without a gap. Neighbours
/// differ. The widest intervals are looked at first, so that what is unresolved is as narrow as the work allows. Two
/// calls with oracles that answer alike give the same pieces.
[[nodiscard]] std::vector<Piece> partition(Rank size, Oracle& oracle, const PartitionLimits& limits = {});

}  // namespace avenant::sweep
