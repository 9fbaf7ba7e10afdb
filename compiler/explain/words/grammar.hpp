// French and English as explanations write them: numbers, plurals, elisions, spaces that do not break. Knows nothing of
// programs. Read next: wording.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"
#include "runtime/value/date.hpp"
#include "runtime/value/rational.hpp"

namespace avenant::explain {

using diagnostics::Language;

/// Puts `to` in each place of `from`.
void replace_all(std::string& text, std::string_view from, std::string_view to);

/// A number in full: « 12 345,6 » with narrow no-break spaces, `12,345.6` in English; a fraction as `1/3`. At least
/// `n_decimals` decimals.
[[nodiscard]] std::string number_text(value::Rational number, Language language, int n_decimals = 0);
/// Whether a number is written whole with decimals, few enough to be read.
[[nodiscard]] bool has_decimals(value::Rational number);
/// The nearest number of four decimals; of a number that is nearer to 0, itself.
[[nodiscard]] value::Rational near(value::Rational number);
/// Whether a number without unit is written without groups, as years are: whole, of four figures.
[[nodiscard]] bool is_year_like(value::Rational number);
/// « 19 000 € », `€19,000`: cents only where there are some.
[[nodiscard]] std::string euros_text(value::Rational number, Language language);
/// « 12,5 % », `12.5%`.
[[nodiscard]] std::string percent_text(value::Rational number, Language language);
/// Whether a number takes the singular: below 2 in French, exactly 1 in English.
[[nodiscard]] bool is_singular(value::Rational number, Language language);
/// « 3 conditions », « 1 condition »: the number, then the word that suits it.
[[nodiscard]] std::string counted(std::int64_t number, std::string_view one, std::string_view many, Language language);
/// « 1er », « 1re », « 2e »; `1st`, `2nd`, `11th`.
[[nodiscard]] std::string ordinal_text(std::int64_t number, bool feminine, Language language);
/// « 1er octobre 2019 », `1 October 2019`, held together by no-break spaces.
[[nodiscard]] std::string date_text(value::Date date, Language language);

/// Whether « de » and « que » lose their vowel before a French word: it begins with a vowel or a mute h. Figures do
/// not, nor « onze », « oui » and « huit ».
[[nodiscard]] bool elides(std::string_view word);
/// « de » and a word: « d’avenant », « de patients ».
[[nodiscard]] std::string of(std::string_view word);
/// « que » and a word: « qu’un médecin », « que le médecin ».
[[nodiscard]] std::string that(std::string_view word);

/// With a capital letter at its beginning.
[[nodiscard]] std::string capitalised(std::string_view text);
/// The spaces of French typography: no-break before `:`, `%`, `€` and inside « », narrow before `;`, `?` and `!`, and a
/// typographic apostrophe. English is left as it is.
[[nodiscard]] std::string typeset(std::string_view text, Language language);

}  // namespace avenant::explain
