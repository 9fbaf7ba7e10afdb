// Dates: what sums, anniversaries and parts of dates may be. Read durations.hpp first.
#pragma once

#include "runtime/eval/abstract_value.hpp"
#include "runtime/eval/domain/durations.hpp"
#include "runtime/value/calendar.hpp"

namespace avenant::eval::domain {

// The operations of op.def, on operands that have values; the first site is the ambiguous date's, the second the
// overflow's. `out` is no operand. `may_be_absent` of `out` is false.
void add_to_date(AbstractValue& out, const AbstractValue& dates, const AbstractValue& durations,
                 value::MissingDay policy, Failures& failures);
void anniversary(AbstractValue& out, const AbstractValue& dates, const AbstractValue& years, value::MissingDay policy,
                 Failures& failures);
void last_anniversary(AbstractValue& out, const AbstractValue& dates, const AbstractValue& at, value::MissingDay policy,
                      Failures& failures);
void completed_years(AbstractValue& out, const AbstractValue& dates, const AbstractValue& at, value::MissingDay policy,
                     Failures& failures);
void make_date(AbstractValue& out, const AbstractValue& years, const AbstractValue& months, const AbstractValue& days,
               Failures& failures);
void days_between(AbstractValue& out, const AbstractValue& to, const AbstractValue& from);
void year_of(AbstractValue& out, const AbstractValue& dates);
void month_of(AbstractValue& out, const AbstractValue& dates);
void day_of(AbstractValue& out, const AbstractValue& dates);

}  // namespace avenant::eval::domain
