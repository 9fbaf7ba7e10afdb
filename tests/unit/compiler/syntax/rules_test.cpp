#include <catch2/catch.hpp>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

TEST_CASE("a text states its dates", "[syntax]") {
  const Parsed parsed = parse_rules(
      "texte avenant_7\n"
      "  titre         « Avenant n° 7 »\n"
      "  référence     « JO ; arrêté »\n"
      "  signé le      20 juin 2019\n"
      "  publié le     20 août 2019   -- date du journal\n"
      "  en vigueur le 21 août 2019\n"
      "  jusqu’au      30 avril 2023\n"
      "  après         avenant_6");
  REQUIRE(parsed.codes().empty());
  const auto text = parsed.rules().at(0).as<TextView>();
  REQUIRE(text);
  CHECK(text->name()->text() == "avenant_7");
  CHECK(text->stated_title()->content() == "Avenant n° 7");
  CHECK(text->reference()->content() == "JO ; arrêté");
  CHECK(text->signed_on()->text() == "20 juin 2019");
  CHECK(text->published_on()->text() == "20 août 2019");
  CHECK(text->modifier(ModifierKind::InForce)->value()->text() == "21 août 2019");
  CHECK(text->modifier(ModifierKind::Until)->value()->text() == "30 avril 2023");
  CHECK(text->modifier(ModifierKind::After)->text_name()->text() == "avenant_6");
}

TEST_CASE("projet, suite de, vocabulaire, dans and a bare application selon stand alone", "[syntax]") {
  const Parsed parsed = parse_rules(
      "projet projet_2027\n"
      "  publié le 1er janvier 2027\n"
      "suite de avenant_7\n"
      "vocabulaire assistants_médicaux\n"
      "dans aide_individuelle\n"
      "application selon second.demandé_le");
  REQUIRE(parsed.codes().empty());
  REQUIRE(parsed.rules().size() == 5);
  CHECK(parsed.rules()[0].as<TextView>()->is_draft());
  CHECK(parsed.rules()[1].as<ContinuationView>()->name()->text() == "avenant_7");
  CHECK(parsed.rules()[3].as<InSchemeView>()->name()->text() == "aide_individuelle");
  CHECK(parsed.rules()[4].as<SectionApplicationView>()->date()->text() == "second.demandé_le");
}

TEST_CASE("a dispositif holds its inputs, with blank lines between", "[syntax]") {
  const Parsed parsed = parse_rules(
      "dispositif aide_individuelle\n"
      "  application selon date_du_régime\n"
      "  jour inexistant au plus tôt\n"
      "\n"
      "  entrée médecin   : Médecin\n"
      "  entrée constat pour n de 3 à 5 : Constat « relevé »\n"
      "  entrée membres    : liste de Membre, de 1 à 100\n"
      "  entrée etp : patients/ETP de 0 à 100 facultatif");
  REQUIRE(parsed.codes().empty());
  const auto scheme = parsed.rules().at(0).as<SchemeView>();
  REQUIRE(scheme);
  CHECK_FALSE(scheme->modifier(ModifierKind::MissingDay)->latest());
  const auto inputs = scheme->inputs();
  REQUIRE(inputs.size() == 4);
  CHECK(inputs[0].type()->kind() == TypeKind::Named);
  CHECK(inputs[1].family().at(0).range()->low()->text() == "3");
  CHECK(inputs[1].title()->content() == "relevé");
  CHECK(inputs[2].type()->kind() == TypeKind::List);
  CHECK(inputs[2].type()->element()->unit()->text() == "Membre");
  CHECK(inputs[2].type()->range()->high()->text() == "100");
  CHECK(inputs[3].type()->optional());
  CHECK(inputs[3].type()->unit()->is_quotient());
}

