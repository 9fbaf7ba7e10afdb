#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/explain/explanation_writer.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/explain/trace/explainer.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/explanation.hpp"

namespace avenant::driver {
namespace {

/// Counts the errors of the results asked for.
void count_errors(const program::Package& package, eval::Evaluator& evaluator,
                  std::span<const program::VariableId> requests, report::ErrorCounts& total) {
  for (const program::VariableId request : requests) {
    // A part of an objectif that is out of force has no value, which is no failure.
    const bool objective = package.variable(request).kind == program::RuleKind::kObjective;
    if (objective && evaluator.is_out_of_force(request, evaluator.evaluate(request))) continue;
    report::count_error(package, evaluator.request(request), total);
  }
}

/// The raw trace: for those who write rules.
int print_traces(Context& context, const program::Package& package, const RunSetup& setup, FaultReport& faults) {
  eval::Evaluator evaluator(package, setup.options);
  std::vector<program::VariableId> requests;
  for (const report::ResultView& view : setup.views) {
    requests.insert(requests.end(), view.members.begin(), view.members.end());
  }
  const report::Explainer explainer(package, setup.options,
                                    {context.options.language, context.environment.color_results});
  report::ErrorCounts total;
  bool is_first = true;
  const auto explain = [&](const cases::BoundCase& bound) {
    evaluator.begin_case();
    for (const eval::InputValue& input : bound.inputs) evaluator.set(input.input, input.value);
    const eval::Trace trace = evaluator.explain(requests);
    if (!is_first) context.out << "\n";
    is_first = false;
    context.out << explainer.explain(bound, trace, requests);
    count_errors(package, evaluator, requests, total);
    return context.out.good();
  };
  for_each_case(context, package, setup, requests, ProgressStyle::None, faults, explain);
  faults.finish();
  return exit_code_of(faults, total);
}

int print_explanations(Context& context, const program::Package& package, const RunSetup& setup, FaultReport& faults) {
  explain::Explainer explainer(package, setup.views, setup.dispositif, setup.options);
  ExplanationWriter writer(context, package, setup);
  if (!writer.begin()) return writer.exit_code();
  report::ErrorCounts total;
  const auto explain = [&](const cases::BoundCase& bound) {
    const explain::Explanation explanation = explainer.explain(bound);
    count_errors(package, explainer.evaluator(), explainer.requests(), total);
    return writer.write(explanation);
  };
  for_each_case(context, package, setup, explainer.requests(), ProgressStyle::None, faults, explain);
  faults.finish();
  if (!writer.finish()) return writer.exit_code();
  return exit_code_of(faults, total);
}

}  // namespace

int run_explain(Context& context) {
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(context, code);
  if (!opened) return code;
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  if (context.options.format == Format::Trace) {
    return print_traces(context, opened->package, opened->setup, faults);
  }
  return print_explanations(context, opened->package, opened->setup, faults);
}

}  // namespace avenant::driver
