#include "compiler/explore/forms/forms.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explore {

namespace {

std::string_view state_word(State state) {
  switch (state) {
    case State::None:
      return "";
    case State::Applies:
      return "applies";
    case State::Superseded:
      return "superseded";
    case State::NotYet:
      return "not_yet";
    case State::Ended:
      return "ended";
  }
  return "";
}

void write_thing(const Things& things, ThingId id, report::JsonWriter& json) {
  const Thing& thing = things[id];
  json.member("kind", words_of(thing.kind).json);
  json.member("name", thing.name);
  if (!thing.dispositif.empty()) json.member("dispositif", thing.dispositif);
}

void write_place(const Things& things, const Place& place, report::JsonWriter& json) {
  json.open_object();
  json.member("action", words_of(place.action).json);
  json.key("thing");
  json.open_object();
  write_thing(things, place.thing, json);
  json.close_object();
  if (place.by.valid()) json.member("derogation", things[place.by].name);
  if (!place.parts.empty()) {
    json.key("parts");
    json.open_array();
    for (const std::string& part : place.parts) json.text(part);
    json.close_array();
  }
  write_location(place.location, json);
  if (!place.application.empty()) json.member("application", place.application);
  write_day("from", place.from, json);
  if (place.until) json.member("until", value::print_iso_date(value::Date::unchecked(place.until->days() - 1)));
  write_day("known_from", place.known_from, json);
  write_flag("draft", place.is_draft, json);
  if (place.version > 0) write_count("version", place.version, json);
  if (place.state != State::None) json.member("state", state_word(place.state));
  json.member("words", place.words);
  json.close_object();
}

void write_reader(const Law& law, const Reader& reader, report::JsonWriter& json) {
  json.open_object();
  write_thing(law.things, reader.thing, json);
  json.member("reads", reader.for_application ? "application" : "value");
  json.key("places");
  json.open_array();
  for (const Location& place : reader.places) {
    json.open_object();
    write_location(place, json);
    json.close_object();
  }
  json.close_array();
  json.close_object();
}

}  // namespace

std::string where_json(const Law& law, const Whereabouts& found, const FormOptions& options) {
  report::JsonWriter json;
  const Thing& thing = law.things[found.thing];
  json.open_object();
  json.member("format", "avenant-where");
  json.key("version");
  json.raw("1");
  write_thing(law.things, found.thing, json);
  if (!thing.title.empty()) json.member("title", thing.title);
  write_flag("result", thing.is_result, json);
  write_day("at", options.day, json);
  write_count("versions", found.n_versions, json);
  json.key("places");
  json.open_array();
  for (const Place& place : found.places) write_place(law.things, place, json);
  json.close_array();
  write_count("unknown_places", found.n_unknown, json);
  json.key("readers");
  json.open_array();
  for (const Reader& reader : found.readers) write_reader(law, reader, json);
  json.close_array();
  json.close_object();
  return json.take() + "\n";
}

}  // namespace avenant::explore
