#include "compiler/lower/apply/apply.hpp"
#include "compiler/lower/expression.hpp"
#include "compiler/lower/in_force.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"
#include "compiler/lower/names.hpp"
#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;

// The longest source text that names an argument.
constexpr std::size_t kMaxArgumentText = 60;

void write(std::string& key, std::int64_t number) {
  key += std::to_string(number);
  key += ',';
}

// Equal for two expressions exactly when they are written alike and their indices and parameters stand for the same.
void write_key(const Context& context, ExpressionId id, std::string& key) {
  const Expression& expression = context.hir.expressions[id];
  write(key, static_cast<std::int64_t>(expression.kind));
  if (expression.kind == ExpressionKind::Index && context.bound[expression.a]) {
    write(key, context.bound[expression.a]->a);
    write(key, context.bound[expression.a]->b);
    return;
  }
  if (expression.kind == ExpressionKind::Parameter && context.given[expression.a]) {
    key += argument_key(*context.given[expression.a]);
    return;
  }
  if (expression.kind == ExpressionKind::Normally && context.normally) {
    write(key, context.normally->node.value);
    return;
  }
  write(key, expression.a);
  write(key, expression.b);
  write(key, expression.constant.a);
  write(key, expression.constant.b);
  for (const ExpressionId operand : context.hir.operands_of(id)) write_key(context, operand, key);
  key += ')';
}

// The member that constant index arguments choose, or nothing.
std::optional<std::size_t> constant_member(Context& context, ExpressionId id,
                                           std::span<const hir::IndexDomain> domains) {
  std::vector<value::Value> values;
  for (const ExpressionId operand : context.hir.operands_of(id)) {
    const Expression& index = context.hir.expressions[operand];
    if (index.kind == ExpressionKind::Constant) {
      values.push_back(index.constant);
    } else if (index.kind == ExpressionKind::Index && context.bound[index.a]) {
      values.push_back(*context.bound[index.a]);
    } else {
      return std::nullopt;
    }
  }
  return member_ordinal(context.hir, domains, values);
}

// An input as it is where the walk stands; nothing where a call does not give it.
std::optional<Argument> input_argument(Context& context, const hir::InputPath& path, std::size_t ordinal) {
  context.inputs_read.push_back(key_of(path, ordinal));
  if (context.instance != nullptr) {
    const auto found = context.instance->given.find(key_of(path, ordinal));
    if (found == context.instance->given.end()) return std::nullopt;
    const Given& given = found->second;
    if (given.constant) return Argument{ArgumentKind::Constant, *given.constant, 0};
    if (given.input) return Argument{ArgumentKind::Input, {}, given.input.value};
    return Argument{ArgumentKind::Variable, {}, given.variable.value};
  }
  const auto first = context.first_inputs.find({path.input.index(), path.field ? *path.field + 1 : 0});
  if (first == context.first_inputs.end()) return std::nullopt;
  return Argument{ArgumentKind::Input, {}, first->second.value + static_cast<std::uint32_t>(ordinal)};
}

// An argument that needs no variable of its own: a fact, a rule, a parameter handed on.
std::optional<Argument> plain_argument(Context& context, ExpressionId id) {
  const Expression& expression = context.hir.expressions[id];
  if (expression.kind == ExpressionKind::Wrap) return plain_argument(context, context.hir.operands_of(id)[0]);
  if (expression.kind == ExpressionKind::Constant) return Argument{ArgumentKind::Constant, expression.constant, 0};
  if (expression.kind == ExpressionKind::Parameter) return context.given[expression.a];
  if (expression.kind == ExpressionKind::Input) {
    const hir::InputPath& path = context.hir.input_paths[hir::InputPathId(expression.a)];
    const auto ordinal = constant_member(context, id, domains_of(context.hir, path));
    return ordinal ? input_argument(context, path, *ordinal) : std::nullopt;
  }
  if (expression.kind != ExpressionKind::Variable) return std::nullopt;
  const hir::Variable& variable = context.hir.variables[hir::VariableId(expression.a)];
  const auto ordinal = constant_member(context, id, domains_of(context.hir, variable));
  if (!ordinal) return std::nullopt;
  return Argument{ArgumentKind::Variable, {}, member_of(context, hir::VariableId(expression.a), *ordinal).value};
}

bool is_surely_in_range(const Context& context, const Argument& argument, ExpressionId id, const hir::Range& range) {
  if (!range.least && !range.greatest) return true;
  if (argument.kind == ArgumentKind::Constant) {
    return argument.constant.is_absent() || is_within(range, argument.constant.as_number());
  }
  return surely_within(context.hir, id, range);
}

// ` de 0,5 à 20`: the range that an argument is asserted to lie in.
std::string range_text(const Context& context, const hir::Parameter& parameter) {
  const auto end = [&](const std::optional<value::Rational>& bound) {
    return bound ? hir::value_text(context.hir, parameter.type, value::Value::number(*bound)) : std::string("…");
  };
  return " de " + end(parameter.range.least) + " à " + end(parameter.range.greatest);
}

