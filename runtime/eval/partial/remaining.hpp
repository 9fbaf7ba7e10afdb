// What may still change the results of a case that is not wholly known. Read partial_case.hpp next.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::eval::partial {

// A number, a date or a case that some expression compares an input with.
struct Boundary {
  program::InputId input;
  value::Value value;

  friend bool operator==(const Boundary&, const Boundary&) = default;
};

// What uncertain results still depend on. Ids ascend.
struct Remaining {
  // Inputs that are not one value yet.
  std::vector<program::InputId> inputs;
  // Figures that no source gives and the run does not supply.
  std::vector<program::UnknownId> figures;
  // The readings whose choice some uncertain result may have followed.
  std::vector<program::ReadingId> readings;
  bool situation_date = false;
  // Where the answers to an input part, as far as expressions say so directly.
  std::vector<Boundary> boundaries;
};

// Whether one outcome is left: a value, or an error.
bool is_settled(const AbstractEvaluator& evaluator, const AbstractOutcome& outcome);

// What may still change a request whose outcome is not settled. An input that is not among them changes none of the
// requests, whatever is given of the others: an expression matters only where it is reached, a variable only where
// several outcomes are left of it, and what decides an `et` or a row leaves the other operands without effect.
//
// `marks` is what the evaluator has marked since it was given what it is given now, the requests evaluated.
// Linear in the expressions reached.
Remaining find_remaining(AbstractEvaluator& evaluator, std::span<const program::VariableId> requests,
                         std::span<const NodeMarks> marks);

}  // namespace avenant::eval::partial
