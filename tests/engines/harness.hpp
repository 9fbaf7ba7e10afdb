// Holds every engine, and every law, to one program: random cases of it are evaluated by all engines and compared,
// value or place of the error (T2); some of them go through the laws of laws/laws.hpp. What it met is counted.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "tests/engines/counts.hpp"
#include "tests/engines/engine.hpp"
#include "tests/engines/programs/cases.hpp"
#include "tests/engines/programs/model.hpp"

namespace avenant::engines {

// How much of one program is checked.
struct Plan {
  // Cases of one run share its options.
  std::size_t runs = 4;
  std::size_t cases_of_run = 16;
  // Of the cases, how many go through the laws that are cheap, and, in percent of programs, whether one goes through
  // those of partial cases, through explanations and through program text.
  std::size_t lawful_cases = 2;
  std::size_t partial_percent = 50;
  std::size_t text_percent = 20;
  // The most variables that the laws look at; engines are compared on all.
  std::size_t lawful_outputs = 64;
  // Of the programs, in percent, those that are also compiled by the optimised tier.
  std::size_t optimised_percent = 100;
  // Blocks of cases as compiled code gets them: runs are a little shorter and longer, leave out whole inputs and ask
  // for some of the variables now and then, and have values that are none of their type.
  bool blocks = false;
  Faults faults;
};

struct Failure {
  // The law, a colon, and what differs.
  std::string what;
  Case given;

  std::string law() const { return what.substr(0, what.find(':')); }
};

// Not thread-safe: one harness a thread.
class Harness {
 public:
  Harness(Counts& counts, EngineSet set) : counts_(counts), engines_(engines_of(set)) {}

  // The first failure of the package, which must be verified; `model`: what it was built from, if anything.
  std::optional<Failure> check(const program::Package& package, const Model* model, std::uint64_t seed,
                               const Plan& plan);
  // One case through engines and all laws; empty, or what fails. Counts nothing.
  std::string check_case(const program::Package& package, const Model* model, const Case& given, std::uint64_t seed);
  // Prints what each engine tells of itself.
  void report_engines() const;

 private:
  void open(const program::Package& package, const Variation& variation);
  // What an engine should give.
  const std::vector<eval::Outcome>& expected_of(const Engine& engine, const program::Package& package,
                                                const eval::RunOptions& options);
  std::string compare(const program::Package& package, const eval::RunOptions& options, std::span<const Inputs> cases,
                      std::size_t& failing);
  std::string laws(const program::Package& package, const Model* model, const CaseGenerator& cases, const Case& given,
                   Random& random, const Plan& plan, Counts& counts);

  Counts& counts_;
  std::vector<std::unique_ptr<Engine>> engines_;
  std::vector<program::VariableId> outputs_;
  // Of each engine, kept so that nothing is allocated anew.
  std::vector<std::vector<eval::Outcome>> outcomes_;
  std::vector<eval::Outcome> at_edge_;
};

}  // namespace avenant::engines
