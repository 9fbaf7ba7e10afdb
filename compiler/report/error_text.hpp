// Run-time errors in words: what happened, about what, where in the law.
// Read next: runtime/value/runtime_errors.hpp (the classes).
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/cases/case_binder.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// What a result without a value says.
struct ErrorText {
  value::RuntimeErrorClass error = {};
  std::string_view keyword;  ///< `inconnu`, `entrée_manquante`.
  std::string subject;       ///< The input, or the rule, that failed.
  std::string reason;        ///< What the text says of a figure or a case: its own words, or empty.
  std::string message;       ///< One line that says it all but the place.
  program::PlaceId place;
};

/// Puts errors of one package into words. The package must outlive it.
class ErrorDescriber {
 public:
  ErrorDescriber(const program::Package& package, diagnostics::Language language);

  [[nodiscard]] ErrorText describe(program::SiteId site) const;
  /// The same in one case: an input that could not be read is « illisible », and the place of its message is named.
  [[nodiscard]] ErrorText describe(program::SiteId site, const cases::BoundCase& bound) const;

 private:
  [[nodiscard]] std::string reason_of(program::SiteId site) const;

  [[nodiscard]] std::string gap_text(program::ReferenceColumnId id) const;

  const program::Package& package_;
  diagnostics::Language language_;
  std::vector<program::StringId> reasons_;                       // by site
  std::map<std::uint32_t, program::ReferenceColumnId> lookups_;  // by site
  std::set<std::uint32_t> situation_dates_;                      // sites that read the date of situation
};

/// Whether an error is an answer of the law rather than a failure: an unknown figure, an excluded case.
[[nodiscard]] bool is_answer(value::RuntimeErrorClass error);
/// Whether an error is the data's: missing or out of range.
[[nodiscard]] bool is_bad_data(value::RuntimeErrorClass error);

}  // namespace avenant::report
