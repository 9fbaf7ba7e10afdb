#include "compiler/check/case_text.hpp"

#include <algorithm>
#include <numeric>

#include "compiler/cases/value_text.hpp"
#include "runtime/value/date_text.hpp"

namespace avenant::check {

namespace {

std::string text_of_value(const program::Package& package, program::TypeId type_id, value::Value value) {
  const program::Type& type = package.type(type_id);
  const std::string text = cases::value_text(package, type, value, diagnostics::Language::French);
  const bool lists_cases = type.kind == program::TypeKind::kSet && text != "tous" && text != "aucun";
  return lists_cases ? "(" + text + ")" : text;
}

std::string line_of(const program::Package& package, const Dimension& dimension, value::Value value) {
  switch (dimension.kind) {
    case DimensionKind::kInput: {
      const program::Input& input = package.inputs[dimension.id];
      return std::string(package.text_of(input.name)) + " = " + text_of_value(package, input.type, value);
    }
    case DimensionKind::kReading: {
      const program::Reading& reading = package.readings[dimension.id];
      return "lecture " + std::string(package.text_of(reading.name)) + " = " +
             text_of_value(package, dimension.type, value);
    }
    case DimensionKind::kSituationDate:
      return "à la date du " + value::print_long_date(value.as_date(), value::Language::french);
    case DimensionKind::kDraft:
      return "avec projet " + std::string(package.text_of(package.texts[dimension.id].name));
    case DimensionKind::kFigure: {
      const program::Unknown& figure = package.unknowns[dimension.id];
      return "-- en supposant le chiffre inconnu « " + std::string(package.text_of(figure.address)) +
             " » = " + text_of_value(package, figure.type, value);
    }
  }
  return "";
}

}  // namespace

std::vector<std::string> case_lines(const program::Package& package, const Cone& cone, const Point& point) {
  std::vector<std::size_t> order;
  for (std::size_t index = 0; index < point.size(); ++index) {
    const bool unsaid =
        cone.dimensions[index].kind == DimensionKind::kDraft && point[index] == value::Value::boolean(false);
    if (point[index] && !unsaid) order.push_back(index);
  }
  std::sort(order.begin(), order.end(), [&cone](std::size_t left, std::size_t right) {
    const Dimension& first = cone.dimensions[left];
    const Dimension& second = cone.dimensions[right];
    return std::pair(first.kind, first.id) < std::pair(second.kind, second.id);
  });
  std::vector<std::string> lines;
  for (const std::size_t index : order) lines.push_back(line_of(package, cone.dimensions[index], *point[index]));
  return lines;
}

}  // namespace avenant::check
