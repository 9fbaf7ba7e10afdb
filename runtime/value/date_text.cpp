// Dates and durées from text and to text.
#include "runtime/value/date_text.hpp"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>

namespace avenant::value {
namespace {

using MonthNames = std::array<std::string_view, 12>;
constexpr MonthNames kFrenchMonths{"janvier", "février", "mars",      "avril",   "mai",      "juin",
                                   "juillet", "août",    "septembre", "octobre", "novembre", "décembre"};
constexpr MonthNames kEnglishMonths{"January", "February", "March",     "April",   "May",      "June",
                                    "July",    "August",   "September", "October", "November", "December"};

constexpr std::array<std::string_view, 3> kSpaces{" ", "\u00A0", "\u202F"};
constexpr std::array<std::string_view, 2> kSigns{"-", "\u2212"};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_for_case(std::string_view x, std::string_view y) {
  if (x.size() != y.size()) return false;
  for (std::size_t i = 0; i < x.size(); ++i) {
    if (lower(x[i]) != lower(y[i])) return false;
  }
  return true;
}

/// A position in a text, moved by what it reads.
class Cursor {
 public:
  explicit Cursor(std::string_view text) : text_{text} {}

  [[nodiscard]] std::size_t offset() const { return offset_; }
  [[nodiscard]] bool at_end() const { return offset_ == text_.size(); }

  bool skip(std::string_view expected) {
    if (!text_.substr(offset_).starts_with(expected)) return false;
    offset_ += expected.size();
    return true;
  }

  template <std::size_t n>
  bool skip_any(const std::array<std::string_view, n>& expected) {
    for (const std::string_view one : expected) {
      if (skip(one)) return true;
    }
    return false;
  }

  /// Reads `min` to `max` digits that no further digit follows; false when there are fewer or more. max ≤ 18.
  bool read_digits(int min, int max, std::int64_t& value) {
    value = 0;
    int n_digits = 0;
    for (; !at_end() && is_digit(text_[offset_]); ++offset_, ++n_digits) {
      if (n_digits == max) return false;
      value = value * 10 + (text_[offset_] - '0');
    }
    return n_digits >= min;
  }

  /// Reads as many digits as there are, at least one; the value stops at `limit`.
  bool read_number(std::int64_t limit, std::int64_t& value) {
    value = 0;
    const std::size_t begin = offset_;
    for (; !at_end() && is_digit(text_[offset_]); ++offset_) {
      value = value * 10 + (text_[offset_] - '0');
      if (value > limit) value = limit;
    }
    return offset_ != begin;
  }

  /// The bytes up to the next space, comma or the end, which are read.
  std::string_view read_word() {
    const std::size_t begin = offset_;
    while (!at_end() && text_[offset_] != ',' && !is_at_space()) ++offset_;
    return text_.substr(begin, offset_ - begin);
  }

