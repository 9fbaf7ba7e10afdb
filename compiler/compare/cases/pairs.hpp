// Which results of two programs are compared: members of results that both have, by name and index.
// Read next: case_comparison.hpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/report/result_view.hpp"

namespace avenant::compare {

/// A result that both programs have; of a family, one member.
struct ResultPair {
  std::string name;   ///< `aide_due`, `aide_maximale(3)`.
  std::string title;  ///< As people read it.
  program::VariableId before;
  program::VariableId after;
  bool same_encoding = false;  ///< Equal values are equal bits in the two programs.
  bool is_number = false;      ///< In one unit, so that a difference has a sense.
};

struct ResultPairs {
  std::vector<ResultPair> pairs;         ///< In the order of the second program.
  std::vector<std::string> only_before;  ///< Names of results or members that only one program has.
  std::vector<std::string> only_after;
};

/// The members of a view: their names, `aide_maximale(3)`, in order.
[[nodiscard]] std::vector<std::string> member_names(const report::ResultView& view);

/// Pairs the results shown of two programs. Linear in their members.
[[nodiscard]] ResultPairs pair_results(const program::Package& before,
                                       const std::vector<report::ResultView>& shown_before,
                                       const program::Package& after,
                                       const std::vector<report::ResultView>& shown_after);

}  // namespace avenant::compare
