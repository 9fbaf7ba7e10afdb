// What lowered programs mean: the core calculus, seen through the interpreter.
#include <catch2/catch.hpp>

#include "compiler/lower/lower.hpp"
#include "runtime/eval/evaluator.hpp"
#include "tests/support/hir_builder.hpp"

namespace avenant {
namespace {

using hir::ExpressionId;
using hir::ExpressionKind;
using hir::Type;
using test::HirBuilder;
using value::RuntimeErrorClass;
using value::Value;

// A lowered program and its interpreter.
class Runner {
 public:
  explicit Runner(HirBuilder& builder) : package_(lowered(builder)), evaluator_(package_) {}

  Runner& set(std::string_view input, Value value) {
    const program::InputId id = package_.input_named(input);
    REQUIRE(static_cast<bool>(id));
    evaluator_.set(id, value);
    return *this;
  }
  Runner& reading(std::string_view name, std::uint32_t choice) {
    eval::RunOptions options;
    options.readings = {{package_.reading_named(name), choice}};
    evaluator_.set_options(options);
    return *this;
  }
  eval::Outcome outcome(std::string_view variable) {
    const program::VariableId id = package_.variable_named(variable);
    REQUIRE(static_cast<bool>(id));
    return evaluator_.request(id);
  }
  Value value(std::string_view variable) {
    const eval::Outcome result = outcome(variable);
    if (!result.ok()) FAIL(variable << ": " << value::text_of(package_.site(result.site()).error).name);
    return result.value;
  }
  std::int64_t number(std::string_view variable) {
    const Value result = value(variable);
    CHECK(result.b == 1);
    return result.a;
  }
  RuntimeErrorClass error(std::string_view variable) {
    const eval::Outcome result = outcome(variable);
    REQUIRE_FALSE(result.ok());
    return package_.site(result.site()).error;
  }
  const program::Package& package() const { return package_; }

 private:
  static program::Package lowered(HirBuilder& builder) {
    INFO(hir::verify(builder.program));
    REQUIRE(hir::verify(builder.program).empty());
    diagnostics::Sink sink;
    program::Package package = lower::lower(builder.program, builder.sources, sink);
    REQUIRE_FALSE(sink.has_errors());
    return package;
  }

