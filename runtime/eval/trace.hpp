// What an explained evaluation leaves: for each variable reached, which version, derogation, row and values made it
// what it is. Raw ids of the package: docgen and the driver put them into words.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/eval/outcome.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval {

// What an expression read, in the order of the first reading.
enum class ReadKind : std::uint8_t { kInput, kVariable, kReading, kUnknown, kSituationDate };

struct Read {
  ReadKind kind = ReadKind::kInput;
  // The InputId, VariableId, ReadingId or UnknownId; 0 for the situation date.
  std::uint32_t id = 0;
  Outcome outcome;
  // Whether the variable's value needed it; else only the conditions shown did.
  bool on_path = true;

  friend bool operator==(const Read&, const Read&) = default;
};

// A comparison and what it compared: how far a condition is from holding.
struct ComparisonTrace {
  program::NodeId node;
  Outcome left;
  Outcome right;
  Outcome outcome;
};

// A table that was looked up.
struct TableTrace {
  program::NodeId node;
  // The rows whose cells are all true: one if it has a result, two or more for an overlap.
  std::vector<program::RowId> hits;
  // The rows some of whose cells fail and none of whose cells is false.
  std::vector<program::RowId> undecided;
  // No row was true and none undecided: the result is `sinon`'s, or a gap.
  bool otherwise = false;
};

// A version that was looked at, from the last down to the one that applies.
struct VersionTrace {
  program::VersionId version;
  // The application date; absent where the version has none.
  Outcome date;
  bool text_known = true;
  bool applies = false;
};

enum class DerogationState : std::uint8_t {
  kUnreachable,  // what it derogates from is not in play
  kNot,          // its guard is false
  kUndecided,    // its guard fails
  kCovered,      // its guard is true, and another derogates from it
  kUsed,         // its guard is true, and its value is the rule's
};

struct DerogationTrace {
  program::DerogationId derogation;
  DerogationState state = DerogationState::kUnreachable;
  // Of its guard, where it was evaluated.
  Outcome guard;
  // Whether its body was evaluated, and its outcome.
  bool evaluated = false;
  Outcome outcome;
};

// A condition of an éligibilité, groups included, in the order of the rule, parents before children. All are evaluated,
// also those that the value did not need.
struct ConditionTrace {
  program::ConditionId condition;
  std::uint32_t depth = 0;
  Outcome outcome;
};

// One element of a fold and what the fold made of it.
struct FoldItem {
  // From 0.
  std::uint32_t element = 0;
  Outcome outcome;
};

// A fold over a list. The comparisons made for its elements are recorded only for the decisive one.
struct FoldTrace {
  program::NodeId node;
  // The elements of its list, and those that its filter keeps.
  value::Set128 elements;
  value::Set128 kept;
  // The element that settles `pour tout` (the first for which it is false) or `il existe` (the first for which it is
  // true); absent where none does, and of other folds.
  value::Value decisive;
  // What the fold went through: for each element kept, in order, the outcome of the fold's own operand (the term of a
  // sum, the key of a greatest). One evaluation of the fold, the first.
  std::vector<FoldItem> items;
};

// A cell looked up in a reference table, where no operand failed; the last evaluation counts.
struct LookupTrace {
  program::NodeId node;
  // The keys, then the date of a dated table.
  std::vector<value::Value> operands;
  // The cell, or the gap.
  Outcome outcome;
};

struct VariableTrace {
  program::VariableId variable;
  Outcome outcome;
  // The version that applies; none if none does.
  program::VersionId version;
  std::vector<VersionTrace> versions;
  // Whether the body without derogations was evaluated, and its outcome.
  bool body_evaluated = false;
  Outcome body;
  std::vector<DerogationTrace> derogations;
  std::vector<TableTrace> tables;
  std::vector<ComparisonTrace> comparisons;
  std::vector<LookupTrace> lookups;
  // Each once, the first time it was evaluated.
  std::vector<FoldTrace> folds;
  std::vector<Read> reads;
  std::vector<ConditionTrace> conditions;
};

struct Trace {
  // Every variable evaluated, each after those it read.
  std::vector<VariableTrace> variables;

  // The trace of `variable`; null if it was not reached. Linear.
  const VariableTrace* find(program::VariableId variable) const;
  // The readings that `variable` depended on, through the variables it read, in the order of their ids.
  std::vector<program::ReadingId> readings_of(program::VariableId variable) const;
  // The inputs that `variable` depended on, likewise.
  std::vector<program::InputId> inputs_of(program::VariableId variable) const;
};

}  // namespace avenant::eval
