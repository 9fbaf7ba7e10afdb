// Which type an operation implies, and which values fit which types. Used by the builder, the verifier and the text
// form.
#pragma once

#include <span>
#include <string>

#include "runtime/program/package.hpp"

namespace avenant::program {

// Whether every value of type `from` is a value of type `to`. Units do not count: they are for display.
bool fits(const Type& from, const Type& to);

// Whether `value` is a well-formed value of `type`: in lowest terms and of its grain, an existing case or day. Absent
// is a value of facultatif types. Logarithmic in the denominator.
bool is_value_of(const Package& package, const Type& type, const value::Value& value);

// Whether `value`, well-formed and not absent, is within the range.
bool is_within(const Package& package, const Type& type, const Range& range, const value::Value& value);

// The least grain of which every number of either grain is; 0, any number, where it would be over 10^15.
std::int64_t common_grain(std::int64_t left, std::int64_t right);

// What `infer` finds: a type, or in English what is wrong with the operands.
struct Inferred {
  Type type;
  std::string error;
};

// The narrowest type of a node's value that follows from the types of its operands and its payload alone, and whether
// the operands have the types that op.def demands. Nodes whose type nothing implies (absent, excluded) keep theirs.
// The node's ids must be in range.
Inferred infer(const Package& package, const Node& node);

// The mode of a comparison of values of that type.
Comparison comparison_of(const Type& type);

}  // namespace avenant::program
