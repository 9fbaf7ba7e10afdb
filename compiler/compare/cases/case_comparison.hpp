// Decides one case by two programs, and says which results differ, by how much and because of what.
// Read next: causes.hpp; summary.hpp, what is said of all cases.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/compare/cases/causes.hpp"
#include "compiler/compare/cases/pairs.hpp"
#include "compiler/report/error_text.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::compare {

/// One of the programs compared. Everything is referred to.
struct CaseSide {
  const program::Package& package;
  const std::vector<report::ResultView>& views;
  const std::string& dispositif;
  const eval::RunOptions& options;
  const PlaceWords* words = nullptr;  ///< Null for a package.
};

/// What a side says of a result.
struct SideOutcome {
  std::string text;  ///< The value, or what the error says.
  bool is_error = false;
  std::string error;      ///< The class of an error.
  eval::Outcome outcome;  ///< At the edge.
};

/// A result that differs.
struct ResultChange {
  std::size_t pair = 0;  ///< Position in the pairs.
  SideOutcome before;
  SideOutcome after;
  std::optional<value::Rational> difference;  ///< After minus before, of numbers where it fits.
  std::vector<Cause> causes;
};

/// What differs for one case; it refers to the case.
struct CaseChange {
  std::size_t number = 0;
  std::string id;
  std::vector<ResultChange> results;
  std::vector<std::string> notices_before;  ///< Notices that only one side gives.
  std::vector<std::string> notices_after;

  [[nodiscard]] bool empty() const { return results.empty() && notices_before.empty() && notices_after.empty(); }
};

/// Compares cases one after another. Everything given to it must outlive it.
class CaseComparison {
 public:
  CaseComparison(const CaseSide& before, const CaseSide& after, diagnostics::Language language);

  /// The same case, bound to each program.
  [[nodiscard]] CaseChange compare(const cases::BoundCase& before, const cases::BoundCase& after);
  [[nodiscard]] const ResultPairs& results() const { return results_; }
  [[nodiscard]] const CaseSide& before() const { return before_.side; }
  [[nodiscard]] const CaseSide& after() const { return after_.side; }

 private:
  struct Engine {
    Engine(const CaseSide& the_side, diagnostics::Language language);
    void begin(const cases::BoundCase& bound);
    [[nodiscard]] std::vector<std::string> notices();

    CaseSide side;
    eval::Evaluator evaluator;
    report::ErrorDescriber errors;
    std::vector<std::uint32_t> notice_ids;
  };

  bool same(const ResultPair& pair, const eval::Outcome& before, const cases::BoundCase& case_before,
            const eval::Outcome& after, const cases::BoundCase& case_after);
  bool same_errors(program::SiteId before, const cases::BoundCase& case_before, program::SiteId after,
                   const cases::BoundCase& case_after);
  SideOutcome describe(const Engine& engine, program::VariableId variable, const eval::Outcome& outcome,
                       const cases::BoundCase& bound) const;
  void explain(CaseChange& change);

  diagnostics::Language language_;
  Engine before_;
  Engine after_;
  ResultPairs results_;
  std::unordered_map<std::uint64_t, bool> same_sites_;  ///< Of errors without bad data.
};

}  // namespace avenant::compare
