#include <algorithm>

#include "compiler/sema/expressions/expressions.hpp"
#include "runtime/value/number_text.hpp"

namespace avenant::sema {

namespace {

/// Adds an unknown figure with a unique address.
hir::UnknownId add_unknown(Context& context, const Scope& scope, syntax::NodeRef node, hir::UnknownFigure figure) {
  std::string wanted = scope.address.empty() ? context.spelled(node) : scope.address;
  // Each wording of a rule has figures of its own.
  if (scope.amends) wanted += ", " + context.text(context.program.texts[scope.text].name);
  figure.address = wanted;
  const auto taken = [&](const std::string& address) {
    return std::any_of(context.program.unknowns.begin(), context.program.unknowns.end(),
                       [&](const hir::UnknownFigure& other) { return other.address == address; });
  };
  for (int copy = 2; taken(figure.address); ++copy) figure.address = wanted + " #" + std::to_string(copy);
  return context.program.unknowns.add(std::move(figure));
}

/// The bounds of an unknown figure, and the type they give it when nothing else does.
hir::Range read_bounds(Context& context, const Scope& scope, syntax::UnknownView view, Type& type) {
  hir::Range bounds;
  const auto bound = [&](std::optional<ExpressionView> written) -> std::optional<value::Rational> {
    if (!written) return std::nullopt;
    const ExpressionId id = read_expression(context, scope, written, type.is_error() ? nullptr : &type);
    if (type.is_error()) type = type_of(context, id);
    Type wanted = type;
    wanted.grain = 0;
    const ExpressionId fitted = conform(context, id, wanted);
    if (!is_constant(context, fitted) || !type_of(context, fitted).is(TypeKind::Number)) {
      if (!type_of(context, fitted).is_error()) context.sink.report(Code::NotConstant, written->span());
      return std::nullopt;
    }
    return context.program.expressions[fitted].constant.as_number();
  };
  if (const auto range = view.range()) {
    bounds.least = bound(range->low());
    bounds.greatest = bound(range->high());
    bounds.greatest_excluded = range->high_excluded();
  }
  if (const auto least = view.at_least()) bounds.least = bound(least);
  if (const auto greatest = view.at_most()) bounds.greatest = bound(greatest);
  if (bounds.least && bounds.greatest && *bounds.least > *bounds.greatest) {
    context.sink.report(Code::ReversedRange, view.span());
  }
  return bounds;
}

}  // namespace

std::optional<value::Rational> read_digits(Context& context, syntax::NodeRef digits) {
  const auto parsed = value::parse_number(digits.text());
  if (parsed.ok()) return parsed.value;
  context.sink.report(Code::NumberTooLarge, digits.span()).with("text", context.quote(digits.span()));
  return std::nullopt;
}

std::optional<hir::UnitId> read_unit(Context& context, syntax::UnitView view) {
  hir::UnitId unit = kNoUnit;
  bool first = true;
  for (const syntax::NodeRef factor : view.factors()) {
    hir::BaseUnitId base = context.euro;
    if (factor.kind() != syntax::NodeKind::Euro) {
      const auto it = context.project.units.find(context.program.names.intern(factor.text()));
      if (it == context.project.units.end()) {
        std::vector<std::string> known;
        for (const hir::BaseUnit& declared : context.program.base_units) {
          known.push_back(context.text(declared.singular));
          known.push_back(context.text(declared.plural));
        }
        context.sink.report(Code::UnknownUnit, factor.span())
            .with("name", factor.text())
            .suggest(context.near(factor.text(), known));
        return std::nullopt;
      }
      base = it->second;
    }
    const hir::UnitId single = single_unit(context, base);
    unit = first ? single : divide_units(context, unit, single);
    first = false;
  }
  return unit;
}

ExpressionId read_number(Context& context, const Scope& scope, syntax::NumberView view, const Type* expected) {
  const auto digits = view.digits();
  if (!digits) return error_expression(context, view.span());
  const bool bare = !view.unit() && !view.is_percent();
  if (bare && expected != nullptr && expected->is(TypeKind::Enumeration)) {
    return read_name(context, scope, digits->text(), view.span(), expected);
  }
  const auto number = read_digits(context, *digits);
  if (!number) return error_expression(context, view.span());
  if (view.is_percent()) {
    const auto fraction = value::divide(*number, value::Rational::whole(100));
    if (!fraction.ok()) {
      context.sink.report(Code::NumberTooLarge, view.span()).with("text", context.quote(view.span()));
      return error_expression(context, view.span());
    }
    return number_constant(context, fraction.value, kNoUnit, view.span());
  }
  hir::UnitId unit = kNoUnit;
  if (const auto written = view.unit()) {
    const auto known = read_unit(context, *written);
    if (!known) return error_expression(context, view.span());
    unit = *known;
  }
  const bool euros = unit == single_unit(context, context.euro);
  const syntax::NumberParts parts = syntax::decode_number(digits->text());
  if (euros && parts.decimals.size() == 3 && parts.whole.size() <= 3) {
    context.sink.report(Code::LooksLikeThousands, view.span())
        .with("text", context.quote(view.span()))
        .with("other", parts.whole + " " + parts.decimals + " €");
  }
  const ExpressionId id = number_constant(context, *number, unit, view.span());
  if (bare && number->is_zero()) context.program.expressions[id].type.any_unit = true;
  return id;
}

ExpressionId read_date(Context& context, syntax::DateView view) {
  const syntax::DateParts parts = view.parts_of_date();
  const auto date = value::Date::from_civil(parts.year, parts.month, parts.day);
  if (!date.ok()) {
    context.sink.report(Code::NoSuchDate, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  return constant(context, date_type(), value::Value::date(date.value), view.span());
}

std::optional<value::Date> read_date_literal(Context& context, std::optional<ExpressionView> view) {
  if (!view) return std::nullopt;
  const auto literal = view->as<syntax::DateView>();
  if (!literal) {
    context.sink.report(Code::NotConstant, view->span());
    return std::nullopt;
  }
  const ExpressionId id = read_date(context, *literal);
  if (!is_constant(context, id)) return std::nullopt;
  return context.program.expressions[id].constant.as_date();
}

ExpressionId read_duration(Context& context, syntax::DurationView view) {
  const auto digits = view.digits();
  if (!digits) return error_expression(context, view.span());
  const auto number = read_digits(context, *digits);
  if (!number) return error_expression(context, view.span());
  const auto count = value::to_integer(*number);
  if (!count.ok() || count.value > value::kMaxDurationPart / 12) {
    context.sink.report(Code::NumberTooLarge, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  const bool in_days = view.unit() == syntax::DurationUnit::Days;
  const std::int64_t months = in_days ? 0 : count.value * (view.unit() == syntax::DurationUnit::Years ? 12 : 1);
  const auto duration = value::Duration::from_parts(months, in_days ? count.value : 0);
  return constant(context, duration_type(), value::Value::duration(duration.value), view.span());
}

ExpressionId read_unknown(Context& context, const Scope& scope, syntax::UnknownView view, const Type* expected) {
  hir::UnknownFigure figure;
  figure.type = expected != nullptr ? *expected : Type{};
  figure.bounds = read_bounds(context, scope, view, figure.type);
  if (figure.type.is_error()) {
    context.sink.report(Code::UntypedHere, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  if (const auto reason = view.reason()) figure.reason = std::string(reason->content());
  figure.provenance = context.provenance(scope.text, view.span());
  const Type type = figure.type;
  const hir::UnknownId id = add_unknown(context, scope, view.node(), std::move(figure));
  return make(context, ExpressionKind::Unknown, type, view.span(), {}, id.index());
}

ExpressionId read_excluded(Context& context, syntax::ExcludedView view, const Type* expected) {
  if (expected == nullptr || expected->is_error()) {
    context.sink.report(Code::UntypedHere, view.span()).with("text", context.quote(view.span()));
    return error_expression(context, view.span());
  }
  std::string reason;
  if (const auto written = view.reason()) reason = std::string(written->content());
  const hir::ReasonId id = context.program.reasons.add(std::move(reason));
  return make(context, ExpressionKind::Excluded, *expected, view.span(), {}, id.index());
}

}  // namespace avenant::sema
