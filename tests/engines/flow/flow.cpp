#include "tests/engines/flow/flow.hpp"

#include <algorithm>

namespace avenant::engines {

using program::NodeId;
using program::Op;
using value::Value;

namespace {

// Under an error a value is arbitrary: this one is of no type where that matters.
constexpr Value kArbitrary{1, 1};

}  // namespace

Flow::Flow(const program::Package& package)
    : package_(package),
      nodes_(package.nodes.size()),
      variables_(package.variables.size()),
      bound_(package.binders.size()),
      bound_nodes_(package.binders.size()) {
  find_bound_nodes();
  set_options({});
}

// Operands come before their nodes; the fold of a binder is the first node that does not depend on it any more.
void Flow::find_bound_nodes() {
  for (std::uint32_t binder = 0; binder < package_.binders.size(); ++binder) {
    std::vector<bool> depends(package_.nodes.size());
    for (std::size_t i = 0; i < package_.nodes.size(); ++i) {
      const Node& node = package_.nodes[i];
      const bool names = program::info(node.op).payload == program::PayloadKind::kBinder && node.payload == binder;
      const auto operands = package_.operands_of(node);
      depends[i] = names ? node.op == Op::kBound
                         : std::any_of(operands.begin(), operands.end(),
                                       [&depends](NodeId operand) { return depends[operand.value]; });
      if (depends[i]) bound_nodes_[binder].emplace_back(i);
    }
  }
}

void Flow::set_options(const eval::RunOptions& options) {
  options_ = options;
  known_texts_.clear();
  for (std::size_t i = 0; i < package_.texts.size(); ++i) {
    const program::Text& text = package_.texts[i];
    const bool is_draft = text.kind == program::TextKind::kDraft;
    const bool is_dated = is_draft || text.kind == program::TextKind::kText;
    const bool is_late = is_dated && options.known_at && text.published > *options.known_at;
    const bool is_wanted = std::count(options.drafts.begin(), options.drafts.end(), program::TextId(i)) > 0;
    known_texts_.push_back(!is_late && (!is_draft || is_wanted));
  }
}

void Flow::begin_case(const Inputs& inputs) {
  inputs_ = &inputs;
  ++case_;
}

Cell Flow::node(NodeId id) {
  Memo& memo = nodes_[id.value];
  if (memo.of_case == case_) return memo.cell;
  const Node& node = package_.node(id);
  Cell result;
  if (node.n_operands > 0 && program::info(node.op).payload == program::PayloadKind::kBinder) {
    result = fold(node);
  } else {
    const auto operands = package_.operands_of(node);
    for (const NodeId operand : operands) this->node(operand);
    // Nothing is computed between here and the end of `compute` but the variable that a leaf may be.
    operands_.clear();
    for (const NodeId operand : operands) operands_.push_back(nodes_[operand.value].cell);
    result = compute(node, operands_);
  }
  if (!result.ok()) result.value = kArbitrary;
  memo = {result, case_};
  return result;
}

Cell Flow::compute(const Node& node, Cells in) {
  if (node.op >= Op::kListInput && node.op <= Op::kListLast) return list(node, in);
  if (node.op <= Op::kTextKnown) return leaf(node);
  if (node.op == Op::kAnd || node.op == Op::kOr) return logic(node, in);
  if (node.op == Op::kTable) return table(node, in);
  if (node.op == Op::kSelect) return select(node, in);
  if (node.op == Op::kIf) {
    if (!in[0].ok()) return in[0];
    return in[0].value.as_boolean() ? in[1] : in[2];
  }
  if (node.op == Op::kAssume) {
    if (!in[0].ok()) return in[0];
    return in[0].value.as_boolean() ? in[1] : Cell::error(node.site);
  }
  if (node.op == Op::kOrElse) return in[0].ok() && in[0].value.is_absent() ? in[1] : in[0];
  if (node.op == Op::kInPeriod && !is_known(package_.periods[node.payload].text)) return boolean(false);
  return strict(node, in);
}

Cell Flow::input(std::uint32_t index) const {
  const program::Input& input = package_.inputs[index];
  const program::Type& type = package_.type(input.type);
  const std::optional<Value> given = index < inputs_->size() ? (*inputs_)[index] : std::nullopt;
  const bool is_set = type.kind == program::TypeKind::kSet;
  if (!given || (!is_set && *given == Value::absent())) {
    return type.optional ? Cell::of(Value::absent()) : Cell::error(input.missing);
  }
  return is_valid(input, *given) ? Cell::of(*given) : Cell::error(input.out_of_range);
}

Cell Flow::leaf(const Node& node) {
  if (node.op == Op::kConst) return Cell::of(package_.constants[node.payload]);
  if (node.op == Op::kInput) return input(node.payload);
  if (node.op == Op::kVariable) return variable(program::VariableId(node.payload));
  if (node.op == Op::kTextKnown) return boolean(known_texts_[node.payload]);
  if (node.op == Op::kReading) {
    std::uint32_t chosen = package_.readings[node.payload].default_case;
    for (const auto& [reading, choice] : options_.readings) chosen = reading.value == node.payload ? choice : chosen;
    return Cell::of(Value::enum_case(static_cast<std::int32_t>(chosen)));
  }
  if (node.op == Op::kUnknown) {
    for (const auto& [unknown, figure] : options_.figures) {
      if (unknown.value == node.payload) return Cell::of(figure);
    }
  }
  if (node.op == Op::kSituationDate && options_.situation_date) return Cell::of(Value::date(*options_.situation_date));
  return Cell::error(node.site);
}

// Node 0 is the body, node i + 1 derogation i.
Cell Flow::rule(const program::Variable& variable, const program::Rule& rule) {
  const auto derogations = package_.derogations_of(rule);
  const std::size_t count = derogations.size() + 1;
  std::uint64_t possible = 1;
  std::uint64_t covered = 0;
  std::uint32_t guard_status = program::kStatusOk;
  for (std::size_t i = 1; i < count; ++i) {
    const program::Derogation& derogation = derogations[i - 1];
    const Cell guard = is_known(derogation.text) ? node(derogation.guard) : boolean(false);
    const std::uint64_t possible_parents = derogation.parents & possible;
    if (possible_parents == 0) continue;
    guard_status = std::min(guard_status, guard.status);
    if (!guard.ok() || guard.value.as_boolean()) possible |= std::uint64_t{1} << i;
    if (guard.ok() && guard.value.as_boolean()) covered |= possible_parents;
  }
  std::uint32_t least = program::kStatusOk;
  std::optional<Value> first;
  bool equal = true;
  for (std::size_t i = 0; i < count; ++i) {
    const Cell body = node(i == 0 ? rule.body : derogations[i - 1].body);
    if (((possible & ~covered) >> i & 1U) == 0) continue;
    least = std::min(least, body.status);
    if (!first) first = body.value;
    equal = equal && body.value == *first;
  }
  if (least == program::kStatusOk && equal) return Cell::of(*first);
  if (guard_status != program::kStatusOk) return {{}, guard_status};
  return {{}, least != program::kStatusOk ? least : variable.conflict.value};
}

Cell Flow::variable(program::VariableId id) {
  if (variables_[id.value].of_case == case_) return variables_[id.value].cell;
  const program::Variable& variable = package_.variable(id);
  Cell result = Cell::error(variable.no_version);
  // From the first version to the last, the later ones deciding.
  for (const program::Version& version : package_.versions_of(variable)) {
    const Cell date = version.date ? node(version.date) : Cell::of(Value::absent());
    const Cell body = version.rule ? rule(variable, package_.rule(version.rule)) : Cell::error(version.repealed);
    if (!is_known(version.text)) continue;
    const bool reached =
        !version.date || (date.ok() && !date.value.is_absent() && date.value.as_date() >= version.from &&
                          date.value.as_date() < version.until);
    if (!date.ok()) {
      result = date;
    } else if (reached) {
      result = body;
    }
  }
  if (!result.ok()) result.value = {};
  variables_[id.value] = {result, case_};
  return result;
}

}  // namespace avenant::engines
