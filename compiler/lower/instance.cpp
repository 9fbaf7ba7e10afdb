#include "compiler/lower/instance.hpp"

#include <algorithm>

#include "compiler/lower/apply/apply.hpp"
#include "compiler/lower/expression.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;

const hir::Range& range_of_input(const Context& context, const hir::InputPath& path) {
  const hir::Input& input = context.hir.inputs[path.input];
  return path.field ? context.hir.records[input.type.record].fields[*path.field].range : input.range;
}

/// What is built belongs to `variable` for as long as this lives.
class Owner {
 public:
  Owner(Context& context, program::VariableId variable) : context_(context), previous_(context.owner) { set(variable); }
  ~Owner() { set(previous_); }
  Owner(const Owner&) = delete;
  Owner& operator=(const Owner&) = delete;

 private:
  void set(program::VariableId variable) {
    context_.owner = variable;
    context_.builder.set_owner(variable);
  }

  Context& context_;
  program::VariableId previous_;
};

program::VariableId declare(Context& context, const program::VariableSpec& spec, hir::VariableId variable) {
  context.variable_of_member.push_back(variable);
  context.member_names.emplace_back(spec.name);
  context.reads.emplace_back();
  return context.builder.declare_variable(spec);
}

/// A variable of an instance that stands for one of its inputs; `make` makes its body, which belongs to it.
template <class Make>
program::VariableId declare_argument(Context& context, const Instance& instance, const hir::InputPath& path,
                                     std::span<const value::Value> indices, base::Span span, Make make) {
  const std::string name = instance.name + "." + input_member_name(context.hir, path, indices);
  program::VariableSpec spec;
  spec.name = name;
  spec.type = type_of(context, path.type);
  spec.place = place_of(context, span);
  spec.dispositif = dispositif_text(context, instance.dispositif);
  const program::VariableId id = declare(context, spec, {});
  const Owner owner(context, id);
  program::VersionSpec version;
  version.text = instance.provenance != nullptr ? text_of(context, *instance.provenance) : context.library_text;
  version.place = spec.place;
  version.rule = context.builder.add_rule(make());
  context.builder.add_version(id, version);
  return id;
}

/// What a parameter is given, for the rules that a call makes.
Given given_of(const Argument& argument) {
  Given given;
  if (argument.kind == ArgumentKind::Constant) given.constant = argument.constant;
  if (argument.kind == ArgumentKind::Input) given.input = program::InputId(argument.id);
  if (argument.kind == ArgumentKind::Variable) given.variable = program::VariableId(argument.id);
  return given;
}

/// What an expression is without nodes of its own: a constant, an input or a rule of the caller, in the input's range.
std::optional<Given> simple(Context& context, ExpressionId id, const hir::InputPath& path) {
  const Expression& expression = context.hir.expressions[id];
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  if (expression.kind == ExpressionKind::Wrap) return simple(context, operands[0], path);
  const hir::Range& range = range_of_input(context, path);
  const bool ranged = range.least || range.greatest;
  Given given;
  if (expression.kind == ExpressionKind::Absent || expression.kind == ExpressionKind::Constant ||
      expression.kind == ExpressionKind::Index) {
    const Lowered lowered = lower_expression(context, id);
    if (!lowered.constant) return std::nullopt;
    const bool number = path.type.is(hir::TypeKind::Number) && expression.kind != ExpressionKind::Absent;
    if (number && ranged && !is_within(range, lowered.constant->as_number())) return std::nullopt;
    given.constant = lowered.constant;
    return given;
  }
  if (expression.kind == ExpressionKind::Parameter && !ranged) return given_of(*context.given[expression.a]);
  const bool is_input = expression.kind == ExpressionKind::Input;
  if (!is_input && expression.kind != ExpressionKind::Variable) return std::nullopt;
  if (ranged && path.type.is(hir::TypeKind::Number) && !surely_within(context.hir, id, range)) return std::nullopt;
  std::vector<value::Value> indices;
  for (const ExpressionId operand : operands) {
    const Lowered lowered = lower_expression(context, operand);
    if (!lowered.constant) return std::nullopt;
    indices.push_back(*lowered.constant);
  }
  if (is_input) {
    const hir::InputPath& from = context.hir.input_paths[hir::InputPathId(expression.a)];
    const auto ordinal = member_ordinal(context.hir, domains_of(context.hir, from), indices);
    if (!ordinal) return std::nullopt;
    if (context.instance != nullptr) {
      // An input of an instance that nothing gives has an error of its own, or is absent.
      const auto found = context.instance->given.find(key_of(from, *ordinal));
      return found == context.instance->given.end() ? std::nullopt : std::optional(found->second);
    }
    const auto first = context.first_inputs.find({from.input.index(), from.field ? *from.field + 1 : 0});
    AVENANT_CHECK(first != context.first_inputs.end(), "an input path that is not declared");
    given.input = program::InputId(first->second.value + static_cast<std::uint32_t>(*ordinal));
    return given;
  }
  const hir::VariableId variable(expression.a);
  const auto ordinal = member_ordinal(context.hir, domains_of(context.hir, context.hir.variables[variable]), indices);
  if (!ordinal) return std::nullopt;
  given.variable = member_of(context, variable, *ordinal);
  return given;
}

