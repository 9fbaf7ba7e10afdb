#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/partial/partial_cases.hpp"
#include "compiler/driver/record/record_writer.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/column_run.hpp"
#include "compiler/driver/run/fault_report.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/driver/run/output_file.hpp"
#include "compiler/driver/run/report_writer.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_report.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;

void report_unwritten(const Context& context, const std::string& path, const std::string& reason) {
  diagnostics::Sink sink;
  sink.report(Code::CannotWrite).path(path).with("reason", reason);
  print_messages(context, sink);
}

/// The files that a run writes beside standard output.
class OutputFiles {
 public:
  explicit OutputFiles(const Context& context) : context_(context) {}

  bool open() { return open(results_, context_.options.output) && open(rejects_, context_.options.rejects); }
  [[nodiscard]] std::ostream& results() { return results_.is_open() ? results_.stream() : context_.out; }
  [[nodiscard]] std::ostream* rejects() { return rejects_.is_open() ? &rejects_.stream() : nullptr; }
  [[nodiscard]] bool has_failed() {
    return (results_.is_open() && !results_.stream().good()) || (rejects_.is_open() && !rejects_.stream().good());
  }
  bool commit() {
    const bool has_results = commit(results_, context_.options.output);
    return commit(rejects_, context_.options.rejects) && has_results;
  }

 private:
  bool open(OutputFile& file, const std::string& path) const {
    if (path.empty() || file.open(path)) return true;
    report_unwritten(context_, path, file.reason());
    return false;
  }
  bool commit(OutputFile& file, const std::string& path) const {
    if (!file.is_open() || file.commit()) return true;
    report_unwritten(context_, path, file.reason());
    return false;
  }

  const Context& context_;
  OutputFile results_;
  OutputFile rejects_;
};

ProgressStyle progress_style(const Context& context) {
  if (context.options.cases.empty()) return ProgressStyle::None;
  if (context.environment.messages_on_terminal) {
    const bool is_mixed = context.environment.results_on_terminal && context.options.output.empty();
    return is_mixed && !context.options.progress ? ProgressStyle::None : ProgressStyle::Terminal;
  }
  return context.options.progress ? ProgressStyle::Lines : ProgressStyle::None;
}

/// Decides every case; gives the exit code but for what writing adds.
int decide_cases(Context& context, const program::Package& package, const RunSetup& setup, OutputFiles& files) {
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), files.rejects());
  if (context.options.partial) return decide_partial_cases(context, package, setup, files.results(), faults);
  std::optional<RecordWriter> records;
  if (!context.options.record.empty()) {
    int code = kDone;
    records.emplace(context, package, setup);
    if (!records->begin(code)) return code;
  }
  bool recorded = true;
  report::CaseDecider decider(package, setup.views, setup.dispositif, setup.options);
  ReportWriter writer(context, package, setup, files.results());
  report::ErrorCounts total;
  const auto count = [&](const report::CaseReport& report) {
    const report::ErrorCounts counts = report::count_errors(package, report);
    total.n_bad_data += counts.n_bad_data;
    total.n_failures += counts.n_failures;
    writer.write(report);
  };
  // Where nobody reads any more, deciding goes on for nobody.
  const auto can_write = [&files] { return files.results().good() && !files.has_failed(); };
  ColumnRun columns(context, package, setup, writer, faults, total, can_write);
  TakeData take_data;
  if (fits_columns(context.options, writer) && !context.environment.case_by_case) {
    take_data = [&columns](OpenedData& data, std::size_t& n_cases) { return columns.take(data, n_cases); };
  }
  writer.begin();
  for_each_case(
      context, package, setup, decider.requests(), progress_style(context), faults,
      [&](const cases::BoundCase& bound) {
        if (writer.needs_only_values()) {
          count(decider.decide_values(bound));
        } else {
          count(decider.decide(bound));
        }
        if (records) recorded = records->write(bound);
        return recorded && can_write();
      },
      take_data);
  writer.finish();
  faults.finish();
  if (interruption() != 0) {
    diagnostics::Sink sink;
    sink.report(Code::RunInterrupted).with("count", static_cast<std::int64_t>(writer.n_written()));
    print_messages(context, sink);
    return kInterrupted;
  }
  return recorded ? exit_code_of(faults, total) : kInternal;
}

/// Reports the choices of a run that a scenario cannot state.
bool can_be_scenario(const Context& context) {
  const Options& options = context.options;
  if (!options.as_scenario) return true;
  diagnostics::Sink sink;
  if (!options.figures.empty()) sink.report(diagnostics::Code::NotInScenario).with("name", "--figure");
  if (!options.known_at.empty()) sink.report(diagnostics::Code::NotInScenario).with("name", "--known-at");
  print_messages(context, sink);
  return !sink.has_errors();
}

}  // namespace

int run_run(Context& context) {
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(context, code);
  if (!opened) return code;
  if (!can_be_scenario(context)) return kUsage;

  const InterruptionGuard guard;
  OutputFiles files(context);
  if (!files.open()) return kInternal;
  code = decide_cases(context, opened->package, opened->setup, files);
  // What an interrupted run has written so far takes nobody's place.
  if (code == kInterrupted) return code;
  return files.commit() ? code : kInternal;
}

}  // namespace avenant::driver
