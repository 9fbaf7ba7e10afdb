// Layout of rules: one behaviour a test. What holds for any file is in tests/fuzz/format_corpus.cpp.
#include "compiler/format/format.hpp"

#include <catch2/catch.hpp>

namespace {

using namespace avenant;

format::Result formatted(const std::string& text) {
  base::SourceMap sources;
  const base::SourceId source = sources.add("essai.avn.md", text);
  diagnostics::Sink sink;
  return format::format(sources, source, sink);
}

/// The rules of one block, formatted, without the fences.
std::string rules(const std::string& body) {
  const format::Result result = formatted("```avenant\n" + body + "```\n");
  CHECK(result.n_rules_refused == 0);
  const std::string text = result.text;
  return text.substr(11, text.size() - 11 - 4);
}

}  // namespace

TEST_CASE("prose, headings and other blocks stay byte for byte") {
  const std::string before = "#  Titre \n\nprose   avec  des espaces\t\n* a\n\n\n```sh\n x   y\n```\n";
  CHECK(formatted(before).text == before);
  CHECK_FALSE(formatted(before).changed);
  CHECK(formatted(before + "```avenant\nunité   patient,patients\n```\nfin  ").text ==
        before + "```avenant\nunité patient, patients\n```\nfin  ");
}

TEST_CASE("signs, apostrophes and spaces of the keyboard become those of the language") {
  CHECK(rules("définition x:booléen = a>=-1 et b<>3*c - 2\n") == "définition x : booléen = a ≥ −1 et b ≠ 3 × c − 2\n");
  CHECK(rules("définition x : date = l'unique m de y\n") == "définition x : date = l’unique m de y\n");
  CHECK(rules("signale «texte  à garder\u00A0»\n  si x n'est  pas donné\n") ==
        "signale « texte  à garder »\n  si x n’est pas donné\n");
}

TEST_CASE("figures with a unit are grouped, codes and bare numbers are not") {
  CHECK(rules("définition x : montant = 12000€ + 1234567,5 €\n") ==
        "définition x : montant = 12 000 € + 1 234 567,5 €\n");
  CHECK(rules("définition x : commune = 97300\n") == "définition x : commune = 97300\n");
  CHECK(rules("définition x : montant = 12\u202F000\u00A0€\n") == "définition x : montant = 12 000 €\n");
}

TEST_CASE("the first day of a month is 1er") {
  CHECK(rules("texte t\n  publié le 01  mai 2023\n") == "texte t\n  publié le 1er mai 2023\n");
  CHECK(rules("texte t\n  publié le 1 mai 2023\n") == "texte t\n  publié le 1er mai 2023\n");
}

TEST_CASE("tables have common columns, figures at the right") {
  CHECK(rules("barème b : montant\n |a|n||m|\n |x|-||9000 €|\n |long|≥ 2||12 000 €|\n") ==
        "barème b : montant\n"
        "  | a    | n   || m        |\n"
        "  | x    | -   ||  9 000 € |\n"
        "  | long | ≥ 2 || 12 000 € |\n");
  CHECK(rules("barème b : montant\n   en lignes a\n   en colonnes n ; p\n   | |1|\n   | |< P95|\n   |--|--|\n   "
              "|demi|-|\n") ==
        "barème b : montant\n"
        "  en lignes   a\n"
        "  en colonnes n ; p\n"
        "  |      | 1     |\n"
        "  |      | < P95 |\n"
        "  |------|-------|\n"
        "  | demi | -     |\n");
}

TEST_CASE("a row that begins with its results keeps its first bars") {
  CHECK(rules("barème b : montant\n  || <= 5 € |  > 5 € |\n  |---|---|\n") ==
        "barème b : montant\n"
        "  || ≤ 5 € | > 5 € |\n"
        "  |-------|-------|\n");
}

TEST_CASE("columns count what is shown, not bytes") {
  CHECK(rules("énumération E\n  | cas | libellé |\n  | é | « 日本 » |\n  | zz | « e\u0301té » |\n") ==
        "énumération E\n"
        "  | cas | libellé  |\n"
        "  | é   | « 日本 » |\n"
        "  | zz  | « e\u0301té »  |\n");
}

