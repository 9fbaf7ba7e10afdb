#include "compiler/lower/apply/apply.hpp"

#include "compiler/lower/expression.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using program::NodeId;

std::string key_of(const Application& application) {
  std::string key = std::to_string(application.instance != nullptr ? application.instance->number : 0) + ":" +
                    std::to_string(application.dispositif.valid() ? application.dispositif.index() + 1 : 0) + ":" +
                    std::to_string(application.variable.index()) + ":" + std::to_string(application.ordinal) + ":" +
                    std::to_string(application.unit.valid() ? application.unit.index() : 0);
  for (const Argument& argument : application.arguments) key += ";" + argument_key(argument);
  return key;
}

// `f(2 ; revenu)`: the member's indices, then what the parameters are given.
std::string application_name(const Context& context, const Application& application) {
  const hir::Variable& variable = context.hir.variables[application.variable];
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, variable);
  const std::vector<value::Value> indices = member_values(context.hir, domains, application.ordinal);
  std::string inside;
  for (std::size_t index = 0; index < domains.size(); ++index) {
    inside += (inside.empty() ? "" : " ; ") + index_text(context.hir, domains[index], indices[index]);
  }
  for (std::size_t index = 0; index < application.arguments.size(); ++index) {
    hir::Type type = context.hir.parameters[variable.parameters[index]].type;
    if (context.hir.generic_unit.valid() && type.unit == context.hir.generic_unit) type.unit = application.unit;
    inside += (inside.empty() ? "" : " ; ") + argument_text(context, application.arguments[index], type);
  }
  return variable_name(context.hir, application.variable) + "(" + inside + ")";
}

program::VariableId declare_application(Context& context, Application application) {
  std::string key = key_of(application);
  const auto found = context.application_of_key.find(key);
  if (found != context.application_of_key.end()) return context.applications[found->second].id;
  const hir::Variable& variable = context.hir.variables[application.variable];
  const hir::UnitId outer = context.stands_for;
  context.stands_for = application.unit;
  program::VariableSpec spec;
  spec.type = type_of(context, variable.type);
  spec.kind = kind_of(variable.kind);
  spec.place = place_of(context, variable.provenance);
  // Tells apart the errors of applications, which are written at one place.
  spec.sequence = static_cast<std::uint32_t>(context.applications.size());
  spec.dispositif = dispositif_text(context, application.dispositif);
  spec.title = variable.title;
  application.id = declare_hidden(context, spec, application_name(context, application), application.variable);
  context.stands_for = outer;
  context.application_of_key.emplace(std::move(key), context.applications.size());
  context.applications.push_back(std::move(application));
  return context.applications.back().id;
}

/// What the parameters are given while an instance is lowered.
class GivenArguments {
 public:
  GivenArguments(Context& context, const Application& application)
      : context_(context), outer_unit_(context.stands_for) {
    const std::vector<hir::ParameterId>& parameters = context.hir.variables[application.variable].parameters;
    for (std::size_t index = 0; index < parameters.size(); ++index) {
      context.given[parameters[index].index()] = application.arguments[index];
    }
    context.stands_for = application.unit;
  }
  ~GivenArguments() {
    for (std::optional<Argument>& given : context_.given) given.reset();
    context_.stands_for = outer_unit_;
  }
  GivenArguments(const GivenArguments&) = delete;
  GivenArguments& operator=(const GivenArguments&) = delete;

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
  Application wanted;
  wanted.instance = context.instance;
  wanted.dispositif = context.dispositif;
  wanted.variable = variable;
  wanted.unit = hir::UnitId(expression.b);
  // A unit may itself be what « nombre » is where the call stands.
  if (context.hir.generic_unit.valid() && wanted.unit == context.hir.generic_unit) wanted.unit = context.stands_for;
  for (std::size_t index = 0; index < definition.parameters.size(); ++index) {
    const hir::Parameter& parameter = context.hir.parameters[definition.parameters[index]];
    wanted.arguments.push_back(argument_of(context, operands[n_indices + index], parameter));
  }
  const auto read = [&](std::size_t ordinal) {
    Application application = wanted;
    application.ordinal = ordinal;
    return read_member(context, declare_application(context, std::move(application)), expression.span);
  };
  return lower_indexed(context, expression, operands.first(n_indices), domains_of(context.hir, definition), read);
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

void lower_applications(Context& context) {
  for (; context.n_applied < context.applications.size() && !context.too_large; ++context.n_applied) {
    // Lowering adds applications: the vector moves.
    const Application application = context.applications[context.n_applied];
    const GivenArguments given(context, application);
    const std::size_t n_before = context.n_nodes;
    context.instance = application.instance;
    context.dispositif = application.dispositif;
    lower_variable_member(context, application.variable, application.ordinal, application.id);
    context.instance = nullptr;
    note_size(context, application.variable, context.n_nodes - n_before);
  }
}

}  // namespace avenant::lower
