#include "compiler/driver/command.hpp"

#include <ostream>

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/coverage/coverage_json.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/scenario/coverage/render.hpp"
#include "compiler/scenario/engine.hpp"
#include "compiler/scenario/render.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::driver {
namespace {

using report::JsonWriter;

void citation(const scenario::Citation& where, JsonWriter& json) {
  if (!where.article.empty()) json.member("article", where.article);
  if (!where.text.empty()) json.member("text", where.text);
  if (!where.path.empty()) json.member("place", where.path + ":" + std::to_string(where.line));
}

void flag(std::string_view name, bool value, JsonWriter& json) {
  json.key(name);
  json.raw(value ? "true" : "false");
}

void count(std::string_view name, std::size_t value, JsonWriter& json) {
  json.key(name);
  json.raw(std::to_string(value));
}

const std::string& text_of(const Context& context, const scenario::Bilingual& text) {
  return context.options.language == diagnostics::Language::French ? text.french : text.english;
}

std::string json_of(const Context& context, const scenario::Report& report,
                    const std::optional<scenario::CoverageReport>& coverage, const program::Package& package) {
  JsonWriter json;
  json.open_object();
  json.member("engine", report.engine);
  count("passed", report.n_passed, json);
  count("failed", report.n_failed, json);
  count("checks", report.n_checks, json);
  json.key("scenarios");
  json.open_array();
  for (const scenario::ScenarioReport& one : report.scenarios) {
    json.open_object();
    json.member("title", one.title);
    json.member("dispositif", one.dispositif);
    flag("passed", one.passed, json);
    citation(one.citation, json);
    json.key("checks");
    json.open_array();
    for (const scenario::Check& check : one.checks) {
      json.open_object();
      json.member("result", check.member);
      flag("passed", check.passed, json);
      json.member("expected", text_of(context, check.expected));
      json.member("obtained", text_of(context, check.obtained));
      citation(check.origin, json);
      json.close_object();
    }
    json.close_array();
    json.close_object();
  }
  json.close_array();
  if (coverage) write_coverage(package, *coverage, context.options.language, json);
  json.close_object();
  return json.take();
}

/// One workflow line of GitHub for each expectation that is not met.
std::string github_of(const Context& context, const scenario::Report& report) {
  std::string text;
  for (const scenario::ScenarioReport& one : report.scenarios) {
    for (const scenario::Check& check : one.checks) {
      if (check.passed) continue;
      const scenario::Citation& where = check.origin.path.empty() ? one.citation : check.origin;
      std::string message = check.member;
      message.append(context.say("\u00A0: attendu ", ": expected ")).append(text_of(context, check.expected));
      message.append(context.say(", obtenu ", ", obtained ")).append(text_of(context, check.obtained));
      text += diagnostics::github_line(diagnostics::Level::Error, where.path,
                                       "line=" + std::to_string(where.line) + ",", one.title, message);
    }
  }
  text += std::to_string(report.n_passed) + std::string(context.say(" réussis, ", " passed, "));
  return text + std::to_string(report.n_failed) + std::string(context.say(" échoués\n", " failed\n"));
}

/// The compilation, its messages in the form asked for where that is one of messages.
const session::Compilation* compile_for_test(Context& context) {
  if (context.options.format != Format::Github) return compile(context);
  const session::Compilation& compilation = context.session.compile(context.options.arguments);
  print_formatted(context, compilation.sources, compilation.sink);
  return compilation.ok() ? &compilation : nullptr;
}

void report_none(const Context& context) {
  diagnostics::Sink sink;
  if (context.options.filter.empty()) {
    sink.report(diagnostics::Code::NoScenarioFound);
  } else {
    sink.report(diagnostics::Code::NoScenarioOfThatTitle).with("title", context.options.filter);
  }
  print_messages(context, sink);
}

void print_report(Context& context, const scenario::Report& report,
                  const std::optional<scenario::CoverageReport>& coverage, const program::Package& package) {
  if (context.options.format == Format::Json) {
    context.out << json_of(context, report, coverage, package) << "\n";
    return;
  }
  if (context.options.format == Format::Github) {
    context.out << github_of(context, report);
  } else {
    context.out << scenario::render(report, {context.options.language, false});
  }
  if (coverage) context.out << "\n" << scenario::render_coverage(package, *coverage, context.options.language);
}

/// Whether the coverage is what --min asks for; else says so.
bool is_covered_enough(const Context& context, const std::optional<scenario::CoverageReport>& coverage) {
  if (!coverage || !context.options.min_coverage) return true;
  const scenario::Tally& total = coverage->total;
  const std::size_t wanted = *context.options.min_coverage;
  if (total.n_met * 100 >= wanted * total.n_goals) return true;
  diagnostics::Sink sink;
  sink.report(diagnostics::Code::CoverageTooLow)
      .with("found", static_cast<std::int64_t>(coverage->percentage()))
      .with("wanted", static_cast<std::int64_t>(wanted));
  print_messages(context, sink);
  return false;
}

}  // namespace

int run_test(Context& context) {
  if (!demand_rules(context)) return kUsage;
  const session::Compilation* compilation = compile_for_test(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  const program::Package& package = compilation->package;
  const std::unique_ptr<scenario::Engine> engine = scenario::make_interpreter(package);
  eval::Coverage met(package);
  scenario::Options options;
  options.title = context.options.filter;
  if (context.options.coverage) options.coverage = &met;
  const scenario::Report report = scenario::run(compilation->hir, package, compilation->sources, *engine, options);
  if (report.scenarios.empty()) {
    report_none(context);
    return kScenariosFailed;
  }
  std::optional<scenario::CoverageReport> coverage;
  if (context.options.coverage) coverage = scenario::measure(package, compilation->sources, met);
  print_report(context, report, coverage, package);
  const bool is_covered = is_covered_enough(context, coverage);
  return report.n_failed > 0 || !is_covered ? kScenariosFailed : kDone;
}

}  // namespace avenant::driver
