#include "compiler/compare/changes_text.hpp"
#include "compiler/explore/forms/forms.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::explore {

using diagnostics::Language;

std::string_view word(const KindWords& words, Language language) {
  return language == Language::French ? words.french : words.english;
}

std::string source_words(const Location& location, Language language) {
  compare::Quote quote;
  quote.article = location.article;
  quote.heading = location.heading;
  quote.text = location.text;
  return compare::source_text(quote, language);
}

std::string place_words(const Location& location) {
  if (location.line == 0) return "";
  return location.file + ":" + std::to_string(location.line) + ":" + std::to_string(location.column);
}

std::string kind_words(const Things& things, ThingId id, Language language) {
  const Thing& thing = things[id];
  const ThingKind kind = thing.kind == ThingKind::Part && thing.owner.valid() ? things[thing.owner].kind : thing.kind;
  return std::string(word(words_of(kind), language));
}

std::string shown_name(const Things& things, ThingId id, Language language) {
  if (things[id].kind == ThingKind::SituationDate) {
    return std::string(word(words_of(ThingKind::SituationDate), language));
  }
  return things[id].name;
}

void write_location(const Location& location, report::JsonWriter& json) {
  if (!location.text.empty()) json.member("text", location.text);
  if (!location.article.empty()) json.member("article", location.article);
  if (!location.heading.empty()) json.member("heading", location.heading);
  if (location.line == 0) return;
  json.member("file", location.file);
  write_count("line", location.line, json);
  write_count("column", location.column, json);
}

void write_day(std::string_view key, const std::optional<value::Date>& day, report::JsonWriter& json) {
  if (day) json.member(key, value::print_iso_date(*day));
}

void write_flag(std::string_view key, bool value, report::JsonWriter& json) {
  json.key(key);
  json.raw(value ? "true" : "false");
}

void write_count(std::string_view key, std::size_t value, report::JsonWriter& json) {
  json.key(key);
  json.raw(std::to_string(value));
}

}  // namespace avenant::explore
