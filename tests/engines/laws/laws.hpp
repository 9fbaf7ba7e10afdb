// The laws that every program and case must satisfy. Each check gives an empty text, or what went wrong.
#pragma once

#include <string>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "tests/engines/model.hpp"

namespace avenant::engines {

struct Counts {
  std::uint64_t programs = 0;
  std::uint64_t outcomes = 0;
  std::uint64_t errors = 0;
  std::uint64_t classes[16] = {};
  std::uint64_t operations[256] = {};
  // Of abstract evaluations: outcomes, those that leave one outcome, and those that leave several.
  std::uint64_t partial = 0;
  std::uint64_t certain = 0;
  std::uint64_t completions = 0;
  // Of partial cases: what does not matter changed, and questions answered.
  std::uint64_t changes = 0;
  std::uint64_t questions = 0;
};

// A program and what it gives in one case, which the laws compare with others.
struct Run {
  Run(const Model& of, const ModelCase& in);

  const Model& model;
  const ModelCase& given;
  program::Package package;
  // Of the model's variables, in its order.
  std::vector<eval::Outcome> outcomes;
};

// The outcomes of the model's variables in a case, in its order; `name_of` gives their names in a package.
eval::RunOptions options_of(const program::Package& package, const ModelCase& given);
std::string name_of(std::size_t variable);
// What an outcome is whatever the numbers of sites: packages built in another order are compared by it.
std::string words(const program::Package& package, const eval::Outcome& outcome);

// T2: the interpreter and the data-flow evaluator agree, value and place. Also counts the outcomes, where asked.
std::string check_engines(const Run& run, Counts* counts = nullptr);
// T1: in another order of operands, rows, derogations and variables, the outcomes are the same, places included.
std::string check_order(const Run& run, std::uint64_t seed);
// T5: an input that a variable does not depend on does not change it; a value stands whatever is given of what was not,
// or becomes an error where some table then has two rows.
std::string check_locality(const Run& run, std::uint64_t seed);
// T7: texts that the case is not concerned by change nothing.
std::string check_extension(const Run& run, std::uint64_t seed);
// Explaining changes no outcome.
std::string check_trace(const Run& run);
// The text form is read back as it was printed, and means the same.
std::string check_text(const Run& run);

// All of them.
std::string check_laws(const Model& model, const ModelCase& given, std::uint64_t seed, Counts* counts = nullptr);

// The program and the case, for people.
std::string describe(const Model& model, const ModelCase& given);

}  // namespace avenant::engines
