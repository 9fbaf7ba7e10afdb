#include "compiler/sema/reference/cell_value.hpp"

#include "compiler/base/data_text.hpp"
#include "runtime/value/date_text.hpp"
#include "runtime/value/number_text.hpp"
#include "runtime/value/rounding.hpp"

namespace avenant::sema {

std::optional<value::Value> CellReader::number(const Type& type, std::string_view text) const {
  const auto [digits, unit] = base::split_quantity(text);
  const auto parsed = value::parse_number(digits);
  if (!parsed.ok()) return std::nullopt;
  value::Rational number = parsed.value;
  const std::string expected = hir::unit_text(context_.program, type.unit);
  if (unit == "%" && expected.empty()) {
    const auto share = value::divide(number, value::Rational::whole(100));
    if (!share.ok()) return std::nullopt;
    number = share.value;
  } else if (!unit.empty()) {
    const base::Name name = context_.program.names.find(unit);
    const auto known = context_.project.units.find(name);
    const bool euros = expected == "€" && base::means_euro(unit);
    const bool same =
        unit == expected || euros ||
        (name.valid() && known != context_.project.units.end() &&
         context_.program.units[type.unit].factors == std::vector<std::pair<hir::BaseUnitId, int>>{{known->second, 1}});
    if (!same) return std::nullopt;
  }
  if (type.grain > 0 && !value::is_exact(number, type.grain)) return std::nullopt;
  return value::Value::number(number);
}

const CellReader::Cases& CellReader::cases_of(hir::EnumerationId id) {
  const auto [entry, added] = cases_.try_emplace(id);
  if (!added) return entry->second;
  const auto& cases = context_.program.enumerations[id].cases;
  for (std::uint32_t i = 0; i < cases.size(); ++i) {
    const std::string& name = context_.text(cases[i].name);
    entry->second.exact.emplace(name, i);
    if (!cases[i].code.empty()) entry->second.exact.emplace(cases[i].code, i);
    for (const std::string& word : {name, cases[i].code, cases[i].label}) {
      if (word.empty()) continue;
      const auto [loose, first] = entry->second.loose.try_emplace(base::fold(word), i);
      if (!first && loose->second != i) loose->second.reset();
    }
  }
  return entry->second;
}

std::optional<value::Value> CellReader::enumeration(hir::EnumerationId id, std::string_view text) {
  const Cases& cases = cases_of(id);
  const auto exact = cases.exact.find(base::normalise(text));
  if (exact != cases.exact.end()) return value::Value::enum_case(static_cast<std::int32_t>(exact->second));
  const auto loose = cases.loose.find(base::fold(text));
  if (loose == cases.loose.end() || !loose->second) return std::nullopt;
  return value::Value::enum_case(static_cast<std::int32_t>(*loose->second));
}

std::vector<std::string> CellReader::case_names(hir::EnumerationId enumeration) const {
  std::vector<std::string> names;
  for (const hir::EnumerationCase& one : context_.program.enumerations[enumeration].cases) {
    names.push_back(context_.text(one.name));
    if (!one.code.empty() && one.code != names.back()) names.push_back(one.code);
  }
  return names;
}

std::optional<value::Value> CellReader::read(const Type& type, std::string_view text) {
  switch (type.kind) {
    case TypeKind::Boolean:
      if (const auto truth = base::read_truth(text)) return value::Value::boolean(*truth);
      return std::nullopt;
    case TypeKind::Number:
      return number(type, text);
    case TypeKind::Date: {
      const auto parsed = value::parse_date(text);
      return parsed.ok() ? std::optional(value::Value::date(parsed.value)) : std::nullopt;
    }
    case TypeKind::Duration: {
      const auto parsed = value::parse_duration(text);
      return parsed.ok() ? std::optional(value::Value::duration(parsed.value)) : std::nullopt;
    }
    case TypeKind::Enumeration:
      return enumeration(type.enumeration, text);
    case TypeKind::Error:
    case TypeKind::Set:
    case TypeKind::Record:
    case TypeKind::List:
      return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace avenant::sema
