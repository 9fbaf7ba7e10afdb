#include "compiler/sema/typing.hpp"

#include <algorithm>
#include <numeric>

#include "compiler/sema/operations.hpp"

namespace avenant::sema {

namespace {

/// Finer grains say nothing an author can mean; such a number counts as free.
constexpr std::int64_t kFinestGrain = 1'000'000'000'000;

hir::UnitId combine_units(Context& context, hir::UnitId left, hir::UnitId right, int sign) {
  hir::Unit result = context.program.units[left];
  for (const auto& [base, exponent] : context.program.units[right].factors) {
    const auto wanted = base;
    auto it = std::find_if(result.factors.begin(), result.factors.end(),
                           [&](const auto& factor) { return factor.first == wanted; });
    if (it == result.factors.end()) {
      result.factors.emplace_back(base, sign * exponent);
    } else {
      it->second += sign * exponent;
    }
  }
  std::erase_if(result.factors, [](const auto& factor) { return factor.second == 0; });
  std::sort(result.factors.begin(), result.factors.end());
  return context.program.intern(std::move(result));
}

}  // namespace

Type boolean_type() {
  Type type;
  type.kind = TypeKind::Boolean;
  return type;
}

Type date_type() {
  Type type;
  type.kind = TypeKind::Date;
  return type;
}

Type duration_type() {
  Type type;
  type.kind = TypeKind::Duration;
  return type;
}

Type enumeration_type(hir::EnumerationId enumeration) {
  Type type;
  type.kind = TypeKind::Enumeration;
  type.enumeration = enumeration;
  return type;
}

Type set_type(hir::EnumerationId enumeration) {
  Type type = enumeration_type(enumeration);
  type.kind = TypeKind::Set;
  return type;
}

Type number_type(hir::UnitId unit, std::int64_t grain) {
  Type type;
  type.kind = TypeKind::Number;
  type.unit = unit;
  type.grain = grain;
  return type;
}

std::int64_t common_grain(std::int64_t left, std::int64_t right) {
  if (left == 0 || right == 0) return 0;
  return product_grain(left, right / std::gcd(left, right));
}

std::int64_t product_grain(std::int64_t left, std::int64_t right) {
  if (left == 0 || right == 0 || left > kFinestGrain / right) return 0;
  return left * right;
}

hir::UnitId multiply_units(Context& context, hir::UnitId left, hir::UnitId right) {
  return combine_units(context, left, right, 1);
}

hir::UnitId divide_units(Context& context, hir::UnitId left, hir::UnitId right) {
  return combine_units(context, left, right, -1);
}

hir::UnitId single_unit(Context& context, hir::BaseUnitId base) {
  hir::Unit unit;
  unit.factors.emplace_back(base, 1);
  return context.program.intern(std::move(unit));
}

bool same_unit(const Type& left, const Type& right) {
  return left.any_unit || right.any_unit || left.unit == right.unit;
}

bool lists_fit(const Type& found, const Type& wanted) {
  return found.element == wanted.element && found.record == wanted.record && found.enumeration == wanted.enumeration &&
         found.unit == wanted.unit && (wanted.grain == 0 || (found.grain != 0 && wanted.grain % found.grain == 0));
}

Type join(const Type& left, const Type& right) {
  if (left.is_error()) return right;
  if (right.is_error()) return left;
  Type result = left;
  result.optional = left.optional || right.optional;
  if (left.kind != right.kind || left.enumeration != right.enumeration || left.record != right.record) return Type{};
  if (left.is(TypeKind::List)) return lists_fit(left, right) ? result : Type{};
  if (left.is(TypeKind::Number)) {
    if (!same_unit(left, right)) return Type{};
    if (left.any_unit) result.unit = right.unit;
    result.any_unit = left.any_unit && right.any_unit;
    result.grain = common_grain(left.grain, right.grain);
  }
  return result;
}

ExpressionId conform_boolean(Context& context, ExpressionId expression) {
  return conform(context, expression, boolean_type());
}

ExpressionId conform(Context& context, ExpressionId id, const Type& wanted) {
  const hir::Expression expression = context.program.expressions[id];
  const Type& found = expression.type;
  if (found.is_error() || wanted.is_error()) return id;
  const bool same_shape = found.kind == wanted.kind && found.enumeration == wanted.enumeration &&
                          found.record == wanted.record && (!found.is(TypeKind::List) || lists_fit(found, wanted));
  if (!same_shape) {
    context.sink.report(Code::TypeMismatch, expression.span)
        .with("expected", type_phrase(context, wanted, diagnostics::Language::French),
              type_phrase(context, wanted, diagnostics::Language::English))
        .with("found", type_phrase(context, found, diagnostics::Language::French),
              type_phrase(context, found, diagnostics::Language::English));
    return error_expression(context, expression.span);
  }
  if (found.is(TypeKind::Number)) {
    if (!same_unit(found, wanted)) {
      report_unit_mismatch(context, found, wanted, expression.span);
      return error_expression(context, expression.span);
    }
    if (wanted.grain != 0 && (found.grain == 0 || wanted.grain % found.grain != 0)) {
      context.sink.report(Code::GrainTooFine, expression.span)
          .with("grain", grain_phrase(context, wanted, diagnostics::Language::French),
                grain_phrase(context, wanted, diagnostics::Language::English));
      return error_expression(context, expression.span);
    }
  }
  if (found.optional && !wanted.optional) {
    context.sink.report(Code::MayBeAbsent, expression.span).with("text", context.quote(expression.span));
    return error_expression(context, expression.span);
  }
  if (!found.optional && wanted.optional) {
    return make(context, ExpressionKind::Wrap, found.with_optional(true), expression.span, {id});
  }
  return id;
}

}  // namespace avenant::sema
