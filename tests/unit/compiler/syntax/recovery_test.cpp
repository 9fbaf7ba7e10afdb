#include <catch2/catch.hpp>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

TEST_CASE("one run reports every independent mistake once", "[syntax]") {
  const Parsed parsed = parse_rules(
      "éligibilte aide : toutes les conditions\n"
      "  « a » x\n"
      "définition a : montant = (1 + 2\n"
      "définition b : montant = 3 ×\n"
      "définition c montant = 3\n"
      "objectif o\n"
      "  cibel 3\n"
      "  départ 4\n"
      "définition d : entier = 5");
  CHECK(parsed.codes() == Codes{"AVN1201", "AVN1303", "AVN1301", "AVN1301", "AVN1206"});
  CHECK(parsed.rules().size() == 5);
  CHECK(parsed.lossless());
}

TEST_CASE("a suggestion is given where a keyword is near", "[syntax]") {
  const Parsed rule = parse_rules("éligibilte aide : toutes les conditions");
  CHECK(rule.sink.all().at(0).suggestions == Codes{"éligibilité"});
  const Parsed item = parse_rules("objectif o\n  cibel 3");
  CHECK(item.sink.all().at(0).suggestions == Codes{"cible"});
  const Parsed word = parse_rules("définition x\n  si a alros b sinon c");
  CHECK(word.codes() == Codes{"AVN1301"});
  CHECK(word.sink.all().at(0).suggestions == Codes{"alors"});
  CHECK(parse_rules("définition x\n  si a alors b sinom c").sink.all().at(0).suggestions == Codes{"sinon"});
}

TEST_CASE("what is missing is said in the author's words", "[syntax]") {
  const auto expected = [](std::string_view rules) {
    const Parsed parsed = parse_rules(rules);
    REQUIRE(parsed.codes() == Codes{"AVN1301"});
    for (const auto& parameter : parsed.sink.all().at(0).parameters) {
      if (parameter.name == "expected") return parameter.french;
    }
    return std::string();
  };
  CHECK(expected("définition : montant = 3") == "un nom");
  CHECK(expected("définition x : = 3") == "un type");
  CHECK(expected("définition x pour n : montant = 3") == "« de … à … » ou « dans » une énumération");
  CHECK(expected("éligibilité x : toutes\n  « a » b") == "« toutes les conditions » ou « au moins une condition »");
  CHECK(expected("éligibilité x : toutes les conditions\n  a = b") == "un libellé entre « »");
  CHECK(expected("dérogation d à x") == "« si »");
  CHECK(expected("fiche F\n  champ date") == "« : » puis un type");
}

TEST_CASE("a si without sinon and a sinon in a derogation have their own messages", "[syntax]") {
  CHECK(parse_rules("définition x\n  si a alors b").codes() == Codes{"AVN1304"});
  CHECK(parse_rules("dérogation d à x\n  si a alors b sinon c").codes() == Codes{"AVN1305"});
}

TEST_CASE("layout mistakes are told apart", "[syntax]") {
  CHECK(parse_rules("  titre « x »").codes().at(0) == "AVN1202");
  CHECK(parse_rules("définition x\n\tsi a alors b sinon c").codes() == Codes{"AVN1101"});
  CHECK(parse_rules("définition x\n  selon i\n      a : 1\n    b : 2").codes() == Codes{"AVN1203"});
  CHECK(parse_rules("définition x = a\net b").codes() == Codes{"AVN1204"});
  CHECK(parse_rules("définition x = a\n  | a | b |").codes() == Codes{"AVN1207"});
}

TEST_CASE("résultat goes before public rules only and is not repeated", "[syntax]") {
  CHECK(parse_rules("résultat fiche F\n  a : date").codes() == Codes{"AVN1307"});
  CHECK(parse_rules("remplace résultat définition x = 3").codes() == Codes{"AVN1308"});
}

TEST_CASE("a reading has one default and a reason follows inconnu", "[syntax]") {
  CHECK(parse_rules("lecture l « q »\n  | a | « b » | |\n  | c | « d » | |").codes() == Codes{"AVN1504"});
  CHECK(codes_of_expression("inconnu") == Codes{"AVN1404"});
  CHECK(parse_rules("scénario « s »\n  attendu x = inconnu").codes().empty());
}

TEST_CASE("the wrong forms of other languages are read as what they stand for", "[syntax]") {
  CHECK(codes_of_expression("a == b") == Codes{"AVN1107"});
  CHECK(codes_of_expression("a != b") == Codes{"AVN1107"});
  CHECK(codes_of_expression("a && b") == Codes{"AVN1107"});
  CHECK(codes_of_expression("a || b") == Codes{"AVN1107"});
  CHECK(codes_of_expression("!a") == Codes{"AVN1107"});
  CHECK(parse_rules("définition x := 3").codes() == Codes{"AVN1107"});
  CHECK(codes_of_expression("if a then b else c") == Codes{"AVN1109", "AVN1109", "AVN1109"});
  CHECK(codes_of_expression("true and a or false").at(0) == "AVN1109");
  CHECK(codes_of_expression("a // pourquoi") == Codes{"AVN1108"});
  CHECK(codes_of_expression("a # pourquoi") == Codes{"AVN1108"});
  CHECK(codes_of_expression("[a ; b]") == Codes{"AVN1111", "AVN1111"});
  CHECK(codes_of_expression("f(a, b)") == Codes{"AVN1113"});
  CHECK(codes_of_expression("a;") == Codes{"AVN1112"});
  CHECK(codes_of_expression("\"texte\"") == Codes{"AVN1104"});
  CHECK(parse_rules("définition x {").codes() == Codes{"AVN1110"});
  CHECK(codes_of_expression("2024-06-22") == Codes{"AVN1106"});
  CHECK(codes_of_expression("22/06/2024") == Codes{"AVN1106"});
  CHECK(codes_of_expression("22 juin 24") == Codes{"AVN1106"});
  CHECK(codes_of_expression("« abc") == Codes{"AVN1103"});
}

TEST_CASE("a wrong number has its right form as a fix", "[syntax]") {
  const auto fix = [](std::string_view text) {
    const Parsed parsed = parse_rules("définition x = " + std::string(text));
    REQUIRE(parsed.codes() == Codes{"AVN1105"});
    return parsed.sink.all().at(0).fixes.at(0).replacement;
  };
  CHECK(fix("12,000.50 €") == "12 000,50");
  CHECK(fix("12.5 %") == "12,5");
  CHECK(fix("1.234,50 €") == "1 234,50");
  CHECK(fix("1,234,567") == "1 234 567");
}
