#include "compiler/explain/trace/operations.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace avenant::explain {

using program::NodeId;
using program::Op;

namespace {

bool is_choice(Op op) {
  return op == Op::kIf || op == Op::kSelect || op == Op::kTable || op == Op::kAssume || op == Op::kOrElse ||
         op == Op::kUnwrap || op == Op::kInRange;
}

bool is_fold(Op op) {
  return op == Op::kListSum || op == Op::kListLeast || op == Op::kListGreatest || op == Op::kListFirst ||
         op == Op::kListLast;
}

/// What computes a value from values, so that a reader can do it again.
constexpr Op kComputing[] = {
    Op::kMin,
    Op::kMax,
    Op::kEarliest,
    Op::kLatest,
    Op::kAdd,
    Op::kSubtract,
    Op::kNegate,
    Op::kMultiply,
    Op::kDivide,
    Op::kRound,
    Op::kExact,
    Op::kDateAdd,
    Op::kDateSubtract,
    Op::kDaysBetween,
    Op::kMakeDate,
    Op::kYearOf,
    Op::kMonthOf,
    Op::kDayOf,
    Op::kAnniversary,
    Op::kLastAnniversary,
    Op::kCompletedYears,
    Op::kDurationAdd,
    Op::kDurationNegate,
    Op::kDurationScale,
    Op::kSetUnion,
    Op::kSetIntersection,
    Op::kSetComplement,
    Op::kListCount,
};

bool computes(Op op) {
  return std::find(std::begin(kComputing), std::end(kComputing), op) != std::end(kComputing);
}

/// The leaves whose value is that of the thing that the payload names.
constexpr std::pair<Op, OperandKind> kLeaves[] = {
    {Op::kConst, OperandKind::Constant},      {Op::kInput, OperandKind::Input},
    {Op::kVariable, OperandKind::Rule},       {Op::kReading, OperandKind::Reading},
    {Op::kUnknown, OperandKind::Figure},      {Op::kSituationDate, OperandKind::SituationDate},
    {Op::kAttribute, OperandKind::Attribute}, {Op::kLookup, OperandKind::Lookup},
};

/// Whether an operation gives a number of its first operand's unit.
bool keeps_unit(Op op) {
  return op == Op::kAdd || op == Op::kSubtract || op == Op::kNegate || op == Op::kRound || op == Op::kExact ||
         op == Op::kMin || op == Op::kMax || op == Op::kListSum || op == Op::kListLeast || op == Op::kListGreatest;
}

}  // namespace

program::TypeId OperationWalk::type_of(const Operation& operation) const {
  const program::Node& node = package_.node(operation.node);
  const auto has_unit = [this](const Operand& operand) {
    return !package_.text_of(package_.type(operand.type).unit).empty();
  };
  const auto& operands = operation.operands;
  if (package_.type(node.type).kind != program::TypeKind::kNumber || operands.empty()) return node.type;
  if (!package_.text_of(package_.type(node.type).unit).empty()) return node.type;
  if (keeps_unit(node.op)) {
    const auto with = std::find_if(operands.begin(), operands.end(), has_unit);
    return with == operands.end() ? node.type : with->type;
  }
  if (node.op == Op::kMultiply && has_unit(operands[0]) != has_unit(operands[1])) {
    return has_unit(operands[0]) ? operands[0].type : operands[1].type;
  }
  if (node.op == Op::kMultiply) return reduced(operands[0].type, operands[1].type).value_or(node.type);
  return node.op == Op::kDivide && !has_unit(operands[1]) ? operands[0].type : node.type;
}

/// « patients/ETP » times « ETP » is « patients »: some type of that unit, if the package has one.
std::optional<program::TypeId> OperationWalk::reduced(program::TypeId left, program::TypeId right) const {
  const std::string_view above = package_.text_of(package_.type(left).unit);
  const std::string_view below = package_.text_of(package_.type(right).unit);
  const std::string ending = "/" + std::string(below);
  if (below.empty() || !above.ends_with(ending)) return std::nullopt;
  const std::string_view unit = above.substr(0, above.size() - ending.size());
  for (std::uint32_t i = 0; i < package_.types.size(); ++i) {
    const program::Type& type = package_.types[i];
    if (type.kind == program::TypeKind::kNumber && !type.optional && package_.text_of(type.unit) == unit) {
      return program::TypeId(i);
    }
  }
  return std::nullopt;
}

