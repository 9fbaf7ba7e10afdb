// iCalendar, RFC 5545: content lines, folded (3.1), texts escaped (3.3.11), components in order.
#include <array>
#include <cstdint>

#include "compiler/cases/value_text.hpp"
#include "compiler/report/calendar/calendar_forms.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;

constexpr std::size_t kMaxOctets = 75;

bool is_continuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

/// A content line, folded between characters: what continues it begins with a space.
void add_line(std::string& out, std::string_view line) {
  std::size_t room = kMaxOctets;
  while (line.size() > room) {
    std::size_t cut = room;
    while (cut > 0 && is_continuation(line[cut])) --cut;
    out += line.substr(0, cut);
    out += "\r\n ";
    line.remove_prefix(cut);
    room = kMaxOctets - 1;
  }
  out += line;
  out += "\r\n";
}

/// A text value. Control characters have no form in iCalendar.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '\\' || c == ';' || c == ',') result += '\\';
    if (c == '\n') {
      result += "\\n";
    } else if (static_cast<unsigned char>(c) >= 0x20U && c != 0x7F) {
      result += c;
    }
  }
  return result;
}

/// `20240301`.
std::string basic_date(value::Date date) {
  const std::string iso = value::print_iso_date(date);
  std::string result;
  for (const char c : iso) {
    if (c != '-') result += c;
  }
  return result;
}

/// FNV-1a over the parts, each ended by a byte that no text holds: the same on every machine and in every version.
std::string stable_id(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0xcbf29ce484222325U;
  const auto add = [&](unsigned char byte) {
    hash ^= byte;
    hash *= 0x100000001b3U;
  };
  for (const std::string_view part : parts) {
    for (const char c : part) add(static_cast<unsigned char>(c));
    add(0xFF);
  }
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text(16, '0');
  for (std::size_t i = 0; i < text.size(); ++i) text[text.size() - 1 - i] = kDigits[(hash >> (4 * i)) & 0xFU];
  return text + "@avenant";
}

std::string case_name(const cases::BoundCase& bound) {
  return bound.id.empty() ? std::to_string(bound.number) : bound.id;
}

std::string summary(const CalendarEntry& entry, const cases::BoundCase& bound, Language language) {
  const std::string who =
      bound.id.empty() ? std::string() : bound.id + (language == Language::French ? "\u00A0: " : ": ");
  if (entry.kind == CalendarEntry::Kind::Obligation) return who + entry.title;
  return who + entry.title + " " + quoted(entry.label, language) + ", " + entry.amount_text;
}

std::string description(const CalendarEntry& entry, Language language) {
  const bool french = language == Language::French;
  std::string text;
  const auto line = [&](const std::string& added) {
    if (!added.empty()) text += (text.empty() ? "" : "\n") + added;
  };
  if (!entry.debtor.empty()) line((french ? "débiteur\u00A0: " : "debtor: ") + plain_name(entry.debtor));
  if (entry.kind == CalendarEntry::Kind::Obligation) {
    line((french ? "statut\u00A0: " : "status: ") + (entry.status.empty() ? entry.status_reason : entry.status_label));
  }
  if (!entry.date) line((french ? "sans date\u00A0: " : "no date: ") + entry.reason);
  line(entry.place);
  return text;
}

void add_entry(std::string& out, const CalendarEntry& entry, const cases::BoundCase& bound,
               const CalendarOptions& options) {
  const bool is_obligation = entry.kind == CalendarEntry::Kind::Obligation;
  const std::string component = entry.date ? "VEVENT" : "VTODO";
  add_line(out, "BEGIN:" + component);
  add_line(out, "UID:" + stable_id({options.dispositif, case_name(bound), entry.name, entry.label}));
  add_line(out, "DTSTAMP:" + basic_date(options.situation) + "T000000Z");
  if (entry.date) add_line(out, "DTSTART;VALUE=DATE:" + basic_date(*entry.date));
  add_line(out, "SUMMARY:" + escaped(summary(entry, bound, options.language)));
  add_line(out, "DESCRIPTION:" + escaped(description(entry, options.language)));
  const bool french = options.language == Language::French;
  add_line(out, std::string("CATEGORIES:") + (is_obligation ? "obligation" : french ? "versement" : "instalment"));
  if (entry.date) {
    add_line(out, "TRANSP:TRANSPARENT");
  } else if (is_obligation && entry.status.starts_with("remplie")) {
    add_line(out, "STATUS:COMPLETED");
  }
  add_line(out, "END:" + component);
}

}  // namespace

std::string ical_begin(const CalendarOptions& options) {
  std::string out;
  add_line(out, "BEGIN:VCALENDAR");
  add_line(out, "VERSION:2.0");
  add_line(out, std::string("PRODID:-//Avenant//rulec//") + (options.language == Language::French ? "FR" : "EN"));
  add_line(out, "CALSCALE:GREGORIAN");
  return out;
}

std::string ical_case(const Calendar& calendar, const CalendarOptions& options) {
  std::string out;
  for (const CalendarEntry& entry : calendar.entries) add_entry(out, entry, *calendar.bound, options);
  return out;
}

std::string ical_end() {
  return "END:VCALENDAR\r\n";
}

}  // namespace avenant::report
