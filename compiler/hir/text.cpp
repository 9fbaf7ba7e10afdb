#include <string>
#include <string_view>

#include "compiler/hir/generic.hpp"
#include "compiler/hir/program.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::hir {

namespace {

constexpr std::string_view kNoBreakSpace = "\u00A0";

// The euro is the first base unit of every program.
bool is_euro(const Program& program, UnitId unit) {
  if (!unit.valid() || unit.index() >= program.units.size()) return false;
  const Unit& product = program.units[unit];
  return product.factors.size() == 1 && product.factors[0].first == BaseUnitId(0) && product.factors[0].second == 1;
}

bool is_no_unit(const Program& program, UnitId unit) {
  return !unit.valid() || unit.index() >= program.units.size() || program.units[unit].factors.empty();
}

std::string exponent_text(int exponent) {
  switch (exponent) {
    case 1:
      return "";
    case 2:
      return "²";
    case 3:
      return "³";
    default:
      return "^" + std::to_string(exponent);
  }
}

std::string factor_text(const Program& program, BaseUnitId id, int exponent, bool plural) {
  const BaseUnit& base_unit = program.base_units[id];
  const base::Name name = plural && base_unit.plural.valid() ? base_unit.plural : base_unit.singular;
  return program.names.text(name) + exponent_text(exponent);
}

// Units of the numerator joined by a dot, then each unit of the denominator after a slash.
std::string product_text(const Program& program, const Unit& unit, bool plural) {
  std::string above;
  std::string below;
  for (const auto& [base_unit, exponent] : unit.factors) {
    if (exponent > 0) {
      if (!above.empty()) above += "·";
      above += factor_text(program, base_unit, exponent, plural);
    } else {
      below += "/" + factor_text(program, base_unit, -exponent, false);
    }
  }
  return (above.empty() && !below.empty() ? "1" : above) + below;
}

std::string product_text(const Program& program, UnitId unit, bool plural) {
  return is_no_unit(program, unit) ? "" : product_text(program, program.units[unit], plural);
}

// The number of decimals of a grain that is a power of ten; −1 for other grains.
int decimals_of(std::int64_t grain) {
  int decimals = 0;
  while (grain > 1 && grain % 10 == 0) {
    grain /= 10;
    ++decimals;
  }
  return grain == 1 ? decimals : -1;
}

std::string grain_text(std::int64_t grain) {
  const int decimals = decimals_of(grain);
  if (decimals < 0) return " au 1/" + std::to_string(grain);
  return " à " + std::to_string(decimals) + (decimals > 1 ? " décimales" : " décimale");
}

// The grain that the unit itself stands for: whole patients, hundredths of an ETP.
std::int64_t own_grain(const Program& program, UnitId unit) {
  const Unit& product = program.units[unit];
  if (product.factors.size() != 1 || product.factors[0].second != 1) return 0;
  return program.base_units[product.factors[0].first].grain;
}

std::string number_type_text(const Program& program, const Type& type) {
  if (is_no_unit(program, type.unit)) {
    if (type.grain == 0) return "décimal";
    return type.grain == 1 ? "entier" : "décimal" + grain_text(type.grain);
  }
  if (is_euro(program, type.unit)) {
    if (type.grain == 0) return "€";
    return type.grain == 100 ? "montant" : "€" + grain_text(type.grain);
  }
  const std::string unit = unit_text(program, type.unit);
  if (known_grain(type.grain) == 0 || type.grain == own_grain(program, type.unit)) return unit;
  return unit + grain_text(type.grain);
}

std::string plain_type_text(const Program& program, const Type& type) {
  switch (type.kind) {
    case TypeKind::Error:
      return "?";
    case TypeKind::Boolean:
      return "booléen";
    case TypeKind::Number:
      return number_type_text(program, type);
    case TypeKind::Date:
      return "date";
    case TypeKind::Duration:
      return "durée";
    case TypeKind::Enumeration:
      return type.enumeration.valid() ? program.names.text(program.enumerations[type.enumeration].name) : "lecture";
    case TypeKind::Set:
      return "ensemble de " + program.names.text(program.enumerations[type.enumeration].name);
    case TypeKind::Record:
      return program.names.text(program.records[type.record].name);
    case TypeKind::List:
      return "liste de " + type_text(program, element_type(type));
  }
  return "?";
}

std::string number_text(const Program& program, const Type& type, value::Rational number) {
  if (is_no_unit(program, type.unit)) return value::print_number(number, value::NumberStyle::french);
  const bool euro = is_euro(program, type.unit);
  const std::string digits =
      value::print_number(number, value::NumberStyle::french, euro && !number.is_integer() ? 2 : 0);
  // French puts the plural from two on.
  const bool plural = !(value::absolute(number) < value::Rational::whole(2));
  return digits + std::string(kNoBreakSpace) + product_text(program, type.unit, plural);
}

std::string case_text(const Program& program, const Enumeration& enumeration, std::int64_t index) {
  if (index < 0 || static_cast<std::size_t>(index) >= enumeration.cases.size()) return "cas " + std::to_string(index);
  return program.names.text(enumeration.cases[static_cast<std::size_t>(index)].name);
}

// `(01 ; 20A)`, `tous`, `aucun`, and `tous sauf (…)` where that is shorter.
std::string set_text(const Program& program, const Enumeration& enumeration, value::Set128 set) {
  const int n_cases = static_cast<int>(enumeration.cases.size());
  if (set.is_empty()) return "aucun";
  if (set.count() >= n_cases) return "tous";
  const bool but = n_cases - set.count() < set.count();
  const value::Set128 named = but ? set.complement(n_cases) : set;
  std::string list;
  for (int index = 0; index < n_cases; ++index) {
    if (!named.contains(index)) continue;
    if (!list.empty()) list += " ; ";
    list += case_text(program, enumeration, index);
  }
  return (but ? "tous sauf (" : "(") + list + ")";
}

}  // namespace

std::string unit_text(const Program& program, UnitId unit) {
  return product_text(program, unit, true);
}

std::string unit_text(const Program& program, const Unit& unit, bool plural) {
  return product_text(program, unit, plural);
}

std::string type_text(const Program& program, const Type& type) {
  return plain_type_text(program, type) + (type.optional ? " facultatif" : "");
}

std::string value_text(const Program& program, const Type& type, const value::Value& value) {
  if (type.optional && value.is_absent()) return "absent";
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::Record:
    case TypeKind::List:
      return "?";
    case TypeKind::Boolean:
      return value.as_boolean() ? "vrai" : "faux";
    case TypeKind::Number:
      return number_text(program, type, value.as_number());
    case TypeKind::Date:
      return value::print_long_date(value.as_date(), value::Language::french);
    case TypeKind::Duration:
      return value::print_duration(value.as_duration(), value::Language::french);
    case TypeKind::Enumeration:
      if (!type.enumeration.valid()) return "cas " + std::to_string(value.as_enum_case());
      return case_text(program, program.enumerations[type.enumeration], value.as_enum_case());
    case TypeKind::Set:
      return set_text(program, program.enumerations[type.enumeration], value.as_set());
  }
  return "?";
}

}  // namespace avenant::hir
