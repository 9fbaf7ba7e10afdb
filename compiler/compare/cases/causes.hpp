// Why a result differs: the first rules on the way to it that two traces decide otherwise, with what decided them.
// Read next: runtime/eval/trace.hpp.
#pragma once

#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/compare/structure.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/eval/trace.hpp"

namespace avenant::compare {

/// What decided a rule on one side.
struct Decider {
  bool reached = false;      ///< The side evaluated the rule.
  bool in_force = false;     ///< A version applied.
  std::string what;          ///< The row, the derogations or the condition that decided, in words; may be empty.
  report::PlaceParts place;  ///< Where that is written; else where the version is.
  std::string source;        ///< « art. 9-3, avenant 7 ».
  friend bool operator==(const Decider& left, const Decider& right) {
    return left.reached == right.reached && left.in_force == right.in_force && left.what == right.what &&
           left.source == right.source;
  }
};

/// A rule that two sides decide otherwise though what it reads is the same, or because it is written otherwise.
struct Cause {
  std::string rule;
  Decider before;
  Decider after;

  /// One text for one cause, for counting.
  [[nodiscard]] std::string key() const;
};

/// Looks for the causes of one case.
class CauseFinder {
 public:
  /// A program, the trace of a case, and what its places say; without that, rows are the lines written, and a body of
  /// the same text is taken for the same.
  struct Traced {
    const program::Package& package;
    const eval::Trace& trace;
    const PlaceWords* words = nullptr;
  };
  CauseFinder(const Traced& before, const Traced& after, diagnostics::Language language);

  /// The causes for a result that differs, nearest first. Linear in the traces.
  [[nodiscard]] std::vector<Cause> find(program::VariableId before, program::VariableId after);

 private:
  struct Side {
    explicit Side(const Traced& traced);
    const program::Package& package;
    const PlaceWords* words;
    std::unordered_map<std::uint32_t, const eval::VariableTrace*> steps;
    [[nodiscard]] const eval::VariableTrace* step(program::VariableId id) const;
    [[nodiscard]] std::string row_text(const program::Row& row) const;
    /// What the derogations used, else the body, mean; empty where it is not known.
    [[nodiscard]] std::string meaning(const eval::VariableTrace& step) const;
  };
  using Names = std::unordered_map<std::string, program::VariableId>;

  void walk(program::VariableId before, program::VariableId after, std::vector<Cause>& causes);
  /// Walks what both sides read and found different. Whether there was any.
  bool walk_reads(const eval::VariableTrace& before, const eval::VariableTrace& after, std::vector<Cause>& causes);
  bool same(program::VariableId before, program::VariableId after) const;
  /// Conditions of an éligibilité that only one side has, or that differ by themselves.
  bool add_conditions(const std::string& rule, const eval::VariableTrace& before, const eval::VariableTrace& after,
                      std::vector<Cause>& causes);
  [[nodiscard]] Decider decider(const Side& side, const eval::VariableTrace* step) const;
  [[nodiscard]] Decider at(const Side& side, std::string what, program::PlaceId place, program::TextId text) const;
  /// Whether what decided is worded otherwise on the two sides, whatever it reads.
  [[nodiscard]] bool is_rewritten(const eval::VariableTrace& before, const eval::VariableTrace& after) const;
  /// Whether what decided on one side is written on the other side too.
  [[nodiscard]] static bool is_known(const Side& side, const eval::VariableTrace& step, const Side& other,
                                     const eval::VariableTrace& other_step);

  Side before_;
  Side after_;
  diagnostics::Language language_;
  std::set<std::pair<std::uint32_t, std::uint32_t>> seen_;
};

}  // namespace avenant::compare
