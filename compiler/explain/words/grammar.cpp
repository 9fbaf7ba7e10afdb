#include "compiler/explain/words/grammar.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::explain {
namespace {

constexpr std::string_view kNoBreak = "\u00A0";
constexpr std::string_view kNarrow = "\u202F";

/// `-12345.60` as `−12,345.60`.
std::string english_digits(const std::string& plain) {
  const bool negative = plain.starts_with("-");
  const std::size_t first = negative ? 1 : 0;
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string text = negative ? "−" : "";
  for (std::size_t i = first; i < point; ++i) {
    if (i > first && (point - i) % 3 == 0) text += ',';
    text += plain[i];
  }
  return text + plain.substr(point);
}

}  // namespace

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size())) {
    text.replace(at, from.size(), to);
  }
}

std::string number_text(value::Rational number, Language language, int n_decimals) {
  const bool french = language == Language::French;
  const auto style = french ? value::NumberStyle::french : value::NumberStyle::plain;
  const std::string plain = value::print_number(number, style, n_decimals);
  if (plain.find('/') != std::string::npos) {
    const std::string above = number_text(value::Rational::unchecked(number.numerator(), 1), language);
    return above + "/" + number_text(value::Rational::unchecked(number.denominator(), 1), language);
  }
  return french ? plain : english_digits(plain);
}

bool has_decimals(value::Rational number) {
  constexpr int kFew = 6;
  std::int64_t step = 1;
  for (int i = 0; i <= kFew; ++i, step *= 10) {
    if (step % number.denominator() == 0) return true;
  }
  return false;
}

