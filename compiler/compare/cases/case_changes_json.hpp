// What changes for cases, as JSON; docs/commands.md describes the members. Read next: case_comparison.hpp, summary.hpp.
#pragma once

#include <string>

#include "compiler/compare/cases/summary.hpp"

namespace avenant::compare {

/// One object about one case. `label` says which of several comparisons it is of, or is empty.
[[nodiscard]] std::string case_change_json(const CaseComparison& comparison, const CaseChange& change,
                                           const std::string& label, diagnostics::Language language);
/// One object about all cases of a comparison.
[[nodiscard]] std::string summary_json(const CaseComparison& comparison, const Summary& summary,
                                       const std::string& label, diagnostics::Language language);

}  // namespace avenant::compare
