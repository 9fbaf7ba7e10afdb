// Types: units as products of powers, grain, and whether a value of one type may stand where another is needed.
// Read next: operations.hpp.
#pragma once

#include <cstdint>
#include <string>

#include "compiler/sema/context.hpp"

namespace avenant::sema {

inline constexpr hir::UnitId kNoUnit{0};

[[nodiscard]] Type boolean_type();
[[nodiscard]] Type date_type();
[[nodiscard]] Type duration_type();
[[nodiscard]] Type enumeration_type(hir::EnumerationId enumeration);
[[nodiscard]] Type set_type(hir::EnumerationId enumeration);
/// `grain` 0 is free.
[[nodiscard]] Type number_type(hir::UnitId unit, std::int64_t grain);

/// The least common multiple and the product of two grains; 0 (free) when either is free or the result exceeds 10^12.
[[nodiscard]] std::int64_t common_grain(std::int64_t left, std::int64_t right);
[[nodiscard]] std::int64_t product_grain(std::int64_t left, std::int64_t right);

/// The unit of a product or a quotient.
[[nodiscard]] hir::UnitId multiply_units(Context& context, hir::UnitId left, hir::UnitId right);
[[nodiscard]] hir::UnitId divide_units(Context& context, hir::UnitId left, hir::UnitId right);
/// The unit made of one base unit.
[[nodiscard]] hir::UnitId single_unit(Context& context, hir::BaseUnitId base);

/// Whether two numbers may be added or compared.
[[nodiscard]] bool same_unit(const Type& left, const Type& right);

/// Whether a list of one type is one of another: of the same fiche or enumeration, or of numbers that fit.
[[nodiscard]] bool lists_fit(const Type& found, const Type& wanted);

/// The type that holds the values of both, or Error when there is none: same kind, unit, enumeration; grain joined;
/// optional when either is.
[[nodiscard]] Type join(const Type& left, const Type& right);

/// Makes an expression fit a type: wraps a plain value where an optional one is wanted, and reports a wrong kind, unit,
/// grain, enumeration or an unguarded optional value. Returns the expression to use.
[[nodiscard]] ExpressionId conform(Context& context, ExpressionId expression, const Type& wanted);

/// As conform, for a condition.
[[nodiscard]] ExpressionId conform_boolean(Context& context, ExpressionId expression);

}  // namespace avenant::sema
