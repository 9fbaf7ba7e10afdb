// Reading and printing dates and durées, in French and in English; no locale.
// Read next: text.hpp (errors), docs/numbers-and-dates.md (the forms, with examples).
#pragma once

#include <string>
#include <string_view>

#include "runtime/value/date.hpp"
#include "runtime/value/text.hpp"

namespace avenant::value {

/// The name of a month, such as `février` or `February`. Precondition: 1 ≤ month ≤ 12.
[[nodiscard]] std::string_view month_name(int month, Language language);

/// The month, from 1 to 12, whose name in `language` is `name` exactly (in English the case of letters is free);
/// 0 when there is none.
[[nodiscard]] int month_named(std::string_view name, Language language);

// Each reader takes the whole text and has the errors empty, malformed, invalid_date and overflow (year 0000).

/// Reads `2024-06-22`.
Parsed<Date> parse_iso_date(std::string_view text);

/// Reads `22/06/2024`.
Parsed<Date> parse_numeric_date(std::string_view text);

/// Reads `22 juin 2024`, `1er mai 2023` (also `1 mai 2023`, `1ᵉʳ mai 2023`), or in English `22 June 2024`; the parts
/// are parted by one space (plain, U+00A0 or U+202F) and the year has four digits.
Parsed<Date> parse_long_date(std::string_view text, Language language);

/// Reads any of the forms, long dates in either language.
Parsed<Date> parse_date(std::string_view text);

/// `2024-06-22`.
[[nodiscard]] std::string print_iso_date(Date date);

/// `22 juin 2024`, `1er janvier 2025`; in English `22 June 2024`.
[[nodiscard]] std::string print_long_date(Date date, Language language);

/// Reads `2 ans`, `18 mois`, `15 jours`, or such parts parted by spaces or ` et `, as in `2 ans 3 mois et 15 jours`,
/// each unit at most once and in that order; each part has its own optional sign.
/// Errors: empty, malformed, overflow.
Parsed<Duration> parse_duration(std::string_view text, Language language);
/// In either language; the error is that of the last one tried.
Parsed<Duration> parse_duration(std::string_view text);

/// `2 ans`, `1 an, 3 mois et 15 jours`, `−3 mois`, `0 jour`: each part that is not 0, with its own sign.
[[nodiscard]] std::string print_duration(Duration duration, Language language);

}  // namespace avenant::value
