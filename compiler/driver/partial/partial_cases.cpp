#include "compiler/driver/partial/partial_cases.hpp"

#include "compiler/driver/partial/ask.hpp"
#include "compiler/driver/run/case_stream.hpp"
#include "compiler/driver/run/interruption.hpp"
#include "compiler/report/partial/partial_json.hpp"
#include "compiler/report/partial/partial_report.hpp"
#include "compiler/report/partial/partial_text.hpp"

namespace avenant::driver {
namespace {

/// Writes reports one after another in the form asked for.
class PartialWriter {
 public:
  PartialWriter(const Context& context, const program::Package& package, const RunSetup& setup, std::ostream& out)
      : out_(out),
        setup_(setup),
        format_(context.options.format),
        asks_(context.options.command == Command::Questions),
        printer_(package,
                 {context.options.language, context.environment.color_results && context.options.output.empty()}),
        json_(package, context.options.language) {}

  [[nodiscard]] bool asks() const { return asks_; }
  [[nodiscard]] std::size_t n_written() const { return n_written_; }

  void begin() {
    if (format_ == Format::Json) out_ << "[";
  }
  void write(const report::PartialReport& report) {
    if (format_ == Format::Json) {
      out_ << (n_written_ > 0 ? ",\n" : "\n") << json_.print(report, setup_.dispositif, asks_);
    } else if (format_ == Format::Ndjson) {
      out_ << json_.print(report, setup_.dispositif, asks_) << "\n";
    } else {
      out_ << (n_written_ > 0 ? "\n" : "") << printer_.print(report, setup_.options);
    }
    ++n_written_;
  }
  void finish() {
    if (format_ == Format::Json) out_ << (n_written_ > 0 ? "\n]\n" : "]\n");
  }

 private:
  std::ostream& out_;
  const RunSetup& setup_;
  Format format_;
  bool asks_;
  report::PartialPrinter printer_;
  report::PartialJson json_;
  std::size_t n_written_ = 0;
};

}  // namespace

int decide_partial_cases(Context& context, const program::Package& package, const RunSetup& setup, std::ostream& out,
                         FaultReport& faults) {
  report::PartialDecider decider(package, setup.views, setup.options);
  PartialWriter writer(context, package, setup, out);
  report::ErrorCounts total;
  writer.begin();
  for_each_case(context, package, setup, decider.requests(), ProgressStyle::None, faults,
                [&](const cases::BoundCase& bound) {
                  decider.begin(bound);
                  const report::PartialReport report = decider.decide(bound, writer.asks());
                  const report::ErrorCounts counts = report::count_errors(package, report);
                  total.n_bad_data += counts.n_bad_data;
                  total.n_failures += counts.n_failures;
                  writer.write(report);
                  return out.good();
                });
  writer.finish();
  faults.finish();
  if (interruption() != 0) {
    diagnostics::Sink sink;
    sink.report(diagnostics::Code::RunInterrupted).with("count", static_cast<std::int64_t>(writer.n_written()));
    print_messages(context, sink);
    return kInterrupted;
  }
  return exit_code_of(faults, total);
}

int run_questions(Context& context) {
  int code = kDone;
  const std::optional<OpenedRun> opened = open_run(context, code);
  if (!opened) return code;
  if (context.options.ask) return ask_questions(context, opened->package, opened->setup);
  const InterruptionGuard guard;
  FaultReport faults(context, context.options.max_errors.value_or(kDefaultMaxErrors), nullptr);
  return decide_partial_cases(context, opened->package, opened->setup, context.out, faults);
}

}  // namespace avenant::driver
