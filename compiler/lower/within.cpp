#include "compiler/lower/rule.hpp"

namespace avenant::lower {

namespace {

using hir::ExpressionKind;

// Whether every number of `inner` is one of `outer`.
bool includes(const hir::Range& outer, const hir::Range& inner) {
  if (outer.least && (!inner.least || *inner.least < *outer.least)) return false;
  if (!outer.greatest) return true;
  if (!inner.greatest || *inner.greatest > *outer.greatest) return false;
  return !outer.greatest_excluded || inner.greatest_excluded || *inner.greatest < *outer.greatest;
}

bool all_within(const hir::Program& program, std::span<const hir::ExpressionId> expressions, const hir::Range& range) {
  for (const hir::ExpressionId expression : expressions) {
    if (!surely_within(program, expression, range)) return false;
  }
  return true;
}

hir::Range input_range(const hir::Program& program, const hir::Expression& expression) {
  const hir::InputPath& path = program.input_paths[hir::InputPathId(expression.a)];
  const hir::Input& input = program.inputs[path.input];
  return path.field ? program.records[input.type.record].fields[*path.field].range : input.range;
}

// The values of a choice: of `si`, every second operand and the last.
bool choice_within(const hir::Program& program, hir::ExpressionId id, const hir::Range& range) {
  const std::span<const hir::ExpressionId> operands = program.operands_of(id);
  if (program.expressions[id].kind == ExpressionKind::Select) return all_within(program, operands.subspan(1), range);
  for (std::size_t index = 1; index < operands.size(); index += 2) {
    if (!surely_within(program, operands[index], range)) return false;
  }
  return surely_within(program, operands.back(), range);
}

}  // namespace

bool is_within(const hir::Range& range, value::Rational number) {
  if (range.least && number < *range.least) return false;
  if (!range.greatest) return true;
  return range.greatest_excluded ? number < *range.greatest : number <= *range.greatest;
}

bool surely_within(const hir::Program& program, hir::ExpressionId id, const hir::Range& range) {
  const hir::Expression& expression = program.expressions[id];
  // Other kinds may well lie within: they are asserted at the run, and the range proofs say more.
  if (expression.kind == ExpressionKind::Constant) {
    return expression.type.is(hir::TypeKind::Number) && is_within(range, expression.constant.as_number());
  }
  if (expression.kind == ExpressionKind::Input) return includes(range, input_range(program, expression));
  if (expression.kind == ExpressionKind::Variable) {
    return includes(range, program.variables[hir::VariableId(expression.a)].range);
  }
  if (expression.kind == ExpressionKind::Apply) {
    return includes(range, program.variables[hir::VariableId(expression.a)].range);
  }
  if (expression.kind == ExpressionKind::Parameter) {
    return includes(range, program.parameters[hir::ParameterId(expression.a)].range);
  }
  if (expression.kind == ExpressionKind::Unknown || expression.kind == ExpressionKind::Excluded) {
    return expression.kind == ExpressionKind::Excluded;
  }
  if (expression.kind == ExpressionKind::If || expression.kind == ExpressionKind::Select) {
    return choice_within(program, id, range);
  }
  if (expression.kind == ExpressionKind::OrElse || expression.kind == ExpressionKind::Wrap ||
      expression.kind == ExpressionKind::Unwrap || expression.kind == ExpressionKind::Least ||
      expression.kind == ExpressionKind::Greatest) {
    return all_within(program, program.operands_of(id), range);
  }
  return false;
}

}  // namespace avenant::lower
