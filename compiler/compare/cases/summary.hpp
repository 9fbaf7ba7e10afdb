// What a comparison says of all its cases: how many change, by how much in all, the largest gains and losses, and which
// articles are why. Its size does not depend on the number of cases. Read next: case_changes_text.hpp.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/compare/cases/case_comparison.hpp"

namespace avenant::compare {

/// A case and how far one of its results moved.
struct Extreme {
  std::size_t number = 0;
  std::string id;
  value::Rational difference;
};

/// Of one result.
struct ResultSummary {
  std::size_t n_changed = 0;
  std::size_t n_gains = 0;
  std::size_t n_losses = 0;
  std::size_t n_new_errors = 0;                              ///< A value before, none after.
  std::size_t n_gone_errors = 0;                             ///< The contrary.
  std::size_t n_true = 0;                                    ///< Of a boolean: faux before, vrai after.
  std::size_t n_false = 0;                                   ///< The contrary.
  std::optional<value::Rational> total = value::Rational();  ///< Of the differences; nothing where it does not fit.
  std::vector<Extreme> gains;                                ///< The largest ones, largest first.
  std::vector<Extreme> losses;                               ///< Likewise.
};

struct CauseCount {
  Cause cause;
  std::size_t n_cases = 0;
};

/// Takes changes in, one case after another.
class Summary {
 public:
  explicit Summary(std::size_t n_results) : results_(n_results) {}

  /// Of every case that could be decided; `change` may be empty.
  void add(const CaseChange& change, const ResultPairs& pairs, const program::Package& after);

  [[nodiscard]] std::size_t n_cases() const { return n_cases_; }
  [[nodiscard]] std::size_t n_changed() const { return n_changed_; }
  [[nodiscard]] const std::vector<ResultSummary>& results() const { return results_; }
  /// Most cases first, then by name.
  [[nodiscard]] std::vector<CauseCount> causes() const;
  /// Whether there were more causes than are kept.
  [[nodiscard]] bool has_more_causes() const { return has_more_causes_; }

 private:
  std::size_t n_cases_ = 0;
  std::size_t n_changed_ = 0;
  std::vector<ResultSummary> results_;
  std::map<std::string, CauseCount> causes_;
  bool has_more_causes_ = false;
};

}  // namespace avenant::compare