void OperationWalk::show_unit(program::TypeId type, Rule& rule) const {
  const auto has_unit = [this](program::TypeId id) { return !package_.text_of(package_.type(id).unit).empty(); };
  if (package_.type(type).kind != program::TypeKind::kNumber || !has_unit(type)) return;
  std::vector<Operand*> pending = {&rule.result};
  while (!pending.empty()) {
    Operand& operand = *pending.back();
    pending.pop_back();
    const bool number = package_.type(operand.type).kind == program::TypeKind::kNumber;
    if (operand.kind != OperandKind::Step || !number || has_unit(operand.type)) continue;
    Operation& made = rule.operations[operand.id];
    operand.type = type;
    made.type = type;
    if (!keeps_unit(package_.node(made.node).op)) continue;
    for (Operand& below : made.operands) pending.push_back(&below);
  }
}

std::optional<Operand> OperationWalk::leaf(NodeId id) const {
  const program::Node& node = package_.node(id);
  Operand operand;
  operand.type = node.type;
  operand.id = node.payload;
  const auto known =
      std::find_if(std::begin(kLeaves), std::end(kLeaves), [&node](const auto& each) { return each.first == node.op; });
  if (known != std::end(kLeaves)) {
    operand.kind = known->second;
  } else if (node.op == Op::kField) {
    const eval::Outcome element = expressions_.value(package_.operands_of(node)[0]);
    if (!element.ok() || element.value.is_absent()) return std::nullopt;
    operand.kind = OperandKind::Input;
    operand.id = package_.column(program::ColumnId(node.payload)).first_input.value +
                 static_cast<std::uint32_t>(element.value.a);
  } else {
    return std::nullopt;
  }
  operand.outcome = expressions_.value(id);
  return operand;
}

Operand OperationWalk::walk(NodeId id, Rule& rule) {
  const auto known = done_.find(id.value);
  if (known != done_.end()) return known->second;
  const Op op = package_.node(id).op;
  Operand result;
  if (const auto direct = leaf(id)) {
    result = *direct;
  } else if (is_choice(op)) {
    const auto next = expressions_.taken(id, owner_);
    result = next ? choice(id, *next, rule) : Operand{OperandKind::Other, 0, package_.node(id).type, {}};
    if (!next) result.outcome = expressions_.value(id);
  } else if (is_fold(op)) {
    result = fold(id, rule);
  } else if (computes(op)) {
    result = operation(id, rule);
  } else {
    result = Operand{OperandKind::Other, 0, package_.node(id).type, expressions_.value(id)};
  }
  done_.emplace(id.value, result);
  return result;
}

Operand OperationWalk::choice(NodeId id, NodeId taken, Rule& rule) {
  const program::Node& node = package_.node(id);
  const auto row = node.op == Op::kTable ? expressions_.row_of(id, owner_) : std::nullopt;
  if (row) rule.rows.push_back(*row);
  Operand result = walk(taken, rule);
  if (row && result.kind == OperandKind::Constant) {
    result.kind = OperandKind::Cell;
    result.id = row->value;
  }
  return result;
}

Operand OperationWalk::operation(NodeId id, Rule& rule) {
  const program::Node& node = package_.node(id);
  Operation made;
  made.node = id;
  for (const NodeId operand : package_.operands_of(node)) made.operands.push_back(walk(operand, rule));
  made.type = type_of(made);
  made.outcome = expressions_.value(id);
  const Operand result{OperandKind::Step, static_cast<std::uint32_t>(rule.operations.size()), made.type, made.outcome};
  rule.operations.push_back(std::move(made));
  return result;
}

Operand OperationWalk::fold(NodeId id, Rule& rule) {
  const program::Node& node = package_.node(id);
  Operation made;
  made.node = id;
  const auto look = std::find_if(owner_.folds.begin(), owner_.folds.end(),
                                 [id](const eval::FoldTrace& each) { return each.node == id; });
  if (look != owner_.folds.end()) {
    const program::TypeId type = package_.node(package_.operands_of(node)[1]).type;
    for (const eval::FoldItem& item : look->items) {
      made.operands.push_back({OperandKind::Item, item.element, type, item.outcome});
    }
  }
  made.type = type_of(made);
  made.outcome = expressions_.value(id);
  const Operand result{OperandKind::Step, static_cast<std::uint32_t>(rule.operations.size()), made.type, made.outcome};
  rule.operations.push_back(std::move(made));
  return result;
}

}  // namespace avenant::explain
