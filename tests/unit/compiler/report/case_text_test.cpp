#include "compiler/report/case_text.hpp"

#include "compiler/report/case_json.hpp"
#include "compiler/report/explanation.hpp"
#include "tests/unit/compiler/report/sample_program.hpp"

namespace {

using avenant::diagnostics::Code;
using avenant::diagnostics::Language;
using avenant::diagnostics::Sink;
using namespace avenant::report;
namespace cases = avenant::cases;
namespace eval = avenant::eval;

struct Decided {
  std::string text;
  std::string json;
  std::string explanation;
  Sink sink;
  ErrorCounts counts;
};

Decided decide(const std::string& json) {
  const avenant::program::Package package = sample();
  Decided decided;
  const cases::BoundCase bound = bind(package, json, decided.sink);
  const std::vector<ResultView> views = public_results(package, "aide");
  const eval::RunOptions run;
  CaseDecider decider(package, views, "aide", run);
  const CaseReport report = decider.decide(bound);
  decided.text = CasePrinter(package, {}).print(report, run);
  decided.json = CaseJson(package, Language::French).print(report, "aide", run);
  decided.counts = count_errors(package, report);
  eval::Evaluator evaluator(package, run);
  for (const eval::InputValue& input : bound.inputs) evaluator.set(input.input, input.value);
  const std::vector<avenant::program::VariableId> request = {views[0].members[0]};
  decided.explanation = Explainer(package, run, {}).explain(bound, evaluator.explain(request), request);
  return decided;
}

const std::string kOpen =
    R"json({"id": "A1", "contrat": {"option": "Demi", "signé_le": "1er août 2019"}, "bilan.mt_adultes": "900 patients",)json"
    R"json( "regroupé": "oui", "coordonne": false})json";
const std::string kRefused =
    R"json({"commentaire": "seul", "contrat": {"option": 1, "signé_le": "2020-02-29"}, "bilan": {"mt_adultes": 639},)json"
    R"json( "regroupé": false, "coordonné": false})json";

}  // namespace

TEST_CASE("a reader sees yes, the amounts by year, what is unknown and why, and the notices") {
  const Decided decided = decide(kOpen);
  CHECK(decided.sink.all().empty());
  CHECK(decided.text ==
        "A1\n"
        "  aide ouverte\u00A0: oui\n"
        "                    n = 1        n = 2\n"
        "  aide maximale  18\u202F000\u00A0€  13\u202F500,50\u00A0€\n"
        "  terme     1er août 2024\n"
        "  aide due  inconnu\n"
        "  * inconnu\u00A0: formule de modulation («\u00A0Les années de contrat\u00A0», avenant 7)\n"
        "  ! contrat antérieur au lancement («\u00A0Les années de contrat\u00A0», avenant 7)\n"
        "  lectures\u00A0: seuil_activité = au_moins\n");
}

TEST_CASE("a refusal shows the conditions that do not hold, with their articles") {
  const Decided decided = decide(kRefused);
  CHECK(decided.text ==
        "Dossier 1 — seul\n"
        "  aide ouverte\u00A0: non\n"
        "    ✗ activité suffisante  art.\u00A09-3, avenant 7 — 639\u00A0patients < 640\n"
        "    ✗ cadre d’exercice     art.\u00A09-3, avenant 7\n"
        "      ✗ regroupé           art.\u00A09-3, avenant 7\n"
        "      ✗ coordonné          art.\u00A09-3, avenant 7\n"
        "  à titre indicatif, sans éligibilité\u00A0:\n"
        "                    n = 1    n = 2\n"
        "  aide maximale  12\u202F000\u00A0€  9\u202F000\u00A0€\n"
        "  terme     1er mars 2025\n"
        "  aide due  inconnu\n"
        "  * inconnu\u00A0: formule de modulation («\u00A0Les années de contrat\u00A0», avenant 7)\n"
        "  lectures\u00A0: seuil_activité = au_moins\n");
}

