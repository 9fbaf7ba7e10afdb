#include <catch2/catch.hpp>

#include "tests/unit/compiler/syntax/support.hpp"

using namespace avenant::syntax;
using namespace avenant::syntax::test;

TEST_CASE("the row form has cells before || and results after", "[syntax]") {
  const Parsed parsed = parse_rules(
      "barème seuil pour i dans I : patients\n"
      "  tranches de revenu\n"
      "  suppose revenu ≥ 0 € « jamais négatif »\n"
      "  | i      | généraliste | p            || seuil                      |\n"
      "  | -      | vrai        | P30 ; P50    || 640 patients « approché »  |\n"
      "  | mt     | absent      | ≥ P70        || exclu « a | b »            |\n"
      "  | 1 à 3  | hors S      | de a à moins de b || inconnu « x » au plus 3 |\n"
      "  | sinon  | -           | -            || tous                       |");
  REQUIRE(parsed.codes().empty());
  const auto table = parsed.rules().at(0).table();
  REQUIRE(table);
  CHECK(table->header_rows().size() == 1);
  const auto rows = table->rows();
  REQUIRE(rows.size() == 4);
  CHECK(rows[0].cells().at(0).patterns().at(0).kind() == PatternKind::Any);
  CHECK(rows[0].cells().at(2).patterns().size() == 2);
  CHECK(rows[0].results().at(0).value()->as<NumberView>()->source_note()->content() == "approché");
  CHECK(rows[1].cells().at(1).value()->kind() == ExpressionKind::AbsentLiteral);
  CHECK(rows[1].cells().at(2).patterns().at(0).comparison() == BinaryOperator::GreaterEqual);
  CHECK(rows[1].results().at(0).value()->as<ExcludedView>()->reason()->content() == "a | b");
  CHECK_FALSE(rows[2].cells().at(0).patterns().at(0).range()->high_excluded());
  CHECK(rows[2].cells().at(1).patterns().at(0).negated());
  CHECK(rows[2].cells().at(2).patterns().at(0).range()->high_excluded());
  CHECK(rows[3].cells().at(0).patterns().at(0).kind() == PatternKind::Else);
  const auto rule = parsed.rules().at(0).as<DecisionTableView>();
  CHECK(rule->brackets()->text() == "revenu");
  CHECK(rule->assumptions().size() == 1);
}

TEST_CASE("in the cross form the rows above |---| are headers", "[syntax]") {
  const Parsed parsed = parse_rules(
      "barème aide pour n de 1 à 5 : montant\n"
      "  en lignes   contrat.option\n"
      "  en colonnes n ; tranche\n"
      "  |       | 1        | ≥ 3      |\n"
      "  |       | < P95    | -        |\n"
      "  |-------|----------|----------|\n"
      "  | demi  | 18 000 € | 13 500 € |\n"
      "  | plein | 36 000 € | exclu « fermé » |");
  REQUIRE(parsed.codes().empty());
  const auto rule = parsed.rules().at(0).as<DecisionTableView>();
  CHECK(rule->is_cross());
  CHECK(rule->row_axis().size() == 1);
  CHECK(rule->column_axis().size() == 2);
  CHECK(rule->table()->header_rows().size() == 2);
  CHECK(rule->table()->header_rows()[0].cells().at(0).empty());
  CHECK(rule->table()->rows().size() == 2);
}

TEST_CASE("a row that does not fit its header is an error row and the table stays", "[syntax]") {
  const Parsed parsed = parse_rules(
      "barème b : montant\n"
      "  | a | b || c   |\n"
      "  | 1 | 2 || 3 € |\n"
      "  | 1 || 3 €     |\n"
      "  | 1 | 2 | 3    |\n"
      "  | 4 | 5 || 6 € |");
  CHECK(parsed.codes() == Codes{"AVN1502", "AVN1502"});
  CHECK(parsed.rules().at(0).table()->rows().size() == 2);
  CHECK(parsed.lossless());
}

TEST_CASE("a bad cell is reported alone and the other cells stay", "[syntax]") {
  const Parsed parsed = parse_rules(
      "barème b : montant\n"
      "  | a     || c    |\n"
      "  | 1 ) x || 3 €  |\n"
      "  | 2     || 3 €");
  CHECK(parsed.codes() == Codes{"AVN1302", "AVN1501"});
  CHECK(parsed.rules().at(0).table()->rows().size() == 2);
}

TEST_CASE("scenarios set inputs and state what is expected", "[syntax]") {
  const Parsed parsed = parse_rules(
      "cas généraliste\n"
      "  médecin.secteur  = secteur_1\n"
      "  lecture seuil = plus_de\n"
      "  à la date du 1er mai 2024\n"
      "scénario « patientèle trop faible » à partir de généraliste\n"
      "  bilan.mt_adultes = 639 patients\n"
      "  avec projet projet_2027\n"
      "  attendu aide_ouverte = faux car « activité » ; « zone »\n"
      "  attendu aide(3) = inconnu car hausse\n"
      "  attendu b = vrai grâce à multisite\n"
      "  attendu c = en erreur AVN4012\n"
      "  attendu d = de 3 € à 5 €\n"
      "  attendu e = exclu\n"
      "scénarios « montants » à partir de généraliste\n"
      "  | contrat.signé_le | lecture x | à la date du | avec projet p || aide(1 à 3)            |\n"
      "  | 1er octobre 2019 | demi      | 1er mai 2024 |               || 18 000 € ; 9 000 € ; - |");
  REQUIRE(parsed.codes().empty());
  const auto base = parsed.rules().at(0).as<ScenarioView>();
  CHECK(base->assignments().at(0).target()->text() == "médecin.secteur");
  CHECK(base->readings().at(0).choice()->text() == "plus_de");
  CHECK(base->situation()->date()->text() == "1er mai 2024");
  const auto scenario = parsed.rules()[1].as<ScenarioView>();
  CHECK(scenario->title()->content() == "patientèle trop faible");
  CHECK(scenario->base_case()->text() == "généraliste");
  CHECK(scenario->drafts().at(0).name()->text() == "projet_2027");
  const auto expected = scenario->expected();
  REQUIRE(expected.size() == 6);
  CHECK(expected[0].expectation()->because()->labels().size() == 2);
  CHECK(expected[1].expectation()->because()->addresses().at(0).name()->text() == "hausse");
  CHECK(expected[2].expectation()->thanks_to()->names().at(0).text() == "multisite");
  CHECK(expected[3].expectation()->patterns().at(0).error_code()->text() == "AVN4012");
  CHECK(expected[4].expectation()->patterns().at(0).kind() == PatternKind::Range);
  const auto table = parsed.rules()[2].as<ScenarioView>()->table();
  REQUIRE(table);
  const auto header = table->header_rows().at(0).cells();
  CHECK(header.at(1).reading_column()->name()->text() == "x");
  CHECK(header.at(2).situation_column());
  CHECK(header.at(3).draft_column()->name()->text() == "p");
  CHECK(table->rows().at(0).cells().at(3).empty());
  CHECK(table->rows().at(0).results().at(0).patterns().size() == 3);
}

TEST_CASE("a reference table names its file and key", "[syntax]") {
  const Parsed parsed = parse_rules(
      "table zonage « zonage.csv » clé commune ; année\n"
      "  zone : Zone\n"
      "table « autre.csv » clé code");
  REQUIRE(parsed.codes().empty());
  const auto table = parsed.rules().at(0).as<CsvTableView>();
  CHECK(table->file()->content() == "zonage.csv");
  CHECK(table->keys().size() == 2);
  CHECK(table->fields().size() == 1);
}
