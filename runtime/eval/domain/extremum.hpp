// The least or the greatest of some operands, each of which may be missing. Read order.hpp first.
#pragma once

#include "runtime/eval/domain/order.hpp"
#include "runtime/program/op.hpp"

namespace avenant::eval::domain {

// Takes operands one after another; several may be the same expression for several elements.
class Extremum {
 public:
  Extremum(program::Comparison mode, bool least) : mode_(mode), least_(least) { best_.may_be_absent = true; }

  // One more operand: one of its values, or none where it is absent or `may_be_missing`.
  void add(const AbstractValue& operand, bool may_be_missing);
  // The extremum, absent where every operand may be missing. `failures.first` is set where given durées may have no
  // order; the result is nothing where they have none in any case.
  void finish(AbstractValue& out, Failures& failures) const;

 private:
  void look_at_durations(const AbstractValue& operand, bool surely_given);

  program::Comparison mode_;
  bool least_;
  bool may_have_months_ = false;
  bool may_have_days_ = false;
  bool surely_has_months_ = false;
  bool surely_has_days_ = false;
  AbstractValue best_;
};

}  // namespace avenant::eval::domain
