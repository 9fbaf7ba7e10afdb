// The evaluator itself: what is computed again, what is assumed, dismissed, marked, and asked of expressions.
#include <algorithm>

#include "tests/unit/runtime/eval/left_of.hpp"

using avenant::eval::AbstractEvaluator;
using avenant::eval::AbstractOutcome;
using avenant::eval::AbstractValue;
using avenant::eval::NodeMarks;
using avenant::eval::Partly;
using avenant::program::NodeId;
using avenant::program::Op;
using avenant::value::Value;

namespace {

const std::string kProgram =
    "(text a text 2019-08-20 2019-08-21) (text b text 2023-04-30 2023-05-01)\n"
    "(enumeration Zone (case zip) (case zac) (case hz))\n"
    "(reading threshold at_least (case at_least) (case more_than))\n"
    "(unknown \"rate\" \"not public\" number (range 1/8 1/4))\n"
    "(input signed date) (input patients number/1 (range 0 50000)) (input zone enum[Zone])\n"
    "(variable enough boolean (is (if (eq threshold threshold/at_least) (ge patients 640) (gt patients 640))))\n"
    "(variable scale number/1 (version a (when 2019-08-21 signed)\n"
    "    (body (table (row ((eq zone Zone/zip)) 100) (row ((eq zone Zone/zac)) 200))))\n"
    "  (version b (when 2023-05-01 signed) (body (table (row ((eq zone Zone/zip)) 300) (row ((ne zone Zone/zip)) "
    "400)))\n"
    "    ))\n"
    "(variable due number (is (if enough (div scale patients) 0)))\n"
    "(variable derogated number (version a (body 1) (derogation d (guard (lt patients 10)) (body 2))\n"
    "    (derogation e (guard (gt patients 20)) (body 3))))\n"
    "(variable disputed number (version a (body 1) (derogation d (guard (lt patients 10)) (body 2))\n"
    "    (derogation e (guard (gt patients 5)) (body 3))))\n"
    "(variable advance number (is (unknown \"rate\")))\n";

NodeId body_of(const Partly& partly, std::string_view variable) {
  const auto& package = partly.package();
  const auto& of = package.variable(partly.id(variable));
  return package.rule(package.versions[of.first_version].rule).body;
}

}  // namespace

TEST_CASE("versions join where the date leaves several, and those before every period are no version") {
  Partly partly(kProgram);
  CHECK(partly.of("scale") == "{100, 200, 300, 400}, or no_version, or gap");
  partly.days("signed", {2023, 5, 1}, {2030, 1, 1});
  CHECK(partly.of("scale") == "{300, 400}");
  partly.days("signed", {2020, 5, 1}, {2022, 1, 1});
  CHECK(partly.of("scale") == "{100, 200}, or gap");
}

TEST_CASE("what a boolean variable of one version says of inputs holds where it guards") {
  Partly partly(kProgram);
  partly.days("signed", {2023, 5, 1}, {2030, 1, 1});
  // Enough patients are at least 640: no division by zero.
  CHECK(partly.of("due") == "[0 ; 5/8] over 50000");
}

TEST_CASE("derogations conflict only where two that do not derogate from each other can apply together") {
  Partly partly(kProgram);
  CHECK(partly.of("derogated") == "{1, 2, 3}");
  // One of the two applies whatever the number: the body never counts.
  CHECK(partly.of("disputed") == "{2, 3}, or conflict");
  partly.between("patients", 7, 9);
  CHECK(partly.of("derogated") == "{2}");
  CHECK(partly.of("disputed") == "nothing, or conflict");
}

TEST_CASE("a figure is an error, its bounds, or what is supplied") {
  Partly partly(kProgram);
  CHECK(partly.of("advance") == "nothing, or unknown_figure");
  const auto figure = partly.package().unknown_at("rate");
  partly.evaluator().set_figure_hole(figure);
  CHECK(partly.of("advance") == "[1/8 ; 1/4]");
  partly.evaluator().set_figure_unknown(figure);
  CHECK(partly.of("advance") == "nothing, or unknown_figure");
}

TEST_CASE("readings may be chosen or left open") {
  Partly partly(kProgram);
  partly.between("patients", 640, 640);
  CHECK(partly.of("enough") == "cases 0:2");
  partly.evaluator().set_reading_any(partly.package().reading_named("threshold"));
  CHECK(partly.of("enough") == "cases 0:3");
}

TEST_CASE("a variable that is assumed has the values given, until it is released") {
  Partly partly(kProgram);
  const auto scale = partly.id("scale");
  const std::string before = partly.of("due");
  partly.evaluator().assume(scale, AbstractValue::numbers(avenant::value::Rational::whole(0), false,
                                                          avenant::value::Rational::whole(0), false, 1));
  CHECK(partly.of("due") == "{0}");
  partly.evaluator().release(scale);
  CHECK(partly.of("due") == before);
}

