#include "compiler/report/partial/partial_json.hpp"

#include "compiler/cases/type_names.hpp"
#include "compiler/cases/value_text.hpp"
#include "compiler/report/partial/values_text.hpp"
#include "compiler/report/value_json.hpp"

namespace avenant::report {
namespace {

using eval::partial::Question;

void count(std::string_view name, std::size_t value, JsonWriter& json) {
  json.key(name);
  json.raw(std::to_string(value));
}

}  // namespace

PartialJson::PartialJson(const program::Package& package, diagnostics::Language language)
    : package_(package), language_(language), errors_(package, language) {}

void PartialJson::error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const {
  const ErrorText error = errors_.describe(site, bound);
  json.open_object();
  json.member("class", error.keyword);
  json.member("message", error.message);
  if (!error.subject.empty()) json.member("subject", error.subject);
  if (!error.reason.empty()) json.member("reason", error.reason);
  write_place(package_, error.place, program::TextId(), json);
  json.close_object();
}

/// There may be many: what it is and where.
void PartialJson::possible_error(program::SiteId site, const cases::BoundCase& bound, JsonWriter& json) const {
  const ErrorText error = errors_.describe(site, bound);
  json.open_object();
  json.member("class", error.keyword);
  if (!error.subject.empty()) json.member("subject", error.subject);
  if (!error.reason.empty()) json.member("reason", error.reason);
  const PlaceParts parts = place_parts(package_, error.place);
  if (!parts.file.empty()) json.member("place", parts.file);
  json.close_object();
}

void PartialJson::outcome(const PartialReport& report, const PartialResult& result,
                          const eval::partial::Possible& outcome, JsonWriter& json) const {
  const program::Type& type = package_.type(result.view->type);
  const bool is_certain = outcome.is_settled();
  json.open_object();
  json.key("certain");
  json.raw(is_certain ? "true" : "false");
  if (is_certain && !outcome.errors.empty()) {
    json.key("error");
    error(outcome.errors[0], *report.bound, json);
  } else {
    write_values(package_, type, outcome.value, language_, json);
    const std::string text = values_text(package_, type, outcome.value, language_);
    if (!text.empty()) json.member("text", text);
  }
  if (!is_certain) {
    json.key("errors");
    json.open_array();
    for (const program::SiteId site : outcome.errors) possible_error(site, *report.bound, json);
    json.close_array();
  }
  json.close_object();
}

void PartialJson::members(const PartialReport& report, const PartialResult& result, std::size_t dimension,
                          std::size_t& member, JsonWriter& json) const {
  if (dimension == result.view->dimensions.size()) {
    outcome(report, result, result.outcomes[member++], json);
    return;
  }
  json.open_object();
  for (const std::string& label : result.view->dimensions[dimension].labels) {
    json.key(label);
    members(report, result, dimension + 1, member, json);
  }
  json.close_object();
}

void PartialJson::questions(const PartialReport& report, JsonWriter& json) const {
  json.key("questions");
  json.open_array();
  for (const Question& question : report.questions) {
    json.open_object();
    if (question.input) {
      const program::Input& input = package_.input(question.input);
      const program::Type& type = package_.type(input.type);
      json.member("input", package_.text_of(input.name));
      if (input.title) json.member("title", package_.text_of(input.title));
      json.member("type", cases::type_name(package_, type));
      const std::string range = cases::range_text(package_, input.range, input.type, language_);
      if (!range.empty()) json.member("range", range);
      json.key("optional");
      json.raw(type.optional ? "true" : "false");
      write_place(package_, input.place, program::TextId(), json);
    } else {
      json.member("option", "--at");
      json.member("type", "date");
    }
    if (question.n_answers > 0) {
      count("answers_tried", question.n_answers, json);
      count("results_settled", question.n_settled, json);
      count("results_narrowed", question.n_narrowed, json);
    }
    json.close_object();
  }
  json.close_array();
}

void PartialJson::remaining(const PartialReport& report, JsonWriter& json) const {
  json.key("remaining");
  json.open_object();
  json.key("inputs");
  json.open_array();
  for (const program::InputId input : report.remaining.inputs) json.text(package_.text_of(package_.input(input).name));
  json.close_array();
  json.key("situation_date");
  json.raw(report.remaining.situation_date ? "true" : "false");
  json.key("figures");
  json.open_array();
  for (const program::UnknownId id : report.remaining.figures) {
    const program::Unknown& figure = package_.unknowns[id.value];
    json.open_object();
    json.member("address", package_.text_of(figure.address));
    json.member("reason", package_.text_of(figure.reason));
    const std::string bounds = cases::range_text(package_, figure.bounds, figure.type, language_);
    if (!bounds.empty()) json.member("bounds", bounds);
    write_place(package_, figure.place, program::TextId(), json);
    json.close_object();
  }
  json.close_array();
  json.key("readings");
  json.open_array();
  for (const program::ReadingId id : report.remaining.readings) json.text(package_.text_of(package_.reading(id).name));
  json.close_array();
  json.close_object();
}

std::string PartialJson::print(const PartialReport& report, std::string_view dispositif, bool asks) const {
  JsonWriter json;
  json.open_object();
  count("case", report.bound->number, json);
  if (!report.bound->id.empty()) json.member("id", report.bound->id);
  if (!report.bound->comment.empty()) json.member("commentaire", report.bound->comment);
  json.member("dispositif", dispositif);
  count("n_results", report.n_results, json);
  count("n_certain", report.n_settled, json);
  json.key("results");
  json.open_object();
  for (const PartialResult& result : report.results) {
    json.key(result.view->name);
    std::size_t member = 0;
    members(report, result, 0, member, json);
  }
  json.close_object();
  remaining(report, json);
  if (asks) questions(report, json);
  json.close_object();
  return json.take();
}

}  // namespace avenant::report
