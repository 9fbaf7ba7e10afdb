// The formatter: one source → the same source in the canonical layout. Prose, and every rule that holds an error, stay
// byte for byte. Read next: document.hpp (lines and pieces), then columns, table_columns, indentation.
#pragma once

#include <cstddef>
#include <string>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::format {

/// What formatting one source made.
struct Result {
  std::string text;                  ///< The whole source, without a byte-order mark.
  bool changed = false;              ///< Whether `text` differs from the source's.
  std::size_t n_rules = 0;           ///< Rules seen.
  std::size_t n_rules_in_error = 0;  ///< Rules left as they are because they hold a mistake, which `sink` names.
  std::size_t n_rules_refused = 0;   ///< Rules left as they are because their new form did not read back the same.
};

/// Formats the rules of a source. Mistakes of syntax go to `sink`. Never fails, and never changes what a rule says: the
/// new text is read again, and a rule whose tree, tokens or comments are not the same, or which would not stay as it is
/// when formatted once more, keeps its bytes. Linear in the size.
[[nodiscard]] Result format(const base::SourceMap& sources, base::SourceId source, diagnostics::Sink& sink);

}  // namespace avenant::format
