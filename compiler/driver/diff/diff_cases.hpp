// Cases decided by every side of a comparison, as a stream. Read next: compare/cases/case_comparison.hpp.
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "compiler/compare/cases/summary.hpp"
#include "compiler/driver/diff/sides.hpp"
#include "compiler/driver/run_setup.hpp"

namespace avenant::driver {

/// The first side compared with each of the others, over the same cases.
class DiffCases {
 public:
  /// What is done with a change: of which comparison, and the change.
  using OnChange = std::function<void(std::size_t, const compare::CaseChange&)>;

  /// Resolves the options of the run for every side; false, and an exit code, after messages.
  bool prepare(Context& context, const Sides& sides, int& code);
  /// Decides all cases; calls `on_change` for each that differs. Gives the exit code of the data.
  int run(Context& context, const OnChange& on_change);

  [[nodiscard]] std::size_t n_comparisons() const { return comparisons_.size(); }
  [[nodiscard]] const compare::CaseComparison& comparison(std::size_t index) const { return *comparisons_[index]; }
  [[nodiscard]] const compare::Summary& summary(std::size_t index) const { return summaries_[index]; }
  [[nodiscard]] bool has_changes() const;

 private:
  std::vector<const program::Package*> packages_;           // by side
  std::vector<Options> options_;                            // by side
  std::vector<compare::PlaceWords> words_;                  // by side
  std::vector<RunSetup> setups_;                            // by side
  std::vector<std::vector<program::VariableId>> requests_;  // by side
  std::vector<std::unique_ptr<compare::CaseComparison>> comparisons_;
  std::vector<compare::Summary> summaries_;
};

}  // namespace avenant::driver
