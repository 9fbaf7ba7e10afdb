#include "compiler/explain/words/grammar.hpp"

#include <catch2/catch.hpp>

namespace avenant::explain {
namespace {

using value::Rational;

constexpr Language kFrench = Language::French;
constexpr Language kEnglish = Language::English;

Rational ratio(std::int64_t numerator, std::int64_t denominator = 1) {
  return Rational::unchecked(numerator, denominator);
}

TEST_CASE("French counts in the singular below two, English at one alone") {
  CHECK(counted(0, "jour", "jours", kFrench) == "0\u00A0jour");
  CHECK(counted(1, "jour", "jours", kFrench) == "1\u00A0jour");
  CHECK(counted(2, "jour", "jours", kFrench) == "2\u00A0jours");
  CHECK(counted(12345, "jour", "jours", kFrench) == "12\u202F345\u00A0jours");
  CHECK(counted(0, "day", "days", kEnglish) == "0\u00A0days");
  CHECK(counted(1, "day", "days", kEnglish) == "1\u00A0day");
  CHECK(is_singular(ratio(3, 2), kFrench));
  CHECK(is_singular(ratio(-3, 2), kFrench));
  CHECK_FALSE(is_singular(ratio(3, 2), kEnglish));
  CHECK_FALSE(is_singular(ratio(2), kFrench));
}

TEST_CASE("numbers, amounts and shares are written as each language writes them") {
  CHECK(number_text(ratio(1234567), kFrench) == "1\u202F234\u202F567");
  CHECK(number_text(ratio(1234567), kEnglish) == "1,234,567");
  CHECK(number_text(ratio(-12345, 10), kEnglish) == "−1,234.5");
  CHECK(number_text(ratio(1, 3), kFrench) == "1/3");
  CHECK(number_text(ratio(1, 3), kEnglish) == "1/3");
  CHECK(euros_text(ratio(19000), kFrench) == "19\u202F000\u00A0€");
  CHECK(euros_text(ratio(37, 2), kFrench) == "18,50\u00A0€");
  CHECK(euros_text(ratio(-37, 2), kEnglish) == "−€18.50");
  CHECK(percent_text(ratio(1, 2), kFrench) == "50\u00A0%");
  CHECK(percent_text(ratio(1, 8), kFrench) == "12,5\u00A0%");
  CHECK(percent_text(ratio(1, 8), kEnglish) == "12.5%");
}

TEST_CASE("ordinals agree, in both languages") {
  CHECK(ordinal_text(1, true, kFrench) == "1re");
  CHECK(ordinal_text(1, false, kFrench) == "1er");
  CHECK(ordinal_text(2, true, kFrench) == "2e");
  CHECK(ordinal_text(1, false, kEnglish) == "1st");
  CHECK(ordinal_text(22, false, kEnglish) == "22nd");
  CHECK(ordinal_text(13, false, kEnglish) == "13th");
  CHECK(ordinal_text(111, false, kEnglish) == "111th");
}

TEST_CASE("the first of a month is « 1er », and dates do not break") {
  CHECK(date_text(value::Date::unchecked(20089), kFrench) == "1er\u00A0janvier\u00A02025");
  CHECK(date_text(value::Date::unchecked(20090), kFrench) == "2\u00A0janvier\u00A02025");
}

TEST_CASE("« de » and « que » are elided before a vowel and a mute h, and not elsewhere") {
  CHECK(of("avenant") == "d’avenant");
  CHECK(of("échéance") == "d’échéance");
  CHECK(of("heures") == "d’heures");
  CHECK(of("patients") == "de patients");
  CHECK(of("handicap") == "de handicap");
  CHECK(of("hors zonage") == "de hors zonage");
  CHECK(of("onze") == "de onze");
  CHECK(of("27") == "de 27");
  CHECK(that("un médecin") == "qu’un médecin");
  CHECK(that("le médecin") == "que le médecin");
}

TEST_CASE("French spaces before signs do not break; English is left alone") {
  CHECK(typeset("vrai ? oui ; 5 % : « bon » !", kFrench) ==
        "vrai\u202F? oui\u202F; 5\u00A0%\u00A0: «\u00A0bon\u00A0»\u202F!");
  CHECK(typeset("l'option", kFrench) == "l’option");
  CHECK(typeset("it's 5 %", kEnglish) == "it's 5 %");
  CHECK(capitalised("échéance") == "Échéance");
  CHECK(capitalised("aide") == "Aide");
  CHECK(capitalised("27 patients") == "27 patients");
}

TEST_CASE("a figure and what it counts stay on one line") {
  const auto french = [](std::string_view text) { return typeset(text, kFrench); };
  CHECK(french("1 an et 6 mois") == "1\u00A0an et 6\u00A0mois");
  CHECK(french("Avenant n° 7") == "Avenant n°\u00A07");
  CHECK(french("depuis le 1er septembre 2019") == "depuis le 1er\u00A0septembre\u00A02019");
  CHECK(french("au 31 décembre 2021, par médecin") == "au 31\u00A0décembre\u00A02021, par médecin");
  // No figure before, or another word after.
  CHECK(french("cinq ans") == "cinq ans");
  CHECK(french("3 anciens") == "3 anciens");
  CHECK(french("30 mais 31") == "30 mais 31");
  CHECK(typeset("6 mois", kEnglish) == "6 mois");
}

}  // namespace
}  // namespace avenant::explain