 private:
  [[nodiscard]] bool is_at_space() const {
    for (const std::string_view space : kSpaces) {
      if (text_.substr(offset_).starts_with(space)) return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t offset_ = 0;
};

template <class T>
Parsed<T> malformed_at(std::string_view text, std::size_t offset) {
  return {T{}, text.empty() ? TextError::empty : TextError::malformed, offset};
}

Parsed<Date> parsed_date(std::int64_t year, std::int64_t month, std::int64_t day) {
  const Checked<Date> date = Date::from_civil(year, month, day);
  if (date.ok()) return {date.value};
  return {Date{}, date.error == ArithmeticError::invalid_date ? TextError::invalid_date : TextError::overflow, 0};
}

std::string padded(std::int32_t number, std::size_t width) {
  std::string digits = std::to_string(number);
  return digits.size() < width ? std::string(width - digits.size(), '0') + digits : digits;
}

/// The names of the units of a durée, singular and plural, years, months and days.
struct UnitNames {
  std::array<std::string_view, 3> singular;
  std::array<std::string_view, 3> plural;
  std::string_view conjunction;
};
constexpr UnitNames kFrenchUnits{{"an", "mois", "jour"}, {"ans", "mois", "jours"}, "et"};
constexpr UnitNames kEnglishUnits{{"year", "month", "day"}, {"years", "months", "days"}, "and"};

const UnitNames& unit_names(Language language) {
  return language == Language::french ? kFrenchUnits : kEnglishUnits;
}

/// Moves over what parts two parts of a durée: a space, `, ` or ` et `.
bool skip_separator(Cursor& cursor, std::string_view conjunction) {
  cursor.skip(",");
  if (!cursor.skip_any(kSpaces)) return false;
  return !cursor.skip(conjunction) || cursor.skip_any(kSpaces);
}

}  // namespace

std::string_view month_name(int month, Language language) {
  const MonthNames& names = language == Language::french ? kFrenchMonths : kEnglishMonths;
  return names[static_cast<std::size_t>(month - 1)];
}

int month_named(std::string_view name, Language language) {
  for (int month = 1; month <= 12; ++month) {
    const std::string_view candidate = month_name(month, language);
    if (language == Language::french ? candidate == name : equal_but_for_case(candidate, name)) return month;
  }
  return 0;
}

Parsed<Date> parse_iso_date(std::string_view text) {
  Cursor cursor{text};
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
  if (cursor.read_digits(4, 4, year) && cursor.skip("-") && cursor.read_digits(2, 2, month) && cursor.skip("-") &&
      cursor.read_digits(2, 2, day) && cursor.at_end()) {
    return parsed_date(year, month, day);
  }
  return malformed_at<Date>(text, cursor.offset());
}

Parsed<Date> parse_numeric_date(std::string_view text) {
  Cursor cursor{text};
  std::int64_t year = 0;
  std::int64_t month = 0;
  std::int64_t day = 0;
  if (cursor.read_digits(2, 2, day) && cursor.skip("/") && cursor.read_digits(2, 2, month) && cursor.skip("/") &&
      cursor.read_digits(4, 4, year) && cursor.at_end()) {
    return parsed_date(year, month, day);
  }
  return malformed_at<Date>(text, cursor.offset());
}

Parsed<Date> parse_long_date(std::string_view text, Language language) {
  Cursor cursor{text};
  std::int64_t year = 0;
  std::int64_t day = 0;
  if (!cursor.read_digits(1, 2, day)) return malformed_at<Date>(text, cursor.offset());
  if (language == Language::french && day == 1 && !cursor.skip("er")) cursor.skip("ᵉʳ");
  if (!cursor.skip_any(kSpaces)) return malformed_at<Date>(text, cursor.offset());
  const std::size_t month_offset = cursor.offset();
  const int month = month_named(cursor.read_word(), language);
  if (month == 0) return malformed_at<Date>(text, month_offset);
  if (cursor.skip_any(kSpaces) && cursor.read_digits(4, 4, year) && cursor.at_end()) {
    return parsed_date(year, month, day);
  }
  return malformed_at<Date>(text, cursor.offset());
}

Parsed<Date> parse_date(std::string_view text) {
  const std::array attempts{parse_iso_date(text), parse_numeric_date(text), parse_long_date(text, Language::french),
                            parse_long_date(text, Language::english)};
  // Where no form fits, the one that came furthest is what the writer meant.
  const Parsed<Date>* best = attempts.data();
  for (const Parsed<Date>& attempt : attempts) {
    if (attempt.ok() || (attempt.error != TextError::malformed && attempt.error != TextError::empty)) return attempt;
    if (attempt.offset > best->offset) best = &attempt;
  }
  return *best;
}

std::string print_iso_date(Date date) {
  const CivilDate civil = date.civil();
  return padded(civil.year, 4) + '-' + padded(civil.month, 2) + '-' + padded(civil.day, 2);
}

std::string print_long_date(Date date, Language language) {
  const CivilDate civil = date.civil();
  std::string out = std::to_string(civil.day);
  if (language == Language::french && civil.day == 1) out += "er";
  return out + ' ' + std::string{month_name(civil.month, language)} + ' ' + padded(civil.year, 4);
}

Parsed<Duration> parse_duration(std::string_view text, Language language) {
  // Far above every limit, so that a sum of parts cannot wrap and is judged by Duration::from_parts.
  constexpr std::int64_t kLimit = 1'000'000'000'000;
  const UnitNames& names = unit_names(language);
  Cursor cursor{text};
  std::array<std::int64_t, 3> parts{};
  for (std::size_t next_unit = 0;;) {
    const bool is_negative = cursor.skip_any(kSigns);
    std::int64_t number = 0;
    if (!cursor.read_number(kLimit, number) || !cursor.skip_any(kSpaces)) {
      return malformed_at<Duration>(text, cursor.offset());
    }
    const std::size_t word_offset = cursor.offset();
    const std::string_view word = cursor.read_word();
    while (next_unit < 3 && word != names.singular[next_unit] && word != names.plural[next_unit]) ++next_unit;
    if (next_unit == 3) return malformed_at<Duration>(text, word_offset);
    parts[next_unit++] = is_negative ? -number : number;
    if (cursor.at_end()) break;
    if (!skip_separator(cursor, names.conjunction)) return malformed_at<Duration>(text, cursor.offset());
  }
  const Checked<Duration> duration = Duration::from_parts(12 * parts[0] + parts[1], parts[2]);
  if (!duration.ok()) return {Duration{}, TextError::overflow, 0};
  return {duration.value};
}

Parsed<Duration> parse_duration(std::string_view text) {
  const Parsed<Duration> french = parse_duration(text, Language::french);
  return french.ok() ? french : parse_duration(text, Language::english);
}

std::string print_duration(Duration duration, Language language) {
  const UnitNames& names = unit_names(language);
  const std::array<std::int32_t, 3> parts{duration.months() / 12, duration.months() % 12, duration.days()};
  std::array<std::string, 3> words;
  std::size_t n_words = 0;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (parts[i] == 0) continue;
    const std::string_view sign = parts[i] > 0 ? "" : language == Language::french ? kSigns[1] : kSigns[0];
    const std::int32_t size = std::abs(parts[i]);
    // French counts 0 and 1 as singular, English only 1; 0 never stands beside another part.
    words[n_words++] =
        std::string{sign} + std::to_string(size) + ' ' + std::string{size == 1 ? names.singular[i] : names.plural[i]};
  }
  if (n_words == 0) return language == Language::french ? "0 jour" : "0 days";
  std::string out = words[0];
  for (std::size_t i = 1; i < n_words; ++i) {
    out += i + 1 < n_words ? std::string{", "} : ' ' + std::string{names.conjunction} + ' ';
    out += words[i];
  }
  return out;
}

}  // namespace avenant::value
