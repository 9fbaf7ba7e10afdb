// A partial case as one line of JSON; docs/commands.md describes its members. Read next: partial_report.hpp.
#pragma once

#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/error_text.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/report/partial/partial_report.hpp"

namespace avenant::report {

/// Prints partial reports of one package, which must outlive it.
class PartialJson {
 public:
  PartialJson(const program::Package& package, diagnostics::Language language);

  /// One object, without a line break. `asks`: the questions are listed in order, with what answers settle.
  [[nodiscard]] std::string print(const PartialReport& report, std::string_view dispositif, bool asks) const;

 private:
  void members(const PartialReport& report, const PartialResult& result, std::size_t dimension, std::size_t& member,
               JsonWriter& json) const;
  void outcome(const PartialReport& report, const PartialResult& result, const eval::partial::Possible& outcome,
               JsonWriter& json) const;
  void error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const;
  void possible_error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const;
  void questions(const PartialReport& report, JsonWriter& json) const;
  void remaining(const PartialReport& report, JsonWriter& json) const;

  const program::Package& package_;
  diagnostics::Language language_;
  ErrorDescriber errors_;
};

}  // namespace avenant::report
