// A decided case as a scenario of the rule language, ready to paste: the facts given, and what was obtained as what is
// expected. Read next: case_report.hpp.
#pragma once

#include <string>
#include <string_view>

#include "compiler/report/case_report.hpp"
#include "runtime/program/package.hpp"

namespace avenant::report {

/// Writes scenarios about one package, which must outlive it.
class CaseScenario {
 public:
  explicit CaseScenario(const program::Package& package) : package_(package) {}

  /// A whole scenario rule, in French, ending with a line break. `title` is made fit for « ». Facts not given stay
  /// out. A case with a fact that could not be read, or out of range, gives a comment that says so: no scenario could
  /// hold it. Lists, which no scenario can state, are left to a comment too.
  [[nodiscard]] std::string print(const CaseReport& report, std::string_view title,
                                  const eval::RunOptions& options) const;

  /// A value as a scenario states it: `12 000 €`, `(secteur_1 ; secteur_2)`.
  [[nodiscard]] std::string value_text(program::TypeId type, value::Value value) const;
  /// What a scenario expects of a member of a result: `faux car « adulte »`, `en erreur lacune`.
  [[nodiscard]] std::string expectation_text(const ResultReport& result, std::size_t member) const;
  /// A title between guillemets, on one line.
  [[nodiscard]] static std::string title_text(std::string_view title);

 private:
  void add_facts(const CaseReport& report, const eval::RunOptions& options, std::string& out) const;
  void add_result(const ResultReport& result, std::string& out) const;
  [[nodiscard]] std::string error_of(program::SiteId site) const;
  [[nodiscard]] bool can_be_stated(const CaseReport& report) const;

  const program::Package& package_;
};

}  // namespace avenant::report
