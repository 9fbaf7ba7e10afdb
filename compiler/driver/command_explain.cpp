#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/explanation.hpp"

namespace avenant::driver {

int run_explain(Context& context) {
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(context, code);
  if (!opened) return code;
  const program::Package& package = opened->package;
  const RunSetup& setup = opened->setup;

  eval::Evaluator evaluator(package, setup.options);
  std::vector<program::VariableId> requests;
  for (const report::ResultView& view : setup.views) {
    requests.insert(requests.end(), view.members.begin(), view.members.end());
  }
  const report::Explainer explainer(package, setup.options,
                                    {context.options.language, context.environment.color_results});
  report::ErrorCounts total;
  bool is_first = true;
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  const auto explain = [&](const cases::BoundCase& bound) {
    evaluator.begin_case();
    for (const eval::InputValue& input : bound.inputs) evaluator.set(input.input, input.value);
    const eval::Trace trace = evaluator.explain(requests);
    if (!is_first) context.out << "\n";
    is_first = false;
    context.out << explainer.explain(bound, trace, requests);
    for (const program::VariableId request : requests) {
      // A part of an objectif that is out of force has no value, which is no failure.
      const bool objective = package.variable(request).kind == program::RuleKind::kObjective;
      if (objective && evaluator.is_out_of_force(request, evaluator.evaluate(request))) continue;
      report::count_error(package, evaluator.request(request), total);
    }
    return context.out.good();
  };
  for_each_case(context, package, setup, requests, ProgressStyle::None, faults, explain);
  faults.finish();
  return exit_code_of(faults, total);
}

}  // namespace avenant::driver
