// What the checks ask of a rule: can this error happen, can this condition hold, can this row be the one. Read next:
// trial.hpp, which answers for one case; search.hpp, which answers for all.
#pragma once

#include <cstddef>
#include <optional>
#include <vector>

#include "compiler/check/cone.hpp"
#include "compiler/check/unit.hpp"

namespace avenant::check {

enum class Question : unsigned char {
  kError,  ///< Can the rule's outcome be the error of `site`?
  kHolds,  ///< Can the condition hold?
  kFails,  ///< Can it be false?
  kRow,    ///< Can the row's cells all hold?
  kRest,   ///< Can every row be false, so that « sinon » gives the result?
};

/// Of an error of class date: which of its causes is asked about.
enum class DateCause : unsigned char { kAny, kMissingDay, kReversed };

/// An expression that has a value, and this one.
struct Literal {
  program::NodeId node;
  bool wanted = true;
  /// A sibling in `et` or `ou`, whose other value would hide an error; it may itself fail, and then hides nothing.
  bool hides = false;
};

enum class Answer : unsigned char { kOpen, kConfirmed, kImpossible };

/// From this day of its application date on, a dispositif decides cases: the first entry into force of its texts.
struct FirstDay {
  program::NodeId date;  ///< The application date of the dispositif; none: every case is asked about.
  value::Date day;
};

/// One question and its answer.
struct Target {
  Question question = Question::kError;
  program::SiteId site;  ///< kError.
  program::NodeId node;  ///< The operation of the error, or the condition, or the table.
  DateCause cause = DateCause::kAny;
  std::vector<Literal> literals;  ///< What must hold together: of errors, the context only, else the context first.
  std::size_t n_context = 0;      ///< So many of them are the context: conditions of the choices around the node.
  program::RowId row;             ///< kRow.
  program::VariableId read;       ///< kError: the site is one of this variable's, read at `node`, out of force.
  FirstDay since;                 ///< The cases asked about, of a read.
  program::PlaceId place;
  bool in_fold = false;   ///< Within a fold: the node has no value of its own.
  bool is_guard = false;  ///< Of a derogation: a guard that lowering found false leaves no trace.
  Answer answer = Answer::kOpen;
  Point witness;  ///< kConfirmed: a case.
};

/// The questions about a unit. Linear in its own expressions.
[[nodiscard]] std::vector<Target> targets_of(const program::Package& package, const Unit& unit);

}  // namespace avenant::check