  program::Package package_;
  eval::Evaluator evaluator_;
};

TEST_CASE("a family member reads the one before it", "[meaning]") {
  HirBuilder b;
  const hir::BinderId n = b.binder("n", HirBuilder::range_domain(1, 5));
  const hir::VariableId x = b.declare("x", b.whole_type(), hir::VariableKind::Definition, {n});
  const auto previous = b.op(ExpressionKind::Subtract, b.whole_type(), {b.index(n), b.whole(1)});
  const auto step = b.op(ExpressionKind::Add, b.whole_type(), {b.read(x, {previous}), b.whole(10)});
  b.define(x, b.when(b.equal(b.index(n), b.whole(1)), b.whole(7), step));
  Runner run(b);
  CHECK(run.number("x(1)") == 7);
  CHECK(run.number("x(5)") == 47);
}

TEST_CASE("an index outside its family is out of range, constant or computed", "[meaning]") {
  HirBuilder b;
  const hir::BinderId n = b.binder("n", HirBuilder::range_domain(1, 3));
  const hir::VariableId x = b.definition("x", b.whole_type(), b.index(n), {n});
  const hir::InputId year = b.input("année", b.whole_type());
  b.definition("y", b.whole_type(), b.read(x, {b.read(year)}));
  b.definition("z", b.whole_type(), b.read(x, {b.whole(4)}));
  Runner run(b);
  CHECK(run.set("année", Value::whole(2)).number("y") == 2);
  CHECK(run.set("année", Value::whole(9)).error("y") == RuntimeErrorClass::out_of_range);
  CHECK(run.error("z") == RuntimeErrorClass::out_of_range);
}

TEST_CASE("inputs fail where they are read when missing or outside their range", "[meaning]") {
  HirBuilder b;
  const hir::InputId age =
      b.input("âge", b.whole_type(), {value::Rational::whole(0), value::Rational::whole(130), false});
  b.definition("x", b.whole_type(), b.read(age));
  b.definition("y", b.whole_type(), b.whole(3));
  Runner run(b);
  CHECK(run.error("x") == RuntimeErrorClass::missing_input);
  CHECK(run.number("y") == 3);
  CHECK(run.set("âge", Value::whole(40)).number("x") == 40);
  CHECK(run.set("âge", Value::whole(131)).error("x") == RuntimeErrorClass::out_of_range);
}

TEST_CASE("what may be absent is asked for, replaced or fails", "[meaning]") {
  HirBuilder b;
  const hir::InputId day = b.input("jour", HirBuilder::date_type().with_optional(true));
  b.definition("donné", HirBuilder::boolean_type(),
               b.op(ExpressionKind::IsPresent, HirBuilder::boolean_type(), {b.read(day)}));
  b.definition("sûr", HirBuilder::date_type(), b.op(ExpressionKind::Unwrap, HirBuilder::date_type(), {b.read(day)}));
  b.definition("défaut", HirBuilder::date_type(),
               b.op(ExpressionKind::OrElse, HirBuilder::date_type(), {b.read(day), b.day(2020, 1, 1)}));
  Runner run(b);
  CHECK_FALSE(run.value("donné").as_boolean());
  CHECK(run.error("sûr") == RuntimeErrorClass::absent);
  CHECK(run.value("défaut").as_date() == HirBuilder::date_value(2020, 1, 1));
  run.set("jour", Value::date(HirBuilder::date_value(2021, 2, 3)));
  CHECK(run.value("donné").as_boolean());
  CHECK(run.value("défaut").as_date() == HirBuilder::date_value(2021, 2, 3));
}

// Two derogations of one rule, one of which may prevail over the other, and one that derogates from the first.
struct Exceptions {
  HirBuilder b;
  hir::InputId first = b.input("premier", HirBuilder::boolean_type());
  hir::InputId second = b.input("second", HirBuilder::boolean_type());
  hir::VariableId x = b.definition("x", b.whole_type(), b.whole(100));
  hir::DerogationId a = b.derogation("a", x, b.read(first), b.whole(1));
  hir::DerogationId d = b.derogation("d", x, b.read(second), b.whole(2));

