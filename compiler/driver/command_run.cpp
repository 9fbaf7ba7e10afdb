#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/report/case_json.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/case_text.hpp"

namespace avenant::driver {
namespace {

/// Writes reports one after another in the form asked for.
class ReportWriter {
 public:
  ReportWriter(const Context& context, const program::Package& package, const RunSetup& setup)
      : out_(context.out),
        format_(context.options.format),
        setup_(setup),
        printer_(package, {context.options.language, context.environment.color_results}),
        json_(package, context.options.language) {
    if (format_ == Format::Json) out_ << "[";
  }

  void write(const report::CaseReport& report) {
    switch (format_) {
      case Format::Text:
        out_ << (n_written_ > 0 ? "\n" : "") << printer_.print(report, setup_.options);
        break;
      case Format::Json:
        out_ << (n_written_ > 0 ? ",\n" : "\n") << json_.print(report, setup_.dispositif, setup_.options);
        break;
      case Format::Ndjson:
        out_ << json_.print(report, setup_.dispositif, setup_.options) << "\n";
        break;
    }
    ++n_written_;
  }

  void finish() {
    if (format_ == Format::Json) out_ << (n_written_ > 0 ? "\n]\n" : "]\n");
  }

 private:
  std::ostream& out_;
  Format format_;
  const RunSetup& setup_;
  report::CasePrinter printer_;
  report::CaseJson json_;
  std::size_t n_written_ = 0;
};

}  // namespace

int run_run(Context& context) {
  const session::Compilation* compilation = compile(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  const program::Package& package = compilation->package;
  diagnostics::Sink sink;
  int code = kDone;
  const std::optional<RunSetup> setup = set_up(context, *compilation, sink, code);
  print_messages(context, sink);
  if (!setup) return code;

  report::CaseDecider decider(package, setup->views, setup->dispositif, setup->options);
  ReportWriter writer(context, package, *setup);
  report::ErrorCounts total;
  const bool readable = for_each_case(context, *compilation, *setup, [&](const cases::BoundCase& bound) {
    const report::CaseReport report = decider.decide(bound);
    const report::ErrorCounts counts = report::count_errors(package, report);
    total.n_bad_data += counts.n_bad_data;
    total.n_failures += counts.n_failures;
    writer.write(report);
    // Where nobody reads any more, deciding goes on for nobody.
    return context.out.good();
  });
  writer.finish();
  if (!readable || total.n_bad_data > 0) return kBadData;
  return total.n_failures > 0 ? kRunTimeError : kDone;
}

}  // namespace avenant::driver