// What the author wrote, where it is short enough to be a name.
std::string written_text(const Context& context, base::Span span) {
  const auto found = context.hir.argument_texts.find(span);
  const bool usable = found != context.hir.argument_texts.end() && found->second.size() <= kMaxArgumentText;
  return usable ? found->second : std::string();
}

NodeId asserted(Context& context, NodeId node, const hir::Parameter& parameter, base::Span span) {
  const program::RangeId range = range_of(context, parameter.range);
  if (!range) return node;
  const program::PlaceId place = place_of(context, span);
  if (!context.builder.type(context.builder.type_of(node)).optional) {
    return context.builder.in_range(node, range, place);
  }
  const NodeId plain = context.builder.in_range(add_node(context, program::Op::kUnwrap, {node}, span), range, place);
  return add_node(context, program::Op::kIf, {add_node(context, program::Op::kIsPresent, {node}, span), plain, node},
                  span);
}

// The argument is built as part of the rule that gives it, whose name its errors bear, and belongs to a variable.
Argument computed_argument(Context& context, ExpressionId id, const hir::Parameter& parameter) {
  const base::Span span = context.hir.expressions[id].span;
  const std::size_t n_before = context.owner ? context.reads[context.owner.value].size() : 0;
  const Lowered lowered = lower_expression(context, id);
  if (lowered.constant &&
      is_surely_in_range(context, {ArgumentKind::Constant, *lowered.constant, 0}, id, parameter.range)) {
    return Argument{ArgumentKind::Constant, *lowered.constant, 0};
  }
  const hir::Type type = context.hir.expressions[id].type;
  NodeId node = fitted(context, to_node(context, lowered, type, span), type, span);
  if (!surely_within(context.hir, id, parameter.range)) node = asserted(context, node, parameter, span);

  const hir::VariableId of = context.owner ? context.variable_of_member[context.owner.value] : hir::VariableId();
  // What the argument reads, its variable reads. Lowering it may have declared others: the reads are found anew.
  std::vector<Read> own;
  if (context.owner) {
    std::vector<Read>& reads = context.reads[context.owner.value];
    own.assign(reads.begin() + static_cast<std::ptrdiff_t>(n_before), reads.end());
    reads.resize(n_before);
  }
  std::string name = written_text(context, span);
  if (name.empty()) name = context.hir.names.text(parameter.name);
  if (parameter.range.least || parameter.range.greatest) name += "," + range_text(context, parameter);
  program::VariableSpec spec;
  spec.type = type_of(context, type);
  spec.place = place_of(context, span);
  const program::VariableId variable = declare_hidden(context, spec, std::move(name), of);
  context.reads[variable.value] = std::move(own);
  program::VersionSpec version;
  version.text = context.provenance != nullptr ? text_of(context, *context.provenance) : context.library_text;
  version.place = spec.place;
  version.from = first_day(std::nullopt);
  version.rule = context.builder.add_rule(node);
  context.builder.add_version(variable, version);
  return Argument{ArgumentKind::Variable, {}, variable.value};
}

}  // namespace

program::VariableId declare_hidden(Context& context, program::VariableSpec spec, std::string wanted,
                                   hir::VariableId of) {
  const std::uint32_t copy = ++context.hidden_names[wanted];
  std::string name = copy == 1 ? wanted : wanted + " #" + std::to_string(copy);
  spec.name = name;
  const program::VariableId variable = context.builder.declare_variable(spec);
  context.variable_of_member.push_back(of);
  context.member_names.push_back(std::move(name));
  context.reads.emplace_back();
  return variable;
}

Argument argument_of(Context& context, ExpressionId id, const hir::Parameter& parameter) {
  const std::optional<Argument> plain = plain_argument(context, id);
  if (plain && is_surely_in_range(context, *plain, id, parameter.range)) return *plain;
  // Two expressions written alike in one rule are one: what they are worth, and where they fail, is the same.
  std::string key = std::to_string(context.owner.value) + ":";
  write_key(context, id, key);
  if (parameter.range.least || parameter.range.greatest) key += ":" + range_text(context, parameter);
  const auto found = context.arguments.find(key);
  if (found != context.arguments.end()) return found->second;
  const Argument argument = computed_argument(context, id, parameter);
  context.arguments.emplace(std::move(key), argument);
  return argument;
}

std::string argument_key(const Argument& argument) {
  return std::to_string(static_cast<int>(argument.kind)) + "," + std::to_string(argument.id) + "," +
         std::to_string(argument.constant.a) + "," + std::to_string(argument.constant.b);
}

std::string argument_text(const Context& context, const Argument& argument, const hir::Type& type) {
  if (argument.kind == ArgumentKind::Constant) return hir::value_text(context.hir, type, argument.constant);
  if (argument.kind == ArgumentKind::Variable) return context.member_names[argument.id];
  return context.input_names.at(argument.id);
}

}  // namespace avenant::lower
