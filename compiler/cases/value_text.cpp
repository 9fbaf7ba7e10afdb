#include "compiler/cases/value_text.hpp"

#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Language;
using program::Package;
using program::Type;
using program::TypeKind;
using value::Value;

constexpr std::string_view kNoBreakSpace = "\u00A0";

// French counts in the plural from two on, English everything but one.
bool is_counted_one(value::Rational number, Language language) {
  if (language == Language::English) return value::absolute(number) == value::Rational::whole(1);
  return value::absolute(number) < value::Rational::whole(2);
}

std::string number_text(const Package& package, const Type& type, Value value, Language language) {
  const value::Rational number = value.as_number();
  const std::string_view unit = package.unit_text(type.unit, is_counted_one(number, language));
  // Amounts show their cents, or none when they are whole.
  const bool cents = unit == "€" && !number.is_integer();
  std::string text = value::print_number(number, value::NumberStyle::french, cents ? 2 : 0);
  if (!unit.empty()) text += std::string(kNoBreakSpace) + std::string(unit);
  return text;
}

std::string bound_text(const Package& package, program::ConstantId bound, const Type& type, Language language) {
  return value_text(package, type, package.constant(bound), language);
}

std::string element_text(const Package& package, const Type& type, int index) {
  return std::string(package.text_of(package.list(type.list).name)) + "(" + std::to_string(index + 1) + ")";
}

// `3 éléments : membres(1 à 2 ; 5)`.
std::string list_text(const Package& package, const Type& type, Value value, bool french) {
  const value::Set128 elements = value.as_set();
  const int count = elements.count();
  if (count == 0) return french ? "aucun élément" : "no element";
  std::string numbers;
  for (int first = 0; first < value::kMaxSetCases; ++first) {
    if (!elements.contains(first)) continue;
    int last = first;
    while (last + 1 < value::kMaxSetCases && elements.contains(last + 1)) ++last;
    numbers += (numbers.empty() ? "" : " ; ") + std::to_string(first + 1);
    if (last > first) numbers += (french ? " à " : " to ") + std::to_string(last + 1);
    first = last;
  }
  const std::string noun =
      french ? (count == 1 ? " élément : " : " éléments : ") : (count == 1 ? " element: " : " elements: ");
  return std::to_string(count) + noun + std::string(package.text_of(package.list(type.list).name)) + "(" + numbers +
         ")";
}

}  // namespace

value::Language value_language(Language language) {
  return language == Language::French ? value::Language::french : value::Language::english;
}

std::string set_text(const Package& package, const Type& type, Value value, Language language) {
  const bool french = language == Language::French;
  const value::Set128 set = value.as_set();
  const program::Enumeration& enumeration = package.enumerations[type.enumeration.value];
  if (set.is_empty()) return french ? "aucun" : "none";
  if (set == value::Set128::all(static_cast<int>(enumeration.n_cases))) return french ? "tous" : "all";
  std::string text;
  int index = 0;
  for (const program::Case& item : package.cases_of(enumeration)) {
    if (set.contains(index++)) text += (text.empty() ? "" : " ; ") + std::string(package.text_of(item.name));
  }
  return text;
}

std::string value_text(const Package& package, const Type& type, Value value, Language language) {
  const bool french = language == Language::French;
  if (type.optional && value.is_absent()) return "absent";
  switch (type.kind) {
    case TypeKind::kBoolean:
      return value.as_boolean() ? (french ? "vrai" : "true") : (french ? "faux" : "false");
    case TypeKind::kNumber:
      return number_text(package, type, value, language);
    case TypeKind::kDate:
      return value::print_long_date(value.as_date(), value_language(language));
    case TypeKind::kDuration:
      return value::print_duration(value.as_duration(), value_language(language));
    case TypeKind::kEnumeration: {
      const auto index = static_cast<std::size_t>(value.as_enum_case());
      const auto cases = package.cases_of(package.enumerations[type.enumeration.value]);
      return index < cases.size() ? std::string(package.text_of(cases[index].name)) : std::string("?");
    }
    case TypeKind::kSet:
      return set_text(package, type, value, language);
    case TypeKind::kList:
      return list_text(package, type, value, french);
    case TypeKind::kElement:
      return element_text(package, type, static_cast<int>(value.a));
  }
  return {};
}

std::string range_text(const Package& package, program::RangeId range, program::TypeId type, Language language) {
  if (!range) return {};
  const bool french = language == Language::French;
  const program::Range& bounds = package.ranges[range.value];
  const Type& shown = package.type(type);
  // Of two bounds only the last one shows the unit: `de 0 à 50 000 patients`.
  Type without_unit = shown;
  if (bounds.max) without_unit.unit = program::StringId();
  const std::string least = bounds.min ? bound_text(package, bounds.min, without_unit, language) : std::string();
  const std::string greatest = bounds.max ? bound_text(package, bounds.max, shown, language) : std::string();
  if (!least.empty() && !greatest.empty()) {
    const std::string upper =
        bounds.max_excluded ? (french ? " à moins de " : " to less than ") : (french ? " à " : " to ");
    return (french ? "de " : "from ") + least + upper + greatest;
  }
  if (!least.empty())
    return (bounds.min_excluded ? (french ? "plus de " : "more than ") : (french ? "au moins " : "at least ")) + least;
  if (!greatest.empty()) {
    return (bounds.max_excluded ? (french ? "moins de " : "less than ") : (french ? "au plus " : "at most ")) +
           greatest;
  }
  return {};
}

}  // namespace avenant::cases
