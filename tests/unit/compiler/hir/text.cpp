#include <catch2/catch.hpp>

#include "compiler/hir/program.hpp"
#include "tests/support/hir_builder.hpp"

namespace avenant::hir {
namespace {

using test::HirBuilder;
using value::Rational;
using value::Value;

Value ratio(std::int64_t numerator, std::int64_t denominator) {
  return Value::number(Rational::from_ratio(numerator, denominator).value);
}

// U+202F between groups of digits, U+00A0 before the unit.
TEST_CASE("amounts and quantities are written the French way", "[hir]") {
  HirBuilder builder;
  BaseUnit patient;
  patient.singular = builder.program.names.intern("patient");
  patient.plural = builder.program.names.intern("patients");
  const BaseUnitId patients = builder.program.base_units.add(patient);
  Type type = builder.whole_type();
  type.unit = builder.program.intern(Unit{{{patients, 1}}});
  const Type money = builder.money_type();
  CHECK(value_text(builder.program, money, Value::whole(12'000)) == "12\u202F000\u00A0€");
  CHECK(value_text(builder.program, money, ratio(16701, 2)) == "8\u202F350,50\u00A0€");
  CHECK(value_text(builder.program, type, Value::whole(1)) == "1\u00A0patient");
  CHECK(value_text(builder.program, type, Value::whole(775)) == "775\u00A0patients");
  CHECK(value_text(builder.program, builder.number_type(0), ratio(1, 3)) == "1/3");
}

TEST_CASE("units are written as products and quotients", "[hir]") {
  HirBuilder builder;
  BaseUnit etp;
  etp.singular = etp.plural = builder.program.names.intern("ETP");
  etp.grain = 100;
  const BaseUnitId id = builder.program.base_units.add(etp);
  const UnitId per_etp = builder.program.intern(Unit{{{id, -1}, {BaseUnitId(0), 1}}});
  CHECK(unit_text(builder.program, per_etp) == "€/ETP");
  CHECK(unit_text(builder.program, UnitId(0)).empty());
  CHECK(builder.program.intern(Unit{{{id, 1}, {id, -1}}}) == UnitId(0));
  CHECK(builder.program.intern(Unit{{{BaseUnitId(0), 1}, {id, -1}}}) == per_etp);
}

TEST_CASE("types are written as authors write them", "[hir]") {
  HirBuilder builder;
  const EnumerationId option = builder.enumeration("Option", {"tiers", "demi"});
  CHECK(type_text(builder.program, builder.money_type()) == "montant");
  CHECK(type_text(builder.program, builder.whole_type()) == "entier");
  CHECK(type_text(builder.program, builder.number_type(100)) == "décimal à 2 décimales");
  CHECK(type_text(builder.program, builder.number_type(0)) == "décimal");
  CHECK(type_text(builder.program, HirBuilder::date_type().with_optional(true)) == "date facultatif");
  CHECK(type_text(builder.program, HirBuilder::set_type(option)) == "ensemble de Option");
}

TEST_CASE("other values are written as authors write them", "[hir]") {
  HirBuilder builder;
  const EnumerationId places = builder.enumeration("Département", {"01", "02", "20A", "20B", "973"});
  const Type one = HirBuilder::enumeration_type(places);
  const Type set = HirBuilder::set_type(places);
  value::Set128 some;
  some.insert(0);
  some.insert(2);
  CHECK(value_text(builder.program, one, Value::enum_case(2)) == "20A");
  CHECK(value_text(builder.program, set, Value::set(some)) == "(01 ; 20A)");
  CHECK(value_text(builder.program, set, Value::set(some.complement(5))) == "tous sauf (01 ; 20A)");
  CHECK(value_text(builder.program, set, Value::set(value::Set128::all(5))) == "tous");
  CHECK(value_text(builder.program, set, Value::set({})) == "aucun");
  CHECK(value_text(builder.program, HirBuilder::boolean_type(), Value::boolean(true)) == "vrai");
  const Type day = HirBuilder::date_type();
  CHECK(value_text(builder.program, day, Value::date(HirBuilder::date_value(2024, 6, 22))) == "22 juin 2024");
  CHECK(value_text(builder.program, day.with_optional(true), Value::absent()) == "absent");
}

TEST_CASE("the dump names rules, versions and expressions", "[hir]") {
  HirBuilder builder;
  const hir::InputId flag = builder.input("drapeau", HirBuilder::boolean_type());
  builder.definition("aide", builder.money_type(),
                     builder.when(builder.read(flag), builder.money(12'000), builder.money(0)));
  const std::string text = print(builder.program);
  CHECK(text.find("input drapeau : booléen\n") != std::string::npos);
  CHECK(text.find("definition result aide : montant\n  version @avenant_7/9-3\n") != std::string::npos);
  CHECK(text.find("if(input drapeau ; constant 12\u202F000\u00A0€ ; constant 0\u00A0€)") != std::string::npos);
}

TEST_CASE("the verifier finds operands of a wrong type and missing bodies", "[hir]") {
  HirBuilder builder;
  SECTION("a sound program") {
    builder.definition("x", builder.whole_type(), builder.whole(1));
    CHECK(verify(builder.program).empty());
  }
  SECTION("a number under a negation") {
    builder.op(ExpressionKind::Not, HirBuilder::boolean_type(), {builder.whole(1)});
    CHECK(verify(builder.program).find("wrong type") != std::string::npos);
  }
  SECTION("an id out of range") {
    builder.op(ExpressionKind::Variable, builder.whole_type(), {}, 77);
    CHECK(verify(builder.program).find("refers to nothing") != std::string::npos);
  }
  SECTION("a definition without a body") {
    const VariableId x = builder.declare("x", builder.whole_type());
    builder.define(x, {});
    CHECK(verify(builder.program).find("neither a body") != std::string::npos);
  }
}

}  // namespace
}  // namespace avenant::hir