/// The values that binders and parameters have in an expression: with the expression itself, they say what it is here.
void add_bound(const Context& context, ExpressionId id, std::string& key) {
  const Expression& expression = context.hir.expressions[id];
  if (expression.kind == ExpressionKind::Parameter && context.given[expression.a]) {
    key += "p" + argument_key(*context.given[expression.a]);
  }
  if (expression.kind == ExpressionKind::Index && context.bound[expression.a]) {
    const value::Value& value = *context.bound[expression.a];
    key += "x" + std::to_string(expression.a) + "=" + std::to_string(value.a) + "/" + std::to_string(value.b);
  }
  for (const ExpressionId operand : context.hir.operands_of(id)) add_bound(context, operand, key);
}

std::string given_text(const Given& given) {
  if (given.constant) return "c" + std::to_string(given.constant->a) + "/" + std::to_string(given.constant->b);
  return given.input ? "i" + std::to_string(given.input.value) : "v" + std::to_string(given.variable.value);
}

/// Whether the callee has an input that must be given and is not: where it is read, the call is the place of the error.
bool lacks_input(const Context& context, const hir::Call& call) {
  std::set<InputKey> bound;
  for (const hir::InputMember& member : call.bindings) {
    const auto ordinal = member_ordinal(context.hir, domains_of(context.hir, member.path), member.indices);
    if (ordinal) bound.insert(key_of(member.path, *ordinal));
  }
  const auto lacks = [&](const hir::InputPath& path) {
    if (path.type.optional) return false;
    const std::size_t n_members = member_count(context.hir, domains_of(context.hir, path));
    for (std::size_t ordinal = 0; ordinal < n_members; ++ordinal) {
      if (!bound.contains(key_of(path, ordinal))) return true;
    }
    return false;
  };
  for (std::size_t position = 0; position < context.hir.inputs.size(); ++position) {
    const hir::InputId id = context.hir.inputs.id_at(position);
    const hir::Input& input = context.hir.inputs[id];
    if (!(input.dispositif == call.callee)) continue;
    if (!input.type.is(hir::TypeKind::Record)) {
      if (lacks({id, std::nullopt, input.type})) return true;
      continue;
    }
    const std::vector<hir::Field>& fields = context.hir.records[input.type.record].fields;
    for (std::uint32_t field = 0; field < fields.size(); ++field) {
      if (lacks({id, field, fields[field].type})) return true;
    }
  }
  return false;
}

/// `aide_locale(revenu = 30 000 € ; médecin = médecin)`: what is written, or the value where it is known.
std::string name_of(const Context& context, const hir::Call& call, const std::vector<std::optional<Given>>& given) {
  std::string text;
  for (const hir::CallArgument& argument : call.arguments) {
    std::string value = argument.value;
    const std::optional<Given>* const single = argument.n_bindings == 1 ? &given[argument.first_binding] : nullptr;
    if (single != nullptr && *single && (*single)->constant) {
      const hir::Type& type = call.bindings[argument.first_binding].path.type;
      const bool absent = type.optional && (*single)->constant->is_absent();
      value = absent ? "absent" : hir::value_text(context.hir, type.with_optional(false), *(*single)->constant);
    }
    text += (text.empty() ? "" : " ; ") + argument.target + " = " + value;
  }
  return std::string(dispositif_text(context, call.callee)) + "(" + text + ")";
}

Instance& instance_of(Context& context, const Expression& expression, ExpressionId id) {
  const hir::Call& call = context.hir.calls[hir::CallId(expression.a)];
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  std::vector<std::optional<Given>> given;
  std::map<InputKey, std::string> parts;
  std::vector<InputKey> keys;
  for (std::size_t index = 0; index < call.bindings.size(); ++index) {
    const hir::InputMember& member = call.bindings[index];
    const auto ordinal = member_ordinal(context.hir, domains_of(context.hir, member.path), member.indices);
    AVENANT_CHECK(ordinal.has_value(), "a call that binds a member outside its family");
    keys.push_back(key_of(member.path, *ordinal));
    given.push_back(simple(context, operands[index], member.path));
    std::string& part = parts[keys.back()];
    if (given.back()) {
      part = given_text(*given.back());
    } else {
      part = "e" + std::to_string(operands[index].index()) + "@" +
             std::to_string(context.instance != nullptr ? context.instance->number : 0);
      add_bound(context, operands[index], part);
    }
  }
  std::string key = std::to_string(call.callee.index()) + "<" + std::to_string(context.dispositif.index()) + ":";
  if (lacks_input(context, call)) {
    key += std::to_string(expression.span.source.index()) + "+" + std::to_string(expression.span.begin) + ":";
  }
  for (const auto& [where, part] : parts) {
    key += std::to_string(std::get<0>(where)) + "." + std::to_string(std::get<1>(where)) + "." +
           std::to_string(std::get<2>(where)) + "=" + part + ";";
  }
  std::unique_ptr<Instance>& entry = context.instances->by_key[key];
  if (entry) return *entry;
  entry = std::make_unique<Instance>();
  Instance& instance = *entry;
  instance.span = expression.span;
  instance.number = static_cast<std::uint32_t>(context.instances->by_key.size());
  instance.dispositif = context.dispositif;
  instance.provenance = context.provenance;
  instance.name = context.instances->unique(name_of(context, call, given));
  for (std::size_t index = 0; index < call.bindings.size(); ++index) {
    if (!given[index]) {
      const hir::InputMember& member = call.bindings[index];
      const base::Span span = context.hir.expressions[operands[index]].span;
      given[index] = Given{};
      given[index]->variable = declare_argument(context, instance, member.path, member.indices, span, [&] {
        return as_value(context, member.path.type, range_of_input(context, member.path),
                        lower_expression(context, operands[index]), operands[index], span);
      });
    }
    instance.given.emplace(keys[index], *given[index]);
  }
  return instance;
}

}  // namespace

