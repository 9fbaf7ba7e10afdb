#include <ostream>

#include "compiler/driver/command.hpp"
#include "compiler/driver/run_setup.hpp"
#include "compiler/format/format.hpp"
#include "compiler/report/case_json.hpp"
#include "compiler/report/case_report.hpp"
#include "compiler/report/case_scenario.hpp"
#include "compiler/report/case_text.hpp"

namespace avenant::driver {
namespace {

/// Writes reports one after another in the form asked for.
class ReportWriter {
 public:
  ReportWriter(const Context& context, const program::Package& package, const RunSetup& setup)
      : context_(context),
        out_(context.out),
        format_(context.options.format),
        setup_(setup),
        printer_(package, {context.options.language, context.environment.color_results}),
        json_(package, context.options.language),
        scenario_(package) {
    if (format_ == Format::Json && !context.options.as_scenario) out_ << "[";
  }

  void write(const report::CaseReport& report) {
    if (context_.options.as_scenario) {
      out_ << (n_written_++ > 0 ? "\n" : "") << scenario_of(report);
      return;
    }
    switch (format_) {
      case Format::Text:
      case Format::Sarif:  // Forms of messages, which `run` does not take.
      case Format::Github:
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
    count(report);
  }

  void finish() {
    if (context_.options.as_scenario) return;
    if (format_ == Format::Text && n_written_ > 1) out_ << "\n" << summary();

    if (format_ == Format::Json) out_ << (n_written_ > 0 ? "\n]\n" : "]\n");
  }

 private:
  /// The case as a scenario in the canonical layout.
  [[nodiscard]] std::string scenario_of(const report::CaseReport& report) const {
    constexpr std::string_view kOpen = "```avenant\n";
    constexpr std::string_view kClose = "```\n";
    const std::string own =
        report.bound->id.empty() ? "dossier " + std::to_string(report.bound->number) : report.bound->id;
    const std::string& given = context_.options.scenario_title;
    // A title given for one case serves for several too, told apart by what they are called.
    const std::string title = given.empty() ? own : (n_written_ > 1 ? given + " — " + own : given);
    base::SourceMap sources;
    const base::SourceId source =
        sources.add("", std::string(kOpen) + scenario_.print(report, title, setup_.options) + std::string(kClose));
    diagnostics::Sink ignored;
    const std::string text = format::format(sources, source, ignored).text;
    return text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size());
  }

  /// Counts what the first éligibilité says.
  void count(const report::CaseReport& report) {
    if (report.results.empty() || report.results[0].view->kind != program::RuleKind::kEligibility) return;
    for (const eval::Outcome& outcome : report.results[0].outcomes) {
      if (!outcome.ok()) {
        ++n_undecided_;
      } else {
        ++(outcome.value.as_boolean() ? n_yes_ : n_no_);
      }
    }
  }

  /// « 26 dossiers — aide ouverte : 14 oui, 11 non, 1 indécis ».
  [[nodiscard]] std::string summary() const {
    const auto say = [this](std::string_view french, std::string_view english) {
      return context_.say(french, english);
    };
    std::string text = std::to_string(n_written_) + std::string(say(" dossiers", " cases"));
    if (n_yes_ + n_no_ + n_undecided_ == 0) return text + "\n";
    text += " — " + setup_.views[0].shown_name() + std::string(say("\u00A0: ", ": "));
    text += std::to_string(n_yes_) + std::string(say(" oui, ", " yes, "));
    text += std::to_string(n_no_) + std::string(say(" non", " no"));
    if (n_undecided_ > 0) text += ", " + std::to_string(n_undecided_) + std::string(say(" sans réponse", " undecided"));
    return text + "\n";
  }

  const Context& context_;
  std::ostream& out_;
  Format format_;
  const RunSetup& setup_;
  report::CasePrinter printer_;
  report::CaseJson json_;
  report::CaseScenario scenario_;
  std::size_t n_written_ = 0;
  std::size_t n_yes_ = 0;
  std::size_t n_no_ = 0;
  std::size_t n_undecided_ = 0;
};

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
  const program::Package* opened = open_program(context);
  if (opened == nullptr) return kRulesHaveErrors;
  const program::Package& package = *opened;
  diagnostics::Sink sink;
  int code = kDone;
  const std::optional<RunSetup> setup = set_up(context, package, sink, code);
  print_messages(context, sink);
  if (!setup) return code;
  if (!can_be_scenario(context)) return kUsage;

  report::CaseDecider decider(package, setup->views, setup->dispositif, setup->options);
  ReportWriter writer(context, package, *setup);
  report::ErrorCounts total;
  const bool readable = for_each_case(context, package, *setup, [&](const cases::BoundCase& bound) {
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
