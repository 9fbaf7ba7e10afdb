// `f(a ; b)`: a definition with parameters for its arguments; and a série, at the date of what reads it or at another.
#include "compiler/hir/generic.hpp"
#include "compiler/sema/expressions/expressions.hpp"
#include "compiler/sema/rules/rules.hpp"
#include "compiler/syntax/canonical_text.hpp"

namespace avenant::sema {

namespace {

/// A unit where « nombre » is replaced by what it stands for.
hir::UnitId with_unit(Context& context, hir::UnitId unit, hir::UnitId stands_for) {
  if (!context.program.generic_unit.valid() || !unit.valid()) return unit;
  const hir::BaseUnitId generic = context.program.units[context.program.generic_unit].factors.front().first;
  hir::UnitId result = kNoUnit;
  const hir::Unit written = context.program.units[unit];
  for (const auto& [base, exponent] : written.factors) {
    const hir::UnitId factor = base == generic ? stands_for : single_unit(context, base);
    for (int i = 0; i < exponent; ++i) result = multiply_units(context, result, factor);
    for (int i = 0; i > exponent; --i) result = divide_units(context, result, factor);
  }
  return result;
}

/// Reads the arguments of a definition; « nombre » stands for the unit of the first of its arguments that has one.
class ArgumentsReader {
 public:
  ArgumentsReader(Context& context, const Scope& scope) : context_(context), scope_(scope) {}

  /// False when an argument is wrong, which is reported.
  bool read(const hir::Variable& variable, const std::vector<ExpressionView>& views) {
    for (std::size_t i = 0; i < variable.parameters.size(); ++i) {
      const hir::Parameter parameter = context_.program.parameters[variable.parameters[i]];
      if (parameter.type.is_error()) return false;
      ExpressionId id = is_generic(parameter.type) ? read_generic(parameter.type, views[i])
                                                   : read_as(context_, scope_, views[i], parameter.type);
      check_range(parameter, id);
      context_.program.argument_texts.emplace(span_of(context_, id), syntax::canonical_text(views[i].node()));
      if (type_of(context_, id).is_error()) failed_ = true;
      arguments_.push_back(id);
    }
    return !failed_;
  }

  [[nodiscard]] const std::vector<ExpressionId>& arguments() const { return arguments_; }
  [[nodiscard]] hir::UnitId unit() const { return unit_.value_or(kNoUnit); }
  /// The grain that all arguments of type « nombre » have.
  [[nodiscard]] std::int64_t grain() const { return grain_; }

 private:
  [[nodiscard]] bool is_generic(const Type& type) const {
    return context_.program.generic_unit.valid() && type.is(TypeKind::Number) &&
           type.unit == context_.program.generic_unit;
  }

  ExpressionId read_generic(Type wanted, ExpressionView view) {
    const ExpressionId id = read_expression(context_, scope_, view);
    const Type found = type_of(context_, id);
    if (found.is(TypeKind::Number) && !found.any_unit && !unit_) unit_ = found.unit;
    if (found.is(TypeKind::Number)) grain_ = common_grain(grain_, found.grain);
    wanted.unit = unit();
    wanted.grain = hir::known_grain(wanted.grain);
    wanted.any_unit = !unit_;
    return conform(context_, id, wanted);
  }

  void check_range(const hir::Parameter& parameter, ExpressionId id) {
    if (!is_constant(context_, id) || !type_of(context_, id).is(TypeKind::Number)) return;
    const value::Rational number = context_.program.expressions[id].constant.as_number();
    const hir::Range& range = parameter.range;
    const bool below = range.least && number < *range.least;
    const bool above =
        range.greatest && (number > *range.greatest || (range.greatest_excluded && number == *range.greatest));
    if (!below && !above) return;
    const auto end = [&](const std::optional<value::Rational>& bound) {
      return bound ? hir::value_text(context_.program, type_of(context_, id), value::Value::number(*bound))
                   : std::string("…");
    };
    context_.sink.report(Code::ConstantOutOfRange, span_of(context_, id))
        .with("value", context_.quote(span_of(context_, id)))
        .with("range", end(range.least) + " à " + end(range.greatest), end(range.least) + " to " + end(range.greatest));
    failed_ = true;
  }

  Context& context_;
  const Scope& scope_;
  std::vector<ExpressionId> arguments_;
  std::optional<hir::UnitId> unit_;
  std::int64_t grain_ = 1;
  bool failed_ = false;
};

}  // namespace

hir::ParameterId find_parameter(const Context& context, const Scope& scope, base::Name name) {
  for (const hir::ParameterId id : scope.parameters) {
    if (context.program.parameters[id].name == name) return id;
  }
  return {};
}

ExpressionId read_application(Context& context, const Scope& scope, hir::VariableId id,
                              std::vector<ExpressionId> indices, const std::vector<ExpressionView>& views,
                              base::Span span) {
  const hir::Variable variable = context.program.variables[id];
  ArgumentsReader reader(context, scope);
  if (!reader.read(variable, views) || variable.type.is_error()) return error_expression(context, span);
  for (const ExpressionId index : indices) {
    if (type_of(context, index).is_error()) return error_expression(context, span);
  }
  indices.insert(indices.end(), reader.arguments().begin(), reader.arguments().end());
  Type type = variable.type;
  if (type.is(TypeKind::Number)) {
    type.unit = with_unit(context, type.unit, reader.unit());
    if (type.grain == hir::kGenericGrain) type.grain = reader.grain();
  }
  return make(context, ExpressionKind::Apply, type, span, indices, id.index(), reader.unit().index());
}

ExpressionId report_without_arguments(Context& context, hir::VariableId variable, base::Span span) {
  context.sink.report(Code::FunctionWithoutArguments, span)
      .with("name", context.text(context.program.variables[variable].name))
      .with("example", application_example(context, variable));
  return error_expression(context, span);
}

ExpressionId at_own_date(Context& context, const Scope& scope, hir::VariableId variable,
                         std::vector<ExpressionId> indices, base::Span span) {
  const auto series = context.series.find(variable);
  const hir::DispositifId dispositif = context.program.variables[variable].dispositif;
  const bool same_date = !scope.application.valid() || series->second.has_own_date ||
                         scope.application == context.program.dispositifs[dispositif].application;
  const Type type = context.program.variables[variable].type;
  if (same_date) return make(context, ExpressionKind::Variable, type, span, indices, variable.index());
  ExpressionId date = scope.application;
  if (type_of(context, date).is_error()) return error_expression(context, span);
  if (type_of(context, date).optional) {
    date = make(context, ExpressionKind::Unwrap, date_type(), span_of(context, date), {date});
  }
  indices.push_back(date);
  return make(context, ExpressionKind::Apply, type, span, indices, series->second.at_date.index());
}

}  // namespace avenant::sema