  Runner run(bool is_first, bool is_second) {
    Runner runner(b);
    runner.set("premier", Value::boolean(is_first)).set("second", Value::boolean(is_second));
    return runner;
  }
};

TEST_CASE("a derogation replaces the value where it applies", "[meaning]") {
  Exceptions e;
  CHECK(e.run(false, false).number("x") == 100);
  CHECK(e.run(true, false).number("x") == 1);
  CHECK(e.run(false, true).number("x") == 2);
}

TEST_CASE("two derogations of different values conflict, unless one prevails", "[meaning]") {
  Exceptions e;
  CHECK(e.run(true, true).error("x") == RuntimeErrorClass::conflict);
  e.b.program.derogations[e.a].prevails_over = {e.d};
  CHECK(e.run(true, true).number("x") == 1);
  CHECK(e.run(false, true).number("x") == 2);
}

TEST_CASE("a derogation from a derogation is in play only where that one is, and reads its value", "[meaning]") {
  Exceptions e;
  HirBuilder& b = e.b;
  hir::Derogation& d = b.program.derogations[e.d];
  d.target_derogation = e.a;
  const auto normally = b.op(ExpressionKind::Normally, b.whole_type(), {});
  b.program.derogations[e.d].value = b.op(ExpressionKind::Add, b.whole_type(), {normally, b.whole(50)});
  CHECK(e.run(false, true).number("x") == 100);
  CHECK(e.run(true, false).number("x") == 1);
  CHECK(e.run(true, true).number("x") == 51);
}

TEST_CASE("`normalement` is the body, also under `prime sur`", "[meaning]") {
  Exceptions e;
  HirBuilder& b = e.b;
  const auto normally = b.op(ExpressionKind::Normally, b.whole_type(), {});
  b.program.derogations[e.a].value = b.op(ExpressionKind::Add, b.whole_type(), {normally, b.whole(1)});
  b.program.derogations[e.a].prevails_over = {e.d};
  CHECK(e.run(true, true).number("x") == 101);
}

TEST_CASE("a derogation concerns the members that its constants name", "[meaning]") {
  HirBuilder b;
  const hir::InputId flag = b.input("drapeau", HirBuilder::boolean_type());
  const hir::BinderId n = b.binder("n", HirBuilder::range_domain(1, 3));
  const hir::VariableId x = b.definition("x", b.whole_type(), b.index(n), {n});
  const hir::DerogationId only = b.derogation("seul", x, b.read(flag), b.whole(20));
  b.program.derogations[only].arguments = {b.whole(2)};
  const hir::BinderId k = b.binder("k", HirBuilder::range_domain(1, 3));
  const auto ten_times = b.op(ExpressionKind::Multiply, b.whole_type(), {b.index(k), b.whole(10)});
  const hir::VariableId y =
      b.definition("y", b.whole_type(), b.whole(0), {b.binder("n", HirBuilder::range_domain(1, 3))});
  const hir::DerogationId each = b.derogation("chacun", y, b.read(flag), ten_times);
  b.program.derogations[each].arguments = {b.index(k)};
  b.program.derogations[each].indices = {k};
  Runner run(b);
  run.set("drapeau", Value::boolean(true));
  CHECK(run.number("x(1)") == 1);
  CHECK(run.number("x(2)") == 20);
  CHECK(run.number("y(3)") == 30);
}

TEST_CASE("a derogation declared for part of an index concerns that part", "[meaning]") {
  HirBuilder b;
  const hir::VariableId x =
      b.definition("x", b.whole_type(), b.whole(0), {b.binder("n", HirBuilder::range_domain(1, 4))});
  const hir::BinderId k = b.binder("k", HirBuilder::range_domain(2, 3));
  const hir::DerogationId d = b.derogation("d", x, {}, b.index(k));
  b.program.derogations[d].arguments = {b.index(k)};
  b.program.derogations[d].indices = {k};
  Runner run(b);
  CHECK(run.number("x(1)") == 0);
  CHECK(run.number("x(2)") == 2);
  CHECK(run.number("x(3)") == 3);
  CHECK(run.number("x(4)") == 0);
}

TEST_CASE("a reading's hidden enumeration is the reading's own in the package", "[meaning]") {
  HirBuilder b;
  const hir::EnumerationId hidden = b.enumeration("seuil", {"au_moins", "plus_de"});
  const hir::ReadingId threshold = b.reading("seuil", {"au_moins", "plus_de"});
  b.program.readings[threshold].enumeration = hidden;
  const Type type = HirBuilder::enumeration_type(hidden);
  const auto read = [&] { return b.op(ExpressionKind::Reading, type, {}, threshold.index()); };
  value::Set128 more;
  more.insert(1);
  const auto among = b.op(ExpressionKind::Contains, HirBuilder::boolean_type(),
                          {read(), b.constant(HirBuilder::set_type(hidden), Value::set(more))});
  b.definition("égal", HirBuilder::boolean_type(), b.equal(read(), b.case_of(hidden, 1)));
  b.definition("parmi", HirBuilder::boolean_type(), among);
  const hir::VariableId kept = b.definition("retenu", type, read());
  b.definition("relu", HirBuilder::boolean_type(), b.equal(b.read(kept), b.case_of(hidden, 0)));
  Runner run(b);
  CHECK(run.package().enumerations.size() == 1);
  CHECK_FALSE(run.value("égal").as_boolean());
  CHECK(run.value("relu").as_boolean());
  run.reading("seuil", 1);
  CHECK(run.value("égal").as_boolean());
  CHECK(run.value("parmi").as_boolean());
}

TEST_CASE("a derogation with an application date waits for it", "[meaning]") {
  HirBuilder b;
  const hir::InputId signed_on = b.input("signé", HirBuilder::date_type());
  const hir::InputId flag = b.input("drapeau", HirBuilder::boolean_type());
  const hir::VariableId x = b.definition("x", b.whole_type(), b.whole(1));
  const hir::DerogationId d = b.derogation("d", x, b.read(flag), b.whole(2));
  b.program.derogations[d].application = b.read(signed_on);
  b.program.derogations[d].from = HirBuilder::date_value(2024, 6, 22);
  Runner run(b);
  run.set("drapeau", Value::boolean(true));
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2024, 6, 21))).number("x") == 1);
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2024, 6, 22))).number("x") == 2);
}