TEST_CASE("units, enumerations, fiches and readings are declared", "[syntax]") {
  const Parsed parsed = parse_rules(
      "unité patient, patients\n"
      "unité ETP à 2 décimales\n"
      "énumération ordonnée Tranche\n"
      "  | code | cas       | libellé      |\n"
      "  | P30  | P30       | « du P30 »   |\n"
      "fiche Bilan « à la signature »\n"
      "  départ   : date\n"
      "  tranche pour i dans Indicateur : Tranche facultatif « notifiée »\n"
      "  taux : décimal à 4 décimales de 0 à 1\n"
      "lecture seuil « est-il atteint »\n"
      "  | au_moins | « au moins 640 | patients » | par défaut, n° 7 ; l’usage |\n"
      "  | plus_de  | « plus de »   |   |");
  REQUIRE(parsed.codes().empty());
  const auto unit = parsed.rules().at(0).as<UnitRuleView>();
  CHECK(unit->singular()->text() == "patient");
  CHECK(unit->plural()->text() == "patients");
  CHECK(parsed.rules()[1].as<UnitRuleView>()->decimals()->text() == "2");
  CHECK(parsed.rules()[2].as<EnumerationView>()->ordered());
  const auto table = parsed.rules()[2].table();
  CHECK(table->header_rows().size() == 1);
  CHECK(table->rows().at(0).cells().at(1).value()->text() == "P30");
  const auto fields = parsed.rules()[3].as<RecordView>()->fields();
  REQUIRE(fields.size() == 3);
  CHECK(fields[0].name()->text() == "départ");
  CHECK(fields[1].family().at(0).enumeration()->text() == "Indicateur");
  CHECK(fields[1].title()->content() == "notifiée");
  CHECK(fields[2].type()->decimals()->text() == "4");
  const auto choices = parsed.rules()[4].as<ReadingView>()->choices();
  REQUIRE(choices.size() == 2);
  CHECK(choices[0].by_default());
  CHECK(choices[0].label()->content() == "au moins 640 | patients");
  CHECK(choices[0].prose()->text() == ", n° 7 ; l’usage");
  CHECK_FALSE(choices[1].by_default());
}

TEST_CASE("a definition has its body in its head or on its lines", "[syntax]") {
  const Parsed parsed = parse_rules(
      "résultat définition a : date = b à défaut c\n"
      "définition d pour n de 1 à 6 ; i dans E : montant « titre »\n"
      "  application selon début(n)\n"
      "  jusqu’au 31 décembre 2024\n"
      "  = f(n)\n"
      "      + g(i)\n"
      "définition f avec parts : décimal à 2 décimales ; q : €/ETP : €\n"
      "  si parts = 0 alors 0 €\n"
      "  sinon parts × q");
  REQUIRE(parsed.codes().empty());
  CHECK(parsed.rules().at(0).is_result());
  const auto family = parsed.rules()[1].as<DefinitionView>();
  CHECK(family->family().size() == 2);
  CHECK(family->title()->content() == "titre");
  CHECK(family->modifier(ModifierKind::Application)->value()->text() == "début(n)");
  CHECK(show(family->body()->node()) == "(+ (call f n) (call g i))");
  const auto with = parsed.rules()[2].as<DefinitionView>();
  REQUIRE(with->parameters().size() == 2);
  CHECK(with->parameters()[0].type()->decimals()->text() == "2");
  CHECK(with->type()->unit()->text() == "€");
  CHECK(with->body()->kind() == ExpressionKind::IfExpression);
}

TEST_CASE("conditions are labelled and groups nest", "[syntax]") {
  const Parsed parsed = parse_rules(
      "résultat éligibilité aide_ouverte : toutes les conditions\n"
      "  « tarifs maîtrisés »   médecin.secteur parmi (secteur_1 ; secteur_2_tm)\n"
      "  « cadre »              au moins une condition\n"
      "    « regroupé »         exercice_regroupé\n"
      "    « coordonné »        toutes les conditions\n"
      "      « a »              x\n"
      "                         ou y\n"
      "  « d’adhésion »         z");
  REQUIRE(parsed.codes().empty());
  const auto rule = parsed.rules().at(0).as<EligibilityView>();
  REQUIRE(rule);
  CHECK_FALSE(rule->any());
  const auto conditions = rule->conditions();
  REQUIRE(conditions.size() == 3);
  CHECK(conditions[0].label()->content() == "tarifs maîtrisés");
  const auto group = conditions[1].group();
  REQUIRE(group);
  CHECK(group->any());
  REQUIRE(group->conditions().size() == 2);
  CHECK(show(group->conditions()[1].group()->conditions().at(0).condition()->node()) == "(ou x y)");
  CHECK(conditions[2].condition()->text() == "z");
}

