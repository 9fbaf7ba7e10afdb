// What would have to change for a result to be otherwise: the smallest sets of facts, the nearest change first. Every
// answer was tried on the interpreter. Read next: search.hpp, box.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/explain/explanation.hpp"
#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"
#include "runtime/value/rational.hpp"

namespace avenant::explain {

/// How far a change is: first by how many facts change, then by the sum of what each costs, then by the distance from
/// where a reader would look. docs/explanations.md says what a fact costs.
struct Cost {
  std::uint32_t n_facts = 0;
  value::Rational size = value::Rational::whole(0);
  std::int64_t distance = 0;

  friend bool operator<(const Cost& left, const Cost& right) {
    if (left.n_facts != right.n_facts) return left.n_facts < right.n_facts;
    if (left.size != right.size) return left.size < right.size;
    return left.distance < right.distance;
  }
};

/// One fact that would be otherwise.
struct Change {
  program::InputId input;
  std::optional<value::Value> before;  ///< Nothing where it is not given.
  std::optional<value::Value> after;   ///< Nothing: not given.
  bool is_past = false;  ///< A date that has passed on the date of situation: nobody can change it any more.
};

/// A condition that fails as things are and would hold.
struct Repair {
  program::VariableId rule;
  program::ConditionId condition;
};

struct Remedy {
  std::vector<Change> changes;  ///< In the order of the package. No smaller part of them would do.
  std::vector<Repair> repairs;  ///< Conditions of éligibilités, in the order in which they were evaluated.
  Cost cost;
  eval::Outcome outcome;       ///< What the result becomes.
  program::VersionId version;  ///< The wording that would apply, where it is another.

  /// Whether it would change a date that has passed.
  [[nodiscard]] bool is_past() const {
    return std::any_of(changes.begin(), changes.end(), [](const Change& change) { return change.is_past; });
  }
};

/// What was found for one result.
struct Remedies {
  program::VariableId variable;
  std::vector<Remedy> found;  ///< The nearest first.
  bool impossible = false;    ///< No change of facts whatever would do: proved.
  bool complete = true;       ///< Whether nothing nearer than what was found can exist: else the search was cut short.
};

struct RemedyLimits {
  std::size_t max_remedies = 5;
  std::size_t max_facts = 6;             ///< In one remedy.
  std::size_t max_evaluations = 20'000;  ///< Abstract evaluations, for one result.
};

/// Searches for changes of the case given that make a booléen true, or a number greater. A result that fails, or that
/// is of another type, has none. The explanation is that of the case as it is.
class RemedyFinder {
 public:
  /// Everything must outlive it.
  RemedyFinder(const program::Package& package, const eval::RunOptions& options);
  ~RemedyFinder();
  RemedyFinder(const RemedyFinder&) = delete;
  RemedyFinder& operator=(const RemedyFinder&) = delete;

  [[nodiscard]] Remedies find(const Explanation& explanation, program::VariableId variable,
                              const RemedyLimits& limits = {});

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace avenant::explain
