#include <functional>

#include "compiler/lower/expression.hpp"
#include "compiler/lower/instance.hpp"
#include "compiler/lower/members.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;
using program::Op;

// A `selon` over whole numbers whose arms lie further apart than this becomes a chain of comparisons.
constexpr std::int64_t kMaxDenseSelect = 4'096;

// Arguments of a member that may be computed, and what reads the member of an ordinal.
struct MemberChoice {
  std::span<const hir::IndexDomain> domains;
  std::vector<Lowered> arguments;
  std::function<NodeId(std::size_t)> read;
  const Expression* expression = nullptr;
};

// The member that the arguments from `index` on choose, those before having given `ordinal`. Only members that can be
// chosen are read: with constant arguments there is one.
NodeId choose_member(Context& context, const MemberChoice& choice, std::size_t index, std::size_t ordinal) {
  if (index == choice.domains.size()) return choice.read(ordinal);
  const hir::IndexDomain& domain = choice.domains[index];
  const std::size_t size = domain_size(context.hir, domain);
  const Lowered& argument = choice.arguments[index];
  if (argument.constant) {
    const std::optional<std::size_t> position = position_in(context.hir, domain, *argument.constant);
    if (!position) return out_of_range(context, choice.expression->type, choice.expression->span);
    return choose_member(context, choice, index + 1, ordinal * size + *position);
  }
  std::vector<NodeId> by_value;
  for (std::size_t position = 0; position < size; ++position) {
    by_value.push_back(choose_member(context, choice, index + 1, ordinal * size + position));
  }
  return context.builder.select(argument.node, domain_least(domain), by_value, {}, {},
                                place_of(context, choice.expression->span));
}

// The results of the arms of a `selon`, lowered once each.
struct Arms {
  const hir::Select* select = nullptr;
  std::span<const ExpressionId> results;
  std::size_t n_plain = 0;  // Without « sinon ».

  [[nodiscard]] std::optional<ExpressionId> otherwise() const {
    if (!select->has_otherwise) return std::nullopt;
    return results.back();
  }
};

std::optional<std::size_t> arm_of(const hir::Select& select, const value::Value& subject) {
  for (std::size_t arm = 0; arm < select.arms.size(); ++arm) {
    for (const value::Value& constant : select.arms[arm]) {
      if (constant == subject) return arm;
    }
  }
  return std::nullopt;
}

bool is_dense(const Context& context, const Expression& subject, const hir::Select& select, std::int64_t& least,
              std::int64_t& greatest) {
  if (subject.type.is(hir::TypeKind::Enumeration)) {
    least = 0;
    const bool reading = subject.kind == ExpressionKind::Reading;
    const std::size_t n_cases = reading ? context.hir.readings[hir::ReadingId(subject.a)].choices.size()
                                        : context.hir.enumerations[subject.type.enumeration].cases.size();
    greatest = static_cast<std::int64_t>(n_cases) - 1;
    return true;
  }
  if (!subject.type.is(hir::TypeKind::Number)) return false;
  bool first = true;
  for (const std::vector<value::Value>& arm : select.arms) {
    for (const value::Value& constant : arm) {
      if (constant.b != 1) return false;
      least = first ? constant.a : std::min(least, constant.a);
      greatest = first ? constant.a : std::max(greatest, constant.a);
      first = false;
    }
  }
  return !first && least > -kMaxDenseSelect && greatest < kMaxDenseSelect;
}

NodeId dense_select(Context& context, const Expression& expression, NodeId subject, const Arms& arms,
                    std::int64_t least, std::int64_t greatest) {
  std::vector<NodeId> results;
  for (std::size_t arm = 0; arm < arms.n_plain; ++arm) results.push_back(lower_to_node(context, arms.results[arm]));
  std::vector<NodeId> by_value;
  for (std::int64_t value = least; value <= greatest; ++value) {
    const std::optional<std::size_t> arm = arm_of(*arms.select, value::Value{value, 1});
    by_value.push_back(arm ? results[*arm] : NodeId());
  }
  NodeId otherwise;
  if (arms.otherwise()) otherwise = lower_to_node(context, *arms.otherwise());
  return context.builder.select(subject, least, by_value, otherwise, {}, place_of(context, expression.span));
}

