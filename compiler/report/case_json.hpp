// A decided case as one line of JSON; docs/commands.md describes its members.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/error_text.hpp"
#include "compiler/report/json_writer.hpp"

namespace avenant::report {

/// Prints reports of one package, which must outlive it.
class CaseJson {
 public:
  /// `brief`: values and errors only, without texts, conditions, readings.
  CaseJson(const program::Package& package, diagnostics::Language language, bool brief = false);

  /// One object, without a line break.
  [[nodiscard]] std::string print(const CaseReport& report, std::string_view dispositif,
                                  const eval::RunOptions& run) const;

 private:
  void result(const ResultReport& result, const cases::BoundCase& bound, JsonWriter& json) const;
  void members(const ResultReport& result, std::size_t dimension, std::size_t& member, const cases::BoundCase& bound,
               JsonWriter& json) const;
  void outcome(const ResultReport& result, std::size_t member, const cases::BoundCase& bound, JsonWriter& json) const;
  void conditions(const ResultReport& result, std::size_t member, const cases::BoundCase& bound,
                  JsonWriter& json) const;
  void reasons(const ConditionReport& step, JsonWriter& json) const;
  void error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const;

  const program::Package& package_;
  diagnostics::Language language_;
  bool brief_;
  ErrorDescriber errors_;
};

}  // namespace avenant::report
