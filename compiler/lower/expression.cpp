#include "compiler/lower/expression.hpp"

#include <algorithm>

#include "compiler/hir/generic.hpp"
#include "compiler/lower/apply/apply.hpp"
#include "compiler/lower/fold.hpp"
#include "compiler/lower/instance.hpp"

namespace avenant::lower {

namespace {

using hir::Expression;
using hir::ExpressionId;
using hir::ExpressionKind;
using program::NodeId;
using program::Op;

// The parser bounds the depth of trees; this bound only keeps a defect elsewhere from overflowing the stack.
constexpr std::uint32_t kMaxExpressionDepth = 10'000;

// What a value of a type may be, for operands that are never evaluated.
value::Value some_value(const hir::Type& type) {
  const bool mask = type.is(hir::TypeKind::Set) || type.is(hir::TypeKind::List);
  return mask ? value::Value{0, 0} : value::Value{0, 1};
}

const hir::Type& operand_type(const Context& context, ExpressionId id, std::size_t index) {
  return context.hir.expressions[context.hir.operands_of(id)[index]].type;
}

bool is_reading(const Context& context, ExpressionId id) {
  return context.hir.expressions[id].kind == ExpressionKind::Reading;
}

// A constant compared to a reading is one of its choices: it takes the reading's own type.
NodeId node_like(Context& context, ExpressionId id, const Lowered& lowered, NodeId other) {
  const Expression& expression = context.hir.expressions[id];
  if (!lowered.constant) return lowered.node;
  return context.builder.constant(context.builder.type_of(other), *lowered.constant,
                                  place_of(context, expression.span));
}

Op comparison_op(ExpressionKind kind) {
  if (kind == ExpressionKind::Equal) return Op::kEqual;
  if (kind == ExpressionKind::NotEqual) return Op::kNotEqual;
  if (kind == ExpressionKind::Less) return Op::kLess;
  if (kind == ExpressionKind::LessEqual) return Op::kLessEqual;
  if (kind == ExpressionKind::Greater) return Op::kGreater;
  return Op::kGreaterEqual;
}

NodeId compare(Context& context, const Expression& expression, ExpressionId id, std::span<const Lowered> lowered) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  NodeId left;
  NodeId right;
  if (is_reading(context, operands[0])) {
    left = lowered[0].node;
    right = node_like(context, operands[1], lowered[1], left);
  } else if (is_reading(context, operands[1])) {
    right = lowered[1].node;
    left = node_like(context, operands[0], lowered[0], right);
  } else {
    left = to_node(context, lowered[0], operand_type(context, id, 0), expression.span);
    right = to_node(context, lowered[1], operand_type(context, id, 1), expression.span);
  }
  return context.builder.compare(comparison_op(expression.kind), left, right, place_of(context, expression.span));
}

// `lecture parmi (a ; b)` is written with comparisons: choices of readings have no sets.
NodeId contains(Context& context, const Expression& expression, ExpressionId id, std::span<const Lowered> lowered) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  const program::PlaceId place = place_of(context, expression.span);
  if (!is_reading(context, operands[0]) || !lowered[1].constant) {
    const NodeId element = to_node(context, lowered[0], operand_type(context, id, 0), expression.span);
    const NodeId set = to_node(context, lowered[1], operand_type(context, id, 1), expression.span);
    return add_node(context, Op::kSetContains, {set, element}, expression.span);
  }
  std::vector<NodeId> equalities;
  const hir::Reading& reading = context.hir.readings[hir::ReadingId(context.hir.expressions[operands[0]].a)];
  for (std::size_t choice = 0; choice < reading.choices.size(); ++choice) {
    if (!lowered[1].constant->as_set().contains(static_cast<int>(choice))) continue;
    const NodeId constant = context.builder.constant(context.builder.type_of(lowered[0].node),
                                                     value::Value::enum_case(static_cast<std::int32_t>(choice)), place);
    equalities.push_back(context.builder.compare(Op::kEqual, lowered[0].node, constant, place));
  }
  return add_node(context, Op::kOr, equalities, expression.span);
}

// A step that is no constant: the number counted in steps is rounded to whole ones.
NodeId round_to_computed(Context& context, const Expression& expression, NodeId number, NodeId step) {
  const NodeId steps = add_node(context, Op::kDivide, {number, step}, expression.span);
  const NodeId whole =
      context.builder.round(steps, value::Rational::whole(1), static_cast<value::Rounding>(expression.a), {},
                            place_of(context, expression.span));
  return add_node(context, Op::kMultiply, {whole, step}, expression.span);
}

