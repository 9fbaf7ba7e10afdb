#include "compiler/lower/names.hpp"

#include "compiler/lower/members.hpp"

namespace avenant::lower {

std::string variable_name(const hir::Program& program, hir::VariableId variable) {
  const hir::Variable& item = program.variables[variable];
  if (item.name.valid()) return program.names.text(item.name);
  std::string name = item.parent.valid() ? variable_name(program, item.parent) : std::string("?");
  return name + " « " + item.label + " »";
}

std::string member_name(const hir::Program& program, hir::VariableId variable, std::span<const value::Value> indices) {
  const std::vector<hir::IndexDomain> domains = domains_of(program, program.variables[variable]);
  return variable_name(program, variable) + arguments_text(program, domains, indices);
}

std::string input_name(const hir::Program& program, const hir::InputPath& path) {
  const hir::Input& input = program.inputs[path.input];
  std::string name = program.names.text(input.name);
  if (!path.field) return name;
  return name + "." + program.names.text(program.records[input.type.record].fields[*path.field].name);
}

std::string list_count_name(const hir::Program& program, hir::InputId list) {
  return "nombre de " + program.names.text(program.inputs[list].name);
}

std::string input_member_name(const hir::Program& program, const hir::InputPath& path,
                              std::span<const value::Value> indices) {
  const hir::Input& input = program.inputs[path.input];
  const bool is_list = input.type.is(hir::TypeKind::List);
  if (is_list && indices.empty()) return list_count_name(program, path.input);
  const std::size_t n_own = is_list ? 1 : input.indices.size();
  std::string name = program.names.text(input.name);
  name +=
      is_list ? "(" + std::to_string(indices[0].a) + ")" : arguments_text(program, input.indices, indices.first(n_own));
  if (!path.field) return name;
  const hir::Field& field = program.records[input.type.record].fields[*path.field];
  return name + "." + program.names.text(field.name) + arguments_text(program, field.indices, indices.subspan(n_own));
}

}  // namespace avenant::lower
