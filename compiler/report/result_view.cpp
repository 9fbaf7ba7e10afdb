#include "compiler/report/result_view.hpp"

#include <algorithm>

#include "compiler/base/names.hpp"
#include "compiler/report/place_text.hpp"

namespace avenant::report {
namespace {

using program::Package;
using program::VariableId;

std::vector<ViewDimension> dimensions_of(const Package& package, const program::Family& family) {
  std::vector<ViewDimension> dimensions;
  for (std::uint32_t d = 0; d < family.n_dimensions; ++d) {
    const program::Dimension& dimension = package.dimensions[family.first_dimension + d];
    ViewDimension view;
    view.name = package.text_of(dimension.name);
    if (dimension.enumeration) {
      for (const program::Case& item : package.cases_of(package.enumerations[dimension.enumeration.value])) {
        view.labels.emplace_back(package.text_of(item.name));
      }
    } else {
      for (std::uint32_t i = 0; i < dimension.size; ++i) view.labels.push_back(std::to_string(dimension.least + i));
    }
    dimensions.push_back(std::move(view));
  }
  return dimensions;
}

ResultView view_of_variable(const Package& package, VariableId id) {
  const program::Variable& variable = package.variable(id);
  ResultView view;
  view.name = package.text_of(variable.name);
  view.title = package.text_of(variable.title);
  view.kind = variable.kind;
  view.type = variable.type;
  view.members = {id};
  return view;
}

ResultView view_of_family(const Package& package, const program::Family& family) {
  const VariableId first(package.family_members[family.first_member]);
  ResultView view = view_of_variable(package, first);
  view.name = package.text_of(family.name);
  view.dimensions = dimensions_of(package, family);
  view.members.clear();
  for (std::uint32_t i = 0; i < family.n_members; ++i) {
    view.members.emplace_back(package.family_members[family.first_member + i]);
  }
  return view;
}

/// The families of variables, by member.
std::vector<const program::Family*> families_by_member(const Package& package) {
  std::vector<const program::Family*> families(package.variables.size(), nullptr);
  for (const program::Family& family : package.families) {
    if (family.kind != program::FamilyKind::kVariable) continue;
    for (std::uint32_t i = 0; i < family.n_members; ++i) {
      families[package.family_members[family.first_member + i]] = &family;
    }
  }
  return families;
}

/// A name without spaces of any kind, for comparing `x(1 ; mt)` with `x(1;mt)`.
std::string squeezed(std::string_view name) {
  std::string text = base::normalise(name);
  for (const std::string_view space : {" ", "\u00A0", "\u202F"}) {
    for (std::size_t at = text.find(space); at != std::string::npos; at = text.find(space, at))
      text.erase(at, space.size());
  }
  return text;
}

std::vector<std::string> dispositifs(const Package& package, bool with_results) {
  std::vector<std::string> names;
  for (const program::Variable& variable : package.variables) {
    const std::string_view name = package.text_of(variable.dispositif);
    if (name.empty() || (with_results && !variable.is_public)) continue;
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
  return names;
}

}  // namespace

std::string ResultView::shown_name() const {
  return title.empty() ? plain_name(name) : title;
}

std::vector<std::string> dispositifs_of(const Package& package) {
  return dispositifs(package, false);
}

std::vector<std::string> dispositifs_with_results(const Package& package) {
  return dispositifs(package, true);
}

std::vector<ResultView> public_results(const Package& package, std::string_view dispositif) {
  const std::vector<const program::Family*> families = families_by_member(package);
  std::vector<ResultView> views;
  std::vector<const program::Family*> done;
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    const program::Variable& variable = package.variables[i];
    if (!variable.is_public || package.text_of(variable.dispositif) != dispositif) continue;
    if (families[i] == nullptr) {
      views.push_back(view_of_variable(package, VariableId(i)));
    } else if (std::find(done.begin(), done.end(), families[i]) == done.end()) {
      done.push_back(families[i]);
      views.push_back(view_of_family(package, *families[i]));
    }
  }
  std::stable_partition(views.begin(), views.end(),
                        [](const ResultView& view) { return view.kind == program::RuleKind::kEligibility; });
  return views;
}

std::optional<ResultView> find_result(const Package& package, std::string_view dispositif, std::string_view name) {
  const std::string wanted = squeezed(name);
  for (const program::Family& family : package.families) {
    if (family.kind != program::FamilyKind::kVariable || family.n_members == 0) continue;
    const VariableId first(package.family_members[family.first_member]);
    if (package.text_of(package.variable(first).dispositif) != dispositif) continue;
    if (squeezed(package.text_of(family.name)) == wanted) return view_of_family(package, family);
  }
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    const program::Variable& variable = package.variables[i];
    if (package.text_of(variable.dispositif) != dispositif) continue;
    if (squeezed(package.text_of(variable.name)) != wanted) continue;
    ResultView view = view_of_variable(package, VariableId(i));
    // The title is the family's: it would not say which member this is.
    if (families_by_member(package)[i] != nullptr) view.title.clear();
    return view;
  }
  return std::nullopt;
}

std::vector<std::string> result_names(const Package& package, std::string_view dispositif) {
  std::vector<std::string> names;
  const std::vector<const program::Family*> families = families_by_member(package);
  for (std::size_t i = 0; i < package.variables.size(); ++i) {
    const program::Variable& variable = package.variables[i];
    if (package.text_of(variable.dispositif) != dispositif) continue;
    std::string name(families[i] == nullptr ? package.text_of(variable.name) : package.text_of(families[i]->name));
    if (names.empty() || names.back() != name) names.push_back(std::move(name));
  }
  return names;
}

}  // namespace avenant::report
