// Arithmetic on sets of numbers: exact on few values, else by the ends of intervals, which stay exact or are moved
// outward to the nearest number. Read gather.hpp and durations.hpp first.
#pragma once

#include "runtime/eval/abstract_value.hpp"
#include "runtime/eval/domain/durations.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::eval::domain {

// The operations of op.def, on operands that have values: `out`, which is no operand, is what they may give, nothing
// where they always fail; `failures` says which of the operation's sites may be hit. `may_be_absent` of `out` is false.
void add(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures);
void subtract(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures);
void negate(AbstractValue& out, const AbstractValue& value);
void multiply(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures);
void divide(AbstractValue& out, const AbstractValue& left, const AbstractValue& right, Failures& failures);
void round(AbstractValue& out, const AbstractValue& value, value::Rational step, value::Rounding sense,
           Failures& failures);
void assert_exact(AbstractValue& out, const AbstractValue& value, std::int64_t denominator, Failures& failures);

}  // namespace avenant::eval::domain
