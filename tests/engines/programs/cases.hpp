// Random cases of any program: values near the constants, bounds and dates that it has, beside every limit, missing and
// out of range now and then. Read engine.hpp first.
#pragma once

#include "tests/engines/engine.hpp"
#include "tests/engines/random.hpp"

namespace avenant::engines {

// How often, in percent, an input is not given, and how often it is given out of its range.
struct Faults {
  std::size_t missing = 6;
  std::size_t out_of_range = 4;
};

// Makes cases of one package, which outlives it.
class CaseGenerator {
 public:
  explicit CaseGenerator(const program::Package& package, Faults faults = {});

  // What a run decides: a date of situation, what is known, drafts, readings, figures.
  eval::RunOptions options(Random& random) const;
  Inputs inputs(Random& random) const;
  // Many cases at little cost: each takes its inputs from any of a few. Some inputs are given in none of them; now and
  // then a value is none of its type.
  void fill(Random& random, std::vector<Inputs>& cases) const;
  // A value that the input admits, absent included.
  value::Value input(Random& random, program::InputId id) const;
  // A value of that type and range.
  value::Value value(Random& random, program::TypeId type, program::RangeId range) const;

 private:
  value::Value candidate(Random& random, const program::Type& type) const;
  value::Value anything(Random& random, const program::Type& type) const;
  void collect();

  const program::Package& package_;
  Faults faults_;
  // What the program compares and computes with: days, and numbers.
  std::vector<std::int64_t> days_;
  std::vector<value::Value> numbers_;
  std::vector<value::Value> durations_;
  std::vector<value::Date> published_;
};

}  // namespace avenant::engines
