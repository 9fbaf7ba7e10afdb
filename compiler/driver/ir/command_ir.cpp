// `rulec ir`: the program that engines run, or what passes make of it for the choices and facts given.
#include <algorithm>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "compiler/cases/input_index.hpp"
#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "runtime/optimise/optimise.hpp"
#include "runtime/program/print.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// The passes of --after, in order; a message about a name that is none.
std::vector<optimise::Pass> read_passes(const std::vector<std::string>& given, Sink& sink) {
  std::vector<optimise::Pass> passes;
  std::string choices;
  for (const optimise::PassInfo& known : optimise::all_passes()) {
    choices += (choices.empty() ? "" : ", ") + std::string(known.name);
  }
  for (const std::string& name : given) {
    if (const auto pass = optimise::pass_named(name)) {
      passes.push_back(*pass);
      continue;
    }
    sink.report(Code::BadOptionValue).with("name", "--after").with("value", name).with("choices", choices);
  }
  return passes;
}

/// Without a pass, nothing of what a run chooses changes the program.
void demand_pass(const Options& options, Sink& sink) {
  const auto needs_pass = [&sink](bool is_given, std::string_view name) {
    if (is_given) sink.report(Code::OptionNeedsAnother).with("first", name).with("second", "--after");
  };
  needs_pass(!options.dispositif.empty(), "--dispositif");
  needs_pass(!options.results.empty(), "--result");
  needs_pass(!options.inputs.empty(), "--input");
  needs_pass(!options.readings.empty(), "--reading");
  needs_pass(!options.figures.empty(), "--figure");
  needs_pass(!options.drafts.empty(), "--with");
  needs_pass(!options.known_at.empty(), "--known-at");
  needs_pass(!options.at.empty(), "--at");
}

/// The choices of the command line; a dispositif is only needed for names of facts and results.
std::optional<RunSetup> choices_of(const Context& context, const program::Package& package,
                                   const std::vector<optimise::Pass>& passes, Sink& sink, int& code) {
  const Options& options = context.options;
  const bool keeps_results = std::find(passes.begin(), passes.end(), optimise::Pass::kRequests) != passes.end();
  const bool has_names = !options.results.empty() || !options.inputs.empty() || !options.dispositif.empty();
  return has_names || keeps_results ? set_up(context, package, sink, code)
                                    : set_up_choices(context, package, sink, code);
}

/// What passes may take for known. Messages about facts that cannot be read, or that the rules do not admit.
optimise::Options known_of(const program::Package& package, const RunSetup& setup, Sink& sink) {
  optimise::Options known;
  known.run = setup.options;
  for (const report::ResultView& view : setup.views) {
    known.requests.insert(known.requests.end(), view.members.begin(), view.members.end());
  }
  known.inputs = same_inputs(package, setup, sink);
  // No case follows that could have what is said to be absent.
  const cases::InputIndex index(package, setup.dispositif);
  for (const cases::RawEntry& entry : setup.inputs) {
    if (entry.value.kind != cases::RawKind::Null) continue;
    const program::InputId input = index.find(entry.path).input;
    if (input) known.inputs.emplace_back(input, std::nullopt);
  }
  return known;
}

}  // namespace

int run_ir(Context& context) {
  Sink sink;
  const std::vector<optimise::Pass> passes = read_passes(context.options.after, sink);
  if (context.options.after.empty()) demand_pass(context.options, sink);
  print_messages(context, sink);
  if (sink.has_errors()) return kUsage;
  const program::Package* package = open_program(context);
  if (package == nullptr) return kRulesHaveErrors;
  if (passes.empty()) {
    context.out << program::print(*package);
    return kDone;
  }
  int code = kUsage;
  Sink choices;
  const std::optional<RunSetup> setup = choices_of(context, *package, passes, choices, code);
  const optimise::Options known = setup ? known_of(*package, *setup, choices) : optimise::Options();
  print_messages(context, choices);
  if (!setup) return code;
  if (choices.has_errors()) return kBadData;
  program::Package made = *package;
  for (const optimise::Pass pass : passes) made = optimise::apply(pass, made, known);
  context.out << program::print(made);
  return kDone;
}

}  // namespace avenant::driver
