// A case that a scenario may state: what it starts from, its facts and choices. Read next: readers.hpp, suggest.hpp.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/scenario/setting.hpp"

namespace avenant::suggest {

/// Facts as an engine takes them, and the `cas` of the rules that they differ least from.
struct Situation {
  hir::DispositifId dispositif;
  program::StringId name;  ///< Of the dispositif, as the package has it.
  hir::CaseId base;        ///< Invalid: none.
  std::map<std::uint32_t, value::Value> inputs;
  eval::RunOptions options;
};

/// The cases of the rules to start from: each `cas`, then each scenario whose facts can be stated, in the order of the
/// sources. Linear in them.
[[nodiscard]] std::vector<Situation> seeds_of(const scenario::Lookup& lookup);

/// What the package calls a dispositif; none where nothing of it is there.
[[nodiscard]] program::StringId name_of(const scenario::Lookup& lookup, hir::DispositifId dispositif);

/// The facts of a `cas`; nothing given for the invalid one.
[[nodiscard]] Situation situation_of(const scenario::Lookup& lookup, hir::CaseId base, hir::DispositifId dispositif);

/// The lines by which a scenario that starts from the situation's base states it, `patients = 640 patients`, but for
/// the inputs of `columns`, which it states otherwise. Nothing where none could.
[[nodiscard]] std::optional<std::vector<std::string>> lines_of(const scenario::Lookup& lookup,
                                                               const Situation& situation,
                                                               const std::vector<std::uint32_t>& columns = {});

/// A value as a scenario states it.
[[nodiscard]] std::string value_text(const program::Package& package, program::TypeId type, value::Value value);

}  // namespace avenant::suggest
