// Changes of rules as people read them, and as JSON. Read next: changes.hpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/compare/changes.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/json_writer.hpp"

namespace avenant::compare {

struct ChangesTextOptions {
  diagnostics::Language language = diagnostics::Language::French;
  bool color = false;
};

/// A paragraph for each item: what is new with `+`, what is gone with `-`, each with its text and article.
[[nodiscard]] std::string changes_text(const std::vector<Change>& changes, const ChangesTextOptions& options);

/// « art. 9-3, avenant_7 », or the heading where there is no article.
[[nodiscard]] std::string source_text(const Quote& quote, diagnostics::Language language);

/// Writes an array of changes; docs/commands.md describes their members.
void write_changes(const std::vector<Change>& changes, diagnostics::Language language, report::JsonWriter& json);

}  // namespace avenant::compare
