#include <catch2/catch.hpp>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

TEST_CASE("operators bind as the reference says", "[syntax]") {
  CHECK(show_expression("a + b × c − d") == "(− (+ a (× b c)) d)");
  CHECK(show_expression("a * b / c ÷ d") == "(÷ (/ (* a b) c) d)");
  CHECK(show_expression("− a + b") == "(+ (neg a) b)");
  CHECK(show_expression("a - -b") == "(- a (neg b))");
  CHECK(show_expression("a + b ≥ c × 2") == "(≥ (+ a b) (× c 2))");
  CHECK(show_expression("non a = b et c") == "(et (non (= a b)) c)");
  CHECK(show_expression("(a ou b) et c") == "(et (paren (ou a b)) c)");
  CHECK(show_expression("a à défaut b à défaut c") == "(à défaut (à défaut a b) c)");
  CHECK(show_expression("a à défaut b ≥ c") == "(à défaut a (≥ b c))");
  CHECK(show_expression("a est donné et b n'est pas donné") == "(et (donné a) (pas-donné b))");
  CHECK(show_expression("a n’est pas donné") == "(pas-donné a)");
  CHECK(show_expression("x parmi (a ; b) et y hors S") == "(et (parmi x (list a b)) (hors y S))");
  CHECK(show_expression("a <> b et c <= d et e >= f") == "(et (et (<> a b) (<= c d)) (>= e f))");
}

TEST_CASE("rounding applies to the sum before it and is compared after", "[syntax]") {
  CHECK(show_expression("a + b arrondi au centime") == "(RoundExpression (+ a b))");
  CHECK(show_expression("a × b arrondi à l’unité inférieure ≥ c") == "(≥ (RoundExpression (× a b)) c)");
  CHECK(show_expression("a arrondi à 0,5 ETP supérieur") == "(RoundExpression a 0,5 ETP)");
  CHECK(show_expression("a exact au centime") == "(ExactExpression a)");
  CHECK(show_expression("arrondi(a ; 1 € ; bas)") == "(call arrondi a 1 € bas)");
  const Parsed parsed = parse_rules("définition x = a arrondi à l'euro inférieur");
  const auto round = parsed.rules().at(0).as<DefinitionView>()->body()->as<RoundView>();
  REQUIRE(round);
  CHECK(round->step() == RoundStep::Euro);
  CHECK(round->direction() == RoundDirection::Down);
}

TEST_CASE("calls and fields chain, and a call's parenthesis touches its name", "[syntax]") {
  CHECK(show_expression("f(a ; b).c(1)") == "(call (. (call f a b) c) 1)");
  CHECK(show_expression("constat(n).niveau(i)") == "(call (. (call constat n) niveau) i)");
  CHECK(codes_of_expression("f (a)") == Codes{"AVN1306"});
}

TEST_CASE("names may be words that are keywords elsewhere", "[syntax]") {
  CHECK(show_expression("départ × (1 + hausse(i))") == "(× départ (paren (+ 1 (call hausse i))))");
  CHECK(show_expression("x.échéance") == "(. x échéance)");
  CHECK(show_expression("date(année ; 12 ; 31)") == "(call date année 12 31)");
  CHECK(show_expression("sirop + étalon") == "(+ sirop étalon)");
  CHECK(show_expression("x.si") == "(. x si)");
}

TEST_CASE("numbers keep their spelling and their unit", "[syntax]") {
  const auto number = [](std::string_view text) {
    const Parsed parsed = parse_rules("définition x = " + std::string(text));
    const auto view = parsed.rules().at(0).as<DefinitionView>()->body()->as<NumberView>();
    if (!view || !parsed.sink.all().empty()) return std::string("?");
    std::string out(view->digits()->text());
    if (view->is_percent()) out += "|%";
    if (view->unit()) out += "|" + std::string(view->unit()->text());
    if (view->source_note()) out += "|" + std::string(view->source_note()->content());
    return out;
  };
  CHECK(number("12 000 €") == "12 000|€");
  CHECK(number("12\u00A0000\u202F€") == "12\u00A0000|€");
  CHECK(number("12,5 %") == "12,5|%");
  CHECK(number("1/3 ETP") == "1/3|ETP");
  CHECK(number("38 000 €/ETP") == "38 000|€/ETP");
  CHECK(number("2 100 minutes/ETP") == "2 100|minutes/ETP");
  CHECK(number("850 patients « union, approximatif »") == "850|patients|union, approximatif");
  CHECK(number("01") == "01");
  CHECK(show_expression("12€ / n") == "(/ 12€ n)");
  CHECK(show_expression("20A") == "20A");
  CHECK(decode_number("12 000,50").whole == "12000");
  CHECK(decode_number("12 000,50").decimals == "50");
  CHECK(decode_number("1/3").denominator == "3");
}

TEST_CASE("dates and durations are literals", "[syntax]") {
  const Parsed parsed = parse_rules("définition x = 1er mai 2023 + 2 ans");
  const auto sum = parsed.rules().at(0).as<DefinitionView>()->body()->as<BinaryView>();
  REQUIRE(sum);
  const DateParts date = sum->left()->as<DateView>()->parts_of_date();
  CHECK(date.day == 1);
  CHECK(date.month == 5);
  CHECK(date.year == 2023);
  CHECK(sum->right()->as<DurationView>()->unit() == DurationUnit::Years);
  CHECK(show_expression("d + 15 jours − 1 mois") == "(− (+ d 15 jours) 1 mois)");
  CHECK(show_expression("d + 3 mois jour inexistant au plus tôt") == "(MissingDayExpression (+ d 3 mois))");
}

