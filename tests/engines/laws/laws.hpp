// The laws that every program and case must satisfy. Each check gives an empty text, or what went wrong. Agreement of
// the engines (T2) is in harness.hpp, which runs the others too.
#pragma once

#include <string>
#include <vector>

#include "tests/engines/counts.hpp"
#include "tests/engines/programs/cases.hpp"
#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// A program, a case, and the outcomes of some variables in it, by the interpreter.
struct Subject {
  const program::Package& package;
  const CaseGenerator& cases;
  const Case& given;
  const std::vector<program::VariableId>& outputs;
  const std::vector<eval::Outcome>& outcomes;
};

// What an outcome is whatever the numbers of sites: packages built in another order are compared by it.
std::string words(const program::Package& package, const eval::Outcome& outcome);
std::string name_of(const program::Package& package, program::VariableId variable);
// The interpreter, given a case.
eval::Evaluator interpreter(const program::Package& package, const Case& given);

// T1: with the operands of commutative operations, the rows of tables and derogations in another order, the outcomes
// are the same, places included.
std::string check_permuted(const Subject& subject, std::uint64_t seed);
// T5: an input that a variable does not depend on does not change it; a value stands whatever is given of what was not,
// or becomes an error where some table then has two rows.
std::string check_locality(const Subject& subject, std::uint64_t seed);
// Explaining changes no outcome.
std::string check_trace(const Subject& subject);
// The text form is read back as it was printed, and means the same.
std::string check_text(const Subject& subject);
// T3: with holes for some inputs, each completion's outcome, value or place, is one of those left; where everything is
// known it is the only one.
// T4: answering a hole leaves no outcome that was not there; evaluating again what changed gives what evaluating
// everything does.
std::string check_partial(const Subject& subject, std::uint64_t seed, Counts& counts);
// What the questions of a partial case leave out does not matter, and answering them in their order settles it.
std::string check_questions(const Subject& subject, std::uint64_t seed, Counts& counts);

// Of a model: T1 where rules, too, are declared in another order, and sites get other numbers.
std::string check_order(const Model& model, const Subject& subject, std::uint64_t seed);
// T7: texts that the case is not concerned by change nothing.
std::string check_extension(const Model& model, const Subject& subject, std::uint64_t seed);

// The program and the case, for people.
std::string describe(const program::Package& package, const Case& given);

}  // namespace avenant::engines
