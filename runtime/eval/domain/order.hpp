// Order and equality of sets of values: which orders are possible, what a comparison leaves of an operand, the least
// and the greatest. Read durations.hpp first.
#pragma once

#include "runtime/eval/abstract_value.hpp"
#include "runtime/eval/domain/durations.hpp"
#include "runtime/program/op.hpp"
#include "runtime/program/package.hpp"

namespace avenant::eval::domain {

// Adds the values of `from` to `into`, both of one type.
void join_into(AbstractValue& into, const AbstractValue& from);

// The orders of a value of `left` and one of `right`, absent left out. For what has no order, sets and plain cases,
// `less` and `greater` together say that they may differ.
Orders compare(const AbstractValue& left, const AbstractValue& right);

// The values of `value` that are in `relation` (kEqual to kGreaterEqual) with some value of `other`; durées have no
// order here, and keep all values but where `relation` is kEqual. Keeps `may_be_absent`.
AbstractValue keep_related(const AbstractValue& value, program::Op relation, const AbstractValue& other);

// The values within a range; `some_outside` is set where others were possible.
AbstractValue restrict_to(const program::Package& package, const AbstractValue& value, const program::Range& range,
                          bool& some_outside);

// The least (or the greatest) of a value of `into` and one of `operand`, numbers, dates or cases, into `into`.
void extremum_into(AbstractValue& into, const AbstractValue& operand, bool least);

}  // namespace avenant::eval::domain
