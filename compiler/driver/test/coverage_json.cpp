#include "compiler/driver/test/coverage_json.hpp"

#include "compiler/report/value_json.hpp"
#include "compiler/scenario/coverage/render.hpp"

namespace avenant::driver {
namespace {

using report::JsonWriter;
using scenario::Goal;
using scenario::GoalKind;

void count(std::string_view name, std::size_t value, JsonWriter& json) {
  json.key(name);
  json.raw(std::to_string(value));
}

void tally(std::string_view name, const scenario::Tally& tally, JsonWriter& json) {
  json.key(name);
  json.open_object();
  count("covered", tally.n_met, json);
  count("total", tally.n_goals, json);
  json.close_object();
}

void tallies(const scenario::Tallies& all, JsonWriter& json) {
  static constexpr std::string_view kNames[scenario::kGoalKinds] = {"versions", "rows", "conditions", "derogations"};
  for (std::size_t kind = 0; kind < scenario::kGoalKinds; ++kind) tally(kNames[kind], all[kind], json);
}

void text(const program::Package& package, const scenario::TextCoverage& text, JsonWriter& json) {
  json.open_object();
  json.member("text", package.text_of(package.texts[text.text.value].name));
  json.key("draft");
  json.raw(text.is_draft ? "true" : "false");
  tally("articles", text.n_articles, json);
  tallies(text.tallies, json);
  json.key("by_article");
  json.open_array();
  for (const scenario::ArticleCoverage& article : text.articles) {
    json.open_object();
    json.member("heading", article.article);
    json.key("covered");
    json.raw(article.is_met ? "true" : "false");
    tallies(article.tallies, json);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

std::string_view kind_name(GoalKind kind) {
  switch (kind) {
    case GoalKind::Version:
      return "version";
    case GoalKind::Row:
      return "row";
    case GoalKind::Condition:
      return "condition";
    case GoalKind::Derogation:
      return "derogation";
  }
  return {};
}

void missing(const program::Package& package, const Goal& goal, diagnostics::Language language, JsonWriter& json) {
  json.open_object();
  json.member("kind", kind_name(goal.kind));
  json.member("name", goal.name);
  if (!goal.written.empty()) json.member("written", goal.written);
  if (goal.rank_in_line > 0) count("cell", goal.rank_in_line, json);
  json.member("message", scenario::missing_text(goal, language));
  json.key("missing");
  json.open_array();
  const bool is_condition = goal.kind == GoalKind::Condition;
  if (!goal.is_met) json.text(is_condition ? "true" : (goal.has_two_sides() ? "taken" : "used"));
  if (goal.has_two_sides() && !goal.is_met_false) json.text(is_condition ? "false" : "not_taken");
  json.close_array();
  report::write_place(package, goal.place, goal.text, json);
  json.close_object();
}

}  // namespace

void write_coverage(const program::Package& package, const scenario::CoverageReport& report,
                    diagnostics::Language language, JsonWriter& json) {
  json.key("coverage");
  json.open_object();
  count("covered", report.total.n_met, json);
  count("total", report.total.n_goals, json);
  count("percentage", report.percentage(), json);
  json.key("texts");
  json.open_array();
  for (const scenario::TextCoverage& each : report.texts) text(package, each, json);
  json.close_array();
  json.key("missing");
  json.open_array();
  for (const Goal& goal : report.missing) missing(package, goal, language, json);
  json.close_array();
  json.close_object();
}

}  // namespace avenant::driver