// Where there is no dense choice: comparisons, from the first arm to the last.
NodeId chained_select(Context& context, const Expression& expression, const Lowered& subject, ExpressionId subject_id,
                      const Arms& arms) {
  const Expression& subject_expression = context.hir.expressions[subject_id];
  const program::PlaceId place = place_of(context, expression.span);
  // The arms of a boolean that name both values leave nothing over.
  const bool exhaustive = subject_expression.type.is(hir::TypeKind::Boolean) &&
                          arm_of(*arms.select, value::Value::boolean(true)) &&
                          arm_of(*arms.select, value::Value::boolean(false));
  std::size_t n_tested = arms.n_plain;
  NodeId result;
  if (exhaustive) {
    result = lower_to_node(context, arms.results[--n_tested]);
  } else {
    result = arms.otherwise() ? lower_to_node(context, *arms.otherwise())
                              : out_of_range(context, expression.type, expression.span);
  }
  for (std::size_t arm = n_tested; arm > 0; --arm) {
    std::vector<NodeId> equalities;
    for (const value::Value& constant : arms.select->arms[arm - 1]) {
      const NodeId node = context.builder.constant(type_of(context, subject_expression.type), constant, place);
      equalities.push_back(context.builder.compare(Op::kEqual, subject.node, node, place));
    }
    const NodeId taken =
        equalities.size() == 1 ? equalities[0] : add_node(context, Op::kOr, equalities, expression.span);
    result =
        add_node(context, Op::kIf, {taken, lower_to_node(context, arms.results[arm - 1]), result}, expression.span);
  }
  return result;
}

}  // namespace

Lowered lower_indexed(Context& context, const Expression& expression, std::span<const ExpressionId> arguments,
                      const std::vector<hir::IndexDomain>& domains, const std::function<NodeId(std::size_t)>& read) {
  MemberChoice choice;
  choice.expression = &expression;
  for (const ExpressionId argument : arguments) choice.arguments.push_back(lower_expression(context, argument));
  AVENANT_CHECK(domains.size() == choice.arguments.size(), "a member with a wrong number of arguments");
  choice.domains = domains;
  choice.read = read;
  return Lowered::of(choose_member(context, choice, 0, 0));
}

Lowered lower_member(Context& context, const Expression& expression, ExpressionId id) {
  if (expression.kind == ExpressionKind::Variable) {
    const hir::VariableId variable(expression.a);
    return lower_indexed(context, expression, context.hir.operands_of(id),
                         domains_of(context.hir, context.hir.variables[variable]),
                         [&context, &expression, variable](std::size_t ordinal) {
                           return read_member(context, member_of(context, variable, ordinal), expression.span);
                         });
  }
  const hir::InputPath& path = context.hir.input_paths[hir::InputPathId(expression.a)];
  const std::vector<hir::IndexDomain> domains = domains_of(context.hir, path);
  // In a called rule an input may stand for a constant, which folds.
  if (domains.empty()) return read_input(context, path, 0, expression.span);
  return lower_indexed(
      context, expression, context.hir.operands_of(id), domains, [&context, &expression, &path](std::size_t ordinal) {
        return to_node(context, read_input(context, path, ordinal, expression.span), path.type, expression.span);
      });
}

Lowered lower_if(Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  struct Side {
    NodeId condition;
    NodeId value;
  };
  std::vector<Side> sides;
  std::optional<Lowered> last;
  ExpressionId last_id = operands.back();
  for (std::size_t index = 0; index + 1 < operands.size(); index += 2) {
    const Lowered condition = lower_expression(context, operands[index]);
    if (condition.is(false)) continue;
    if (condition.is(true)) {
      last_id = operands[index + 1];
      break;
    }
    sides.push_back({condition.node, lower_to_node(context, operands[index + 1])});
  }
  last = lower_expression(context, last_id);
  if (sides.empty()) return *last;
  const Expression& last_expression = context.hir.expressions[last_id];
  NodeId result = to_node(context, *last, last_expression.type, last_expression.span);
  for (std::size_t index = sides.size(); index > 0; --index) {
    result = add_node(context, Op::kIf, {sides[index - 1].condition, sides[index - 1].value, result}, expression.span);
  }
  return Lowered::of(result);
}

Lowered lower_select(Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  Arms arms;
  arms.select = &context.hir.selects[hir::SelectId(expression.a)];
  arms.results = operands.subspan(1);
  arms.n_plain = arms.select->arms.size();
  const Lowered subject = lower_expression(context, operands[0]);
  if (subject.constant) {
    const std::optional<std::size_t> arm = arm_of(*arms.select, *subject.constant);
    if (arm) return lower_expression(context, arms.results[*arm]);
    if (arms.otherwise()) return lower_expression(context, *arms.otherwise());
    return Lowered::of(out_of_range(context, expression.type, expression.span));
  }
  std::int64_t least = 0;
  std::int64_t greatest = 0;
  if (is_dense(context, context.hir.expressions[operands[0]], *arms.select, least, greatest)) {
    return Lowered::of(dense_select(context, expression, subject.node, arms, least, greatest));
  }
  return Lowered::of(chained_select(context, expression, subject, operands[0], arms));
}

}  // namespace avenant::lower
