// The laws of abstract evaluation, which laws.cpp runs with the others.
#pragma once

#include <string>

#include "runtime/eval/abstract_value.hpp"
#include "tests/engines/laws.hpp"

namespace avenant::engines {

// Where every input is given, or missing, one outcome is left: the interpreter's.
std::string check_certain(const Run& run);
// T3: with holes for some inputs, each completion's outcome, value or place, is one of those left.
// T4: answering a hole leaves no outcome that was not there; evaluating again what changed gives what evaluating
// everything does.
std::string check_partial(const Run& run, std::uint64_t seed, Counts* counts = nullptr);

// One of the values, absent included.
value::Value sample(Random& random, const eval::AbstractValue& values);

// A program that is not of a model, with variables `v0`, `v1` …, and what its cases share.
struct Subject {
  const program::Package& package;
  std::size_t n_variables;
  const ModelCase& given;
};
// T3 and T4, and that what is wholly known is certain and what the interpreter gives.
std::string check_partial(const Subject& subject, std::uint64_t seed, Counts* counts = nullptr);

}  // namespace avenant::engines
