#include "compiler/sema/operations.hpp"

#include <algorithm>

namespace avenant::sema {

namespace {

using diagnostics::Language;

/// How a type-dependent operator is written in messages.
const char* operator_text(ExpressionKind kind) {
  if (kind == ExpressionKind::Add) return "+";
  if (kind == ExpressionKind::Subtract) return "−";
  if (kind == ExpressionKind::Multiply) return "×";
  if (kind == ExpressionKind::Divide) return "/";
  return "";
}

ExpressionId wrong_operands(Context& context, ExpressionKind kind, ExpressionId left, ExpressionId right,
                            base::Span span) {
  const Type& l = type_of(context, left);
  const Type& r = type_of(context, right);
  context.sink.report(Code::WrongOperands, span)
      .with("operator", operator_text(kind))
      .with("left", type_phrase(context, l, Language::French), type_phrase(context, l, Language::English))
      .with("right", type_phrase(context, r, Language::French), type_phrase(context, r, Language::English));
  return error_expression(context, span);
}

ExpressionId unit_mismatch(Context& context, ExpressionId left, ExpressionId right, base::Span span) {
  report_unit_mismatch(context, type_of(context, left), type_of(context, right), span);
  return error_expression(context, span);
}

bool any_error(const Context& context, std::initializer_list<ExpressionId> operands) {
  return std::any_of(operands.begin(), operands.end(),
                     [&](ExpressionId id) { return type_of(context, id).is_error(); });
}

bool is_whole_number(const Type& type) {
  return type.is(TypeKind::Number) && type.unit == kNoUnit && type.grain == 1;
}

/// A constant divisor keeps a quotient's grain known: (k/g) ÷ (p/q) = kq/(gp).
std::int64_t quotient_grain(const Context& context, const Type& left, ExpressionId right) {
  if (!is_constant(context, right)) return 0;
  const value::Rational divisor = context.program.expressions[right].constant.as_number();
  return product_grain(left.grain, value::absolute(divisor).numerator());
}

/// The exact value of an operation on two constants, when it has one: `1/4 + 12,5 % × 2` has the grain of its result.
std::optional<value::Rational> fold(ExpressionKind kind, value::Rational left, value::Rational right) {
  value::Checked<value::Rational> result = value::failed<value::Rational>(value::ArithmeticError::overflow);
  if (kind == ExpressionKind::Add) result = value::add(left, right);
  if (kind == ExpressionKind::Subtract) result = value::subtract(left, right);
  if (kind == ExpressionKind::Multiply) result = value::multiply(left, right);
  if (kind == ExpressionKind::Divide) result = value::divide(left, right);
  return result.ok() ? std::optional(result.value) : std::nullopt;
}

/// An operation on numbers; of constants, the constant it gives.
ExpressionId make_number_operation(Context& context, ExpressionKind kind, Type type, base::Span span, ExpressionId left,
                                   ExpressionId right) {
  if (is_constant(context, left) && is_constant(context, right)) {
    const auto folded = fold(kind, context.program.expressions[left].constant.as_number(),
                             context.program.expressions[right].constant.as_number());
    if (folded) {
      type.grain = folded->denominator();
      return constant(context, type, value::Value::number(*folded), span);
    }
  }
  return make(context, kind, type, span, {left, right});
}

ExpressionId make_number_arithmetic(Context& context, ExpressionKind kind, ExpressionId left, ExpressionId right,
                                    base::Span span) {
  const Type l = type_of(context, left);
  const Type r = type_of(context, right);
  if (kind == ExpressionKind::Add || kind == ExpressionKind::Subtract) {
    if (!same_unit(l, r)) return unit_mismatch(context, left, right, span);
    return make_number_operation(context, kind, join(l, r), span, left, right);
  }
  if (kind == ExpressionKind::Multiply) {
    Type type = number_type(multiply_units(context, l.unit, r.unit), product_grain(l.grain, r.grain));
    type.any_unit = l.any_unit || r.any_unit;
    return make_number_operation(context, kind, type, span, left, right);
  }
  Type type = number_type(divide_units(context, l.unit, r.unit), quotient_grain(context, l, right));
  type.any_unit = l.any_unit;
  return make_number_operation(context, kind, type, span, left, right);
}

/// `date ± durée`, `date − date`, `durée ± durée`, `durée × entier`; an invalid id when it is none of these.
ExpressionId make_date_arithmetic(Context& context, Arithmetic operation, ExpressionId left, ExpressionId right,
                                  base::Span span) {
  const Type l = type_of(context, left);
  const Type r = type_of(context, right);
  const bool plus = operation.kind == ExpressionKind::Add;
  const bool minus = operation.kind == ExpressionKind::Subtract;
  const auto policy = static_cast<std::uint32_t>(operation.missing_day);
  if (l.is(TypeKind::Date) && r.is(TypeKind::Duration) && (plus || minus)) {
    const ExpressionKind kind = plus ? ExpressionKind::DateAdd : ExpressionKind::DateSubtract;
    if (operation.missing_day == hir::MissingDay::Unstated && !is_constant(context, right)) {
      context.sink.report(Code::MissingDayUnstated, span);
    } else if (operation.missing_day == hir::MissingDay::Unstated &&
               context.program.expressions[right].constant.as_duration().months() != 0) {
      context.sink.report(Code::MissingDayUnstated, span);
    }
    return make(context, kind, date_type(), span, {left, right}, policy);
  }
  if (l.is(TypeKind::Duration) && r.is(TypeKind::Date) && plus) {
    return make_date_arithmetic(context, operation, right, left, span);
  }
  if (l.is(TypeKind::Date) && r.is(TypeKind::Date) && minus) {
    return make(context, ExpressionKind::DateDifference, duration_type(), span, {left, right});
  }
  if (l.is(TypeKind::Duration) && r.is(TypeKind::Duration) && (plus || minus)) {
    const ExpressionKind kind = plus ? ExpressionKind::DurationAdd : ExpressionKind::DurationSubtract;
    return make(context, kind, duration_type(), span, {left, right});
  }
  if (operation.kind == ExpressionKind::Multiply && l.is(TypeKind::Duration) && is_whole_number(r)) {
    return make(context, ExpressionKind::DurationScale, duration_type(), span, {left, right});
  }
  if (operation.kind == ExpressionKind::Multiply && r.is(TypeKind::Duration) && is_whole_number(l)) {
    return make(context, ExpressionKind::DurationScale, duration_type(), span, {right, left});
  }
  return ExpressionId{};
}

bool is_ordering(ExpressionKind kind) {
  return kind != ExpressionKind::Equal && kind != ExpressionKind::NotEqual;
}

/// Reports an order asked of a type that has none; true when it has one.
bool require_order(Context& context, const Type& type, base::Span span) {
  if (type.is(TypeKind::Enumeration) && !context.program.enumerations[type.enumeration].ordered) {
    context.sink.report(Code::NotOrdered, span)
        .with("enumeration", context.text(context.program.enumerations[type.enumeration].name));
    return false;
  }
  if (type.is(TypeKind::Boolean) || type.is(TypeKind::Set) || type.is(TypeKind::Record) || type.is(TypeKind::List)) {
    context.sink.report(Code::WrongOperand, span)
        .with("operator", "<")
        .with("operand", type_phrase(context, type, Language::French), type_phrase(context, type, Language::English));
    return false;
  }
  return true;
}

}  // namespace

std::string type_phrase(const Context& context, const Type& type, Language language) {
  const bool french = language == Language::French;
  const auto named = [&](base::Name name) { return context.text(name); };
  std::string phrase;
  switch (type.kind) {
    case TypeKind::Error:
      return french ? "une erreur" : "a mistake";
    case TypeKind::Boolean:
      phrase = french ? "une condition (vrai ou faux)" : "a condition (true or false)";
      break;
    case TypeKind::Number:
      phrase =
          (french ? "un nombre (" : "a number (") + hir::type_text(context.program, type.with_optional(false)) + ")";
      break;
    case TypeKind::Date:
      phrase = french ? "une date" : "a date";
      break;
    case TypeKind::Duration:
      phrase = french ? "une durée" : "a duration";
      break;
    case TypeKind::Enumeration:
      phrase = (french ? "un cas de " : "a case of ") + named(context.program.enumerations[type.enumeration].name);
      break;
    case TypeKind::Set:
      phrase = (french ? "un ensemble de " : "a set of ") + named(context.program.enumerations[type.enumeration].name);
      break;
    case TypeKind::Record:
      phrase = (french ? "la fiche " : "the fiche ") + named(context.program.records[type.record].name);
      break;
    case TypeKind::List:
      phrase = french ? "une " + hir::type_text(context.program, type)
                      : "a list (" + hir::type_text(context.program, type) + ")";
      break;
  }
  if (type.optional) phrase += french ? " facultatif" : " that may be absent";
  return phrase;
}

std::string grain_phrase(const Context& context, const Type& type, Language language) {
  const bool french = language == Language::French;
  const bool euros = hir::unit_text(context.program, type.unit) == "€";
  if (euros && type.grain == 100) return french ? "le centime" : "a cent";
  if (type.grain == 1) return french ? "l’unité" : "a whole unit";
  std::int64_t power = 1;
  for (int decimals = 1; decimals <= 12; ++decimals) {
    power *= 10;
    if (power == type.grain) {
      return std::to_string(decimals) +
             (french ? (decimals == 1 ? " décimale" : " décimales") : (decimals == 1 ? " decimal" : " decimals"));
    }
  }
  return "1/" + std::to_string(type.grain);
}

void report_unit_mismatch(Context& context, const Type& left, const Type& right, base::Span span) {
  const std::string l = hir::unit_text(context.program, left.unit);
  const std::string r = hir::unit_text(context.program, right.unit);
  const auto french = [](const std::string& unit) {
    return unit.empty() ? "un nombre sans unité" : "« " + unit + " »";
  };
  const auto english = [](const std::string& unit) {
    return unit.empty() ? "a number without a unit" : "“" + unit + "”";
  };
  context.sink.report(Code::UnitMismatch, span)
      .with("left", french(l), english(l))
      .with("right", french(r), english(r));
}

ExpressionId make(Context& context, ExpressionKind kind, const Type& type, base::Span span,
                  std::span<const ExpressionId> operands, std::uint32_t a, std::uint32_t b) {
  hir::Expression expression;
  expression.kind = kind;
  expression.type = type;
  expression.span = span;
  expression.a = a;
  expression.b = b;
  return context.program.add(expression, operands);
}

ExpressionId make(Context& context, ExpressionKind kind, const Type& type, base::Span span,
                  std::initializer_list<ExpressionId> operands, std::uint32_t a, std::uint32_t b) {
  return make(context, kind, type, span, std::span(operands.begin(), operands.size()), a, b);
}

ExpressionId error_expression(Context& context, base::Span span) {
  return make(context, ExpressionKind::Error, Type{}, span, {});
}

ExpressionId constant(Context& context, const Type& type, value::Value value, base::Span span) {
  hir::Expression expression;
  expression.kind = ExpressionKind::Constant;
  expression.type = type;
  expression.span = span;
  expression.constant = value;
  return context.program.add(expression, {});
}

ExpressionId boolean_constant(Context& context, bool value, base::Span span) {
  return constant(context, boolean_type(), value::Value::boolean(value), span);
}

ExpressionId number_constant(Context& context, value::Rational value, hir::UnitId unit, base::Span span) {
  return constant(context, number_type(unit, value.denominator()), value::Value::number(value), span);
}

const Type& type_of(const Context& context, ExpressionId id) {
  return context.program.expressions[id].type;
}

base::Span span_of(const Context& context, ExpressionId id) {
  return context.program.expressions[id].span;
}

bool is_constant(const Context& context, ExpressionId id) {
  return context.program.expressions[id].kind == ExpressionKind::Constant;
}

bool require_plain(Context& context, std::initializer_list<ExpressionId> operands) {
  bool plain = true;
  for (const ExpressionId id : operands) {
    if (!type_of(context, id).optional) continue;
    plain = false;
    const base::Span span = span_of(context, id);
    context.sink.report(Code::MayBeAbsent, span).with("text", context.quote(span));
  }
  return plain;
}

ExpressionId make_and(Context& context, std::vector<ExpressionId> operands, base::Span span) {
  if (operands.size() == 1) return operands.front();
  return make(context, ExpressionKind::And, boolean_type(), span, operands);
}

ExpressionId make_or(Context& context, std::vector<ExpressionId> operands, base::Span span) {
  if (operands.size() == 1) return operands.front();
  return make(context, ExpressionKind::Or, boolean_type(), span, operands);
}

ExpressionId make_not(Context& context, ExpressionId operand, base::Span span) {
  const ExpressionId condition = conform_boolean(context, operand);
  if (type_of(context, condition).is_error()) return condition;
  return make(context, ExpressionKind::Not, boolean_type(), span, {condition});
}

ExpressionId make_arithmetic(Context& context, Arithmetic operation, ExpressionId left, ExpressionId right,
                             base::Span span) {
  if (any_error(context, {left, right}) || !require_plain(context, {left, right}))
    return error_expression(context, span);
  if (type_of(context, left).is(TypeKind::Number) && type_of(context, right).is(TypeKind::Number)) {
    return make_number_arithmetic(context, operation.kind, left, right, span);
  }
  const ExpressionId dates = make_date_arithmetic(context, operation, left, right, span);
  return dates.valid() ? dates : wrong_operands(context, operation.kind, left, right, span);
}

ExpressionId make_negate(Context& context, ExpressionId operand, base::Span span) {
  if (any_error(context, {operand}) || !require_plain(context, {operand})) return error_expression(context, span);
  const Type type = type_of(context, operand);
  if (type.is(TypeKind::Number)) {
    if (is_constant(context, operand)) {
      const value::Rational number = context.program.expressions[operand].constant.as_number();
      return constant(context, type, value::Value::number(value::negate(number)), span);
    }
    return make(context, ExpressionKind::Negate, type, span, {operand});
  }
  if (type.is(TypeKind::Duration)) return make(context, ExpressionKind::DurationNegate, type, span, {operand});
  context.sink.report(Code::WrongOperand, span)
      .with("operator", "−")
      .with("operand", type_phrase(context, type, Language::French), type_phrase(context, type, Language::English));
  return error_expression(context, span);
}

ExpressionId make_comparison(Context& context, ExpressionKind kind, ExpressionId left, ExpressionId right,
                             base::Span span) {
  if (any_error(context, {left, right}) || !require_plain(context, {left, right}))
    return error_expression(context, span);
  const Type l = type_of(context, left);
  const Type r = type_of(context, right);
  if (l.is(TypeKind::List) || r.is(TypeKind::List)) {
    const bool left_list = l.is(TypeKind::List);
    const Type& list = left_list ? l : r;
    context.sink.report(Code::WrongOperand, span_of(context, left_list ? left : right))
        .with("operator", kind == ExpressionKind::Equal ? "=" : (kind == ExpressionKind::NotEqual ? "≠" : "<"))
        .with("operand", type_phrase(context, list, Language::French), type_phrase(context, list, Language::English));
    return error_expression(context, span);
  }
  if (l.kind != r.kind || l.enumeration != r.enumeration || l.record != r.record) {
    context.sink.report(Code::TypeMismatch, span_of(context, right))
        .with("expected", type_phrase(context, l, Language::French), type_phrase(context, l, Language::English))
        .with("found", type_phrase(context, r, Language::French), type_phrase(context, r, Language::English));
    return error_expression(context, span);
  }
  if (l.is(TypeKind::Number) && !same_unit(l, r)) return unit_mismatch(context, left, right, span);
  if (is_ordering(kind) && !require_order(context, l, span)) return error_expression(context, span);
  return make(context, kind, boolean_type(), span, {left, right});
}

ExpressionId make_contains(Context& context, ExpressionId element, ExpressionId set, base::Span span) {
  if (any_error(context, {element, set}) || !require_plain(context, {element})) return error_expression(context, span);
  const Type set_of = type_of(context, set);
  if (!set_of.is(TypeKind::Set)) {
    context.sink.report(Code::NotASet, span_of(context, set));
    return error_expression(context, span);
  }
  const ExpressionId fitted = conform(context, element, enumeration_type(set_of.enumeration));
  if (type_of(context, fitted).is_error()) return fitted;
  return make(context, ExpressionKind::Contains, boolean_type(), span, {fitted, set});
}

ExpressionId make_is_present(Context& context, ExpressionId operand, base::Span span) {
  if (any_error(context, {operand})) return error_expression(context, span);
  // A value that is already known to be given was unwrapped on the way here.
  ExpressionId inner = operand;
  if (context.program.expressions[operand].kind == ExpressionKind::Unwrap) {
    inner = context.program.operands_of(operand)[0];
  }
  if (!type_of(context, inner).optional) {
    context.sink.report(Code::NeverAbsent, span).with("text", context.quote(span_of(context, operand)));
    return boolean_constant(context, true, span);
  }
  return make(context, ExpressionKind::IsPresent, boolean_type(), span, {inner});
}

ExpressionId make_or_else(Context& context, ExpressionId left, ExpressionId right, base::Span span) {
  if (any_error(context, {left, right})) return error_expression(context, span);
  ExpressionId first = left;
  if (context.program.expressions[left].kind == ExpressionKind::Unwrap) first = context.program.operands_of(left)[0];
  const Type l = type_of(context, first);
  if (!l.optional) {
    context.sink.report(Code::NeverAbsent, span_of(context, left)).with("text", context.quote(span_of(context, left)));
    return left;
  }
  Type target = join(l.with_optional(false), type_of(context, right));
  if (target.is_error()) {
    (void)conform(context, right, l.with_optional(type_of(context, right).optional));
    return error_expression(context, span);
  }
  return make(context, ExpressionKind::OrElse, target, span, {first, right});
}

ExpressionId make_round(Context& context, ExpressionId operand, value::Rational step, hir::RoundingSense sense,
                        base::Span span) {
  if (any_error(context, {operand}) || !require_plain(context, {operand})) return error_expression(context, span);
  Type type = type_of(context, operand);
  if (!type.is(TypeKind::Number)) {
    context.sink.report(Code::WrongOperand, span)
        .with("operator", "arrondi")
        .with("operand", type_phrase(context, type, Language::French), type_phrase(context, type, Language::English));
    return error_expression(context, span);
  }
  type.grain = step.denominator();
  const ExpressionId step_constant = number_constant(context, step, type.unit, span);
  return make(context, ExpressionKind::Round, type, span, {operand, step_constant}, static_cast<std::uint32_t>(sense));
}

ExpressionId make_exact(Context& context, ExpressionId operand, std::int64_t grain, base::Span span) {
  if (any_error(context, {operand}) || !require_plain(context, {operand})) return error_expression(context, span);
  Type type = type_of(context, operand);
  if (!type.is(TypeKind::Number)) {
    context.sink.report(Code::WrongOperand, span)
        .with("operator", "exact")
        .with("operand", type_phrase(context, type, Language::French), type_phrase(context, type, Language::English));
    return error_expression(context, span);
  }
  type.grain = grain;
  return make(context, ExpressionKind::Exact, type, span, {operand}, static_cast<std::uint32_t>(grain));
}

ExpressionId make_extreme(Context& context, ExpressionKind kind, std::vector<ExpressionId> operands, base::Span span) {
  Type type;
  for (const ExpressionId id : operands) {
    if (any_error(context, {id}) || !require_plain(context, {id})) return error_expression(context, span);
    const Type joined = join(type, type_of(context, id));
    if (joined.is_error()) {
      (void)conform(context, id, type);
      return error_expression(context, span);
    }
    type = joined;
  }
  if (!require_order(context, type, span)) return error_expression(context, span);
  return make(context, kind, type, span, operands);
}

ExpressionId make_date_extreme(Context& context, ExpressionKind kind, std::vector<ExpressionId> operands,
                               base::Span span) {
  bool any_optional = false;
  bool any_plain = false;
  for (ExpressionId& id : operands) {
    if (any_error(context, {id})) return error_expression(context, span);
    const bool optional = type_of(context, id).optional;
    any_optional = any_optional || optional;
    any_plain = any_plain || !optional;
    id = conform(context, id, date_type().with_optional(true));
    if (any_error(context, {id})) return error_expression(context, span);
  }
  const ExpressionId result = make(context, kind, date_type().with_optional(true), span, operands);
  // One date that is always given makes the earliest always given; the latest needs all of them.
  const bool always = kind == ExpressionKind::EarliestGiven ? any_plain : !any_optional;
  return always ? make(context, ExpressionKind::Unwrap, date_type(), span, {result}) : result;
}

Type join_branches(Context& context, std::vector<ExpressionId>& branches) {
  Type type;
  for (const ExpressionId id : branches) {
    if (type_of(context, id).is_error()) continue;
    const Type joined = join(type, type_of(context, id));
    if (joined.is_error()) {
      (void)conform(context, id, type);
      return Type{};
    }
    type = joined;
  }
  for (ExpressionId& id : branches) id = conform(context, id, type);
  return type;
}

}  // namespace avenant::sema
