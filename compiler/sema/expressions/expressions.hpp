// From expressions of the syntax tree to typed ones. One entry, read_expression(); its cases are spread over
// expressions.cpp (operators, choices), literals.cpp, references.cpp (names, calls, fields), aggregates.cpp,
// patterns.cpp.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sema/operations.hpp"
#include "compiler/sema/scope.hpp"
#include "compiler/syntax/views.hpp"

namespace avenant::sema {

using syntax::ExpressionView;
using syntax::Keyword;

/// Reads an expression. `expected` guides what a bare name, a list or an unknown figure means; it may be null. The
/// result is not yet made to conform to it. A missing or erroneous tree gives an Error expression silently.
[[nodiscard]] ExpressionId read_expression(Context& context, const Scope& scope, std::optional<ExpressionView> view,
                                           const Type* expected = nullptr);

/// Reads an expression and makes it fit a type.
[[nodiscard]] ExpressionId read_as(Context& context, const Scope& scope, std::optional<ExpressionView> view,
                                   const Type& wanted);

/// Reads a condition.
[[nodiscard]] ExpressionId read_condition(Context& context, const Scope& scope, std::optional<ExpressionView> view);

/// Reads a value written out (a literal, a case, a set of cases, a signed number) and makes it fit a type; reports and
/// returns nothing otherwise. Absent is returned as value::Value::absent() for an optional type.
[[nodiscard]] std::optional<value::Value> read_constant(Context& context, const Scope& scope,
                                                        std::optional<ExpressionView> view, const Type& wanted);

// ---- literals.cpp
// ----------------------------------------------------------------------------------------------------

[[nodiscard]] ExpressionId read_number(Context& context, const Scope& scope, syntax::NumberView view,
                                       const Type* expected);
[[nodiscard]] ExpressionId read_date(Context& context, syntax::DateView view);
[[nodiscard]] ExpressionId read_duration(Context& context, syntax::DurationView view);
[[nodiscard]] ExpressionId read_unknown(Context& context, const Scope& scope, syntax::UnknownView view,
                                        const Type* expected);
[[nodiscard]] ExpressionId read_excluded(Context& context, syntax::ExcludedView view, const Type* expected);
/// The date of a clause such as « en vigueur le »: a date literal.
[[nodiscard]] std::optional<value::Date> read_date_literal(Context& context, std::optional<ExpressionView> view);
/// The unit of a literal or a type; reports unknown names and gives nothing.
[[nodiscard]] std::optional<hir::UnitId> read_unit(Context& context, syntax::UnitView view);
/// The exact value of digits as written, a fraction or a decimal; reports a number too large.
[[nodiscard]] std::optional<value::Rational> read_digits(Context& context, syntax::NodeRef digits);

// ---- references.cpp
// --------------------------------------------------------------------------------------------------

/// A bare word where a value stands: a case of the expected enumeration, an index, a variable, an input, a reading.
[[nodiscard]] ExpressionId read_name(Context& context, const Scope& scope, std::string_view text, base::Span span,
                                     const Type* expected);
[[nodiscard]] ExpressionId read_call(Context& context, const Scope& scope, syntax::CallView view, const Type* expected);
[[nodiscard]] ExpressionId read_field(Context& context, const Scope& scope, syntax::FieldView view,
                                      const Type* expected);
/// The case of an enumeration with a name or an official code, or nothing.
[[nodiscard]] std::optional<std::uint32_t> find_case(const Context& context, hir::EnumerationId enumeration,
                                                     std::string_view text);
/// As find_case; reports an unknown one with the nearest names.
[[nodiscard]] std::optional<std::uint32_t> require_case(Context& context, hir::EnumerationId enumeration,
                                                        std::string_view text, base::Span span);
/// A reference to a variable with its index arguments, already typed.
[[nodiscard]] ExpressionId make_variable_reference(Context& context, const Scope& scope, hir::VariableId variable,
                                                   std::vector<ExpressionId> arguments, base::Span span);

// ---- applications.cpp
// ------------------------------------------------------------------------------------------------

/// The parameter of a name in scope, or an invalid id.
[[nodiscard]] hir::ParameterId find_parameter(const Context& context, const Scope& scope, base::Name name);
/// A definition with parameters, its indices already read, for the arguments written; as many as it has parameters.
[[nodiscard]] ExpressionId read_application(Context& context, const Scope& scope, hir::VariableId id,
                                            std::vector<ExpressionId> indices, const std::vector<ExpressionView>& views,
                                            base::Span span);
/// Reports a definition with parameters that is named without its arguments.
ExpressionId report_without_arguments(Context& context, hir::VariableId variable, base::Span span);
/// A série at the date of what reads it.
[[nodiscard]] ExpressionId at_own_date(Context& context, const Scope& scope, hir::VariableId variable,
                                       std::vector<ExpressionId> indices, base::Span span);

// ---- functions.cpp
// ---------------------------------------------------------------------------------------------------

/// A call of a function of the language, or nothing when the name is none.
[[nodiscard]] std::optional<ExpressionId> read_function(Context& context, const Scope& scope, std::string_view name,
                                                        syntax::CallView view);
/// Whether a name is one of them.
[[nodiscard]] bool is_function(std::string_view name);
/// The names of all functions, for suggestions.
[[nodiscard]] std::vector<std::string> function_names();

// ---- aggregates.cpp
// --------------------------------------------------------------------------------------------------

[[nodiscard]] ExpressionId read_aggregate(Context& context, const Scope& scope, syntax::AggregateView view,
                                          const Type* expected);
[[nodiscard]] ExpressionId read_for_all(Context& context, const Scope& scope, syntax::ForAllView view);
[[nodiscard]] ExpressionId read_exists(Context& context, const Scope& scope, syntax::ExistsView view);

// ---- patterns.cpp
// ----------------------------------------------------------------------------------------------------

/// The condition that a table cell puts on its subject; an invalid id for a dash or an empty cell.
[[nodiscard]] ExpressionId read_cell(Context& context, const Scope& scope, ExpressionId subject, syntax::CellView cell);
/// A set literal `(a ; b)`, `tous`, `aucun`, `tous sauf (…)` of an enumeration.
[[nodiscard]] ExpressionId read_set(Context& context, const Scope& scope, ExpressionView view,
                                    hir::EnumerationId enumeration);

}  // namespace avenant::sema
