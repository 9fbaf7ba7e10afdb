// On which days of its application date a version is the one that applies, and from which day a dispositif is there at
// all. Read next: reads.hpp, unreachable.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "compiler/check/proof/linear.hpp"
#include "compiler/check/spans.hpp"
#include "compiler/check/target.hpp"
#include "compiler/check/versions/days.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::check {

/// That an application date is one of these days.
struct Restriction {
  std::uint32_t shape = 0;
  Days days;
  bool is_there = true;  ///< The date is given; else this holds only where it is.
};

/// What is known of the days of application dates, by their shapes; nothing is known of a date that is not there.
class KnownDays {
 public:
  [[nodiscard]] Days of(std::uint32_t shape) const;
  /// Adds that the date of this shape is one of the days. Returns whether it can still be one.
  bool restrict(std::uint32_t shape, const Days& days);
  /// Adds all of them; of those that do not say that the date is there, those whose date is known to be.
  bool restrict(const std::vector<Restriction>& restrictions);
  /// Whether every case of the other is one of these.
  [[nodiscard]] bool includes(const KnownDays& other) const;
  [[nodiscard]] const std::map<std::uint32_t, Days>& dates() const { return days_; }

 private:
  std::map<std::uint32_t, Days> days_;
};

/// A version by its application date.
struct DatedVersion {
  std::optional<std::uint32_t> shape;  ///< Of its application date; none: it always applies.
  program::NodeId date;                ///< That date, without what may postpone or condition it.
  Days days;                           ///< On which its period lies.
  bool is_certain = false;             ///< Its days are all that decides: no draft, no postponement.
};

/// The versions of every variable of a package. The references must outlive it.
class Selection {
 public:
  /// Linear in the package.
  Selection(const hir::Program& hir, const program::Package& package, Spans& spans);

  [[nodiscard]] const DatedVersion& version(std::uint32_t index) const { return versions_[index]; }
  /// The days of `shape` on which the version, the `index`th of the package, may be the one that applies.
  [[nodiscard]] Days selected(const program::Variable& variable, std::uint32_t index, std::uint32_t shape) const;
  /// What it says of the days of application dates that the version is the one that applies.
  [[nodiscard]] std::vector<Restriction> days_of_version(const program::Variable& variable, std::uint32_t index) const;
  /// Adds what it says that a guard, or a notice's condition, may be true: lowering puts their periods before them.
  void add_days_of_guard(program::NodeId guard, std::vector<Restriction>& restrictions) {
    add_days(guard, true, restrictions);
  }
  /// Whether a version always applies: a word.
  [[nodiscard]] bool has_undated(const program::Variable& variable) const;
  /// Whether some version surely applies, repealed or not.
  [[nodiscard]] bool is_surely_there(const program::Variable& variable, const KnownDays& known) const;
  /// Whether the version surely is not the one that applies.
  [[nodiscard]] bool is_surely_passed(const program::Variable& variable, std::uint32_t index,
                                      const KnownDays& known) const;

  /// The first day of a dispositif, by its name in the package; null where nothing of it is dated.
  [[nodiscard]] const FirstDay* first_day(program::StringId dispositif) const;
  /// What its first day says of the dispositif's application date.
  [[nodiscard]] KnownDays known_of(program::StringId dispositif);
  /// The number of the shape of a date.
  [[nodiscard]] std::uint32_t shape_of(program::NodeId date) { return shapes_.of(date); }

 private:
  void add_days(program::NodeId condition, bool wanted, std::vector<Restriction>& restrictions);
  void add_first_days(const hir::Program& hir, Spans& spans);

  const program::Package& package_;
  Shapes shapes_;
  std::vector<DatedVersion> versions_;
  std::map<std::uint32_t, FirstDay> first_days_;  // By StringId.
};

/// The version that applies to the case that is set, or null.
[[nodiscard]] const program::Version* applied_version(const program::Package& package, eval::Evaluator& evaluator,
                                                      program::VariableId variable);

}  // namespace avenant::check