TEST_CASE("a derogation has a value or clauses", "[syntax]") {
  const Parsed parsed = parse_rules(
      "dérogation multisite à aide_ouverte « regroupé »\n"
      "  si cabinet.multisite alors vrai\n"
      "dérogation âge à patientèle(i ; n)\n"
      "  prime sur installation_récente ; autre\n"
      "  cède à objectif_adapté\n"
      "  si années ≥ 65\n"
      "     et médecin.actif\n"
      "  alors\n"
      "    cible      départ\n"
      "    tolérance  10 %");
  REQUIRE(parsed.codes().empty());
  const auto simple = parsed.rules().at(0).as<DerogationView>();
  CHECK(simple->target()->name()->text() == "aide_ouverte");
  CHECK(simple->target()->label()->content() == "regroupé");
  CHECK(simple->body()->text() == "vrai");
  const auto clauses = parsed.rules()[1].as<DerogationView>();
  CHECK(clauses->target()->arguments().size() == 2);
  CHECK(clauses->prevails_over().size() == 2);
  CHECK(clauses->yields_to().at(0).text() == "objectif_adapté");
  CHECK(show(clauses->condition()->node()) == "(et (≥ années 65) (. médecin actif))");
  REQUIRE(clauses->clauses().size() == 2);
  CHECK(clauses->clauses()[0].keyword() == Keyword::Target);
  CHECK(clauses->clauses()[1].value()->text() == "10 %");
}

TEST_CASE("objectives, obligations, schedules, series and notices", "[syntax]") {
  const Parsed parsed = parse_rules(
      "résultat objectif patientèle pour i dans Indicateur ; n de 3 à 5 « augmenter »\n"
      "  concerne   requis(i)\n"
      "  départ     compté(i)\n"
      "  cible      départ × (1 + hausse(i)) arrondi à l’unité inférieure\n"
      "résultat obligation former « commencer »\n"
      "  débiteur   médecin\n"
      "  due si     embauché est donné\n"
      "             et (cqp n’est pas donné ou cqp > embauché)\n"
      "  à compter de si a alors b sinon c\n"
      "  délai      2 ans\n"
      "  prouvée par d\n"
      "échéancier versements pour n de 1 à 5 de aide_due(n)\n"
      "  si n = 1\n"
      "    « acompte »  70 %      dans 15 jours à compter de d\n"
      "    « solde »    le reste  le inconnu « date »\n"
      "  sinon\n"
      "    « aide »     le reste  le début(2)\n"
      "série valeur_du_point : €/points\n"
      "  à compter du 1er janvier 2019 : 7 €/points « accord »\n"
      "  du 1er mai 2023 au 30 avril 2024 : 7,5 €/points\n"
      "signale « antérieur »\n"
      "  si contrat.signé_le < 1er septembre 2019\n"
      "suppose x ≥ 5 patients « toujours »");
  REQUIRE(parsed.codes().empty());
  CHECK(parsed.rules().at(0).as<ObjectiveView>()->clause(Keyword::Start)->value()->text() == "compté(i)");
  const auto obligation = parsed.rules()[1].as<ObligationView>();
  CHECK(obligation->clause(Keyword::DueIf)->value()->kind() == ExpressionKind::BinaryExpression);
  CHECK(obligation->clause(Keyword::ProvedBy)->value()->text() == "d");
  const auto schedule = parsed.rules()[2].as<InstalmentsView>();
  CHECK(schedule->amount()->text() == "aide_due(n)");
  REQUIRE(schedule->branches().size() == 2);
  CHECK(schedule->branches()[0].instalments().size() == 2);
  CHECK(schedule->branches()[0].instalments()[0].due_date()->delay()->text() == "15 jours");
  CHECK(schedule->branches()[0].instalments()[1].is_remainder());
  CHECK(schedule->branches()[1].is_else());
  const auto entries = parsed.rules()[3].as<SeriesView>()->entries();
  REQUIRE(entries.size() == 2);
  CHECK(entries[0].value()->as<NumberView>()->source_note()->content() == "accord");
  CHECK(entries[1].last_day()->text() == "30 avril 2024");
  CHECK(parsed.rules()[4].as<SignalView>()->message()->content() == "antérieur");
  CHECK(parsed.rules()[5].as<AssumptionView>()->reason()->content() == "toujours");
}

