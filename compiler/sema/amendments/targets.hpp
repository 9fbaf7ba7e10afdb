// What an amendment acts on, found by its address and checked: it exists, and an earlier text states it.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/amendments/amendments.hpp"

namespace avenant::sema {

/// What an address of an amendment names: some of these are set.
struct Amended {
  std::vector<hir::VariableId> variables;      ///< The rule: one, or one for each column or clause; or one condition.
  hir::VariableId rule;                        ///< Of a condition: the éligibilité that lists it.
  std::vector<hir::DerogationId> derogations;  ///< Every wording of a derogation.
  base::Span name;
  bool is_condition = false;
  bool is_clause = false;
  bool is_line = false;  ///< Of an échéancier: the line that `line` names is repealed.
  std::string line;
};

/// What an address names; reports a target that is missing, of another kind, or not of an earlier text.
[[nodiscard]] std::optional<Amended> find_amended(Context& context, const PlacedRule& placed,
                                                  syntax::AddressView address);

/// The names of rules and derogations of the dispositif of a rule, for suggestions.
[[nodiscard]] std::vector<std::string> amendable_names(const Context& context, const PlacedRule& placed);
/// Reports that a rule amends what its own text or a later one states; false then.
[[nodiscard]] bool is_earlier(Context& context, const PlacedRule& placed, const hir::Provenance& amended,
                              base::Span name);
/// « le barème », with its English.
[[nodiscard]] std::string_view kind_phrase(hir::VariableKind kind, diagnostics::Language language);

}  // namespace avenant::sema