TEST_CASE("a choice extends to the right end", "[syntax]") {
  CHECK(show_expression("si a alors b sinon si c alors d sinon e + 1") == "(si a b c d (+ e 1))");
  const Parsed parsed = parse_rules("définition x = si a alors b sinon si c alors d sinon e");
  const auto choice = parsed.rules().at(0).as<DefinitionView>()->body()->as<IfView>();
  REQUIRE(choice);
  REQUIRE(choice->branches().size() == 2);
  CHECK(choice->branches()[1].condition->text() == "c");
  CHECK(choice->branches()[1].value->text() == "d");
  CHECK(choice->otherwise()->text() == "e");
  CHECK(show_expression("f(si a alors b sinon c ; d)") == "(call f (si a b c) d)");
}

TEST_CASE("selon takes cases between parentheses or on their own lines", "[syntax]") {
  const Parsed inline_form = parse_rules("définition x = selon i (mt : a ; fa ou hz : b ; sinon : c)");
  CHECK(inline_form.codes().empty());
  const auto select = inline_form.rules().at(0).as<DefinitionView>()->body()->as<SelectView>();
  REQUIRE(select);
  REQUIRE(select->cases().size() == 3);
  CHECK(select->cases()[1].patterns().size() == 2);
  CHECK(select->cases()[2].patterns()[0].kind() == PatternKind::Else);

  const Parsed lines = parse_rules(
      "définition x : entier\n"
      "  selon i\n"
      "    mt : a\n"
      "      + 1\n"
      "    ≥ P30 : b\n"
      "    sinon : c\n"
      "définition y = 1");
  CHECK(lines.codes().empty());
  CHECK(lines.rules().size() == 2);
  const auto by_lines = lines.rules().at(0).as<DefinitionView>()->body()->as<SelectView>();
  REQUIRE(by_lines);
  REQUIRE(by_lines->cases().size() == 3);
  CHECK(show(by_lines->cases()[0].value()->node()) == "(+ a 1)");
  CHECK(by_lines->cases()[1].patterns()[0].comparison() == BinaryOperator::GreaterEqual);
}

TEST_CASE("an operator after its domain ends an aggregate", "[syntax]") {
  CHECK(show_expression("somme de m.p pour m de L ≥ 775 × nombre de L") ==
        "(≥ (AggregateExpression (. m p) (Iteration m L)) (× 775 (AggregateExpression L)))");
  CHECK(show_expression("moyenne de x pour i de E tel que f(i) et g(i)") ==
        "(AggregateExpression x (Iteration i E) (SuchThat (et (call f i) (call g i))))");
  CHECK(show_expression("la première de (a ; b) + 3 ans") == "(+ (AggregateExpression (list a b)) 3 ans)");
  CHECK(show_expression("somme de f(n) pour n de 1 à 5") ==
        "(AggregateExpression (call f n) (Iteration n (Range 1 5)))");
  CHECK(show_expression("somme de (a + b) × 2 pour m de L") ==
        "(AggregateExpression (× (paren (+ a b)) 2) (Iteration m L))");
  CHECK(show_expression("nombre de m de L tels que m.x") == "(AggregateExpression (Iteration m L) (SuchThat (. m x)))");
}

TEST_CASE("quantifiers and lists", "[syntax]") {
  CHECK(show_expression("pour tout m de L : m.x ou m.y") == "(ForAllExpression (Iteration m L) (ou (. m x) (. m y)))");
  CHECK(show_expression("il existe m de L tel que m.x") == "(ExistsExpression (Iteration m L) (SuchThat (. m x)))");
  CHECK(show_expression("les m de L tels que m.x") == "(FilterExpression (Iteration m L) (SuchThat (. m x)))");
  CHECK(show_expression("l’unique m de L tel que m.x") == "(UniqueExpression (Iteration m L) (SuchThat (. m x)))");
  CHECK(show_expression("le premier m de L tel que m.x par m.d") ==
        "(FirstExpression (Iteration m L) (SuchThat (. m x)) (. m d))");
  CHECK(show_expression("tous sauf (a ; b)") == "(AllExcept (list a b))");
}

TEST_CASE("unknown figures carry their reason and bounds", "[syntax]") {
  const Parsed parsed = parse_rules(
      "définition a = inconnu « pourquoi » de 12,5 % à 25 %\n"
      "définition b = inconnu « pourquoi » au moins 3 patients\n"
      "définition c = exclu « parce que »");
  CHECK(parsed.codes().empty());
  const auto unknown = parsed.rules().at(0).as<DefinitionView>()->body()->as<UnknownView>();
  REQUIRE(unknown);
  CHECK(unknown->reason()->content() == "pourquoi");
  CHECK(unknown->range()->high()->text() == "25 %");
  const auto bounded = parsed.rules().at(1).as<DefinitionView>()->body()->as<UnknownView>();
  CHECK(bounded->at_least()->text() == "3 patients");
  CHECK_FALSE(bounded->at_most());
}

TEST_CASE("et, ou and à défaut side by side need parentheses", "[syntax]") {
  CHECK(codes_of_expression("a et b ou c") == Codes{"AVN1401"});
  CHECK(codes_of_expression("a à défaut b et c") == Codes{"AVN1401"});
  CHECK(codes_of_expression("(a et b) ou c") == Codes{});
  const Parsed parsed = parse_rules("définition x = a ou b et c");
  CHECK(parsed.sink.all().at(0).fixes.at(0).replacement == "(b et c)");
}

TEST_CASE("comparisons do not chain and choices are not operands", "[syntax]") {
  CHECK(codes_of_expression("a < b < c") == Codes{"AVN1402"});
  CHECK(codes_of_expression("a et si b alors c sinon d") == Codes{"AVN1403"});
  CHECK(codes_of_expression("a et (si b alors c sinon d)") == Codes{});
}
