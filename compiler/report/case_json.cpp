#include "compiler/report/case_json.hpp"

#include "compiler/cases/value_text.hpp"
#include "compiler/report/value_json.hpp"

namespace avenant::report {
namespace {

std::string_view reading_choice(const program::Package& package, const eval::RunOptions& run, program::ReadingId id) {
  std::size_t choice = package.reading(id).default_case;
  for (const auto& [reading, chosen] : run.readings) {
    if (reading == id) choice = chosen;
  }
  const auto cases = package.cases_of(package.enumerations[package.reading(id).enumeration.value]);
  return choice < cases.size() ? package.text_of(cases[choice].name) : std::string_view();
}

}  // namespace

CaseJson::CaseJson(const program::Package& package, diagnostics::Language language, bool brief)
    : package_(package), language_(language), brief_(brief), errors_(package, language) {}

void CaseJson::error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const {
  const ErrorText error = errors_.describe(site, bound);
  json.key("error");
  json.open_object();
  json.member("class", error.keyword);
  json.member("message", error.message);
  if (!error.subject.empty()) json.member("subject", error.subject);
  if (!error.reason.empty()) json.member("reason", error.reason);
  write_place(package_, error.place, program::TextId(), json);
  json.close_object();
}

void CaseJson::conditions(const ResultReport& result, std::size_t member, const cases::BoundCase& bound,
                          JsonWriter& json) const {
  json.key("conditions");
  json.open_array();
  for (const ConditionReport& step : result.conditions[member]) {
    if (step.depth == 0) continue;
    const program::Condition& condition = package_.conditions[step.condition.value];
    json.open_object();
    json.member("label", package_.text_of(condition.label));
    json.key("depth");
    json.raw(std::to_string(step.depth));
    if (step.outcome.ok()) {
      json.key("value");
      json.raw(step.outcome.value.as_boolean() ? "true" : "false");
    } else {
      error(step.outcome.site(), bound, json);
    }
    write_place(package_, condition.place, result.texts[member], json);
    reasons(step, json);
    json.close_object();
  }
  json.close_array();
}

void CaseJson::reasons(const ConditionReport& step, JsonWriter& json) const {
  const auto objects = [&](const char* key, const auto& items, const auto& write) {
    if (items.empty()) return;
    json.key(key);
    json.open_array();
    for (const auto& item : items) {
      json.open_object();
      write(item);
      json.close_object();
    }
    json.close_array();
  };
  objects("by_derogation", step.derogations, [&](program::DerogationId id) {
    const program::Derogation& derogation = package_.derogations[id.value];
    json.member("name", package_.text_of(derogation.name));
    write_place(package_, derogation.place, derogation.text, json);
  });
  objects("failing_rules", step.failing_rules,
          [&](program::PlaceId rule) { write_place(package_, rule, program::TextId(), json); });
}

void CaseJson::outcome(const ResultReport& result, std::size_t member, const cases::BoundCase& bound,
                       JsonWriter& json) const {
  const eval::Outcome& outcome = result.outcomes[member];
  const program::Type& type = package_.type(result.view->type);
  json.open_object();
  if (outcome.ok()) {
    json.key("value");
    write_value(package_, type, outcome.value, language_, json);
    if (!brief_) json.member("text", cases::value_text(package_, type, outcome.value, language_));
  } else if (result.is_not_concerned(member)) {
    json.key("value");
    json.raw("null");
  } else {
    error(outcome.site(), bound, json);
  }
  if (result.out_of_force[member]) {
    json.key("in_force");
    json.raw("false");
  }
  if (!result.conditions[member].empty()) conditions(result, member, bound, json);
  json.close_object();
}

void CaseJson::members(const ResultReport& result, std::size_t dimension, std::size_t& member,
                       const cases::BoundCase& bound, JsonWriter& json) const {
  if (dimension == result.view->dimensions.size()) {
    outcome(result, member++, bound, json);
    return;
  }
  json.open_object();
  for (const std::string& label : result.view->dimensions[dimension].labels) {
    json.key(label);
    members(result, dimension + 1, member, bound, json);
  }
  json.close_object();
}

void CaseJson::result(const ResultReport& result, const cases::BoundCase& bound, JsonWriter& json) const {
  std::size_t member = 0;
  members(result, 0, member, bound, json);
}

std::string CaseJson::print(const CaseReport& report, std::string_view dispositif, const eval::RunOptions& run) const {
  JsonWriter json;
  json.open_object();
  json.key("case");
  json.raw(std::to_string(report.bound->number));
  if (!report.bound->id.empty()) json.member("id", report.bound->id);
  if (!report.bound->comment.empty()) json.member("commentaire", report.bound->comment);
  json.member("dispositif", dispositif);
  json.key("results");
  json.open_object();
  for (const ResultReport& one : report.results) {
    json.key(one.view->name);
    result(one, *report.bound, json);
  }
  json.close_object();
  if (!brief_) {
    json.key("readings");
    json.open_object();
    for (const program::ReadingId id : report.readings) {
      json.member(package_.text_of(package_.reading(id).name), reading_choice(package_, run, id));
    }
    json.close_object();
  }
  json.key("notices");
  json.open_array();
  for (const std::uint32_t index : report.notices) json.text(package_.text_of(package_.notices[index].message));
  json.close_array();
  json.close_object();
  return json.take();
}

}  // namespace avenant::report
