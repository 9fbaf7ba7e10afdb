// A calendar as text, as JSON and as iCalendar. Read next: ical.cpp for the last.
#pragma once

#include <string>

#include "compiler/report/calendar/calendar.hpp"

namespace avenant::report {

/// What the forms have in common.
struct CalendarOptions {
  diagnostics::Language language = diagnostics::Language::French;
  std::string dispositif;
  value::Date situation;  ///< The day on which statuses are those shown.
};

/// « Dossier 1, à la date du 1er mars 2024 », then a line an entry.
[[nodiscard]] std::string calendar_text(const Calendar& calendar, const CalendarOptions& options);
/// One JSON object.
[[nodiscard]] std::string calendar_json(const Calendar& calendar, const CalendarOptions& options);

/// The start and the end of an iCalendar stream (RFC 5545), and the events of one case between them: an event a dated
/// line, a task a line without a date. Lines end with CRLF and have at most 75 octets. The same case gives the same
/// bytes: an identifier depends on the case and the rule, and the time stamp is the date of situation.
[[nodiscard]] std::string ical_begin(const CalendarOptions& options);
[[nodiscard]] std::string ical_case(const Calendar& calendar, const CalendarOptions& options);
[[nodiscard]] std::string ical_end();

}  // namespace avenant::report
