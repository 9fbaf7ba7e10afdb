// Suggested scenarios as a rule file, ready to be reviewed. Read next: suggest.hpp.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/suggest/suggest.hpp"

namespace avenant::suggest {

/// The text of a rule file: what it is, then by text and article the scenarios, then what none was found for. In the
/// language of rules, whatever that of messages; not yet in the canonical layout.
[[nodiscard]] std::string file_text(const Request& request, const Suggestions& suggestions);

/// Takes out the suggestions that file_text writes under one of these titles; those of a table have a rank after
/// theirs.
void leave_out(const Request& request, Suggestions& suggestions, const std::set<std::string>& titles);

/// Why nothing is suggested, as a sentence without period.
[[nodiscard]] std::string reason_text(Reason reason, diagnostics::Language language);

}  // namespace avenant::suggest
