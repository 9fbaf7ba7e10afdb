// Programs made smaller or faster for what is known of their runs. A pass changes expressions and rules only: ids of
// inputs, variables, texts and places stay, so that outcomes of the program before and after are equal to the bit.
// Read passes.def next, then draft.hpp: how a pass edits a program.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/package.hpp"

namespace avenant::optimise {

// What is the same in every run of the program made.
struct Options {
  // Texts that count, readings and figures of every run; the date of situation, where it has one: else runs have any
  // or none.
  eval::RunOptions run;
  // Inputs that every case gives this value, or, where there is none, that no case gives.
  std::vector<std::pair<program::InputId, std::optional<value::Value>>> inputs;
  // The variables that will be asked for; empty: every variable and notice.
  std::vector<program::VariableId> requests;
};

enum class Pass : std::uint8_t {
#define AVENANT_PASS(Id, ...) k##Id,
#include "runtime/optimise/passes.def"
};

// What passes.def says of a pass.
struct PassInfo {
  Pass pass;
  std::string_view name;
};

// In the order of passes.def.
std::span<const PassInfo> all_passes();
// The pass of that name; none if there is no such pass.
std::optional<Pass> pass_named(std::string_view name);

// One pass over a package that `program::verify` admits; the result does too. It has the outcomes of `package`, values
// and places of errors, in every run and case that agrees with `options`; it shows no conditions. Linear in the size of
// the program for all passes but those that evaluate it abstractly (eval/abstract_evaluator.hpp).
program::Package apply(Pass pass, const program::Package& package, const Options& options);

// The passes that make compiled code better, in the order that serves best: `specialise` for the results asked for.
// `share` is none of them (docs/benchmarks.md).
program::Package run(const program::Package& package, const Options& options);

// The passes by themselves, each in the file of its name.
program::Package keep_requests(const program::Package& package, const Options& options);
program::Package specialise(const program::Package& package, const Options& options);
program::Package fold(const program::Package& package, const Options& options);
program::Package share(const program::Package& package, const Options& options);

}  // namespace avenant::optimise