// An operand that the operation wants whole.
NodeId whole(Context& context, NodeId node, base::Span span) {
  hir::Type type;
  type.kind = hir::TypeKind::Number;
  type.grain = 1;
  return fitted(context, node, type, span);
}

NodeId dates(Context& context, const Expression& expression, std::vector<NodeId> operands) {
  const auto mode = static_cast<std::uint8_t>(expression.a);
  const base::Span span = expression.span;
  if (expression.kind == ExpressionKind::DateAdd) return add_node(context, Op::kDateAdd, operands, span, 0, mode);
  if (expression.kind == ExpressionKind::DateSubtract)
    return add_node(context, Op::kDateSubtract, operands, span, 0, mode);
  if (expression.kind == ExpressionKind::LastAnniversary)
    return add_node(context, Op::kLastAnniversary, operands, span, 0, mode);
  if (expression.kind == ExpressionKind::CompletedYears)
    return add_node(context, Op::kCompletedYears, operands, span, 0, mode);
  if (expression.kind == ExpressionKind::YearOf) return add_node(context, Op::kYearOf, operands, span);
  if (expression.kind == ExpressionKind::MonthOf) return add_node(context, Op::kMonthOf, operands, span);
  if (expression.kind == ExpressionKind::DayOf) return add_node(context, Op::kDayOf, operands, span);
  if (expression.kind == ExpressionKind::Anniversary) {
    return add_node(context, Op::kAnniversary, {operands[0], whole(context, operands[1], span)}, span, 0, mode);
  }
  if (expression.kind == ExpressionKind::MakeDate) {
    for (NodeId& operand : operands) operand = whole(context, operand, span);
    return add_node(context, Op::kMakeDate, operands, span);
  }
  if (expression.kind == ExpressionKind::DurationScale) {
    return add_node(context, Op::kDurationScale, {operands[0], whole(context, operands[1], span)}, span);
  }
  if (expression.kind == ExpressionKind::DurationSubtract) {
    return add_node(context, Op::kDurationAdd,
                    {operands[0], add_node(context, Op::kDurationNegate, {operands[1]}, span)}, span);
  }
  // The difference of two dates is so many times one day.
  const NodeId day = context.builder.constant(
      context.builder.duration(), value::Value::duration(value::Duration::unchecked(0, 1)), place_of(context, span));
  return add_node(context, Op::kDurationScale, {day, add_node(context, Op::kDaysBetween, operands, span)}, span);
}

// Strict operations whose operands are lowered and not all constant.
NodeId strict(Context& context, const Expression& expression, ExpressionId id, std::span<const Lowered> lowered) {
  const std::span<const ExpressionId> ids = context.hir.operands_of(id);
  const base::Span span = expression.span;
  if (expression.kind >= ExpressionKind::Equal && expression.kind <= ExpressionKind::GreaterEqual) {
    return compare(context, expression, id, lowered);
  }
  if (expression.kind == ExpressionKind::Contains) return contains(context, expression, id, lowered);
  std::vector<NodeId> operands;
  for (std::size_t index = 0; index < lowered.size(); ++index) {
    const Expression& operand = context.hir.expressions[ids[index]];
    operands.push_back(to_node(context, lowered[index], operand.type, operand.span));
  }
  if (expression.kind == ExpressionKind::Not) return add_node(context, Op::kNot, operands, span);
  if (expression.kind == ExpressionKind::Add) return add_node(context, Op::kAdd, operands, span);
  if (expression.kind == ExpressionKind::Subtract) return add_node(context, Op::kSubtract, operands, span);
  if (expression.kind == ExpressionKind::Negate) return add_node(context, Op::kNegate, operands, span);
  if (expression.kind == ExpressionKind::Multiply) return add_node(context, Op::kMultiply, operands, span);
  if (expression.kind == ExpressionKind::Divide) return add_node(context, Op::kDivide, operands, span);
  if (expression.kind == ExpressionKind::DurationAdd) return add_node(context, Op::kDurationAdd, operands, span);
  if (expression.kind == ExpressionKind::DurationNegate) return add_node(context, Op::kDurationNegate, operands, span);
  if (expression.kind == ExpressionKind::Least) return add_node(context, Op::kMin, operands, span);
  if (expression.kind == ExpressionKind::Greatest) return add_node(context, Op::kMax, operands, span);
  if (expression.kind == ExpressionKind::Round) {
    if (!lowered[1].constant) return round_to_computed(context, expression, operands[0], operands[1]);
    return context.builder.round(operands[0], lowered[1].constant->as_number(),
                                 static_cast<value::Rounding>(expression.a), {}, place_of(context, span));
  }
  if (expression.kind == ExpressionKind::Exact) {
    return context.builder.exact(operands[0], static_cast<std::int64_t>(expression.a), {}, place_of(context, span));
  }
  return dates(context, expression, std::move(operands));
}

