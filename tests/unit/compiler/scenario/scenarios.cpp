#include <catch2/catch.hpp>

#include "compiler/lower/lower.hpp"
#include "compiler/scenario/render.hpp"
#include "compiler/scenario/run.hpp"
#include "tests/support/hir_builder.hpp"

namespace avenant::scenario {
namespace {

using hir::ExpectationKind;
using hir::ExpressionKind;
using test::HirBuilder;
using value::Value;

// A small dispositif: an eligibility with a group, an amount, an unknown figure, and scenarios about them.
class Project {
 public:
  Project() {
    secteur_ = b.input("secteur", HirBuilder::boolean_type());
    regroupe_ = b.input("regroupé", HirBuilder::boolean_type());
    coordonne_ = b.input("coordonné", HirBuilder::boolean_type());
    multisite_ = b.input("multisite", HirBuilder::boolean_type());
    jour_ = b.input("jour", HirBuilder::date_type().with_optional(true));
    open = b.declare("aide_ouverte", HirBuilder::boolean_type(), hir::VariableKind::Eligibility);
    const auto tarifs = b.condition(open, "tarifs maîtrisés", b.read(secteur_));
    cadre = b.condition(open, "cadre d'exercice", {});
    grouped = b.condition(cadre, "regroupé", b.read(regroupe_));
    const auto coordinated = b.condition(cadre, "coordonné", b.read(coordonne_));
    b.group(cadre, hir::ConditionMode::Any, {grouped, coordinated});
    b.group(open, hir::ConditionMode::All, {tarifs, cadre});
    exception = b.derogation("multisite", grouped, b.read(multisite_), b.boolean(true));
    amount = b.definition("aide", b.money_type(), b.when(b.read(open), b.money(12'000), b.money(0)));
    const auto figure = b.unknown("hausse", "tableau non publié", b.whole_type());
    rise = b.definition("hausse", b.whole_type(), b.op(ExpressionKind::Unknown, b.whole_type(), {}, figure.index()));
    day = b.definition("échéance", HirBuilder::date_type().with_optional(true), b.read(jour_));
    reason = b.program.reasons.add("option fermée").index();
    closed = b.definition("fermée", b.whole_type(), b.op(ExpressionKind::Excluded, b.whole_type(), {}, reason));
    reading = b.reading("seuil", {"au_moins", "plus_de"});
    chosen = b.definition("plancher", b.whole_type(),
                          b.when(b.equal(b.read(reading), b.choice(1)), b.whole(641), b.whole(640)));
    date = b.definition("aujourd_hui", HirBuilder::date_type(),
                        b.op(ExpressionKind::SituationDate, HirBuilder::date_type(), {}));

    hir::Case base;
    base.name = b.program.names.intern("de_base");
    base.setting.assignments = {give(secteur_, true), give(regroupe_, true), give(coordonne_, false),
                                give(multisite_, false)};
    case_ = b.program.cases.add(base);
    hir::Case derived;
    derived.name = b.program.names.intern("isolé");
    derived.base = case_;
    derived.setting.assignments = {give(regroupe_, false)};
    alone = b.program.cases.add(derived);
  }

  static hir::Assignment given(hir::InputId input, hir::Type type, Value value) {
    hir::Assignment assignment;
    assignment.member.path = {input, std::nullopt, type};
    assignment.value = value;
    return assignment;
  }
  static hir::Assignment give(hir::InputId input, bool value) {
    return given(input, HirBuilder::boolean_type(), Value::boolean(value));
  }

  static hir::Expectation expects(hir::VariableId variable, ExpectationKind kind, Value value = {}) {
    hir::Expectation expectation;
    expectation.member.variable = variable;
    expectation.kind = kind;
    expectation.value = value;
    return expectation;
  }
  hir::Expectation refused(std::vector<std::string> labels) const {
    hir::Expectation expectation = expects(open, ExpectationKind::Value, Value::boolean(false));
    expectation.failing_labels = std::move(labels);
    return expectation;
  }

  hir::Scenario& add(std::string_view title, hir::CaseId base, std::vector<hir::Expectation> expectations) {
    hir::Scenario scenario;
    scenario.title = std::string(title);
    scenario.base = base;
    scenario.expectations = std::move(expectations);
    scenario.provenance = b.provenance("9-5");
    return b.program.scenarios[b.program.scenarios.add(scenario)];
  }

  Report run(const Options& options = {}) {
    diagnostics::Sink sink;
    const program::Package package = lower::lower(b.program, b.sources, sink);
    REQUIRE_FALSE(sink.has_errors());
    const std::unique_ptr<Engine> engine = make_interpreter(package);
    return scenario::run(b.program, package, b.sources, *engine, options);
  }
  // Whether the one expectation, on top of a case, is met.
  bool holds(hir::CaseId base, const hir::Expectation& expectation, std::vector<hir::Assignment> assignments = {}) {
    hir::Scenario& scenario = add("essai", base, {expectation});
    scenario.setting.assignments = std::move(assignments);
    return run().scenarios.back().passed;
  }

  HirBuilder b;
  hir::VariableId open, cadre, grouped, amount, rise, day, closed, chosen, date;
  hir::DerogationId exception;
  hir::ReadingId reading;
  hir::CaseId case_, alone;
  hir::InputId secteur_, regroupe_, coordonne_, multisite_, jour_;
  std::uint32_t reason = 0;
};

TEST_CASE("a scenario starts from its cases and adds its own facts", "[scenario]") {
  Project p;
  const auto yes = Project::expects(p.amount, ExpectationKind::Value, Value::whole(12'000));
  const auto no = Project::expects(p.amount, ExpectationKind::Value, Value::whole(0));
  CHECK(p.holds(p.case_, yes));
  CHECK(p.holds(p.alone, no));
  CHECK(p.holds(p.alone, yes, {Project::give(p.coordonne_, true)}));
  CHECK_FALSE(p.holds(p.alone, yes));
}

TEST_CASE("`car` names exactly the conditions that fail, by their group or by themselves", "[scenario]") {
  Project p;
  CHECK(p.holds(p.alone, p.refused({"regroupé", "coordonné"})));
  CHECK(p.holds(p.alone, p.refused({"cadre d’exercice"})));
  CHECK(p.holds(p.alone, p.refused({"cadre d'exercice", "regroupé", "coordonné"})));
  CHECK_FALSE(p.holds(p.alone, p.refused({"regroupé"})));
  CHECK_FALSE(p.holds(p.alone, p.refused({"tarifs maîtrisés", "cadre d'exercice"})));
  CHECK_FALSE(p.holds(p.alone, p.refused({})));
  const std::vector<hir::Assignment> outside = {Project::give(p.secteur_, false)};
  CHECK(p.holds(p.alone, p.refused({"tarifs maîtrisés", "cadre d'exercice"}), outside));
  CHECK(p.holds(p.case_, p.refused({"tarifs maîtrisés"}), outside));
  CHECK_FALSE(p.holds(p.alone, p.refused({"cadre d'exercice"}), outside));
}

TEST_CASE("`car` reads the conditions of a group that has a derogation of its own", "[scenario]") {
  Project p;
  p.b.derogation("cadre_libre", p.cadre, p.b.boolean(false), p.b.boolean(true));
  CHECK(p.holds(p.alone, p.refused({"regroupé", "coordonné"})));
  CHECK(p.holds(p.alone, p.refused({"cadre d'exercice"})));
}

TEST_CASE("`grâce à` asks for a derogation that gave the value", "[scenario]") {
  Project p;
  hir::Expectation thanks = Project::expects(p.open, ExpectationKind::Value, Value::boolean(true));
  thanks.thanks_to = {p.exception};
  CHECK(p.holds(p.alone, thanks, {Project::give(p.multisite_, true)}));
  CHECK_FALSE(p.holds(p.case_, thanks));
  hir::Expectation amount = Project::expects(p.amount, ExpectationKind::Value, Value::whole(12'000));
  amount.thanks_to = {p.exception};
  CHECK(p.holds(p.alone, amount, {Project::give(p.multisite_, true)}));
}

TEST_CASE("other outcomes than values are expected by their kind and reason", "[scenario]") {
  Project p;
  hir::Expectation unknown = Project::expects(p.rise, ExpectationKind::Unknown);
  CHECK(p.holds(p.case_, unknown));
  unknown.reason = "non publié";
  CHECK(p.holds(p.case_, unknown));
  unknown.reason = "hausse";
  CHECK(p.holds(p.case_, unknown));
  unknown.reason = "autre chose";
  CHECK_FALSE(p.holds(p.case_, unknown));
  CHECK_FALSE(p.holds(p.case_, Project::expects(p.amount, ExpectationKind::Unknown)));

  hir::Expectation excluded = Project::expects(p.closed, ExpectationKind::Excluded);
  CHECK(p.holds(p.case_, excluded));
  excluded.reason = "fermée";
  CHECK(p.holds(p.case_, excluded));

  hir::Expectation error = Project::expects(p.amount, ExpectationKind::Error);
  error.error_class = "entrée_manquante";
  CHECK(p.holds({}, error));
  CHECK_FALSE(p.holds(p.case_, error));
  error.error_class = "conflit";
  CHECK_FALSE(p.holds({}, error));
}

TEST_CASE("ranges, absence and dates of situation", "[scenario]") {
  Project p;
  hir::Expectation range = Project::expects(p.amount, ExpectationKind::Range);
  range.range = {value::Rational::whole(1), value::Rational::whole(12'000), false};
  CHECK(p.holds(p.case_, range));
  range.range.greatest_excluded = true;
  CHECK_FALSE(p.holds(p.case_, range));

  const auto absent = Project::expects(p.day, ExpectationKind::Absent);
  const Value some_day = Value::date(HirBuilder::date_value(2024, 6, 22));
  const auto given = Project::given(p.jour_, HirBuilder::date_type().with_optional(true), some_day);
  CHECK(p.holds(p.case_, absent));
  CHECK_FALSE(p.holds(p.case_, absent, {given}));
  hir::Assignment taken_back = given;
  taken_back.absent = true;
  CHECK(p.holds(p.case_, absent, {given, taken_back}));

  p.add("situation", p.case_, {Project::expects(p.date, ExpectationKind::Value, some_day)}).setting.situation =
      some_day.as_date();
  CHECK(p.run().scenarios.back().passed);
}

TEST_CASE("a scenario's readings hold for it alone", "[scenario]") {
  Project p;
  const auto more = Project::expects(p.chosen, ExpectationKind::Value, Value::whole(641));
  const auto least = Project::expects(p.chosen, ExpectationKind::Value, Value::whole(640));
  p.add("plus de", p.case_, {more}).setting.readings = {{p.reading, 1}};
  p.add("au moins", p.case_, {least});
  const Report report = p.run();
  CHECK(report.n_passed == 2);
  CHECK(report.engine == "interprète");
}

TEST_CASE("a failure says what was expected, what was obtained and from which article", "[scenario]") {
  Project p;
  p.add("réussi", p.case_, {Project::expects(p.amount, ExpectationKind::Value, Value::whole(12'000))});
  p.add("patientèle trop faible", p.alone,
        {p.refused({"tarifs maîtrisés"}), Project::expects(p.rise, ExpectationKind::Value, Value::whole(3))});
  p.add("vide", p.case_, {});
  const Report report = p.run();
  CHECK(report.n_passed == 1);
  CHECK(report.n_failed == 2);
  const std::string french = render(report);
  CHECK(french.find("✓") == std::string::npos);
  CHECK(french.find("✗ « patientèle trop faible »") != std::string::npos);
  CHECK(french.find("attendu : faux car « tarifs maîtrisés »") != std::string::npos);
  CHECK(french.find("obtenu  : faux car « regroupé » ; « coordonné »") != std::string::npos);
  CHECK(french.find("obtenu  : inconnu « tableau non publié »") != std::string::npos);
  CHECK(french.find("avenant_7, Article 9-3") != std::string::npos);
  CHECK(french.find("n’attend rien") != std::string::npos);
  CHECK(french.find("3 scénarios (3 attentes) : 1 réussi, 2 échoués") != std::string::npos);
  RenderOptions english;
  english.language = diagnostics::Language::English;
  english.passed_too = true;
  CHECK(render(report, english).find("3 scenarios (3 expectations): 1 passed, 2 failed") != std::string::npos);
  CHECK(render(report, english).find("✓ « réussi »") != std::string::npos);
}

TEST_CASE("a scenario with a draft that does not exist fails", "[scenario]") {
  Project p;
  const auto yes = Project::expects(p.amount, ExpectationKind::Value, Value::whole(12'000));
  p.add("projet", p.case_, {yes}).setting.drafts = {p.b.program.names.intern("avenant_7")};
  const Report report = p.run();
  REQUIRE(report.n_failed == 1);
  CHECK(render(report).find("aucun projet de ce nom") != std::string::npos);
}

TEST_CASE("scenarios are chosen by title, accents aside", "[scenario]") {
  Project p;
  p.add("Médecin isolé", p.alone, {p.refused({"cadre d'exercice"})});
  p.add("autre", p.case_, {Project::expects(p.amount, ExpectationKind::Value, Value::whole(12'000))});
  Options options;
  options.title = "medecin";
  CHECK(p.run(options).scenarios.size() == 1);
}

}  // namespace
}  // namespace avenant::scenario