TEST_CASE("a missing fact fails what reads it and nothing else") {
  const Decided decided = decide(R"json({"contrat.option": "tiers"})json");
  CHECK(decided.text.find("  aide ouverte\u00A0: entrée non donnée\u00A0: bilan.mt_adultes") != std::string::npos);
  CHECK(decided.text.find("aide maximale  12\u202F000\u00A0€") != std::string::npos);
  CHECK(decided.text.find("  terme     entrée manquante") != std::string::npos);
  CHECK(decided.counts.n_bad_data == 2);
  CHECK(decided.counts.n_failures == 0);
}

TEST_CASE("bad data are reported at their place, and fail what reads them and nothing else") {
  const Decided decided = decide(
      "{\"contrat.option\": \"tierce\",\n \"contrat.signé_le\": \"2023-02-29\",\n \"bilan.mt_adultes\": 50001,\n"
      " \"regroupé\": \"peut-être\", \"coordonné\": true, \"contrat.optoin\": 1, \"contrat\": 3, \"coordonné\": true}");
  std::vector<Code> codes;
  for (const auto& message : decided.sink.all()) codes.push_back(message.code);
  CHECK(codes == std::vector<Code>{Code::UnknownInputCase, Code::NoSuchInputDate, Code::InputOutOfRange,
                                   Code::BadInputValue, Code::UnknownInput, Code::ValueForGroup,
                                   Code::InputGivenTwice});
  CHECK(decided.sink.all()[0].suggestions == std::vector<std::string>{"tiers"});
  CHECK(decided.sink.all()[2].free_path == "d.json:3:22");
  CHECK(decided.sink.all()[4].suggestions == std::vector<std::string>{"contrat.option"});
  CHECK(decided.text.find("aide due  inconnu") != std::string::npos);
  CHECK(decided.text.find("terme     illisible") != std::string::npos);
}

TEST_CASE("JSON has the values exactly, the errors with their place, and the readings used") {
  const Decided decided = decide(kRefused);
  CHECK(decided.json.starts_with(
      "{\"case\":1,\"commentaire\":\"seul\",\"dispositif\":\"aide\",\"results\":{\"aide_ouverte\":{\"value\":false,"
      "\"text\":\"faux\",\"conditions\":[{\"label\":\"activité suffisante\",\"depth\":1,\"value\":false,"
      "\"article\":\"9-3\",\"heading\":\"Médecins éligibles\",\"text\":\"avenant_7\",\"place\":\"r/a.avn.md:5\"}"));
  CHECK(decided.json.find("\"aide_maximale\":{\"1\":{\"value\":12000,\"text\":\"12\u202F000\u00A0€\"}") !=
        std::string::npos);
  CHECK(decided.json.find(
            "\"aide_due\":{\"error\":{\"class\":\"inconnu\",\"message\":\"inconnu\u00A0: formule de "
            "modulation\",\"subject\":\"aide_due\",\"reason\":\"formule de modulation\",\"heading\":\"Les "
            "années de contrat\",\"text\":\"avenant_7\",\"place\":\"r/a.avn.md:45\"}}") != std::string::npos);
  CHECK(decided.json.ends_with("\"readings\":{\"seuil_activité\":\"au_moins\"},\"notices\":[]}"));
}

TEST_CASE("an explanation names the rule, its article, its conditions and the values read") {
  const Decided decided = decide(kRefused);
  CHECK(decided.explanation ==
        "Dossier 1 — seul\n"
        "  aide_ouverte = faux\n"
        "    règle\u00A0: art.\u00A09-3, avenant 7\n"
        "    ✗ activité suffisante  (art.\u00A09-3, avenant 7)\n"
        "    ✗ cadre d’exercice  (art.\u00A09-3, avenant 7)\n"
        "      ✗ regroupé  (art.\u00A09-3, avenant 7)\n"
        "      ✗ coordonné  (art.\u00A09-3, avenant 7)\n"
        "    639\u00A0patients ≥ 640\u00A0: faux\n"
        "    lecture seuil_activité = au_moins\n"
        "    entrée bilan.mt_adultes = 639\u00A0patients\n"
        "    entrée regroupé = faux\n"
        "    entrée coordonné = faux\n");
}
