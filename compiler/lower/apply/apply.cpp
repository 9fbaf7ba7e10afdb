#include "compiler/lower/apply/apply.hpp"

#include "compiler/lower/expression.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using program::NodeId;

std::string key_of(const Instance& instance) {
  std::string key = std::to_string(instance.variable.index()) + ":" + std::to_string(instance.ordinal) + ":" +
                    std::to_string(instance.unit.valid() ? instance.unit.index() : 0);
  for (const Argument& argument : instance.arguments) {
    key += ";" + std::to_string(static_cast<int>(argument.kind)) + "," + std::to_string(argument.id) + "," +
           std::to_string(argument.constant.a) + "," + std::to_string(argument.constant.b);
  }
  return key;
}

// `f(2 ; revenu)`: the member's indices, then what the parameters are given.
std::string instance_name(const Context& context, const Instance& instance) {
  const hir::Variable& variable = context.hir.variables[instance.variable];
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, variable);
  const std::vector<value::Value> indices = member_values(context.hir, domains, instance.ordinal);
  std::string inside;
  for (std::size_t index = 0; index < domains.size(); ++index) {
    inside += (inside.empty() ? "" : " ; ") + index_text(context.hir, domains[index], indices[index]);
  }
  for (std::size_t index = 0; index < instance.arguments.size(); ++index) {
    hir::Type type = context.hir.parameters[variable.parameters[index]].type;
    if (context.hir.generic_unit.valid() && type.unit == context.hir.generic_unit) type.unit = instance.unit;
    inside += (inside.empty() ? "" : " ; ") + argument_text(context, instance.arguments[index], type);
  }
  return variable_name(context.hir, instance.variable) + "(" + inside + ")";
}

program::VariableId declare_instance(Context& context, Instance instance) {
  std::string key = key_of(instance);
  const auto found = context.instance_of_key.find(key);
  if (found != context.instance_of_key.end()) return context.instances[found->second].id;
  const hir::Variable& variable = context.hir.variables[instance.variable];
  const hir::UnitId outer = context.stands_for;
  context.stands_for = instance.unit;
  program::VariableSpec spec;
  spec.type = type_of(context, variable.type);
  spec.kind = kind_of(variable.kind);
  spec.place = place_of(context, variable.provenance);
  // Tells apart the errors of instances, which are written at one place.
  spec.sequence = static_cast<std::uint32_t>(context.instances.size());
  spec.dispositif = dispositif_text(context, variable.dispositif);
  instance.id = declare_hidden(context, spec, instance_name(context, instance), instance.variable);
  context.stands_for = outer;
  context.instance_of_key.emplace(std::move(key), context.instances.size());
  context.instances.push_back(std::move(instance));
  return context.instances.back().id;
}

/// What the parameters are given while an instance is lowered.
class Given {
 public:
  Given(Context& context, const Instance& instance) : context_(context), outer_unit_(context.stands_for) {
    const std::vector<hir::ParameterId>& parameters = context.hir.variables[instance.variable].parameters;
    for (std::size_t index = 0; index < parameters.size(); ++index) {
      context.given[parameters[index].index()] = instance.arguments[index];
    }
    context.stands_for = instance.unit;
  }
  ~Given() {
    for (std::optional<Argument>& given : context_.given) given.reset();
    context_.stands_for = outer_unit_;
  }
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;

 private:
  Context& context_;
  hir::UnitId outer_unit_;
};

}  // namespace

Lowered lower_apply(Context& context, const Expression& expression, ExpressionId id) {
  const hir::VariableId variable(expression.a);
  const hir::Variable& definition = context.hir.variables[variable];
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  const std::size_t n_indices = definition.indices.size();
  Instance wanted;
  wanted.variable = variable;
  wanted.unit = hir::UnitId(expression.b);
  // A unit may itself be what « nombre » is where the call stands.
  if (context.hir.generic_unit.valid() && wanted.unit == context.hir.generic_unit) wanted.unit = context.stands_for;
  for (std::size_t index = 0; index < definition.parameters.size(); ++index) {
    const hir::Parameter& parameter = context.hir.parameters[definition.parameters[index]];
    wanted.arguments.push_back(argument_of(context, operands[n_indices + index], parameter));
  }
  return Lowered::of(lower_member_choice(
      context, expression, operands.first(n_indices), domains_of(context.hir, definition), [&](std::size_t ordinal) {
        Instance instance = wanted;
        instance.ordinal = ordinal;
        return read_member(context, declare_instance(context, std::move(instance)), expression.span);
      }));
}

Lowered lower_parameter(Context& context, const Expression& expression) {
  const std::optional<Argument>& given = context.given[expression.a];
  AVENANT_CHECK(given.has_value(), "a parameter outside its definition");
  if (given->kind == ArgumentKind::Constant) return Lowered::of(given->constant);
  if (given->kind == ArgumentKind::Variable) {
    return Lowered::of(read_member(context, program::VariableId(given->id), expression.span));
  }
  return Lowered::of(context.builder.input(program::InputId(given->id), place_of(context, expression.span)));
}

void lower_instances(Context& context) {
  for (std::size_t next = 0; next < context.instances.size() && !context.too_large; ++next) {
    // Lowering adds instances: the vector moves.
    const Instance instance = context.instances[next];
    const Given given(context, instance);
    const std::size_t n_before = context.n_nodes;
    const hir::Variable& variable = context.hir.variables[instance.variable];
    const std::vector<hir::IndexDomain> domains = domains_of(context.hir, variable);
    const std::vector<value::Value> indices = member_values(context.hir, domains, instance.ordinal);
    lower_versions(context, {instance.variable, instance.ordinal, instance.id, indices});
    note_size(context, instance.variable, context.n_nodes - n_before);
  }
}

}  // namespace avenant::lower