TEST_CASE("a text repeals rows, clauses and lines, and adds lines under conditions", "[syntax]") {
  const Parsed parsed = parse_rules(
      "abroge barème aide lignes\n"
      "  | option |\n"
      "  | demi   |\n"
      "  | sinon  |\n"
      "abroge patientèle.tolérance\n"
      "  au lieu de 10 %\n"
      "abroge former.à compter de\n"
      "abroge échéancier versements « acompte »\n"
      "complète échéancier versements\n"
      "  si a\n"
      "    si b\n"
      "      « prime » 100 € le jour\n"
      "    sinon\n"
      "      « prime » 50 € le jour\n"
      "  sinon si c\n"
      "    « reprise » 10 % le jour");
  REQUIRE(parsed.codes().empty());
  const auto rules = parsed.rules();
  REQUIRE(rules.size() == 5);
  const auto rows = rules[0].as<RepealView>();
  CHECK(rows->address()->rows());
  REQUIRE(rows->table());
  CHECK(rows->table()->rows().size() == 2);
  CHECK(rules[1].as<RepealView>()->address()->clause_keyword() == Keyword::Tolerance);
  CHECK(rules[1].modifier(ModifierKind::InsteadOf));
  CHECK(rules[2].as<RepealView>()->address()->clause_keyword() == Keyword::StartingFrom);
  CHECK(rules[3].as<RepealView>()->address()->label()->content() == "acompte");
  const auto branches = rules[4].as<ExtendView>()->branches();
  REQUIRE(branches.size() == 2);
  REQUIRE(branches[0].branches().size() == 2);
  CHECK(branches[0].branches()[0].instalments().size() == 1);
  CHECK(branches[0].branches()[1].is_else());
  CHECK(branches[1].instalments().size() == 1);
}

TEST_CASE("amendments act on addresses", "[syntax]") {
  const Parsed parsed = parse_rules(
      "abroge aide_ouverte « cadre d’exercice »\n"
      "abroge cas 20A de Département\n"
      "abroge dérogation multisite\n"
      "remplace aide_ouverte « volet 1 »  lecture_x = supprimé ou cabinet.validé\n"
      "remplace définition ouverte : booléen en gardant ses dérogations\n"
      "  y compris dans la rédaction de avenant_7\n"
      "  = vrai\n"
      "remplace former.délai 6 mois au lieu de 3 mois\n"
      "remplace former.due si  x est donné\n"
      "remplace barème aide lignes\n"
      "  | option || aide |\n"
      "  | demi   || 12 € |\n"
      "complète fiche Contrat\n"
      "  demandé_le : date facultatif\n"
      "complète aide_ouverte\n"
      "  « délai »\n"
      "    a n’est pas donné\n"
      "    ou b\n"
      "reporte avenant_7 au 1er janvier 2025");
  REQUIRE(parsed.codes().empty());
  const auto rules = parsed.rules();
  REQUIRE(rules.size() == 11);
  CHECK(rules[0].as<RepealView>()->address()->label()->content() == "cadre d’exercice");
  CHECK(rules[1].as<RepealView>()->case_address()->name()->text() == "20A");
  CHECK(rules[2].as<RepealView>()->address()->rule_keyword() == Keyword::Derogation);
  CHECK(rules[3].as<ReplaceView>()->value()->kind() == ExpressionKind::BinaryExpression);
  const auto whole = rules[4].as<ReplaceView>()->replaced();
  REQUIRE(whole);
  CHECK(whole->modifier(ModifierKind::KeepDerogations));
  CHECK(whole->modifier(ModifierKind::Including)->text_name()->text() == "avenant_7");
  CHECK(rules[5].as<ReplaceView>()->address()->clause_keyword() == Keyword::Delay);
  CHECK(rules[5].as<ReplaceView>()->modifier(ModifierKind::InsteadOf)->value()->text() == "3 mois");
  CHECK(rules[6].as<ReplaceView>()->address()->clause_keyword() == Keyword::DueIf);
  CHECK(rules[7].as<ReplaceView>()->address()->rows());
  CHECK(rules[7].as<ReplaceView>()->table()->rows().size() == 1);
  CHECK(rules[8].as<ExtendView>()->fields().at(0).type()->optional());
  CHECK(rules[9].as<ExtendView>());
  CHECK(parse_rules("reporte texte a au 1er mai 2025").rules().at(0).as<PostponeView>()->date()->text() ==
        "1er mai 2025");
}

TEST_CASE("a file may use the English keywords", "[syntax]") {
  const Parsed parsed = parse_file(
      "# Test\n```avenant\nlangue en\n```\ntext\n```avenant\n"
      "text t\n  title « a »\n  published on 22 June 2024\n"
      "definition x for n of 1 to 5 : amount\n"
      "  if n = 1 then 0 € else sum of m.y for m of L such that m.x is given rounded to the cent\n"
      "eligibility e : all conditions\n  « a » x among (a ; b)\n```\n");
  CHECK(parsed.codes().empty());
  CHECK(parsed.rules().size() == 4);
  CHECK(parsed.rules().at(1).as<TextView>()->published_on()->as<DateView>()->parts_of_date().month == 6);
}
