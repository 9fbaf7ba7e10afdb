#include "compiler/driver/command.hpp"

#include <ostream>

#include "compiler/report/json_writer.hpp"
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

std::string json_of(const Context& context, const scenario::Report& report) {
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
  json.close_object();
  return json.take();
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

}  // namespace

int run_test(Context& context) {
  if (!demand_rules(context)) return kUsage;
  const session::Compilation* compilation = compile(context);
  if (compilation == nullptr) return kRulesHaveErrors;
  const std::unique_ptr<scenario::Engine> engine = scenario::make_interpreter(compilation->package);
  scenario::Options options;
  options.title = context.options.filter;
  const scenario::Report report =
      scenario::run(compilation->hir, compilation->package, compilation->sources, *engine, options);
  if (report.scenarios.empty()) {
    report_none(context);
    return kScenariosFailed;
  }
  if (context.options.format == Format::Json) {
    context.out << json_of(context, report) << "\n";
  } else {
    context.out << scenario::render(report, {context.options.language, false});
  }
  return report.n_failed > 0 ? kScenariosFailed : kDone;
}

}  // namespace avenant::driver