Lowered lower_strict(Context& context, const Expression& expression, ExpressionId id) {
  std::vector<Lowered> lowered;
  std::vector<value::Value> constants;
  std::vector<hir::TypeKind> kinds;
  for (const ExpressionId operand : context.hir.operands_of(id)) {
    lowered.push_back(lower_expression(context, operand));
    const hir::Type& type = context.hir.expressions[operand].type;
    kinds.push_back(type.kind);
    // An absent operand fails at the run, where its error has its place.
    const bool absent = lowered.back().constant && type.optional && lowered.back().constant->is_absent();
    if (lowered.back().constant && !absent) constants.push_back(*lowered.back().constant);
  }
  if (constants.size() == lowered.size()) {
    if (const std::optional<value::Value> folded = fold_strict(expression, constants, kinds)) {
      return Lowered::of(*folded);
    }
  }
  return Lowered::of(strict(context, expression, id, lowered));
}

bool is_absent_constant(const Lowered& lowered, const hir::Type& type) {
  return lowered.constant && type.optional && lowered.constant->is_absent();
}

Lowered lower_optional(Context& context, const Expression& expression, ExpressionId id) {
  const std::span<const ExpressionId> operands = context.hir.operands_of(id);
  const hir::Type& type = context.hir.expressions[operands[0]].type;
  const base::Span span = expression.span;
  const Lowered first = lower_expression(context, operands[0]);
  if (expression.kind == ExpressionKind::Wrap) return first;
  if (first.constant) {
    const bool absent = is_absent_constant(first, type);
    if (expression.kind == ExpressionKind::IsPresent) return Lowered::of(value::Value::boolean(!absent));
    if (!absent) return first;
    if (expression.kind == ExpressionKind::OrElse) return lower_expression(context, operands[1]);
  }
  const NodeId node = to_node(context, first, type, span);
  const bool plain = !context.builder.type(context.builder.type_of(node)).optional;
  // A parameter that may be absent is surely given where its argument is.
  if (plain && expression.kind == ExpressionKind::IsPresent) return Lowered::of(value::Value::boolean(true));
  if (expression.kind == ExpressionKind::IsPresent) return Lowered::of(add_node(context, Op::kIsPresent, {node}, span));
  if (plain) return Lowered::of(node);
  if (expression.kind == ExpressionKind::Unwrap) return Lowered::of(add_node(context, Op::kUnwrap, {node}, span));
  const NodeId other = lower_to_node(context, operands[1]);
  return Lowered::of(add_node(context, Op::kOrElse, {node, other}, span));
}

Lowered lower_attribute(Context& context, const Expression& expression, ExpressionId id) {
  const ExpressionId operand = context.hir.operands_of(id)[0];
  const hir::EnumerationId enumeration = context.hir.expressions[operand].type.enumeration;
  const Lowered lowered = lower_expression(context, operand);
  if (lowered.constant) {
    const auto index = static_cast<std::size_t>(lowered.constant->as_enum_case());
    return Lowered::of(context.hir.enumerations[enumeration].cases[index].attributes[expression.a]);
  }
  return Lowered::of(context.builder.attribute(context.attributes[enumeration.index()][expression.a], lowered.node,
                                               place_of(context, expression.span)));
}

Lowered lower_given(Context& context, const Expression& expression, ExpressionId id, Op op) {
  std::vector<NodeId> operands;
  for (const ExpressionId operand : context.hir.operands_of(id)) operands.push_back(lower_to_node(context, operand));
  return Lowered::of(add_node(context, op, operands, expression.span));
}

Lowered lower_lookup(Context& context, const Expression& expression, ExpressionId id) {
  std::vector<NodeId> operands;
  for (const ExpressionId operand : context.hir.operands_of(id)) operands.push_back(lower_to_node(context, operand));
  const program::ReferenceColumnId column =
      context.builder.column_of(context.reference_tables[expression.a], expression.b);
  return Lowered::of(context.builder.lookup(column, operands, place_of(context, expression.span)));
}

Lowered lower_and_or(Context& context, const Expression& expression, ExpressionId id) {
  std::vector<Lowered> operands;
  const bool conjunction = expression.kind == ExpressionKind::And;
  for (const ExpressionId operand : context.hir.operands_of(id)) {
    operands.push_back(lower_expression(context, operand));
    // What absorbs decides alone, errors included: the rest is not built, and not read.
    if (operands.back().is(!conjunction)) return operands.back();
  }
  return lower_connective(context, conjunction, operands, expression.span);
}

