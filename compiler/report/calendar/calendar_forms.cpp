#include "compiler/report/calendar/calendar_forms.hpp"

#include "compiler/cases/value_text.hpp"
#include "compiler/report/json_writer.hpp"
#include "compiler/report/layout.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;

/// `2024-03-01` as `01/03/2024`; in English as it is.
std::string short_date(value::Date date, Language language) {
  const std::string iso = value::print_iso_date(date);
  if (language == Language::English || iso.size() != 10) return iso;
  return iso.substr(8, 2) + "/" + iso.substr(5, 2) + "/" + iso.substr(0, 4);
}

/// What is due, and by whom: « transmettre le contrat (médecin) », « versements(1) « acompte » ».
std::string subject(const CalendarEntry& entry, Language language) {
  if (entry.kind == CalendarEntry::Kind::Instalment) return entry.title + " " + quoted(entry.label, language);
  return entry.debtor.empty() ? entry.title : entry.title + " (" + plain_name(entry.debtor) + ")";
}

std::string standing(const CalendarEntry& entry, Language language) {
  if (entry.kind == CalendarEntry::Kind::Instalment) return entry.amount_text;
  if (!entry.status.empty()) return entry.status_label;
  return language == Language::French ? "statut inconnu" : "status unknown";
}

/// Why the line has no date, and no status, each once.
std::vector<std::string> reasons_of(const CalendarEntry& entry) {
  std::vector<std::string> reasons;
  if (!entry.date) reasons.push_back(entry.reason);
  const bool is_new = reasons.empty() || reasons.front() != entry.status_reason;
  if (!entry.status_reason.empty() && is_new) reasons.push_back(entry.status_reason);
  return reasons;
}

}  // namespace

std::string calendar_text(const Calendar& calendar, const CalendarOptions& options) {
  const bool french = options.language == Language::French;
  const cases::BoundCase& bound = *calendar.bound;
  std::string text = french ? "Dossier " : "Case ";
  text += bound.id.empty() ? std::to_string(bound.number) : bound.id;
  text += (french ? ", à la date du " : ", on ") +
          value::print_long_date(options.situation, cases::value_language(options.language)) + "\n";
  if (calendar.entries.empty()) return text + (french ? "  rien n’est dû\n" : "  nothing is due\n");
  std::size_t widest_subject = 0;
  std::size_t widest_standing = 0;
  for (const CalendarEntry& entry : calendar.entries) {
    widest_subject = std::max(widest_subject, columns(subject(entry, options.language)));
    widest_standing = std::max(widest_standing, columns(standing(entry, options.language)));
  }
  for (const CalendarEntry& entry : calendar.entries) {
    const std::string date =
        entry.date ? short_date(*entry.date, options.language) : (french ? "sans date" : "no date");
    std::string line = "  " + left(date, 10) + "  " + left(subject(entry, options.language), widest_subject) + "  " +
                       left(standing(entry, options.language), widest_standing) + "  " + entry.place;
    line.erase(line.find_last_not_of(' ') + 1);
    text += line + "\n";
    for (const std::string& reason : reasons_of(entry)) text += std::string(14, ' ') + reason + "\n";
  }
  return text;
}

std::string calendar_json(const Calendar& calendar, const CalendarOptions& options) {
  JsonWriter json;
  const auto optional = [&](const char* name, const std::string& value) {
    if (!value.empty()) json.member(name, value);
  };
  json.open_object();
  json.key("case");
  json.raw(std::to_string(calendar.bound->number));
  optional("id", calendar.bound->id);
  json.member("dispositif", options.dispositif);
  json.member("situation", value::print_iso_date(options.situation));
  json.key("entries");
  json.open_array();
  for (const CalendarEntry& entry : calendar.entries) {
    const bool is_obligation = entry.kind == CalendarEntry::Kind::Obligation;
    json.open_object();
    json.member("kind", is_obligation ? "obligation" : "instalment");
    json.member("name", entry.name);
    optional("title", is_obligation ? entry.title : "");
    optional("debtor", entry.debtor);
    optional("label", entry.label);
    json.key("date");
    if (entry.date) {
      json.text(value::print_iso_date(*entry.date));
    } else {
      json.raw("null");
      json.member("reason", entry.reason);
    }
    if (is_obligation) {
      json.key("status");
      if (entry.status.empty()) {
        json.raw("null");
        json.member("status_reason", entry.status_reason);
      } else {
        json.text(entry.status);
      }
    } else {
      json.key("amount");
      if (entry.amount) {
        json.raw(value::print_number(entry.amount->as_number(), value::NumberStyle::plain));
      } else {
        json.raw("null");
        json.member("amount_reason", entry.amount_text);
      }
    }
    optional("article", entry.parts.article);
    optional("heading", entry.parts.heading);
    optional("text", entry.parts.text);
    optional("place", entry.parts.file);
    json.close_object();
  }
  json.close_array();
  json.close_object();
  return json.take();
}

}  // namespace avenant::report