TEST_CASE("a dismissed site is in no result any more") {
  Partly partly(kProgram);
  const auto& package = partly.package();
  const AbstractOutcome scale = partly.evaluator().evaluate(partly.id("scale"));
  const auto sites = partly.evaluator().sites(scale.errors);
  const auto gap = std::find_if(sites.begin(), sites.end(), [&package](avenant::program::SiteId site) {
    return package.site(site).error == avenant::value::RuntimeErrorClass::gap;
  });
  REQUIRE(gap != sites.end());
  partly.evaluator().dismiss(*gap);
  CHECK(partly.of("scale") == "{100, 200, 300, 400}, or no_version");
}

TEST_CASE("sites that are hit are told even where what reads them absorbs the error") {
  Partly partly(
      "(text t text 2020-01-01 2020-01-02) (input n number/1 (range 0 9)) (input p boolean)\n"
      "(variable x boolean (is (and false (gt (div 1 n) 2))))\n"
      "(variable y boolean (is (and (gt (div 1 n) 2) false)))\n");
  CHECK(partly.of("y") == "cases 0:1");
  CHECK(partly.evaluator().hit_sites(partly.id("y")).size() == 1);
  // Nothing is evaluated after an operand that is surely false.
  CHECK(partly.evaluator().hit_sites(partly.id("x")).empty());
}

TEST_CASE("an expression is evaluated where conditions are true") {
  Partly partly(
      "(text t text 2020-01-01 2020-01-02) (input n number/1 (range 0 9))\n"
      "(variable low boolean (is (lt n 5))) (variable high boolean (is (gt n 6)))\n"
      "(variable x number (is (add n 10)))\n");
  bool impossible = false;
  const NodeId low = body_of(partly, "low");
  const NodeId high = body_of(partly, "high");
  const NodeId sum = body_of(partly, "x");
  CHECK(partly.words(partly.evaluator().evaluate_where(sum, std::vector{low}, impossible)) == "{10, 11, 12, 13, 14}");
  CHECK_FALSE(impossible);
  partly.evaluator().evaluate_where(sum, std::vector{low, high}, impossible);
  CHECK(impossible);
  CHECK(partly.words(partly.evaluator().evaluate(sum)) == "[10 ; 19] by 1/1");
}

TEST_CASE("marks say which conditions may hold and fail where they are evaluated") {
  Partly partly(
      "(text t text 2020-01-01 2020-01-02) (input n number/1 (range 0 9))\n"
      "(variable x number (is (if (lt n 20) 1 (if (gt n 5) 2 3))))\n");
  std::vector<NodeMarks> marks(partly.package().nodes.size());
  partly.evaluator().mark(marks);
  partly.evaluator().evaluate(partly.id("x"));
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto op = partly.package().nodes[i].op;
    if (op == Op::kLess) CHECK((marks[i].reached && marks[i].may_be_true && !marks[i].may_be_false));
    if (op == Op::kGreater) CHECK_FALSE(marks[i].reached);
  }
}

TEST_CASE("a cone has the inputs, readings and figures that something may read") {
  Partly partly(kProgram);
  const auto& package = partly.package();
  const AbstractEvaluator::Cone cone = partly.evaluator().cone_of(partly.id("due"));
  CHECK(cone.inputs.size() == 3);
  CHECK(cone.readings.size() == 1);
  CHECK(cone.figures.empty());
  CHECK(partly.evaluator().cone_of(partly.id("advance")).figures.size() == 1);
  CHECK(partly.evaluator().variables_of(body_of(partly, "due")).size() == 2);
  CHECK(package.inputs.size() == 3);
}

TEST_CASE("a requested result out of force is what its kind has there") {
  Partly partly(
      "(text a text 2019-08-20 2019-08-21) (input signed date) (input n number/1 (range 0 9))\n"
      "(variable x boolean eligibility (out_of_force false) (version a (when 2019-08-21 signed) (body (ge n 0))))\n");
  CHECK(partly.of("x") == "cases 0:2, or no_version");
  CHECK(partly.words(partly.evaluator().request(partly.id("x"))) == "cases 0:3");
}

TEST_CASE("a chain of variables as long as programs admit needs no deep stack") {
  std::string text = "(text t text 2020-01-01 2020-01-02) (input n number/1 (range 0 9)) (variable v0 number (is n))\n";
  constexpr int kLength = 2400;
  for (int i = 1; i < kLength; ++i) {
    text += "(variable v" + std::to_string(i) + " number (is (max v" + std::to_string(i - 1) + " 1)))\n";
  }
  Partly partly(text);
  CHECK(partly.of("v" + std::to_string(kLength - 1)) == "[1 ; 9] by 1/1");
}
