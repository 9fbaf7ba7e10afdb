// What changes for cases, as people read it. Read next: case_comparison.hpp, summary.hpp.
#pragma once

#include <string>

#include "compiler/compare/cases/summary.hpp"

namespace avenant::compare {

class CaseChangesText {
 public:
  /// `comparison` must outlive it.
  CaseChangesText(const CaseComparison& comparison, diagnostics::Language language, bool color);

  /// A paragraph about one case.
  [[nodiscard]] std::string print(const CaseChange& change) const;
  /// The summary; `label` says which of several comparisons it is of, or is empty.
  [[nodiscard]] std::string print(const Summary& summary, const std::string& label) const;

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const;
  /// « +1 000 € » in the unit of a result.
  [[nodiscard]] std::string difference(const ResultPair& pair, value::Rational difference) const;
  [[nodiscard]] std::string cause(const Cause& cause) const;
  [[nodiscard]] std::string decider(const Decider& decider) const;
  [[nodiscard]] std::string result_line(const ResultPair& pair, const ResultSummary& summary) const;

  const CaseComparison& comparison_;
  diagnostics::Language language_;
  bool color_;
};

/// The name of a case: its rank, and its identifier where it has one.
[[nodiscard]] std::string case_name(std::size_t number, const std::string& id, diagnostics::Language language);

}  // namespace avenant::compare
