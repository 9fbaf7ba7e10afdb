// rulec test: plays the scenarios of the rules, and says what of the rules they show.
#include "compiler/driver/command.hpp"

#include <ostream>

#include "compiler/coverage/hits.hpp"
#include "compiler/coverage/html/page.hpp"
#include "compiler/coverage/junit.hpp"
#include "compiler/coverage/lcov.hpp"
#include "compiler/driver/run/output_file.hpp"
#include "compiler/driver/test/coverage_check.hpp"
#include "compiler/driver/test/test_forms.hpp"
#include "compiler/scenario/coverage/render.hpp"
#include "compiler/scenario/engine.hpp"
#include "compiler/scenario/render.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::driver {
namespace {

using diagnostics::Code;
using diagnostics::Sink;

/// What was found of the scenarios of one project.
struct Tested {
  scenario::Report report;
  std::optional<scenario::CoverageReport> coverage;
  std::vector<coverage::GoalHits> hits;  ///< For the forms that say which scenarios meet what.
};

bool needs_hits(const Options& options) {
  return options.format == Format::Lcov || options.format == Format::Html;
}

/// Writes what a form says where --output asks for it, else to standard output. Returns the exit code.
int deliver(const Context& context, const std::string& text) {
  const std::string& path = context.options.output;
  if (path.empty()) {
    context.out << text;
    return kDone;
  }
  OutputFile file;
  if (file.open(path)) {
    file.stream() << text;
    if (file.commit()) return kDone;
  }
  Sink sink;
  sink.report(Code::CannotWriteFile).path(path).with("reason", file.reason());
  print_messages(context, sink);
  return kInternal;
}

/// What junit says of a run that played nothing; other forms say it on standard error only.
int deliver_failure(const Context& context, const base::SourceMap& sources, const Sink& sink, int code) {
  if (context.options.format != Format::Junit) return code;
  const int written = deliver(context, coverage::junit_of(sources, sink, context.options.language));
  return written == kDone ? code : written;
}

/// The messages of a compilation, in the form asked for where that is one of messages.
void print_problems(Context& context, const session::Compilation& compilation) {
  if (context.options.format == Format::Github) {
    print_formatted(context, compilation.sources, compilation.sink);
  } else {
    print_messages(context, compilation.sources, compilation.sink);
  }
}

int report_none(const Context& context) {
  Sink sink;
  if (context.options.filter.empty()) {
    sink.report(Code::NoScenarioFound);
  } else {
    sink.report(Code::NoScenarioOfThatTitle).with("title", context.options.filter);
  }
  print_messages(context, sink);
  return deliver_failure(context, base::SourceMap(), sink, kScenariosFailed);
}

Tested play(const Context& context, const session::Compilation& compilation) {
  const program::Package& package = compilation.package;
  const std::unique_ptr<scenario::Engine> engine = scenario::make_interpreter(package);
  eval::Coverage met(package);
  scenario::Options options;
  options.title = context.options.filter;
  if (context.options.coverage) options.coverage = &met;
  std::optional<coverage::HitCounter> counter;
  if (needs_hits(context.options)) {
    counter.emplace(package, compilation.sources);
    options.each = [&](std::size_t position, const eval::Coverage& own) { counter->add(position, own); };
  }
  Tested tested;
  tested.report = scenario::run(compilation.hir, package, compilation.sources, *engine, options);
  if (context.options.coverage) tested.coverage = scenario::measure(package, compilation.sources, met);
  if (counter) tested.hits = counter->goals();
  return tested;
}

std::string text_of(const Context& context, const Tested& tested, const program::Package& package) {
  std::string text = scenario::render(tested.report, {context.options.language, false});
  if (tested.coverage) text += "\n" + scenario::render_coverage(package, *tested.coverage, context.options.language);
  return text;
}

/// The report in the form asked for.
std::string form_of(const Context& context, const Tested& tested, const session::Compilation& compilation) {
  const program::Package& package = compilation.package;
  const Format format = context.options.format;
  if (format == Format::Json) return test_json(context, tested.report, tested.coverage, package) + "\n";
  if (format == Format::Junit) return coverage::junit_of(tested.report, context.options.language);
  if (format == Format::Lcov) return coverage::lcov_of(package, compilation.sources, tested.hits);
  if (format == Format::Html) {
    return coverage::page_of({package, compilation.sources, compilation.n_library_sources, tested.report,
                              *tested.coverage, tested.hits, context.options.language});
  }
  if (format != Format::Github) return text_of(context, tested, package);
  std::string text = test_github(context, tested.report);
  if (tested.coverage) text += "\n" + scenario::render_coverage(package, *tested.coverage, context.options.language);
  return text;
}

}  // namespace

int run_test(Context& context) {
  if (!demand_rules(context)) return kUsage;
  const session::Compilation& compilation = context.session.compile(context.options.arguments);
  print_problems(context, compilation);
  if (!compilation.ok()) {
    return deliver_failure(context, compilation.sources, compilation.sink, kRulesHaveErrors);
  }
  const Tested tested = play(context, compilation);
  if (tested.report.scenarios.empty()) return report_none(context);
  const int written = deliver(context, form_of(context, tested, compilation));
  // Where the form went to a file, people still read what became of it.
  if (!context.options.output.empty() && context.options.format != Format::Text) {
    context.out << text_of(context, tested, compilation.package);
  }
  const bool is_covered = !tested.coverage || check_coverage(context, compilation.package, *tested.coverage);
  if (written != kDone) return written;
  return tested.report.n_failed > 0 || !is_covered ? kScenariosFailed : kDone;
}

}  // namespace avenant::driver
