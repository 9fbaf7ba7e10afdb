// Small programs written in the text form, and what they evaluate to in words: for the tests of this folder.
#pragma once

#include <catch2/catch.hpp>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "runtime/program/print.hpp"
#include "runtime/program/print_expression.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::eval {

inline program::Package load(std::string_view text) {
  program::ReadResult read = program::read(text);
  INFO(read.error);
  REQUIRE(read.package.has_value());
  const program::Verification verification = program::verify(*read.package);
  INFO(verification.message);
  REQUIRE(verification.ok());
  return std::move(*read.package);
}

// One program and one case. Values are written as in the text form.
class Story {
 public:
  explicit Story(std::string_view text, const RunOptions& options = {})
      : package_(load(text)), evaluator_(package_, options), printer_(package_) {}

  Story& given(std::string_view input, std::string_view value) {
    const program::InputId id = package_.input_named(input);
    REQUIRE(id);
    evaluator_.set(id, parse(package_.type(package_.input(id).type), value));
    return *this;
  }

  // The value as a literal, or `class line`: where the least error is.
  std::string of(std::string_view variable) { return words(variable, &Evaluator::evaluate); }
  std::string requested(std::string_view variable) { return words(variable, &Evaluator::request); }

  const program::Package& package() const { return package_; }
  Evaluator& evaluator() { return evaluator_; }
  program::VariableId id(std::string_view variable) const { return package_.variable_named(variable); }

  std::string words(const program::Type& type, const Outcome& outcome) const {
    if (outcome.ok()) return printer_.literal(type, outcome.value);
    const program::Site& site = package_.site(outcome.site());
    return std::string(value::text_of(site.error).name) + " " + std::to_string(package_.place(site.place).line);
  }

 private:
  std::string words(std::string_view variable, Outcome (Evaluator::*evaluate)(program::VariableId)) {
    const program::VariableId found = id(variable);
    REQUIRE(found);
    return words(package_.type(package_.variable(found).type), (evaluator_.*evaluate)(found));
  }

  value::Value parse(const program::Type& type, std::string_view text) const {
    if (text == "absent") return value::Value::absent();
    switch (type.kind) {
      case program::TypeKind::kBoolean:
        return value::Value::boolean(text == "true");
      case program::TypeKind::kNumber:
        return value::Value::number(value::parse_number(text).value);
      case program::TypeKind::kDate:
        return value::Value::date(value::parse_iso_date(text).value);
      case program::TypeKind::kEnumeration:
        return value::Value::enum_case(static_cast<std::int32_t>(package_.case_named(type.enumeration, text)));
      case program::TypeKind::kDuration:
      case program::TypeKind::kSet:
      case program::TypeKind::kList:
      case program::TypeKind::kElement:
        break;
    }
    FAIL("the tests give no such input");
    return {};
  }

  program::Package package_;
  Evaluator evaluator_;
  program::ExpressionPrinter printer_;
};

}  // namespace avenant::eval
