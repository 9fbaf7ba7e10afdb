#include "compiler/cases/type_names.hpp"

namespace avenant::cases {
namespace {

using diagnostics::Language;
using program::Package;
using program::Type;
using program::TypeKind;

/// The number of decimals of a grain that is a power of ten, or −1.
int decimals_of(std::int64_t grain) {
  int n_decimals = 0;
  while (grain > 1 && grain % 10 == 0) {
    grain /= 10;
    ++n_decimals;
  }
  return grain == 1 ? n_decimals : -1;
}

constexpr std::size_t kMaxCasesNamed = 8;

/// The cases of an enumeration, or the first ones of a long one.
std::string cases_text(const Package& package, const Type& type) {
  const program::Enumeration& enumeration = package.enumerations[type.enumeration.value];
  std::string text;
  std::size_t n_named = 0;
  for (const program::Case& item : package.cases_of(enumeration)) {
    if (n_named == kMaxCasesNamed) return text + ", …";
    text += (n_named++ == 0 ? "" : ", ") + std::string(package.text_of(item.name));
  }
  return text;
}

}  // namespace

std::string type_name(const Package& package, const Type& type) {
  switch (type.kind) {
    case TypeKind::kBoolean:
      return "booléen";
    case TypeKind::kNumber: {
      const std::string_view unit = package.text_of(type.unit);
      if (unit == "€" && type.grain == 100) return "montant";
      if (!unit.empty()) return std::string(unit);
      return type.grain == 1 ? "entier" : "décimal";
    }
    case TypeKind::kDate:
      return "date";
    case TypeKind::kDuration:
      return "durée";
    case TypeKind::kEnumeration:
      return std::string(package.text_of(package.enumerations[type.enumeration.value].name));
    case TypeKind::kSet:
      return "ensemble de " + std::string(package.text_of(package.enumerations[type.enumeration.value].name));
    case TypeKind::kList:
      return "liste de " + std::string(package.text_of(package.list(type.list).name));
    case TypeKind::kElement:
      return "élément de " + std::string(package.text_of(package.list(type.list).name));
  }
  return {};
}

std::string expected_form(const Package& package, const Type& type, Language language) {
  const bool french = language == Language::French;
  switch (type.kind) {
    case TypeKind::kBoolean:
      return french ? "vrai ou faux" : "true or false";
    case TypeKind::kNumber: {
      const std::string_view unit = package.text_of(type.unit);
      const std::string tail = unit.empty() ? "" : (french ? ", en " : ", in ") + std::string(unit);
      if (type.grain == 1) return (french ? "un nombre entier" : "a whole number") + tail;
      return (french ? "un nombre" : "a number") + tail;
    }
    case TypeKind::kDate:
      return french ? "2024-06-22, 22/06/2024 ou « 22 juin 2024 »" : "2024-06-22, 22/06/2024 or “22 June 2024”";
    case TypeKind::kDuration:
      return french ? "« 2 ans », « 18 mois », « 15 jours »" : "“2 ans”, “18 mois”, “15 jours”";
    case TypeKind::kEnumeration:
      return cases_text(package, type);
    case TypeKind::kSet:
      return (french ? "une liste parmi : " : "a list among: ") + cases_text(package, type);
    case TypeKind::kList:
    case TypeKind::kElement:
      return french ? "une liste" : "a list";
  }
  return {};
}

std::string grain_name(std::int64_t grain, Language language) {
  const bool french = language == Language::French;
  if (grain == 1) return french ? "un nombre entier" : "a whole number";
  const int n_decimals = decimals_of(grain);
  if (n_decimals > 0) {
    const std::string count = std::to_string(n_decimals);
    return french ? count + " décimale" + (n_decimals > 1 ? "s" : "") + " au plus" : "at most " + count + " decimals";
  }
  return (french ? "un multiple de 1/" : "a multiple of 1/") + std::to_string(grain);
}

}  // namespace avenant::cases
