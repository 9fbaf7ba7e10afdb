// What a run of the harness met: how much was compared, which operations, ways of operating and errors occurred.
#pragma once

#include <cstdint>

#include "runtime/eval/outcome.hpp"
#include "runtime/program/package.hpp"

namespace avenant::engines {

struct Counts {
  std::uint64_t programs = 0;
  // Cases that every engine evaluated, and the outcomes of their variables.
  std::uint64_t cases = 0;
  std::uint64_t outcomes = 0;
  std::uint64_t errors = 0;
  std::uint64_t classes[value::kRuntimeErrorClassCount] = {};
  std::uint64_t operations[256] = {};
  // By operation and mode, of the operations that have modes.
  std::uint64_t modes[256][8] = {};
  // Versions with a date, repealed, with an end; derogations, those with several parents; nodes read more than once.
  std::uint64_t dated_versions = 0;
  std::uint64_t repealed_versions = 0;
  std::uint64_t ended_versions = 0;
  std::uint64_t derogations = 0;
  std::uint64_t many_parents = 0;
  std::uint64_t nested_folds = 0;
  // Cases in which the laws held: of order (T1), what is left (T3) and its answers (T4), locality (T5), added texts
  // (T7).
  std::uint64_t orders = 0;
  std::uint64_t completions = 0;
  std::uint64_t partial = 0;
  std::uint64_t certain = 0;
  std::uint64_t localities = 0;
  std::uint64_t extensions = 0;
  // Of partial cases: what does not matter changed, and questions answered.
  std::uint64_t changes = 0;
  std::uint64_t questions = 0;
};

// Adds what a program is made of.
void count_program(const program::Package& package, Counts& counts);
void count_outcome(const program::Package& package, const eval::Outcome& outcome, Counts& counts);

// Prints all of it. Says whether every operation of op.def, every mode and every class of error occurred, naming those
// that did not.
bool report(const Counts& counts);
// One line: how far a run is.
void report_progress(const Counts& counts);

}  // namespace avenant::engines
