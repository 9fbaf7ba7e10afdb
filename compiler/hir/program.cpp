#include "compiler/hir/program.hpp"

#include <algorithm>
#include <utility>

namespace avenant::hir {

namespace {

// Sorted by base unit, equal factors merged, exponents of 0 dropped.
Unit in_normal_form(Unit unit) {
  std::sort(unit.factors.begin(), unit.factors.end(),
            [](const auto& left, const auto& right) { return left.first < right.first; });
  Unit result;
  for (const auto& [base_unit, exponent] : unit.factors) {
    if (!result.factors.empty() && result.factors.back().first == base_unit) {
      result.factors.back().second += exponent;
    } else {
      result.factors.emplace_back(base_unit, exponent);
    }
  }
  std::erase_if(result.factors, [](const auto& factor) { return factor.second == 0; });
  return result;
}

}  // namespace

const char* kind_text(ExpressionKind kind) {
  switch (kind) {
#define AVENANT_EXPRESSION(name, text, meaning) \
  case ExpressionKind::name:                    \
    return text;
#include "compiler/hir/expression.def"
#undef AVENANT_EXPRESSION
  }
  return "?";
}

ExpressionId Program::add(Expression expression, std::span<const ExpressionId> its_operands) {
  expression.first_operand = static_cast<std::uint32_t>(operands.size());
  expression.n_operands = static_cast<std::uint32_t>(its_operands.size());
  // The operands given may lie in the pool itself: they are copied before it grows.
  const std::vector<ExpressionId> copied(its_operands.begin(), its_operands.end());
  operands.insert(operands.end(), copied.begin(), copied.end());
  return expressions.add(expression);
}

std::span<const ExpressionId> Program::operands_of(ExpressionId id) const {
  const Expression& expression = expressions[id];
  AVENANT_CHECK(std::size_t{expression.first_operand} + expression.n_operands <= operands.size(),
                "operands of an expression out of their pool");
  return std::span<const ExpressionId>(operands).subspan(expression.first_operand, expression.n_operands);
}

UnitId Program::intern(Unit unit) {
  if (units.empty()) units.add(Unit{});
  Unit normal = in_normal_form(std::move(unit));
  for (std::size_t position = 0; position < units.size(); ++position) {
    const UnitId id = units.id_at(position);
    if (units[id] == normal) return id;
  }
  return units.add(std::move(normal));
}

}  // namespace avenant::hir
