#include "compiler/lower/members.hpp"

namespace avenant::lower {

std::size_t domain_size(const hir::Program& program, const hir::IndexDomain& domain) {
  if (domain.enumeration.valid()) return program.enumerations[domain.enumeration].cases.size();
  return domain.last < domain.first ? 0 : static_cast<std::size_t>(domain.last - domain.first) + 1;
}

std::int64_t domain_least(const hir::IndexDomain& domain) {
  return domain.enumeration.valid() ? 0 : domain.first;
}

value::Value domain_value(const hir::IndexDomain& domain, std::size_t position) {
  return value::Value{domain_least(domain) + static_cast<std::int64_t>(position), 1};
}

std::optional<std::size_t> position_in(const hir::Program& program, const hir::IndexDomain& domain,
                                       const value::Value& value) {
  // A case index and a whole number both have 1 as their second word.
  if (value.b != 1 || value.a < domain_least(domain)) return std::nullopt;
  const auto position = static_cast<std::size_t>(value.a - domain_least(domain));
  if (position >= domain_size(program, domain)) return std::nullopt;
  return position;
}

std::string index_text(const hir::Program& program, const hir::IndexDomain& domain, const value::Value& value) {
  if (!domain.enumeration.valid()) return std::to_string(value.a);
  return program.names.text(program.enumerations[domain.enumeration].cases[static_cast<std::size_t>(value.a)].name);
}

std::size_t member_count(const hir::Program& program, std::span<const hir::IndexDomain> domains) {
  std::size_t count = 1;
  for (const hir::IndexDomain& domain : domains) count *= domain_size(program, domain);
  return count;
}

std::vector<value::Value> member_values(const hir::Program& program, std::span<const hir::IndexDomain> domains,
                                        std::size_t ordinal) {
  std::vector<value::Value> values(domains.size());
  for (std::size_t index = domains.size(); index > 0; --index) {
    const hir::IndexDomain& domain = domains[index - 1];
    const std::size_t size = domain_size(program, domain);
    values[index - 1] = domain_value(domain, ordinal % size);
    ordinal /= size;
  }
  return values;
}

std::optional<std::size_t> member_ordinal(const hir::Program& program, std::span<const hir::IndexDomain> domains,
                                          std::span<const value::Value> values) {
  std::size_t ordinal = 0;
  for (std::size_t index = 0; index < domains.size(); ++index) {
    const std::optional<std::size_t> position = position_in(program, domains[index], values[index]);
    if (!position) return std::nullopt;
    ordinal = ordinal * domain_size(program, domains[index]) + *position;
  }
  return ordinal;
}

std::string arguments_text(const hir::Program& program, std::span<const hir::IndexDomain> domains,
                           std::span<const value::Value> values) {
  if (domains.empty()) return "";
  std::string text = "(";
  for (std::size_t index = 0; index < domains.size(); ++index) {
    if (index > 0) text += " ; ";
    text += index_text(program, domains[index], values[index]);
  }
  return text + ")";
}

std::vector<hir::IndexDomain> domains_of(const hir::Program& program, const hir::Variable& variable) {
  std::vector<hir::IndexDomain> domains;
  domains.reserve(variable.indices.size());
  for (const hir::BinderId binder : variable.indices) domains.push_back(program.binders[binder].domain);
  return domains;
}

std::vector<hir::IndexDomain> domains_of(const hir::Program& program, const hir::InputPath& path) {
  const hir::Input& input = program.inputs[path.input];
  std::vector<hir::IndexDomain> domains = input.indices;
  if (input.type.is(hir::TypeKind::List)) domains = {{hir::EnumerationId{}, 1, input.most_elements}};
  if (path.field) {
    const hir::Field& field = program.records[input.type.record].fields[*path.field];
    domains.insert(domains.end(), field.indices.begin(), field.indices.end());
  }
  return domains;
}

}  // namespace avenant::lower
