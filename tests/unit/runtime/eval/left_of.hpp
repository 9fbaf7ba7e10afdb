// What abstract evaluation leaves of a variable, in words: for the tests of this folder.
#pragma once

#include <string>
#include <string_view>

#include "runtime/eval/abstract_evaluator.hpp"
#include "tests/unit/runtime/eval/program_text.hpp"

namespace avenant::eval {

// One program on inputs that are holes until they are given.
class Partly {
 public:
  explicit Partly(std::string_view text) : package_(load(text)), evaluator_(package_) { evaluator_.set_all_holes(); }

  // Numbers from `low` to `high`, of the input's grain.
  Partly& between(std::string_view input, std::int32_t low, std::int32_t high) {
    const program::InputId id = package_.input_named(input);
    const program::Type& type = package_.type(package_.input(id).type);
    const auto whole = [](std::int32_t n) { return value::Rational::whole(n); };
    evaluator_.set(id, AbstractValue::numbers(whole(low), false, whole(high), false, type.grain));
    return *this;
  }
  Partly& days(std::string_view input, value::CivilDate first, value::CivilDate last) {
    const auto day = [](value::CivilDate d) { return value::Date::from_civil(d.year, d.month, d.day).value; };
    evaluator_.set(package_.input_named(input), AbstractValue::dates(day(first), day(last)));
    return *this;
  }
  Partly& value(std::string_view input, value::Value given) {
    evaluator_.set_value(package_.input_named(input), given);
    return *this;
  }
  Partly& missing(std::string_view input) {
    evaluator_.set_missing(package_.input_named(input));
    return *this;
  }

  // The values, then the classes of the errors: `[0 ; 10] by 1/1, or overflow`.
  std::string of(std::string_view variable) { return words(evaluator_.evaluate(package_.variable_named(variable))); }
  std::string words(const AbstractOutcome& outcome) const {
    std::string result = describe(outcome.value);
    for (const program::SiteId site : evaluator_.sites(outcome.errors)) {
      result += ", or " + std::string(value::text_of(package_.site(site).error).name);
    }
    return result;
  }
  AbstractEvaluator& evaluator() { return evaluator_; }
  const program::Package& package() const { return package_; }
  program::VariableId id(std::string_view variable) const { return package_.variable_named(variable); }

 private:
  program::Package package_;
  AbstractEvaluator evaluator_;
};

}  // namespace avenant::eval