Lowered lower_leaf(Context& context, const Expression& expression) {
  const program::PlaceId place = place_of(context, expression.span);
  if (expression.kind == ExpressionKind::Constant) return Lowered::of(expression.constant);
  if (expression.kind == ExpressionKind::Absent) return Lowered::of(value::Value::absent());
  if (expression.kind == ExpressionKind::Index) {
    if (context.hir.binders[hir::BinderId(expression.a)].over_list()) return lower_element(context, expression);
    const std::optional<value::Value>& bound = context.bound[expression.a];
    AVENANT_CHECK(bound.has_value(), "a family index that nothing binds");
    return Lowered::of(*bound);
  }
  if (expression.kind == ExpressionKind::Reading) {
    return Lowered::of(context.builder.reading(context.readings[expression.a], place));
  }
  if (expression.kind == ExpressionKind::SituationDate) return Lowered::of(context.builder.situation_date(place));
  if (expression.kind == ExpressionKind::Unknown) {
    return Lowered::of(context.builder.unknown(context.unknowns[expression.a], place));
  }
  if (expression.kind == ExpressionKind::Excluded) {
    const std::string& reason = context.hir.reasons[hir::ReasonId(expression.a)];
    return Lowered::of(context.builder.excluded(type_of(context, expression.type), reason, place));
  }
  AVENANT_CHECK(expression.kind == ExpressionKind::Normally && context.normally.has_value(),
                "an expression that has no place here");
  return *context.normally;
}

Lowered lower_by_kind(Context& context, const Expression& expression, ExpressionId id) {
  switch (expression.kind) {
    case ExpressionKind::Error:
    case ExpressionKind::Constant:
    case ExpressionKind::Absent:
    case ExpressionKind::Index:
    case ExpressionKind::Reading:
    case ExpressionKind::SituationDate:
    case ExpressionKind::Unknown:
    case ExpressionKind::Excluded:
    case ExpressionKind::Normally:
      return lower_leaf(context, expression);
    case ExpressionKind::Input:
    case ExpressionKind::Variable:
      return lower_member(context, expression, id);
    case ExpressionKind::Call:
      return lower_call(context, expression, id);
    case ExpressionKind::Lookup:
      return lower_lookup(context, expression, id);
    case ExpressionKind::And:
    case ExpressionKind::Or:
      return lower_and_or(context, expression, id);
    case ExpressionKind::If:
      return lower_if(context, expression, id);
    case ExpressionKind::Select:
      return lower_select(context, expression, id);
    case ExpressionKind::OrElse:
    case ExpressionKind::IsPresent:
    case ExpressionKind::Unwrap:
    case ExpressionKind::Wrap:
      return lower_optional(context, expression, id);
    case ExpressionKind::Not:
    case ExpressionKind::Equal:
    case ExpressionKind::NotEqual:
    case ExpressionKind::Less:
    case ExpressionKind::LessEqual:
    case ExpressionKind::Greater:
    case ExpressionKind::GreaterEqual:
    case ExpressionKind::Contains:
    case ExpressionKind::Add:
    case ExpressionKind::Subtract:
    case ExpressionKind::Negate:
    case ExpressionKind::Multiply:
    case ExpressionKind::Divide:
    case ExpressionKind::DateAdd:
    case ExpressionKind::DateSubtract:
    case ExpressionKind::DateDifference:
    case ExpressionKind::DurationAdd:
    case ExpressionKind::DurationSubtract:
    case ExpressionKind::DurationScale:
    case ExpressionKind::DurationNegate:
    case ExpressionKind::MakeDate:
    case ExpressionKind::Anniversary:
    case ExpressionKind::LastAnniversary:
    case ExpressionKind::CompletedYears:
    case ExpressionKind::YearOf:
    case ExpressionKind::MonthOf:
    case ExpressionKind::DayOf:
    case ExpressionKind::Round:
    case ExpressionKind::Exact:
    case ExpressionKind::Least:
    case ExpressionKind::Greatest:
      return lower_strict(context, expression, id);
    case ExpressionKind::Apply:
      return lower_apply(context, expression, id);
    case ExpressionKind::Parameter:
      return lower_parameter(context, expression);
    case ExpressionKind::EarliestGiven:
      return lower_given(context, expression, id, Op::kEarliest);
    case ExpressionKind::LatestGiven:
      return lower_given(context, expression, id, Op::kLatest);
    case ExpressionKind::Attribute:
      return lower_attribute(context, expression, id);
    case ExpressionKind::IsOpen:
      return lower_given(context, expression, id, Op::kOpen);
    case ExpressionKind::Sum:
    case ExpressionKind::Count:
    case ExpressionKind::Mean:
    case ExpressionKind::All:
    case ExpressionKind::Any:
    case ExpressionKind::AggregateLeast:
    case ExpressionKind::AggregateGreatest:
    case ExpressionKind::Filter:
    case ExpressionKind::Unique:
    case ExpressionKind::First:
    case ExpressionKind::Last:
      if (context.hir.binders[hir::BinderId(expression.a)].over_list()) {
        return lower_list_aggregate(context, expression, id);
      }
      return lower_aggregate(context, expression, id);
    case ExpressionKind::ListInput:
    case ExpressionKind::ListLength:
      return lower_list(context, expression, id);
    case ExpressionKind::Field:
      return lower_field(context, expression, id);
  }
  return Lowered::of(some_value(expression.type));
}

}  // namespace

