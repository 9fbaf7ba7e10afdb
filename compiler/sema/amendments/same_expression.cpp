#include "compiler/sema/amendments/amendments.hpp"

namespace avenant::sema {

namespace {

bool same_arms(const hir::Select& left, const hir::Select& right) {
  return left.has_otherwise == right.has_otherwise && left.arms == right.arms;
}

bool same_operation(const Context& context, const hir::Expression& left, const hir::Expression& right) {
  if (left.kind != right.kind || left.n_operands != right.n_operands) return false;
  if (left.kind == ExpressionKind::Select) {
    return same_arms(context.program.selects[hir::SelectId(left.a)], context.program.selects[hir::SelectId(right.a)]);
  }
  return left.a == right.a && left.b == right.b && left.constant == right.constant;
}

/// The words of an expression, spaces aside; comments count, so that they only make it differ.
std::string words_of(const Context& context, base::Span span) {
  if (!span.valid()) return {};
  std::string words;
  for (const char character : context.sources.text(span)) {
    if (character != ' ' && character != '\n' && character != '\r') words += character;
  }
  return words;
}

}  // namespace

bool same_expression(const Context& context, ExpressionId left, ExpressionId right) {
  if (left == right) return true;
  if (!left.valid() || !right.valid()) return false;
  const hir::Expression& first = context.program.expressions[left];
  const hir::Expression& second = context.program.expressions[right];
  if (same_operation(context, first, second)) {
    const auto first_operands = context.program.operands_of(left);
    const auto second_operands = context.program.operands_of(right);
    bool same = true;
    for (std::size_t i = 0; i < first_operands.size() && same; ++i)
      same = same_expression(context, first_operands[i], second_operands[i]);
    if (same) return true;
  }
  // Names bound inside, such as the x of « somme de x », are other things each time they are read.
  // The span of a cell such as « ≥ P70 » is that of its value: what is done with it must be the same too.
  if (first.kind != second.kind) return false;
  const std::string words = words_of(context, first.span);
  return !words.empty() && words == words_of(context, second.span);
}

bool same_expressions(const Context& context, const std::vector<ExpressionId>& left,
                      const std::vector<ExpressionId>& right) {
  if (left.size() != right.size()) return false;
  for (std::size_t i = 0; i < left.size(); ++i) {
    if (!same_expression(context, left[i], right[i])) return false;
  }
  return true;
}

}  // namespace avenant::sema
