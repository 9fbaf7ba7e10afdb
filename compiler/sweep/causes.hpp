// Why a result is otherwise for two neighbouring values of an input: the rules on the way to it that decide otherwise,
// those nearest to the input first, with the condition, the row, the derogation or the wording that changed.
// Read next: sweep.hpp; runtime/eval/trace.hpp.
#pragma once

#include <cstdint>
#include <functional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/eval/trace.hpp"

namespace avenant::sweep {

enum class CauseKind : std::uint8_t {
  Version,     ///< Another wording applies.
  Derogation,  ///< It applies on one side only.
  Row,         ///< Another row of a table is chosen.
  Condition,   ///< A labelled condition of an éligibilité holds on one side only.
  Comparison,  ///< A comparison comes out otherwise.
  Value,       ///< The rule computes another value though it decides nothing otherwise.
};

/// One thing that is decided otherwise.
struct Cause {
  CauseKind kind = CauseKind::Value;
  program::VariableId rule;
  std::string name;    ///< Of the rule, `aide_maximale(1)`.
  std::string before;  ///< What holds before, in words; empty where nothing does.
  std::string after;
  report::PlaceParts place;  ///< Where that is written.
  std::string source;        ///< « art. 9-3, avenant 7 ».
};

/// Compares two traces of one program. Everything given to it must outlive it.
class CauseFinder {
 public:
  CauseFinder(const program::Package& package, const eval::Trace& before, const eval::Trace& after,
              diagnostics::Language language);

  /// The causes for a result that differs, each rule's once. Where no rule decides otherwise, the one rule that begins
  /// to compute otherwise: the first, from the input on, for which `begins` is true, else the result's own. Linear in
  /// the traces.
  [[nodiscard]] std::vector<Cause> find(program::VariableId result,
                                        const std::function<bool(program::VariableId)>& begins);

 private:
  using Steps = std::unordered_map<std::uint32_t, const eval::VariableTrace*>;

  [[nodiscard]] static const eval::VariableTrace* step(const Steps& steps, program::VariableId id);
  void walk(program::VariableId id);
  /// Whether the rule decides otherwise; adds what.
  bool decisions(const eval::VariableTrace& before, const eval::VariableTrace& after);
  void version(const eval::VariableTrace& before, const eval::VariableTrace& after);
  void derogations(const eval::VariableTrace& before, const eval::VariableTrace& after);
  void rows(const eval::VariableTrace& before, const eval::VariableTrace& after);
  void conditions(const eval::VariableTrace& before, const eval::VariableTrace& after);
  void comparisons(const eval::VariableTrace& before, const eval::VariableTrace& after);
  [[nodiscard]] Cause at(CauseKind kind, program::VariableId rule, program::PlaceId place, program::TextId text) const;
  [[nodiscard]] Cause of_rule(program::VariableId rule) const;
  [[nodiscard]] std::string row_text(const eval::TableTrace& table) const;
  [[nodiscard]] std::string comparison_text(const eval::ComparisonTrace& comparison) const;
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == diagnostics::Language::French ? french : english);
  }

  const program::Package& package_;
  Steps before_;
  Steps after_;
  diagnostics::Language language_;
  std::set<std::uint32_t> seen_;
  std::vector<Cause> causes_;
  std::vector<program::VariableId> differing_;  ///< Each after those it read.
};

}  // namespace avenant::sweep