Lowered lower_expression(Context& context, ExpressionId id) {
  const Expression& expression = context.hir.expressions[id];
  ++context.n_nodes;
  if (context.n_nodes > context.options.max_nodes) context.too_large = true;
  // What is built from here on is thrown away; a value of the right kind lets the walk end in peace.
  if (context.too_large) return Lowered::of(some_value(expression.type));
  AVENANT_CHECK(context.depth < kMaxExpressionDepth, "an expression deeper than any that the parser lets through");
  ++context.depth;
  const Lowered lowered = lower_by_kind(context, expression, id);
  --context.depth;
  return lowered;
}

NodeId lower_to_node(Context& context, ExpressionId id) {
  const Expression& expression = context.hir.expressions[id];
  return to_node(context, lower_expression(context, id), expression.type, expression.span);
}

NodeId to_node(Context& context, const Lowered& lowered, const hir::Type& type, base::Span span) {
  if (!lowered.constant) return lowered.node;
  return context.builder.constant(type_of(context, type), *lowered.constant, place_of(context, span));
}

NodeId fitted(Context& context, NodeId node, const hir::Type& type, base::Span span) {
  if (!type.is(hir::TypeKind::Number) || hir::known_grain(type.grain) == 0) return node;
  const program::Type& have = context.builder.type(context.builder.type_of(node));
  if (have.grain != 0 && type.grain % have.grain == 0) return node;
  if (!have.optional) return context.builder.exact(node, type.grain, {}, place_of(context, span));
  const NodeId plain = add_node(context, Op::kUnwrap, {node}, span);
  return add_node(context, Op::kIf,
                  {add_node(context, Op::kIsPresent, {node}, span),
                   context.builder.exact(plain, type.grain, {}, place_of(context, span)),
                   context.builder.absent(type_of(context, type.with_optional(true)), place_of(context, span))},
                  span);
}

NodeId add_node(Context& context, Op op, std::initializer_list<NodeId> operands, base::Span span, std::uint32_t payload,
                std::uint8_t mode) {
  return add_node(context, op, std::span<const NodeId>(operands.begin(), operands.size()), span, payload, mode);
}

NodeId add_node(Context& context, Op op, std::span<const NodeId> operands, base::Span span, std::uint32_t payload,
                std::uint8_t mode) {
  return context.builder.add(op, {}, operands, place_of(context, span), payload, mode);
}

NodeId read_member(Context& context, program::VariableId member, base::Span span) {
  if (context.owner) context.reads[context.owner.value].push_back({member, span});
  return context.builder.variable(member, place_of(context, span));
}

NodeId out_of_range(Context& context, const hir::Type& type, base::Span span) {
  const program::PlaceId place = place_of(context, span);
  const NodeId never = context.builder.constant(type_of(context, type), some_value(type), place);
  const NodeId zero = context.builder.constant(context.builder.number(1), value::Value::whole(0), place);
  return context.builder.select(zero, 1, std::span<const NodeId>(&never, 1), {}, context.builder.type_of(never), place);
}

Lowered lower_connective(Context& context, bool conjunction, std::span<const Lowered> operands, base::Span span) {
  std::vector<NodeId> kept;
  for (const Lowered& operand : operands) {
    if (operand.is(!conjunction)) return operand;
    if (!operand.constant) kept.push_back(operand.node);
  }
  if (kept.empty()) return Lowered::of(value::Value::boolean(conjunction));
  if (kept.size() == 1) return Lowered::of(kept[0]);
  return Lowered::of(add_node(context, conjunction ? Op::kAnd : Op::kOr, kept, span));
}

}  // namespace avenant::lower
