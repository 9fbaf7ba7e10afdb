// Functions of the language: each row of kFunctions is a name, what it takes, and what it makes.
#include <algorithm>
#include <array>

#include "compiler/sema/expressions/expressions.hpp"

namespace avenant::sema {

namespace {

/// What an argument must be.
enum class Parameter : std::uint8_t { None, Date, Whole, AnyCase };

struct Function {
  std::string_view french;
  std::string_view english;
  ExpressionKind kind;
  TypeKind result;
  std::array<Parameter, 3> parameters;
  bool may_miss_a_day;  ///< Needs a policy for days that do not exist.
};

constexpr std::array kFunctions{
    Function{"anniversaire",
             "anniversary",
             ExpressionKind::Anniversary,
             TypeKind::Date,
             {Parameter::Date, Parameter::Whole, Parameter::None},
             true},
    Function{"dernier_anniversaire",
             "last_anniversary",
             ExpressionKind::LastAnniversary,
             TypeKind::Date,
             {Parameter::Date, Parameter::Date, Parameter::None},
             true},
    Function{"années_révolues",
             "completed_years",
             ExpressionKind::CompletedYears,
             TypeKind::Number,
             {Parameter::Date, Parameter::Date, Parameter::None},
             false},
    Function{"date",
             "date",
             ExpressionKind::MakeDate,
             TypeKind::Date,
             {Parameter::Whole, Parameter::Whole, Parameter::Whole},
             false},
    Function{"année",
             "year",
             ExpressionKind::YearOf,
             TypeKind::Number,
             {Parameter::Date, Parameter::None, Parameter::None},
             false},
    Function{"mois",
             "month",
             ExpressionKind::MonthOf,
             TypeKind::Number,
             {Parameter::Date, Parameter::None, Parameter::None},
             false},
    Function{"jour",
             "day",
             ExpressionKind::DayOf,
             TypeKind::Number,
             {Parameter::Date, Parameter::None, Parameter::None},
             false},
    Function{"ouvert",
             "open",
             ExpressionKind::IsOpen,
             TypeKind::Boolean,
             {Parameter::AnyCase, Parameter::Date, Parameter::None},
             false},
};

std::size_t parameter_count(const Function& function) {
  std::size_t n = 0;
  while (n < function.parameters.size() && function.parameters[n] != Parameter::None) ++n;
  return n;
}

Type result_type(const Function& function) {
  if (function.result == TypeKind::Date) return date_type();
  if (function.result == TypeKind::Boolean) return boolean_type();
  return number_type(kNoUnit, 1);
}

ExpressionId read_argument(Context& context, const Scope& scope, Parameter parameter, ExpressionView view) {
  if (parameter == Parameter::Date) return read_as(context, scope, view, date_type());
  if (parameter == Parameter::Whole) return read_as(context, scope, view, number_type(kNoUnit, 1));
  const ExpressionId id = read_expression(context, scope, view);
  const Type& type = type_of(context, id);
  if (type.is_error() || type.is(TypeKind::Enumeration)) return conform(context, id, type.with_optional(false));
  context.sink.report(Code::WrongOperand, view.span())
      .with("operator", "ouvert")
      .with("operand", type_phrase(context, type, diagnostics::Language::French),
            type_phrase(context, type, diagnostics::Language::English));
  return error_expression(context, view.span());
}

}  // namespace

std::vector<std::string> function_names() {
  std::vector<std::string> names;
  for (const Function& function : kFunctions) names.emplace_back(function.french);
  return names;
}

bool is_function(std::string_view name) {
  return std::any_of(kFunctions.begin(), kFunctions.end(), [&](const Function& function) {
    return base::normalise(name) == base::normalise(function.french) || name == function.english;
  });
}

std::optional<ExpressionId> read_function(Context& context, const Scope& scope, std::string_view name,
                                          syntax::CallView view) {
  const Function* function = nullptr;
  for (const Function& candidate : kFunctions) {
    if (base::normalise(name) == base::normalise(candidate.french) || name == candidate.english) function = &candidate;
  }
  if (function == nullptr) return std::nullopt;
  const auto arguments = view.arguments();
  if (arguments.size() != parameter_count(*function)) {
    context.sink.report(Code::WrongArgumentCount, view.span())
        .with("name", name)
        .with("expected", static_cast<std::int64_t>(parameter_count(*function)))
        .with("found", static_cast<std::int64_t>(arguments.size()));
    return error_expression(context, view.span());
  }
  std::vector<ExpressionId> operands;
  bool failed = false;
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    operands.push_back(read_argument(context, scope, function->parameters[i], arguments[i]));
    failed = failed || type_of(context, operands.back()).is_error();
  }
  if (failed) return error_expression(context, view.span());
  if (function->may_miss_a_day && scope.missing_day == hir::MissingDay::Unstated) {
    context.sink.report(Code::MissingDayUnstated, view.span());
  }
  return make(context, function->kind, result_type(*function), view.span(), operands,
              static_cast<std::uint32_t>(scope.missing_day));
}

}  // namespace avenant::sema
