// The values that an input takes in a sweep, in order, each with its rank: whole steps of the grain of a number, days,
// months or days of a durée, cases; « absent » comes first where it is one of them. Read next: sweep.hpp.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/eval/abstract_value.hpp"
#include "runtime/program/package.hpp"

namespace avenant::sweep {

/// The rank of a value, from 0.
using Rank = std::uint64_t;

/// Values that a sweep can go through have a next one.
enum class StepKind : std::uint8_t { Number, Day, MonthOfDuration, DayOfDuration, Case };

/// Why an input cannot be swept.
enum class DomainFault : std::uint8_t {
  None,
  NotSwept,    ///< A list, an ensemble, a number without a grain.
  NoRange,     ///< Numbers or durées without both ends.
  MixedUnits,  ///< A durée of months and days, or from months to days.
  Reversed,    ///< The last value is before the first.
  TooMany,     ///< More than 2^62 values.
};

/// An ordered set of values of one input. Plain data.
class InputDomain {
 public:
  /// From `first` to `last`, both included; those not given are the ends of the declared range. `absent` is a value too
  /// where the input is facultatif and `first` is not given. In `fault`, why there is none.
  [[nodiscard]] static std::optional<InputDomain> make(const program::Package& package, program::InputId input,
                                                       std::optional<value::Value> first,
                                                       std::optional<value::Value> last, DomainFault& fault);

  [[nodiscard]] program::InputId input() const { return input_; }
  [[nodiscard]] StepKind step() const { return step_; }
  /// How many values there are, at least 1.
  [[nodiscard]] Rank size() const { return size_; }
  [[nodiscard]] bool has_absent() const { return has_absent_; }
  /// Whether the value of this rank is « absent ».
  [[nodiscard]] bool is_absent(Rank rank) const { return has_absent_ && rank == 0; }
  /// Whether values are numbers or dates, so that formulas of them have a sense.
  [[nodiscard]] bool is_numeric() const { return step_ == StepKind::Number || step_ == StepKind::Day; }

  /// The value of a rank below size().
  [[nodiscard]] value::Value value_at(Rank rank) const;
  /// A number, or the days of a date since 1970. Precondition: is_numeric(), and the value is not absent.
  [[nodiscard]] value::Rational position(Rank rank) const;
  /// The values of the ranks from `first` to `last`, both included.
  [[nodiscard]] eval::AbstractValue values(Rank first, Rank last) const;
  /// The value of a rank as people write it.
  [[nodiscard]] std::string text(Rank rank, diagnostics::Language language) const;

 private:
  [[nodiscard]] std::int64_t steps_at(Rank rank) const;

  const program::Package* package_ = nullptr;
  program::InputId input_;
  StepKind step_ = StepKind::Number;
  bool has_absent_ = false;
  std::int64_t first_ = 0;  ///< In steps.
  std::int64_t grain_ = 1;  ///< Steps in one, of numbers.
  std::uint32_t n_cases_ = 0;
  Rank size_ = 1;
};

}  // namespace avenant::sweep