TEST_CASE("the last version that has begun applies", "[meaning]") {
  HirBuilder b;
  const hir::InputId signed_on = b.input("signé", HirBuilder::date_type());
  const hir::VariableId x = b.declare("x", b.whole_type());
  b.define(x, b.whole(12'000));
  b.define(x, b.whole(19'000));
  hir::TextId later =
      b.add_text("convention_2024", HirBuilder::date_value(2024, 6, 21), HirBuilder::date_value(2024, 6, 22));
  const hir::Provenance repeal = b.provenance_in(later);
  b.add_version(x, repeal).repealed = true;
  const auto date = b.read(signed_on);
  std::vector<hir::Version>& versions = b.program.variables[x].versions;
  const value::Date from[] = {HirBuilder::date_value(2019, 8, 21), HirBuilder::date_value(2024, 6, 22),
                              HirBuilder::date_value(2030, 1, 1)};
  for (std::size_t index = 0; index < 3; ++index) {
    versions[index].application = date;
    versions[index].from = from[index];
  }
  Runner run(b);
  CHECK(run.error("x") == RuntimeErrorClass::missing_input);
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2018, 1, 1))).error("x") == RuntimeErrorClass::no_version);
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2020, 1, 1))).number("x") == 12'000);
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2024, 6, 22))).number("x") == 19'000);
  CHECK(run.set("signé", Value::date(HirBuilder::date_value(2031, 1, 1))).error("x") == RuntimeErrorClass::repealed);
}

TEST_CASE("an eligibility out of force is a refusal when it is asked for", "[meaning]") {
  HirBuilder b;
  const hir::InputId signed_on = b.input("signé", HirBuilder::date_type());
  const hir::VariableId open = b.declare("ouverte", HirBuilder::boolean_type(), hir::VariableKind::Eligibility);
  b.group(open, hir::ConditionMode::All, {b.condition(open, "toujours", b.boolean(true))});
  b.program.variables[open].versions[0].application = b.read(signed_on);
  b.program.variables[open].versions[0].from = HirBuilder::date_value(2019, 8, 21);
  Runner run(b);
  run.set("signé", Value::date(HirBuilder::date_value(2019, 8, 20)));
  CHECK_FALSE(run.value("ouverte").as_boolean());
  run.set("signé", Value::date(HirBuilder::date_value(2019, 8, 21)));
  CHECK(run.value("ouverte").as_boolean());
}

TEST_CASE("a condition with a body is that body, whatever the mode of the rule that lists it", "[meaning]") {
  HirBuilder b;
  const hir::InputId flag = b.input("drapeau", HirBuilder::boolean_type());
  const hir::VariableId open = b.declare("ouverte", HirBuilder::boolean_type(), hir::VariableKind::Eligibility);
  const hir::VariableId item = b.condition(open, "seule", b.read(flag));
  b.program.variables[item].versions[0].rule.mode = hir::ConditionMode::All;
  b.group(open, hir::ConditionMode::All, {item});
  Runner run(b);
  CHECK_FALSE(run.set("drapeau", Value::boolean(false)).value("ouverte").as_boolean());
  CHECK(run.set("drapeau", Value::boolean(true)).value("ouverte").as_boolean());
}

TEST_CASE("a table takes its one row, its `sinon`, or is a gap or an overlap", "[meaning]") {
  HirBuilder b;
  const hir::EnumerationId option = b.enumeration("Option", {"tiers", "demi", "plein"});
  const hir::InputId chosen = b.input("option", HirBuilder::enumeration_type(option));
  const auto is = [&](std::int32_t index) { return b.equal(b.read(chosen), b.case_of(option, index)); };
  b.table("un", b.money_type(),
          {b.row({is(0)}, b.money(12)), b.row({is(1)}, b.money(18)), b.row({is(1)}, b.money(18))});
  std::vector<hir::TableRow> rows = {b.row({is(0)}, b.money(1))};
  rows.push_back(b.row({}, b.money(2)));
  rows.back().otherwise = true;
  b.table("deux", b.money_type(), rows);
  b.table("vide", b.money_type(), {b.row({b.boolean(false)}, b.money(1))});
  Runner run(b);
  run.set("option", Value::enum_case(0));
  CHECK(run.number("un") == 12);
  CHECK(run.number("deux") == 1);
  CHECK(run.error("vide") == RuntimeErrorClass::gap);
  run.set("option", Value::enum_case(1));
  CHECK(run.error("un") == RuntimeErrorClass::overlap);
  CHECK(run.number("deux") == 2);
  CHECK(run.set("option", Value::enum_case(2)).error("un") == RuntimeErrorClass::gap);
}

