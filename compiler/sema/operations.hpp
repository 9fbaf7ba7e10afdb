// Typed expressions from operands: each function checks what its operation needs, reports, and adds the expression.
// Nothing here reads the syntax tree: expressions.hpp does, and calls these.
#pragma once

#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "compiler/sema/context.hpp"
#include "compiler/sema/typing.hpp"

namespace avenant::sema {

/// A type in a sentence: « un nombre de patients », “a date”.
[[nodiscard]] std::string type_phrase(const Context& context, const Type& type, diagnostics::Language language);
/// What a grain is in a sentence: « le centime », « l’unité », « 2 décimales ».
[[nodiscard]] std::string grain_phrase(const Context& context, const Type& type, diagnostics::Language language);

/// Reports two numbers whose units do not mix.
void report_unit_mismatch(Context& context, const Type& left, const Type& right, base::Span span);

/// Adds an expression as it is.
ExpressionId make(Context& context, ExpressionKind kind, const Type& type, base::Span span,
                  std::span<const ExpressionId> operands, std::uint32_t a = 0, std::uint32_t b = 0);
ExpressionId make(Context& context, ExpressionKind kind, const Type& type, base::Span span,
                  std::initializer_list<ExpressionId> operands, std::uint32_t a = 0, std::uint32_t b = 0);
/// An expression whose mistake is already reported; it silences what is built on it.
ExpressionId error_expression(Context& context, base::Span span);
ExpressionId constant(Context& context, const Type& type, value::Value value, base::Span span);
ExpressionId boolean_constant(Context& context, bool value, base::Span span);
ExpressionId number_constant(Context& context, value::Rational value, hir::UnitId unit, base::Span span);

[[nodiscard]] const Type& type_of(const Context& context, ExpressionId id);
[[nodiscard]] base::Span span_of(const Context& context, ExpressionId id);
[[nodiscard]] bool is_constant(const Context& context, ExpressionId id);

/// n-ary `et`, `ou`; one operand is returned as it is.
ExpressionId make_and(Context& context, std::vector<ExpressionId> operands, base::Span span);
ExpressionId make_or(Context& context, std::vector<ExpressionId> operands, base::Span span);
ExpressionId make_not(Context& context, ExpressionId operand, base::Span span);

/// `+ − × /` on numbers, dates and durations. `missing_day` is the policy of the place.
struct Arithmetic {
  ExpressionKind kind;  ///< Add, Subtract, Multiply, Divide.
  hir::MissingDay missing_day = hir::MissingDay::Unstated;
};
ExpressionId make_arithmetic(Context& context, Arithmetic operation, ExpressionId left, ExpressionId right,
                             base::Span span);
ExpressionId make_negate(Context& context, ExpressionId operand, base::Span span);

/// `= ≠ < ≤ > ≥`.
ExpressionId make_comparison(Context& context, ExpressionKind kind, ExpressionId left, ExpressionId right,
                             base::Span span);
/// `parmi`; the caller negates for `hors`.
ExpressionId make_contains(Context& context, ExpressionId element, ExpressionId set, base::Span span);
ExpressionId make_is_present(Context& context, ExpressionId operand, base::Span span);
ExpressionId make_or_else(Context& context, ExpressionId left, ExpressionId right, base::Span span);
ExpressionId make_round(Context& context, ExpressionId operand, value::Rational step, hir::RoundingSense sense,
                        base::Span span);
ExpressionId make_exact(Context& context, ExpressionId operand, std::int64_t grain, base::Span span);

/// The smallest or greatest of several values of one ordered type.
ExpressionId make_extreme(Context& context, ExpressionKind kind, std::vector<ExpressionId> operands, base::Span span);
/// `la première de`, `la dernière de` on dates, some of which may be absent.
ExpressionId make_date_extreme(Context& context, ExpressionKind kind, std::vector<ExpressionId> operands,
                               base::Span span);

/// Joins the branches of `si` or `selon`; reports the first branch that does not fit. Branches are made to conform.
[[nodiscard]] Type join_branches(Context& context, std::vector<ExpressionId>& branches);

/// Reports unguarded optional operands; true when all may be used.
[[nodiscard]] bool require_plain(Context& context, std::initializer_list<ExpressionId> operands);

}  // namespace avenant::sema