value::Rational near(value::Rational number) {
  const auto rounded = value::round_to(number, value::Rational::unchecked(1, 10'000), value::Rounding::nearest);
  return rounded.ok() && !rounded.value.is_zero() ? rounded.value : number;
}

bool is_year_like(value::Rational number) {
  return number.is_integer() && number.numerator() >= 1000 && number.numerator() <= 9999;
}

std::string euros_text(value::Rational number, Language language) {
  const std::string digits = number_text(number, language, number.is_integer() ? 0 : 2);
  if (language == Language::French) return digits + std::string(kNoBreak) + "€";
  const bool negative = digits.starts_with("−");
  return negative ? "−€" + digits.substr(std::string_view("−").size()) : "€" + digits;
}

std::string percent_text(value::Rational number, Language language) {
  const auto hundredfold = value::multiply(number, value::Rational::whole(100));
  if (!hundredfold.ok()) return number_text(number, language);
  const std::string digits = number_text(hundredfold.value, language);
  return language == Language::French ? digits + std::string(kNoBreak) + "%" : digits + "%";
}

bool is_singular(value::Rational number, Language language) {
  const value::Rational size = value::absolute(number);
  return language == Language::French ? size < value::Rational::whole(2) : size == value::Rational::whole(1);
}

std::string counted(std::int64_t number, std::string_view one, std::string_view many, Language language) {
  const value::Rational exact = value::Rational::unchecked(number, 1);
  return number_text(exact, language) + std::string(kNoBreak) + std::string(is_singular(exact, language) ? one : many);
}

std::string ordinal_text(std::int64_t number, bool feminine, Language language) {
  const std::string digits = std::to_string(number);
  if (language == Language::French) return digits + (number == 1 ? (feminine ? "re" : "er") : "e");
  const std::int64_t last = number % 10;
  const bool teen = number % 100 / 10 == 1;
  if (!teen && last == 1) return digits + "st";
  if (!teen && last == 2) return digits + "nd";
  return digits + (!teen && last == 3 ? "rd" : "th");
}

std::string date_text(value::Date date, Language language) {
  const bool french = language == Language::French;
  std::string text = value::print_long_date(date, french ? value::Language::french : value::Language::english);
  replace_all(text, " ", kNoBreak);
  return text;
}

bool elides(std::string_view word) {
  static constexpr std::array<std::string_view, 28> kVowels = {"a", "e", "i", "o", "u", "y", "à", "â", "é", "è",
                                                               "ê", "ë", "î", "ï", "ô", "ù", "û", "ü", "œ", "A",
                                                               "E", "I", "O", "U", "É", "È", "Ê", "h"};
  // These begin with an aspirated h, or never take an apostrophe.
  static constexpr std::array<std::string_view, 9> kNever = {"onz",  "oui",  "huit",   "haut",    "handicap",
                                                             "hors", "yaou", "hausse", "ouistiti"};
  // What is quoted is read aloud as if it were not.
  constexpr std::string_view kOpening = "«\u00A0";
  if (word.starts_with(kOpening)) word.remove_prefix(kOpening.size());
  for (const std::string_view never : kNever) {
    if (word.starts_with(never)) return false;
  }
  return std::any_of(kVowels.begin(), kVowels.end(), [&](std::string_view vowel) { return word.starts_with(vowel); });
}

std::string of(std::string_view word) {
  return (elides(word) ? "d’" : "de ") + std::string(word);
}

std::string that(std::string_view word) {
  return (elides(word) ? "qu’" : "que ") + std::string(word);
}

std::string capitalised(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kAccented = {
      {{"é", "É"}, {"è", "È"}, {"ê", "Ê"}, {"à", "À"}, {"â", "Â"}, {"î", "Î"}, {"ô", "Ô"}, {"ç", "Ç"}, {"œ", "Œ"}}};
  std::string result(text);
  if (result.empty()) return result;
  if (result[0] >= 'a' && result[0] <= 'z') {
    result[0] = static_cast<char>(result[0] - 'a' + 'A');
    return result;
  }
  for (const auto& [small, capital] : kAccented) {
    if (result.starts_with(small)) return result.replace(0, small.size(), capital);
  }
  return result;
}

namespace {

/// A figure and what it counts stay on one line: « 6 mois », « 1er janvier 2025 », « n° 7 ».
void join_figures(std::string& text) {
  static constexpr std::array<std::string_view, 22> kAfterFigure = {
      "patient", "patients", "point",     "points",  "ETP",      "an",      "ans", "mois",
      "jour",    "jours",    "janvier",   "février", "mars",     "avril",   "mai", "juin",
      "juillet", "août",     "septembre", "octobre", "novembre", "décembre"};
  replace_all(text, "n° ", "n°\u00A0");
  for (const std::string_view word : kAfterFigure) {
    const std::string after = " " + std::string(word);
    for (std::size_t at = text.find(after); at != std::string::npos; at = text.find(after, at + after.size())) {
      const std::string_view before = std::string_view(text).substr(0, at);
      const bool figure = at > 0 && ((before.back() >= '0' && before.back() <= '9') || before.ends_with("1er"));
      const std::size_t end = at + after.size();
      const bool whole =
          end == text.size() || std::string_view(" ,.;)\u00A0\u202F").find(text[end]) != std::string_view::npos;
      if (!figure || !whole) continue;
      text.replace(at, 1, kNoBreak);
      // The year of a date.
      const std::size_t year = at + kNoBreak.size() + word.size();
      const bool has_year =
          year + 1 < text.size() && text[year] == ' ' && text[year + 1] >= '1' && text[year + 1] <= '9';
      const bool is_month = word.size() > 2 && word != "ans" && word != "jour" && word != "jours" && word != "mois";
      if (has_year && is_month) text.replace(year, 1, kNoBreak);
    }
  }
}

}  // namespace

std::string typeset(std::string_view text, Language language) {
  std::string result(text);
  if (language == Language::English) return result;
  replace_all(result, "'", "’");
  for (const std::string_view sign : {":", "%", "€", "»"}) {
    replace_all(result, " " + std::string(sign), std::string(kNoBreak) + std::string(sign));
  }
  for (const std::string_view sign : {";", "?", "!"}) {
    replace_all(result, " " + std::string(sign), std::string(kNarrow) + std::string(sign));
  }
  replace_all(result, "« ", "«" + std::string(kNoBreak));
  replace_all(result, "art. ", "art." + std::string(kNoBreak));
  join_figures(result);
  return result;
}

}  // namespace avenant::explain