TEST_CASE("`selon` takes the arm of the subject, whatever its type", "[meaning]") {
  HirBuilder b;
  const auto select = [&](ExpressionId subject, std::vector<std::vector<Value>> arms, std::vector<ExpressionId> results,
                          bool otherwise) {
    std::vector<ExpressionId> operands = {subject};
    operands.insert(operands.end(), results.begin(), results.end());
    const hir::SelectId id = b.program.selects.add(hir::Select{std::move(arms), otherwise});
    return b.op(ExpressionKind::Select, b.whole_type(), operands, id.index());
  };
  const hir::InputId year = b.input("année", b.whole_type());
  const hir::InputId flag = b.input("drapeau", HirBuilder::boolean_type());
  b.definition(
      "entier", b.whole_type(),
      select(b.read(year), {{Value::whole(1), Value::whole(2)}, {Value::whole(4)}}, {b.whole(10), b.whole(40)}, false));
  b.definition("sinon", b.whole_type(), select(b.read(year), {{Value::whole(1)}}, {b.whole(10), b.whole(99)}, true));
  b.definition(
      "logique", b.whole_type(),
      select(b.read(flag), {{Value::boolean(true)}, {Value::boolean(false)}}, {b.whole(1), b.whole(0)}, false));
  b.definition("constante", b.whole_type(), select(b.whole(4), {{Value::whole(4)}}, {b.whole(7)}, false));
  Runner run(b);
  run.set("année", Value::whole(2)).set("drapeau", Value::boolean(false));
  CHECK(run.number("entier") == 10);
  CHECK(run.number("sinon") == 99);
  CHECK(run.number("logique") == 0);
  CHECK(run.number("constante") == 7);
  CHECK(run.set("année", Value::whole(3)).error("entier") == RuntimeErrorClass::out_of_range);
  CHECK(run.set("année", Value::whole(4)).number("entier") == 40);
}

TEST_CASE("aggregates over indices with filters decided at the run", "[meaning]") {
  HirBuilder b;
  const hir::InputId amount = b.input("m", b.whole_type(), {}, {HirBuilder::range_domain(1, 3)});
  const hir::InputId kept = b.input("g", HirBuilder::boolean_type(), {}, {HirBuilder::range_domain(1, 3)});
  const auto aggregate = [&](ExpressionKind kind, bool counted, Type type) {
    const hir::BinderId i = b.binder("i", HirBuilder::range_domain(1, 3));
    const auto filter = b.read(kept, {b.index(i)});
    if (counted) return b.op(kind, type, {filter}, i.index());
    return b.op(kind, type, {b.read(amount, {b.index(i)}), filter}, i.index());
  };
  const auto positive = [&](ExpressionKind kind) {
    const hir::BinderId i = b.binder("i", HirBuilder::range_domain(1, 3));
    const auto is_positive =
        b.op(ExpressionKind::Greater, HirBuilder::boolean_type(), {b.read(amount, {b.index(i)}), b.whole(0)});
    return b.op(kind, HirBuilder::boolean_type(), {is_positive, b.read(kept, {b.index(i)})}, i.index());
  };
  const Type maybe = b.whole_type().with_optional(true);
  b.definition("somme", b.whole_type(), aggregate(ExpressionKind::Sum, false, b.whole_type()));
  b.definition("nombre", b.whole_type(), aggregate(ExpressionKind::Count, true, b.whole_type()));
  b.definition("moyenne", b.number_type(0), aggregate(ExpressionKind::Mean, false, b.number_type(0)));
  b.definition("plus_grand", maybe, aggregate(ExpressionKind::AggregateGreatest, false, maybe));
  b.definition("plus_petit", maybe, aggregate(ExpressionKind::AggregateLeast, false, maybe));
  b.definition("tous", HirBuilder::boolean_type(), positive(ExpressionKind::All));
  b.definition("un", HirBuilder::boolean_type(), positive(ExpressionKind::Any));
  Runner run(b);
  run.set("m(1)", Value::whole(-5)).set("m(2)", Value::whole(8)).set("m(3)", Value::whole(3));
  run.set("g(1)", Value::boolean(false)).set("g(2)", Value::boolean(true)).set("g(3)", Value::boolean(true));
  CHECK(run.number("somme") == 11);
  CHECK(run.number("nombre") == 2);
  CHECK(run.value("moyenne") == Value::number(value::Rational::from_ratio(11, 2).value));
  CHECK(run.number("plus_grand") == 8);
  CHECK(run.number("plus_petit") == 3);
  CHECK(run.value("tous").as_boolean());
  CHECK(run.value("un").as_boolean());
  for (const char* name : {"g(2)", "g(3)"}) run.set(name, Value::boolean(false));
  CHECK(run.number("somme") == 0);
  CHECK(run.error("moyenne") == RuntimeErrorClass::division_by_zero);
  CHECK(run.value("plus_grand").is_absent());
  CHECK(run.value("tous").as_boolean());
  CHECK_FALSE(run.value("un").as_boolean());
}

