#include "tests/engines/counts.hpp"

#include <cstdio>
#include <string_view>

namespace avenant::engines {

namespace {

using program::Op;

// How many operations op.def has.
constexpr std::size_t kOperations = 0
#define OP(...) +1
#include "runtime/program/op.def"
    ;

unsigned long long shown(std::uint64_t number) {
  return number;
}

std::uint64_t percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? 0 : part * 100 / whole;
}

std::size_t n_modes(Op op) {
  switch (program::info(op).mode) {
    case program::ModeKind::kNone:
      return 0;
    case program::ModeKind::kComparison:
    case program::ModeKind::kMissingDay:
      return 3;
    case program::ModeKind::kRounding:
      return 5;
  }
  return 0;
}

bool report_classes(const Counts& counts) {
  bool complete = true;
  for (int i = 0; i < value::kRuntimeErrorClassCount; ++i) {
    const std::string_view name = value::text_of(static_cast<value::RuntimeErrorClass>(i)).name;
    std::printf("  %-18.*s %llu\n", static_cast<int>(name.size()), name.data(), shown(counts.classes[i]));
    complete = complete && counts.classes[i] > 0;
  }
  return complete;
}

bool report_operations(const Counts& counts) {
  bool complete = true;
  std::printf("nodes by operation, and by mode where it has modes\n");
  for (std::size_t i = 0; i < kOperations; ++i) {
    const Op op = static_cast<Op>(i);
    const std::string_view name = program::info(op).name;
    std::printf("  %-18.*s %10llu", static_cast<int>(name.size()), name.data(), shown(counts.operations[i]));
    complete = complete && counts.operations[i] > 0;
    for (std::size_t mode = 0; mode < n_modes(op); ++mode) {
      std::printf("%s%llu", mode == 0 ? "  (" : ", ", shown(counts.modes[i][mode]));
      complete = complete && counts.modes[i][mode] > 0;
    }
    std::printf("%s%s\n", n_modes(op) > 0 ? ")" : "", counts.operations[i] == 0 ? "  never" : "");
  }
  return complete;
}

}  // namespace

void count_program(const program::Package& package, Counts& counts) {
  ++counts.programs;
  for (const program::Node& node : package.nodes) {
    ++counts.operations[static_cast<std::size_t>(node.op)];
    ++counts.modes[static_cast<std::size_t>(node.op)][node.mode % 8];
  }
  for (const program::Version& version : package.versions) {
    counts.dated_versions += version.date ? 1 : 0;
    counts.repealed_versions += version.rule ? 0 : 1;
    counts.ended_versions += version.date && version.until < program::kNoEnd ? 1 : 0;
  }
  counts.derogations += package.derogations.size();
  for (const program::Derogation& derogation : package.derogations) {
    counts.many_parents += (derogation.parents & (derogation.parents - 1)) != 0 ? 1 : 0;
  }
  for (const program::Node& node : package.nodes) {
    if (program::info(node.op).payload != program::PayloadKind::kBinder || node.n_operands == 0) continue;
    const Op first = package.node(package.operands_of(node)[0]).op;
    counts.nested_folds += first == Op::kListFilter ? 1 : 0;
  }
}

void count_outcome(const program::Package& package, const eval::Outcome& outcome, Counts& counts) {
  ++counts.outcomes;
  if (outcome.ok()) return;
  ++counts.errors;
  ++counts.classes[static_cast<std::size_t>(package.site(outcome.site()).error)];
}

bool report(const Counts& counts) {
  bool complete = report_operations(counts);
  std::printf(
      "%llu versions by date, %llu with an end, %llu repealed; %llu derogations, %llu of several parents; "
      "%llu folds of what is filtered\n",
      shown(counts.dated_versions), shown(counts.ended_versions), shown(counts.repealed_versions),
      shown(counts.derogations), shown(counts.many_parents), shown(counts.nested_folds));
  std::printf(
      "%llu cases in another order, %llu completions in what was left, %llu partial outcomes (%llu%% one value)\n",
      shown(counts.orders), shown(counts.completions), shown(counts.partial),
      shown(percent(counts.certain, counts.partial)));
  std::printf("%llu cases changed where nothing depends on it, %llu with texts that do not concern them\n",
              shown(counts.localities), shown(counts.extensions));
  std::printf("%llu changes of what does not matter, %llu questions answered\n", shown(counts.changes),
              shown(counts.questions));
  std::printf("errors by class\n");
  complete = report_classes(counts) && complete;
  std::printf("%llu programs, %llu cases by every engine, %llu outcomes, %llu%% of them errors\n",
              shown(counts.programs), shown(counts.cases), shown(counts.outcomes),
              shown(percent(counts.errors, counts.outcomes)));
  return complete;
}

void report_progress(const Counts& counts) {
  std::printf("%llu programs, %llu cases, %llu outcomes, %llu%% errors\n", shown(counts.programs), shown(counts.cases),
              shown(counts.outcomes), shown(percent(counts.errors, counts.outcomes)));
  std::fflush(stdout);
}

}  // namespace avenant::engines
