#include "compiler/report/partial/values_text.hpp"

#include <vector>

#include "compiler/cases/value_text.hpp"
#include "compiler/report/value_json.hpp"

namespace avenant::report {
namespace {

using diagnostics::Language;
using eval::AbstractValue;
using eval::Shape;
using program::Package;
using program::Type;
using program::TypeKind;
using value::Value;

/// More values than this are not named one by one.
constexpr std::size_t kMaxNamed = 8;

Type plain(Type type) {
  type.optional = false;
  return type;
}

AbstractValue everything(const Package& package, const Type& type) {
  return AbstractValue::any(package, plain(type));
}

std::vector<Value> points_of(const AbstractValue& values) {
  if (values.shape != Shape::kCases) return {values.points().begin(), values.points().end()};
  std::vector<Value> points;
  for (int index = 0; index < value::kMaxSetCases; ++index) {
    if (values.case_set().contains(index)) points.push_back(Value::enum_case(index));
  }
  return points;
}

/// Which ends of an interval say something: those that are not the type's own.
struct Ends {
  bool low = false;
  bool high = false;
};

Ends ends_of(const Package& package, const Type& type, const AbstractValue& values) {
  const AbstractValue all = everything(package, type);
  if (all.shape != Shape::kInterval) return {true, true};
  return {!(values.low() == all.low()), !(values.high() == all.high())};
}

class Words {
 public:
  Words(const Package& package, const Type& type, Language language)
      : package_(package), type_(plain(type)), language_(language) {}

  [[nodiscard]] std::string of(const AbstractValue& values) const;

 private:
  [[nodiscard]] std::string say(std::string_view french, std::string_view english) const {
    return std::string(language_ == Language::French ? french : english);
  }
  [[nodiscard]] std::string one(Value value) const {
    if (type_.kind == TypeKind::kBoolean) return value.as_boolean() ? say("oui", "yes") : say("non", "no");
    return cases::value_text(package_, type_, value, language_);
  }
  [[nodiscard]] std::string any() const { return say("toute valeur", "any value"); }
  [[nodiscard]] std::string list(const AbstractValue& values) const;
  [[nodiscard]] std::string interval(const AbstractValue& values) const;
  [[nodiscard]] std::string dates(const AbstractValue& values, Ends ends) const;
  [[nodiscard]] std::string sets(const AbstractValue& values) const;

  const Package& package_;
  Type type_;
  Language language_;
};

std::string Words::list(const AbstractValue& values) const {
  const std::vector<Value> points = points_of(values);
  if (points.size() > kMaxNamed && values.is_within(everything(package_, type_)) &&
      everything(package_, type_).is_within(values)) {
    return any();
  }
  // Yes comes before no, as people say it.
  if (type_.kind == TypeKind::kBoolean && points.size() == 2) return say("oui ou non", "yes or no");
  std::string text;
  for (std::size_t i = 0; i < points.size(); ++i) {
    if (i > 0) text += i + 1 == points.size() ? say(" ou ", " or ") : ", ";
    text += one(points[i]);
  }
  return text;
}

/// A bound that only follows from what dates there are says nothing to people.
bool is_remote(Value date) {
  static constexpr std::int64_t kYear1000 = -354'285;
  static constexpr std::int64_t kYear9000 = 2'567'655;
  return date.a < kYear1000 || date.a >= kYear9000;
}

std::string Words::dates(const AbstractValue& values, Ends ends) const {
  ends.low = ends.low && !is_remote(values.low());
  ends.high = ends.high && !is_remote(values.high());
  if (ends.low && ends.high) return say("du ", "from ") + one(values.low()) + say(" au ", " to ") + one(values.high());
  if (ends.low) return say("à compter du ", "from ") + one(values.low()) + say("", " on");
  if (ends.high) return say("jusqu’au ", "until ") + one(values.high());
  return say("toute date", "any date");
}

std::string Words::interval(const AbstractValue& values) const {
  const Ends ends = ends_of(package_, type_, values);
  if (type_.kind == TypeKind::kDate) return dates(values, ends);
  // Of two ends only the last one shows the unit: `de 0 à 50 000 patients`.
  Type without_unit = type_;
  if (ends.high && !values.low_open) without_unit.unit = program::StringId();
  const std::string least = cases::value_text(package_, ends.low ? without_unit : type_, values.low(), language_);
  const std::string low = (values.low_open ? say("plus de ", "more than ") : "") + least;
  const std::string high = (values.high_open ? say("moins de ", "less than ") : "") + one(values.high());
  if (ends.low && ends.high) return say("de ", "from ") + low + say(" à ", " to ") + high;
  if (ends.low) return values.low_open ? low : say("au moins ", "at least ") + low;
  if (ends.high) return values.high_open ? high : say("au plus ", "at most ") + high;
  return any();
}

std::string Words::sets(const AbstractValue& values) const {
  const std::string may = cases::value_text(package_, type_, values.cells[1], language_);
  if (values.cells[0] == values.cells[1]) return may;
  if (values.cells[0].as_set().is_empty()) return say("certains parmi ", "some among ") + may;
  return say("au moins ", "at least ") + cases::value_text(package_, type_, values.cells[0], language_) +
         say(", au plus ", ", at most ") + may;
}

std::string Words::of(const AbstractValue& values) const {
  switch (values.shape) {
    case Shape::kNothing:
      return {};
    case Shape::kPoints:
    case Shape::kDurations:
    case Shape::kCases:
      return list(values);
    case Shape::kInterval:
      return interval(values);
    case Shape::kSets:
      return sets(values);
    case Shape::kBox: {
      const AbstractValue all = everything(package_, type_);
      if (all.is_within(values)) return any();
      return say("de ", "from ") + one(values.cells[0]) + say(" à ", " to ") + one(values.cells[1]);
    }
  }
  return {};
}

}  // namespace

std::string values_text(const Package& package, const Type& type, const AbstractValue& values, Language language) {
  const std::string text = Words(package, type, language).of(values);
  if (!values.may_be_absent) return text;
  if (text.empty()) return "absent";
  return text + (language == Language::French ? ", ou absent" : ", or absent");
}

void write_values(const Package& package, const Type& type, const AbstractValue& values, Language language,
                  JsonWriter& json) {
  const auto member = [&](std::string_view name, Value value) {
    json.key(name);
    write_value(package, plain(type), value, language, json);
  };
  const auto flag = [&](std::string_view name) {
    json.key(name);
    json.raw("true");
  };
  if (values.is_single()) {
    json.key("value");
    return write_value(package, type, values.single(), language, json);
  }
  if (values.shape == Shape::kPoints || values.shape == Shape::kCases || values.shape == Shape::kDurations) {
    json.key("values");
    json.open_array();
    for (const Value& point : points_of(values)) write_value(package, plain(type), point, language, json);
    json.close_array();
  } else if (values.shape == Shape::kInterval) {
    const Ends ends = ends_of(package, type, values);
    if (ends.low) member("min", values.low());
    if (ends.low && values.low_open) flag("min_excluded");
    if (ends.high) member("max", values.high());
    if (ends.high && values.high_open) flag("max_excluded");
  } else if (values.shape == Shape::kBox) {
    member("min", values.cells[0]);
    member("max", values.cells[1]);
  } else if (values.shape == Shape::kSets) {
    member("surely", values.cells[0]);
    member("maybe", values.cells[1]);
  }
  if (values.may_be_absent) flag("absent");
}

}  // namespace avenant::report
