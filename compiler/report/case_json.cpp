#include "compiler/report/case_json.hpp"

#include "compiler/cases/value_text.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::report {
namespace {

void place(const program::Package& package, program::PlaceId id, program::TextId text, JsonWriter& json) {
  PlaceParts parts = place_parts(package, id);
  if (text) parts.text = package.text_of(package.texts[text.value].name);
  if (!parts.article.empty()) json.member("article", parts.article);
  if (!parts.heading.empty()) json.member("heading", parts.heading);
  if (!parts.text.empty()) json.member("text", parts.text);
  if (!parts.file.empty()) json.member("place", parts.file);
}

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

void CaseJson::value(const program::Type& type, value::Value value, JsonWriter& json) const {
  if (type.optional && value.is_absent()) {
    json.raw("null");
    return;
  }
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      json.raw(value.as_boolean() ? "true" : "false");
      return;
    case program::TypeKind::kNumber: {
      const std::string digits = value::print_number(value.as_number(), value::NumberStyle::plain);
      // A fraction without decimals, as 1/3, is no JSON number.
      if (digits.find('/') == std::string::npos) {
        json.raw(digits);
      } else {
        json.text(digits);
      }
      return;
    }
    case program::TypeKind::kDate:
      json.text(value::print_iso_date(value.as_date()));
      return;
    case program::TypeKind::kSet: {
      const auto cases = package_.cases_of(package_.enumerations[type.enumeration.value]);
      json.open_array();
      for (std::size_t i = 0; i < cases.size(); ++i) {
        if (value.as_set().contains(static_cast<int>(i))) json.text(package_.text_of(cases[i].name));
      }
      json.close_array();
      return;
    }
    case program::TypeKind::kList: {
      program::Type element = type;
      element.kind = program::TypeKind::kElement;
      json.open_array();
      for (int i = 0; i < value::kMaxSetCases; ++i) {
        if (value.as_set().contains(i)) {
          json.text(cases::value_text(package_, element, value::Value::enum_case(i), language_));
        }
      }
      json.close_array();
      return;
    }
    case program::TypeKind::kDuration:
    case program::TypeKind::kEnumeration:
    case program::TypeKind::kElement:
      json.text(cases::value_text(package_, type, value, language_));
      return;
  }
}

void CaseJson::error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const {
  const ErrorText error = errors_.describe(site, bound);
  json.key("error");
  json.open_object();
  json.member("class", error.keyword);
  json.member("message", error.message);
  if (!error.subject.empty()) json.member("subject", error.subject);
  if (!error.reason.empty()) json.member("reason", error.reason);
  place(package_, error.place, program::TextId(), json);
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
    place(package_, condition.place, result.texts[member], json);
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
    place(package_, derogation.place, derogation.text, json);
  });
  objects("failing_rules", step.failing_rules,
          [&](program::PlaceId rule) { place(package_, rule, program::TextId(), json); });
}

void CaseJson::outcome(const ResultReport& result, std::size_t member, const cases::BoundCase& bound,
                       JsonWriter& json) const {
  const eval::Outcome& outcome = result.outcomes[member];
  const program::Type& type = package_.type(result.view->type);
  json.open_object();
  if (outcome.ok()) {
    json.key("value");
    value(type, outcome.value, json);
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
