#include "compiler/report/value_json.hpp"

#include "compiler/cases/value_text.hpp"
#include "compiler/report/place_text.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::report {

void write_place(const program::Package& package, program::PlaceId id, program::TextId text, JsonWriter& json) {
  PlaceParts parts = place_parts(package, id);
  if (text) parts.text = package.text_of(package.texts[text.value].name);
  if (!parts.article.empty()) json.member("article", parts.article);
  if (!parts.heading.empty()) json.member("heading", parts.heading);
  if (!parts.text.empty()) json.member("text", parts.text);
  if (!parts.file.empty()) json.member("place", parts.file);
}

void write_value(const program::Package& package, const program::Type& type, value::Value value,
                 diagnostics::Language language, JsonWriter& json) {
  if (type.optional && value.is_absent()) {
    json.raw("null");
    return;
  }
  switch (type.kind) {
    case program::TypeKind::kBoolean:
      json.raw(value.as_boolean() ? "true" : "false");
      return;
    case program::TypeKind::kNumber: {
      const std::string digits = value::print_number(value.as_number(), value::NumberStyle::plain);
      // A fraction without decimals, as 1/3, is no JSON number.
      if (digits.find('/') == std::string::npos) {
        json.raw(digits);
      } else {
        json.text(digits);
      }
      return;
    }
    case program::TypeKind::kDate:
      json.text(value::print_iso_date(value.as_date()));
      return;
    case program::TypeKind::kSet: {
      const auto cases = package.cases_of(package.enumerations[type.enumeration.value]);
      json.open_array();
      for (std::size_t i = 0; i < cases.size(); ++i) {
        if (value.as_set().contains(static_cast<int>(i))) json.text(package.text_of(cases[i].name));
      }
      json.close_array();
      return;
    }
    case program::TypeKind::kList: {
      program::Type element = type;
      element.kind = program::TypeKind::kElement;
      json.open_array();
      for (int i = 0; i < value::kMaxSetCases; ++i) {
        if (value.as_set().contains(i)) {
          json.text(cases::value_text(package, element, value::Value::enum_case(i), language));
        }
      }
      json.close_array();
      return;
    }
    case program::TypeKind::kDuration:
    case program::TypeKind::kEnumeration:
    case program::TypeKind::kElement:
      json.text(cases::value_text(package, type, value, language));
      return;
  }
}

}  // namespace avenant::report
