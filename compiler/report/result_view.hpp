// What a run shows: a result or a family of results, with the names that readers know them by.
// Read next: case_report.hpp.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/program/package.hpp"

namespace avenant::report {

/// One index of a family: `n`, with the labels of its members.
struct ViewDimension {
  std::string name;
  std::vector<std::string> labels;
  friend bool operator==(const ViewDimension&, const ViewDimension&) = default;
};

/// A variable or a whole family of them.
struct ResultView {
  std::string name;   ///< `aide_maximale`, or `aide_maximale(3)` for one member alone.
  std::string title;  ///< Empty when the author gives none.
  program::RuleKind kind = program::RuleKind::kDefinition;
  program::TypeId type;
  std::vector<ViewDimension> dimensions;     ///< Empty for one variable.
  std::vector<program::VariableId> members;  ///< The last dimension varies fastest.

  /// The title, or the name with spaces.
  [[nodiscard]] std::string shown_name() const;
};

/// The names of the dispositifs that have variables, in the order of the package.
[[nodiscard]] std::vector<std::string> dispositifs_of(const program::Package& package);
/// Those that have a public result.
[[nodiscard]] std::vector<std::string> dispositifs_with_results(const program::Package& package);

/// Every public result of a dispositif, eligibilities first, then in the order of the package.
[[nodiscard]] std::vector<ResultView> public_results(const program::Package& package, std::string_view dispositif);

/// The result, or the rule, of that name, whole family or one member. Spaces do not count.
[[nodiscard]] std::optional<ResultView> find_result(const program::Package& package, std::string_view dispositif,
                                                    std::string_view name);

/// The names that find_result knows, for suggestions.
[[nodiscard]] std::vector<std::string> result_names(const program::Package& package, std::string_view dispositif);

}  // namespace avenant::report