InputKey key_of(const hir::InputPath& path, std::size_t ordinal) {
  return {path.input.index(), path.field ? *path.field + 1 : 0, ordinal};
}

std::string Instances::unique(std::string name) {
  const std::uint32_t n = ++taken_[name];
  return n == 1 ? name : name + "#" + std::to_string(n);
}

Lowered lower_call(Context& context, const Expression& expression, ExpressionId id) {
  const hir::Call& call = context.hir.calls[hir::CallId(expression.a)];
  Instance& instance = instance_of(context, expression, id);
  // Indices are the caller's, members the instance's.
  return lower_indexed(context, expression, context.hir.operands_of(id).subspan(call.bindings.size()),
                       domains_of(context.hir, context.hir.variables[call.result]),
                       [&context, &expression, &instance, &call](std::size_t ordinal) {
                         Instance* const outer = context.instance;
                         context.instance = &instance;
                         const program::VariableId member = member_of(context, call.result, ordinal);
                         context.instance = outer;
                         return read_member(context, member, expression.span);
                       });
}

program::VariableId member_of(Context& context, hir::VariableId variable, std::size_t ordinal) {
  if (context.instance == nullptr) {
    return program::VariableId(context.first_members[variable.index()].value + static_cast<std::uint32_t>(ordinal));
  }
  Instance& instance = *context.instance;
  const auto [entry, added] = instance.members.try_emplace({variable.index(), ordinal});
  if (!added) return entry->second;
  const hir::Variable& item = context.hir.variables[variable];
  const std::string name =
      instance.name + "." +
      member_name(context.hir, variable, member_values(context.hir, domains_of(context.hir, item), ordinal));
  program::VariableSpec spec;
  spec.name = name;
  spec.type = type_of(context, item.type);
  spec.kind = kind_of(item.kind);
  spec.place = place_of(context, item.provenance);
  spec.sequence = static_cast<std::uint32_t>(ordinal);
  spec.dispositif = dispositif_text(context, instance.dispositif);
  spec.title = item.title;
  entry->second = declare(context, spec, variable);
  context.instances->pending.push_back({&instance, variable, ordinal, entry->second});
  return entry->second;
}

Lowered read_input(Context& context, const hir::InputPath& path, std::size_t ordinal, base::Span span) {
  context.inputs_read.push_back(key_of(path, ordinal));
  if (context.instance == nullptr) {
    const auto first = context.first_inputs.find({path.input.index(), path.field ? *path.field + 1 : 0});
    AVENANT_CHECK(first != context.first_inputs.end(), "an input path that is not declared");
    const program::InputId member(first->second.value + static_cast<std::uint32_t>(ordinal));
    return Lowered::of(context.builder.input(member, place_of(context, span)));
  }
  Instance& instance = *context.instance;
  const InputKey key = key_of(path, ordinal);
  auto found = instance.given.find(key);
  if (found == instance.given.end() && path.type.optional) return Lowered::of(value::Value::absent());
  if (found == instance.given.end()) {
    Given missing;
    const std::vector<value::Value> indices = member_values(context.hir, domains_of(context.hir, path), ordinal);
    missing.variable = declare_argument(context, instance, path, indices, instance.span, [&] {
      return context.builder.missing(type_of(context, path.type), place_of(context, instance.span));
    });
    found = instance.given.emplace(key, missing).first;
  }
  const Given& given = found->second;
  if (given.constant) return Lowered::of(*given.constant);
  if (given.input) return Lowered::of(context.builder.input(given.input, place_of(context, span)));
  return Lowered::of(read_member(context, given.variable, span));
}

void lower_instances(Context& context) {
  while (!context.instances->pending.empty() && !context.too_large) {
    const PendingMember next = context.instances->pending.front();
    context.instances->pending.pop_front();
    context.instance = next.instance;
    context.dispositif = next.instance->dispositif;
    lower_variable_member(context, next.variable, next.ordinal, next.id);
    context.instance = nullptr;
  }
}

}  // namespace avenant::lower
