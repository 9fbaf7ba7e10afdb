#include "compiler/sema/scope.hpp"

#include "compiler/sema/operations.hpp"

namespace avenant::sema {

hir::BinderId find_binder(const Context& context, const Scope& scope, base::Name name) {
  for (auto it = scope.binders.rbegin(); it != scope.binders.rend(); ++it) {
    if (context.program.binders[*it].name == name) return *it;
  }
  return hir::BinderId{};
}

const CompositeRule* find_composite(const Context& context, hir::DispositifId dispositif, std::string_view name) {
  const auto scope = context.scopes.find(dispositif);
  if (scope == context.scopes.end()) return nullptr;
  const auto it = scope->second.composites.find(context.program.names.find(name));
  return it == scope->second.composites.end() ? nullptr : &it->second;
}

hir::VariableId find_part(const CompositeRule& rule, std::string_view part) {
  const std::string wanted = base::normalise(part);
  for (const RulePart& one : rule.parts) {
    if (one.name == wanted || (!one.english.empty() && one.english == wanted)) return one.variable;
  }
  return {};
}

hir::VariableId own_part(const Context& context, const Scope& scope, std::string_view name) {
  if (!scope.objective.valid()) return {};
  const CompositeRule* rule = find_composite(context, scope.dispositif, context.text(scope.objective));
  return rule == nullptr ? hir::VariableId{} : find_part(*rule, name);
}

Type binder_type(const hir::IndexDomain& domain) {
  return domain.enumeration.valid() ? enumeration_type(domain.enumeration) : number_type(kNoUnit, 1);
}

Type binder_type(const hir::Binder& binder) {
  return binder.over_list() ? hir::element_type(binder.list) : binder_type(binder.domain);
}

namespace {

/// Two calls are the same when they give the same values to the same inputs, and read the same result.
std::string call_key(const Context& context, ExpressionId id) {
  const hir::Call& call = context.program.calls[hir::CallId(context.program.expressions[id].a)];
  std::string key = "k" + std::to_string(call.result.index());
  for (const hir::InputMember& member : call.bindings) {
    key += "[" + std::to_string(member.path.input.index());
    if (member.path.field) key += "." + std::to_string(*member.path.field);
    for (const value::Value& index : member.indices) key += "," + std::to_string(index.a);
    key += "]";
  }
  for (const ExpressionId operand : context.program.operands_of(id)) {
    const std::string part = given_key(context, operand);
    if (part.empty()) return "";
    key += "(" + part + ")";
  }
  return key;
}

}  // namespace

std::string given_key(const Context& context, ExpressionId id) {
  const hir::Expression& expression = context.program.expressions[id];
  const auto with_operands = [&](std::string key) -> std::string {
    for (const ExpressionId operand : context.program.operands_of(id)) {
      const std::string part = given_key(context, operand);
      if (part.empty()) return "";
      key += "(" + part + ")";
    }
    return key;
  };
  switch (expression.kind) {
    case ExpressionKind::Input:
      return with_operands("i" + std::to_string(expression.a));
    case ExpressionKind::Variable:
      return with_operands("v" + std::to_string(expression.a));
    case ExpressionKind::Apply:
      return with_operands("f" + std::to_string(expression.a));
    case ExpressionKind::Parameter:
      return "p" + std::to_string(expression.a);
    case ExpressionKind::Call:
      return call_key(context, id);
    case ExpressionKind::Lookup:
      return with_operands("t" + std::to_string(expression.a) + "." + std::to_string(expression.b));
    case ExpressionKind::Index:
      return "x" + std::to_string(expression.a);
    case ExpressionKind::Field:
      return with_operands("f" + std::to_string(expression.a));
    case ExpressionKind::Constant:
      return "c" + std::to_string(expression.constant.a) + "/" + std::to_string(expression.constant.b);
    case ExpressionKind::Unwrap:
    case ExpressionKind::Wrap:
      return given_key(context, context.program.operands_of(id)[0]);
      // clang-format off
    case ExpressionKind::Error: case ExpressionKind::Absent: case ExpressionKind::Reading:
    case ExpressionKind::SituationDate: case ExpressionKind::Unknown: case ExpressionKind::Excluded:
    case ExpressionKind::Normally: case ExpressionKind::Not: case ExpressionKind::And: case ExpressionKind::Or:
    case ExpressionKind::If: case ExpressionKind::Select: case ExpressionKind::OrElse: case ExpressionKind::IsPresent:
    case ExpressionKind::Equal: case ExpressionKind::NotEqual: case ExpressionKind::Less:
    case ExpressionKind::LessEqual: case ExpressionKind::Greater: case ExpressionKind::GreaterEqual:
    case ExpressionKind::Contains: case ExpressionKind::Add: case ExpressionKind::Subtract:
    case ExpressionKind::Negate: case ExpressionKind::Multiply: case ExpressionKind::Divide:
    case ExpressionKind::DateAdd: case ExpressionKind::DateSubtract: case ExpressionKind::DateDifference:
    case ExpressionKind::DurationAdd: case ExpressionKind::DurationSubtract: case ExpressionKind::DurationScale:
    case ExpressionKind::DurationNegate: case ExpressionKind::MakeDate: case ExpressionKind::YearOf:
    case ExpressionKind::MonthOf: case ExpressionKind::DayOf: case ExpressionKind::Anniversary:
    case ExpressionKind::LastAnniversary: case ExpressionKind::CompletedYears: case ExpressionKind::Round:
    case ExpressionKind::Exact: case ExpressionKind::Least:
    case ExpressionKind::Greatest: case ExpressionKind::EarliestGiven: case ExpressionKind::LatestGiven:
    case ExpressionKind::Attribute: case ExpressionKind::IsOpen: case ExpressionKind::Sum: case ExpressionKind::Count:
    case ExpressionKind::Mean: case ExpressionKind::All: case ExpressionKind::Any:
    case ExpressionKind::AggregateLeast: case ExpressionKind::AggregateGreatest: case ExpressionKind::ListInput:
    case ExpressionKind::ListLength: case ExpressionKind::Filter: case ExpressionKind::Unique:
    case ExpressionKind::First: case ExpressionKind::Last:
      return "";
      // clang-format on
  }
  return "";
}

ExpressionId narrowed(Context& context, const Scope& scope, ExpressionId id) {
  const Type type = type_of(context, id);
  if (!type.optional || scope.given.empty()) return id;
  const std::string key = given_key(context, id);
  if (key.empty() || !scope.given.contains(key)) return id;
  return make(context, ExpressionKind::Unwrap, type.with_optional(false), span_of(context, id), {id});
}

void assume(const Context& context, Scope& scope, ExpressionId condition, bool holds) {
  const hir::Expression& expression = context.program.expressions[condition];
  const auto operands = context.program.operands_of(condition);
  if (expression.kind == ExpressionKind::Not) {
    assume(context, scope, operands[0], !holds);
  } else if (expression.kind == ExpressionKind::IsPresent && holds) {
    const std::string key = given_key(context, operands[0]);
    if (!key.empty()) scope.given.insert(key);
  } else if ((expression.kind == ExpressionKind::And && holds) || (expression.kind == ExpressionKind::Or && !holds)) {
    for (const ExpressionId operand : operands) assume(context, scope, operand, holds);
  }
}

}  // namespace avenant::sema
