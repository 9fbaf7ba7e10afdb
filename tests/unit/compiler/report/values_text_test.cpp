#include "compiler/report/partial/values_text.hpp"

#include <catch2/catch.hpp>

#include "runtime/program/print.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using eval::AbstractValue;
using value::Rational;
using value::Value;

struct Typed {
  program::Package package;
  program::Type type;
};

Typed typed(const std::string& type) {
  program::ReadResult read = program::read(
      "(program)\n(text t text 2020-01-01 2020-01-02)\n(enumeration E (case a) (case b) (case c))\n(input i " + type +
      ")\n(variable x boolean (is true))");
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Type found = read.package->type(read.package->inputs[0].type);
  return {std::move(*read.package), found};
}

std::string text(const std::string& type, const AbstractValue& values, Language language = Language::French) {
  const Typed of = typed(type);
  std::string result = values_text(of.package, of.type, values, language);
  for (const std::string_view space : {"\u00A0", "\u202F"}) {
    for (std::size_t at = 0; (at = result.find(space, at)) != std::string::npos;) result.replace(at, space.size(), " ");
  }
  return result;
}

std::string json(const std::string& type, const AbstractValue& values) {
  const Typed of = typed(type);
  JsonWriter writer;
  writer.open_object();
  write_values(of.package, of.type, values, Language::French, writer);
  writer.close_object();
  return writer.take();
}

AbstractValue numbers(std::int32_t low, bool low_open, std::int32_t high, bool high_open, std::int64_t grain) {
  return AbstractValue::numbers(Rational::whole(low), low_open, Rational::whole(high), high_open, grain);
}

TEST_CASE("booleans are said as yes and no") {
  CHECK(text("boolean", AbstractValue::booleans(true, true)) == "oui ou non");
  CHECK(text("boolean", AbstractValue::booleans(true, true), Language::English) == "yes or no");
  CHECK(text("boolean", AbstractValue::booleans(false, true)) == "oui");
}

TEST_CASE("bounds that the type leaves open are not said") {
  CHECK(text("number/1[patients]", numbers(0, false, 1000, false, 1)) == "de 0 à 1 000 patients");
  CHECK(text("number", numbers(0, true, 10, true, 0)) == "de plus de 0 à moins de 10");
  const AbstractValue any = AbstractValue::any(typed("number").package, typed("number").type);
  CHECK(text("number", any) == "toute valeur");
  CHECK(text("number", meet(any, AbstractValue::numbers(Rational::whole(3), false, any.high().as_number(), false,
                                                        0))) == "au moins 3");
  CHECK(text("number", meet(any, AbstractValue::numbers(any.low().as_number(), false, Rational::whole(3), true, 0))) ==
        "moins de 3");
}

TEST_CASE("a few values are listed, and absent is said last") {
  AbstractValue few = join(numbers(1, false, 1, false, 1), numbers(4, false, 4, false, 1));
  CHECK(text("number/1", few) == "1 ou 4");
  few.may_be_absent = true;
  CHECK(text("number?/1", few) == "1 ou 4, ou absent");
  CHECK(text("number?/1", AbstractValue::absent()) == "absent");
  CHECK(text("enum[E]", AbstractValue::cases(0, 1, 3)) == "a ou b");
  CHECK(text("number/1", AbstractValue::nothing()).empty());
}

TEST_CASE("dates that only the calendar bounds are not said") {
  const auto day = [](int days) { return value::Date::unchecked(days); };
  CHECK(text("date", AbstractValue::dates(day(18'262), day(18'627))) == "du 1er janvier 2020 au 31 décembre 2020");
  CHECK(text("date", AbstractValue::dates(day(18'262), day(value::kLastDay))) == "à compter du 1er janvier 2020");
  CHECK(text("date", AbstractValue::dates(day(value::kFirstDay), day(18'262))) == "jusqu’au 1er janvier 2020");
  CHECK(text("date", AbstractValue::dates(day(value::kFirstDay + 400), day(value::kLastDay - 400))) == "toute date");
}

TEST_CASE("JSON holds bounds and lists, exact") {
  CHECK(json("number/1", numbers(0, false, 1000, false, 1)) == R"({"min":0,"max":1000})");
  CHECK(json("number", numbers(0, true, 10, false, 0)) == R"({"min":0,"min_excluded":true,"max":10})");
  CHECK(json("enum[E]", AbstractValue::cases(1, 2, 3)) == R"({"values":["b","c"]})");
  CHECK(json("boolean", AbstractValue::booleans(true, false)) == R"({"value":false})");
  AbstractValue date = AbstractValue::dates(value::Date::unchecked(18'262), value::Date::unchecked(value::kLastDay));
  date.may_be_absent = true;
  CHECK(json("date?", date) == R"({"min":"2020-01-01","absent":true})");
  CHECK(json("date?", AbstractValue::absent()) == R"({"value":null})");
}

}  // namespace
}  // namespace avenant::report
