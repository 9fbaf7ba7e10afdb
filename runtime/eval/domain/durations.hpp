// Sets of durées: a few of them, or months and days each between two bounds. Read gather.hpp first.
#pragma once

#include <cstdint>

#include "runtime/eval/abstract_value.hpp"

namespace avenant::eval::domain {

// What an operation may do besides giving a value: hit its first or its second site.
struct Failures {
  bool first = false;
  bool second = false;
};

// Months and days, each between two bounds, both included.
struct Box {
  std::int64_t months_low = 0;
  std::int64_t months_high = 0;
  std::int64_t days_low = 0;
  std::int64_t days_high = 0;
};

// Precondition: the value holds durées.
Box box_of(const AbstractValue& value);
// The durées of a box, those that are durées at all; few are kept apart. Keeps `may_be_absent`.
void set_box(AbstractValue& result, Box box);
bool is_in(value::Duration duration, const Box& box);
bool is_within(const Box& inner, const Box& outer);

// Adds the durées of `from` to `into`; both hold durées.
void join_durations(AbstractValue& into, const AbstractValue& from);
AbstractValue meet_durations(const AbstractValue& left, const AbstractValue& right);

// The operations of op.def, on operands that have values. `first` is set where the operation's site may be hit.
void add_durations(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures);
void negate_durations(AbstractValue& out, const AbstractValue& value);
void scale_durations(AbstractValue& out, const AbstractValue& durations, const AbstractValue& times,
                     Failures& failures);

// Which orders of two durées are possible, and whether they may have none.
struct Orders {
  bool less = false;
  bool equal = false;
  bool greater = false;
  bool none = false;
};
Orders compare_durations(const AbstractValue& left, const AbstractValue& right);

// The lesser (or the greater) of a durée of `into` and one of `operand`, into `into`; both, where they may have no
// order.
void duration_extremum_into(AbstractValue& into, const AbstractValue& operand, bool least);

}  // namespace avenant::eval::domain