TEST_CASE("labels, clauses, fields and assignments are aligned in their rule") {
  CHECK(
      rules(
          "éligibilité e : toutes les conditions\n «a» x\n «bcd» au moins une condition\n   « f » y\n   « gh »  z\n") ==
      "éligibilité e : toutes les conditions\n"
      "  « a »    x\n"
      "  « bcd »  au moins une condition\n"
      "    « f »   y\n"
      "    « gh »  z\n");
  CHECK(rules("obligation o\n  débiteur m\n  due si x\n  à compter de y\n  délai 2 ans\n  prouvée par z\n") ==
        "obligation o\n"
        "  débiteur     m\n"
        "  due si       x\n"
        "  à compter de y\n"
        "  délai        2 ans\n"
        "  prouvée par  z\n");
  CHECK(rules("fiche F\n  a:date\n  abc : booléen « titre »\n") ==
        "fiche F\n  a   : date\n  abc : booléen « titre »\n");
  CHECK(rules("cas c\n  a.b=1\n  a.bcd = 2\n\n  e = 3\n") == "cas c\n  a.b   = 1\n  a.bcd = 2\n\n  e = 3\n");
}

TEST_CASE("branches written one a line have their conditions and values in columns") {
  CHECK(rules("définition x : entier\n  si a alors 1\n  sinon si bc ≥ 2 alors 2\n  sinon 3\n") ==
        "définition x : entier\n"
        "  si       a      alors 1\n"
        "  sinon si bc ≥ 2 alors 2\n"
        "  sinon 3\n");
  CHECK(rules("définition x : entier\n  si   a   alors 1\n  sinon   3\n") ==
        "définition x : entier\n  si a alors 1\n  sinon 3\n");
}

TEST_CASE("what continues a line stands under what it continues") {
  CHECK(rules("dérogation d à x\n  si a\n   et (b\n     ou c)\n  alors vrai\n") ==
        "dérogation d à x\n"
        "  si a\n"
        "     et (b\n"
        "         ou c)\n"
        "  alors vrai\n");
  CHECK(rules("définition x : booléen\n       = a\n              et b\n") ==
        "définition x : booléen\n  = a\n    et b\n");
  CHECK(rules("obligation o\n  due si  a\n      et b\n  délai  2 ans\n") ==
        "obligation o\n  due si a\n         et b\n  délai  2 ans\n");
}

TEST_CASE("the branches of an échéancier close their lines") {
  CHECK(
      rules("échéancier v de x\n  si n = 1\n    « a » 70 % dans 15 jours à compter de d\n    « solde » le reste le z\n"
            "  sinon\n    « s »  le reste  le z\n") ==
      "échéancier v de x\n"
      "  si n = 1\n"
      "    « a »      70 %      dans 15 jours à compter de d\n"
      "    « solde »  le reste  le z\n"
      "  sinon\n"
      "    « s »  le reste  le z\n");
}

TEST_CASE("comments stay where they are") {
  CHECK(
      rules("-- avant\nfiche F -- tête\n      -- au milieu\n  a : date   -- un\n  bcd : date --   deux\n-- après\n") ==
      "-- avant\n"
      "fiche F  -- tête\n"
      "  -- au milieu\n"
      "  a   : date  -- un\n"
      "  bcd : date  --   deux\n"
      "-- après\n");
}

TEST_CASE("of several empty lines one is left, and none at the ends of a block") {
  CHECK(rules("\n\nunité a, as\n\n   \n\nunité b, bs\n\n") == "unité a, as\n\nunité b, bs\n");
}

TEST_CASE("a rule that holds a mistake stays as it is, the others do not") {
  const std::string wrong = "définition  y : entier\n    = (1 +\n\n";
  const format::Result result = formatted("```avenant\nunité   a,as\n" + wrong + "unité   b,bs\n```\n");
  CHECK(result.text == "```avenant\nunité a, as\n" + wrong + "unité b, bs\n```\n");
  CHECK(result.n_rules_in_error == 1);
}

TEST_CASE("a block that is not closed stays as it is") {
  const std::string text = "```avenant\nunité   a,as\n";
  CHECK(formatted(text).text == text);
}

TEST_CASE("line breaks of Windows stay") {
  CHECK(formatted("prose\r\n```avenant\r\nunité   a,as\r\n\r\n\r\nunité b,bs\r\n```\r\n").text ==
        "prose\r\n```avenant\r\nunité a, as\r\n\r\nunité b, bs\r\n```\r\n");
}

TEST_CASE("rules with English keywords are formatted too") {
  CHECK(formatted("```avenant\nlangue   en\n\ntext t\n  published on 1 May 2023\n  in force on  02 May 2023\n```\n")
            .text == "```avenant\nlangue en\n\ntext t\n  published on 1 May 2023\n  in force on  2 May 2023\n```\n");
}