TEST_CASE("readings choose, and figures that are not public say so", "[meaning]") {
  HirBuilder b;
  const hir::ReadingId threshold = b.reading("seuil", {"au_moins", "plus_de"});
  const hir::UnknownId figure = b.unknown("x", "formule non publiée", b.whole_type());
  const auto unknown = b.op(ExpressionKind::Unknown, b.whole_type(), {}, figure.index());
  b.definition("x", b.whole_type(), b.when(b.equal(b.read(threshold), b.choice(1)), b.whole(641), unknown));
  Runner run(b);
  CHECK(run.error("x") == RuntimeErrorClass::unknown_figure);
  CHECK(run.reading("seuil", 1).number("x") == 641);
}

TEST_CASE("ranges and grains that are not proved are asserted", "[meaning]") {
  HirBuilder b;
  const hir::InputId given = b.input("donné", b.number_type(100));
  const hir::VariableId share = b.definition("part", b.number_type(100), b.read(given));
  b.program.variables[share].range = {value::Rational::whole(0), value::Rational::whole(1), false};
  const hir::VariableId whole =
      b.definition("entier", b.whole_type(), b.op(ExpressionKind::Divide, b.whole_type(), {b.read(given), b.whole(2)}));
  (void)whole;
  Runner run(b);
  CHECK(run.set("donné", Value::whole(1)).number("part") == 1);
  CHECK(run.set("donné", Value::whole(2)).error("part") == RuntimeErrorClass::out_of_range);
  CHECK(run.number("entier") == 1);
  CHECK(run.set("donné", Value::whole(1)).error("entier") == RuntimeErrorClass::inexact);
}

TEST_CASE("dates and durations are lowered to their operations", "[meaning]") {
  HirBuilder b;
  const hir::InputId from = b.input("d", HirBuilder::date_type());
  Type duration;
  duration.kind = hir::TypeKind::Duration;
  const auto year = b.constant(duration, Value::duration(value::Duration::unchecked(12, 0)));
  const auto earliest = static_cast<std::uint32_t>(hir::MissingDay::Earliest);
  b.definition("un_an_après", HirBuilder::date_type(),
               b.op(ExpressionKind::DateAdd, HirBuilder::date_type(), {b.read(from), year}, earliest));
  b.definition("écart", duration, b.op(ExpressionKind::DateDifference, duration, {b.day(2024, 3, 1), b.read(from)}));
  b.definition("années", b.whole_type(),
               b.op(ExpressionKind::CompletedYears, b.whole_type(), {b.read(from), b.day(2034, 3, 1)}, earliest));
  Runner run(b);
  run.set("d", Value::date(HirBuilder::date_value(2024, 2, 29)));
  CHECK(run.value("un_an_après").as_date() == HirBuilder::date_value(2025, 2, 28));
  CHECK(run.value("écart").as_duration() == value::Duration::unchecked(0, 1));
  CHECK(run.number("années") == 10);
}

}  // namespace
}  // namespace avenant
