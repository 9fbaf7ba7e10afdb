#include "compiler/driver/test/test_forms.hpp"

#include "compiler/diagnostics/render.hpp"
#include "compiler/driver/test/coverage_json.hpp"
#include "compiler/report/json_writer.hpp"

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

}  // namespace

std::string test_json(const Context& context, const scenario::Report& report,
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

std::string test_github(const Context& context, const scenario::Report& report) {
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

}  // namespace avenant::driver
