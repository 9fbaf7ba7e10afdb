// Dates and durées from text and to text.
#include "runtime/value/date_text.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <string>

#include "tests/unit/runtime/value/random_cases.hpp"

namespace avenant::value::testing {
namespace {

Parsed<Date> parse_french(std::string_view text) {
  return parse_long_date(text, Language::french);
}
Parsed<Date> parse_english(std::string_view text) {
  return parse_long_date(text, Language::english);
}

using Reader = Parsed<Date> (*)(std::string_view);

void check_reads(Reader reader, std::string_view text, std::string_view iso) {
  const auto parsed = reader(text);
  CAPTURE(text);
  CHECK(parsed.error == TextError::none);
  CHECK(print_iso_date(parsed.value) == iso);
}

void check_refuses(Reader reader, std::string_view text, TextError error, std::size_t offset = 0) {
  const auto parsed = reader(text);
  CAPTURE(text);
  CHECK(parsed.error == error);
  CHECK(parsed.offset == offset);
}

TEST_CASE("dates are read in three forms") {
  check_reads(parse_iso_date, "2024-06-22", "2024-06-22");
  check_reads(parse_numeric_date, "22/06/2024", "2024-06-22");
  check_reads(parse_french, "22 juin 2024", "2024-06-22");
  check_reads(parse_french, "1er\u00A0mai\u202F2023", "2023-05-01");
  check_reads(parse_french, "1ᵉʳ mai 2023", "2023-05-01");
  check_reads(parse_french, "1 mai 2023", "2023-05-01");
  check_reads(parse_french, "31 décembre 9999", "9999-12-31");
  check_reads(parse_english, "22 june 2024", "2024-06-22");
  for (const std::string_view text : {"2024-08-01", "01/08/2024", "1er août 2024", "1 August 2024"}) {
    check_reads(parse_date, text, "2024-08-01");
  }
}

TEST_CASE("what is no date is refused where it stops being one") {
  check_refuses(parse_iso_date, "", TextError::empty);
  check_refuses(parse_iso_date, "2024-6-22", TextError::malformed, 6);
  check_refuses(parse_iso_date, "2024-06-221", TextError::malformed, 10);
  check_refuses(parse_iso_date, "20240-06-22", TextError::malformed, 4);
  check_refuses(parse_iso_date, "2024-02-30", TextError::invalid_date);
  check_refuses(parse_iso_date, "2023-13-01", TextError::invalid_date);
  check_refuses(parse_iso_date, "0000-01-01", TextError::overflow);
  check_refuses(parse_numeric_date, "22-06-2024", TextError::malformed, 2);
  check_refuses(parse_numeric_date, "29/02/1900", TextError::invalid_date);
  check_refuses(parse_french, "22 juim 2024", TextError::malformed, 3);
  check_refuses(parse_french, "22 juin", TextError::malformed, 7);
  check_refuses(parse_french, "22 juin 24", TextError::malformed, 10);
  check_refuses(parse_french, "2er juin 2024", TextError::malformed, 1);
  check_refuses(parse_french, "31 avril 2024", TextError::invalid_date);
  check_refuses(parse_french, "22 june 2024", TextError::malformed, 3);
  check_refuses(parse_date, "", TextError::empty);
  check_refuses(parse_date, "demain", TextError::malformed, 0);
  check_refuses(parse_date, "2024-06-2x", TextError::malformed, 9);
  check_refuses(parse_date, "30/02/2024", TextError::invalid_date);
}

TEST_CASE("every date that is printed reads back as itself") {
  const std::int32_t stride = n_cases(20) >= 20 ? 17 : 211;
  for (std::int32_t number = kFirstDay; number <= kLastDay; number += stride) {
    const Date date = Date::unchecked(number);
    const CivilDate civil = date.civil();
    const std::string french = print_long_date(date, Language::french);
    const std::string english = print_long_date(date, Language::english);
    std::array<char, 32> numeric{};
    std::snprintf(numeric.data(), numeric.size(), "%02d/%02d/%04d", civil.day, civil.month, civil.year);
    const bool is_read_back = parse_iso_date(print_iso_date(date)).value == date &&
                              parse_french(french).value == date && parse_english(english).value == date &&
                              parse_date(french).value == date && parse_date(english).value == date &&
                              parse_numeric_date(numeric.data()).value == date;
    if (!is_read_back) FAIL("day number " << number << ": " << french << ", " << english << ", " << numeric.data());
  }
  CHECK(print_long_date(Date::from_civil(2025, 1, 1).value, Language::french) == "1er janvier 2025");
  CHECK(print_long_date(Date::from_civil(2025, 1, 1).value, Language::english) == "1 January 2025");
  CHECK(print_long_date(Date::from_civil(33, 8, 31).value, Language::french) == "31 août 0033");
  CHECK(print_iso_date(Date::unchecked(kFirstDay)) == "0001-01-01");
}

TEST_CASE("months have one name a language") {
  for (int month = 1; month <= 12; ++month) {
    CHECK(month_named(month_name(month, Language::french), Language::french) == month);
    CHECK(month_named(month_name(month, Language::english), Language::english) == month);
  }
  CHECK(month_named("Mai", Language::french) == 0);
  CHECK(month_named("MAY", Language::english) == 5);
  CHECK(month_named("", Language::french) == 0);
}

TEST_CASE("durées are printed part by part and read back as themselves") {
  for_all_integers<2>(n_cases(100'000), [](const Inputs<2>& in) -> std::string {
    const auto duration = Duration::from_parts(in[0] % kMaxDurationPart, in[1] % kMaxDurationPart);
    if (!duration.ok()) return {};
    for (const auto language : {Language::french, Language::english}) {
      const std::string text = print_duration(duration.value, language);
      const auto back = parse_duration(text, language);
      if (!back.ok() || back.value != duration.value) return "does not read back: " + text;
    }
    return {};
  });
  CHECK(print_duration(Duration::unchecked(24, 0), Language::french) == "2 ans");
  CHECK(print_duration(Duration::unchecked(0, 15), Language::french) == "15 jours");
  CHECK(print_duration(Duration::unchecked(15, 1), Language::french) == "1 an, 3 mois et 1 jour");
  CHECK(print_duration(Duration::unchecked(-27, 0), Language::french) == "\u22122 ans et \u22123 mois");
  CHECK(print_duration(Duration{}, Language::french) == "0 jour");
  CHECK(print_duration(Duration{}, Language::english) == "0 days");
  CHECK(print_duration(Duration::unchecked(13, -2), Language::english) == "1 year, 1 month and -2 days");
}

TEST_CASE("a durée is read from parts in order, each unit once") {
  const auto french = [](std::string_view text) { return parse_duration(text, Language::french); };
  CHECK(french("2 ans").value == Duration::unchecked(24, 0));
  CHECK(french("18 mois").value == Duration::unchecked(18, 0));
  CHECK(french("2 ans 3 mois et 15 jours").value == Duration::unchecked(27, 15));
  CHECK(french("-1 an\u00A02 jours").value == Duration::unchecked(-12, 2));
  CHECK(french("178956970 ans 7 mois").value == Duration::unchecked(kMaxDurationPart, 0));
  CHECK(french("178956970 ans 8 mois").error == TextError::overflow);
  CHECK(french("99999999999999999999999 jours").error == TextError::overflow);
  CHECK(french("").error == TextError::empty);
  for (const std::string_view text : {"2", "2 ", "ans", "2 années", "2 mois 1 an", "2 ans 3 ans", "2 ans et", "2 ans,",
                                      "2 ans ", "2,5 ans", "- 2 ans", "2 jours 1 mois"}) {
    CAPTURE(text);
    CHECK(french(text).error == TextError::malformed);
    CHECK(french(text).offset <= text.size());
  }
}

TEST_CASE("any bytes are refused or give a value that reads back") {
  const std::array<std::string, 16> pieces{"1", "22", "er", " ", "\u202F", "juin", "2024", "-",
                                           "/", "06", "an", "s", "mois",   "et",   "jour", ","};
  for_all<8>(
      n_cases(100'000),
      [](Random& random) {
        Inputs<8> inputs{};
        for (std::int64_t& input : inputs) input = between(random, 0, 18);
        return inputs;
      },
      [&pieces](const Inputs<8>& in) -> std::string {
        std::string text;
        for (const std::int64_t piece : in) {
          if (piece >= 0 && piece < 16) text += pieces[static_cast<std::size_t>(piece)];
        }
        const auto date = parse_date(text);
        const auto duration = parse_duration(text, Language::french);
        if (date.offset > text.size() || duration.offset > text.size()) return "the offset lies outside";
        if (date.ok() && parse_iso_date(print_iso_date(date.value)).value != date.value) return "date";
        if (!duration.ok()) return {};
        const std::string printed = print_duration(duration.value, Language::french);
        return parse_duration(printed, Language::french).value == duration.value ? "" : "durée";
      });
}

}  // namespace
}  // namespace avenant::value::testing
