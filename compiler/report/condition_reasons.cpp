#include "compiler/report/condition_reasons.hpp"

#include <algorithm>

namespace avenant::report {

namespace {

constexpr int kMaxDepth = 4;
constexpr std::size_t kMaxNodes = 500;

bool is_order(program::Op op) {
  return op == program::Op::kLess || op == program::Op::kLessEqual || op == program::Op::kGreater ||
         op == program::Op::kGreaterEqual;
}

template <class T>
void add_once(std::vector<T>& all, T item) {
  const auto same = [&](const T& other) { return other.value == item.value; };
  if (std::none_of(all.begin(), all.end(), same)) all.push_back(item);
}

}  // namespace

const eval::VariableTrace* ConditionReasons::boolean_rule(program::NodeId node) const {
  const program::Node& read = package_.node(node);
  if (read.op != program::Op::kVariable) return nullptr;
  const program::VariableId id(read.payload);
  if (package_.type(package_.variable(id).type).kind != program::TypeKind::kBoolean) return nullptr;
  const eval::VariableTrace* rule = trace_.find(id);
  return rule != nullptr && rule->outcome.ok() ? rule : nullptr;
}

ConditionReasons::Within ConditionReasons::within(program::NodeId node) const {
  Within result;
  result.nodes.push_back(node);
  for (std::size_t i = 0; i < result.nodes.size() && result.nodes.size() < kMaxNodes; ++i) {
    for (const program::NodeId operand : package_.operands_of(package_.node(result.nodes[i])))
      result.nodes.push_back(operand);
    const eval::VariableTrace* rule = boolean_rule(result.nodes[i]);
    if (rule != nullptr && std::find(result.rules.begin(), result.rules.end(), rule) == result.rules.end()) {
      result.rules.push_back(rule);
    }
  }
  return result;
}

std::optional<program::NodeId> ConditionReasons::body_of(const eval::VariableTrace& rule) const {
  if (!rule.version) return std::nullopt;
  const program::Version& version = package_.versions[rule.version.value];
  if (!version.rule) return std::nullopt;
  return package_.rule(version.rule).body;
}

std::optional<eval::ComparisonTrace> ConditionReasons::shortfall(program::NodeId node,
                                                                 const eval::VariableTrace& owner) const {
  return shortfall(node, owner, 0);
}

std::optional<eval::ComparisonTrace> ConditionReasons::shortfall(program::NodeId node, const eval::VariableTrace& owner,
                                                                 int depth) const {
  if (depth > kMaxDepth) return std::nullopt;
  const Within reads = within(node);
  const eval::VariableTrace* only = nullptr;
  for (const eval::VariableTrace* rule : reads.rules) {
    if (rule->outcome.value.as_boolean()) continue;
    if (only != nullptr) return std::nullopt;
    only = rule;
  }
  std::optional<eval::ComparisonTrace> found;
  for (const eval::ComparisonTrace& look : owner.comparisons) {
    const bool fails = look.outcome.ok() && !look.outcome.value.as_boolean() && is_order(package_.node(look.node).op);
    if (!fails || std::find(reads.nodes.begin(), reads.nodes.end(), look.node) == reads.nodes.end()) continue;
    if (found || only != nullptr) return std::nullopt;
    found = look;
  }
  if (only == nullptr) return found;
  // What the body of the rule, without its derogations, falls short by.
  const auto body = body_of(*only);
  return body && only->body_evaluated ? shortfall(*body, *only, depth + 1) : std::nullopt;
}

bool ConditionReasons::is(program::NodeId node, bool value) const {
  if (package_.type(package_.node(node).type).kind != program::TypeKind::kBoolean) return false;
  const eval::Outcome outcome = evaluator_.evaluate(node);
  return outcome.ok() && outcome.value.as_boolean() == value;
}

std::optional<program::NodeId> ConditionReasons::selected(const program::Node& choice) const {
  const auto operands = package_.operands_of(choice);
  const eval::Outcome selector = evaluator_.evaluate(operands[0]);
  if (!selector.ok()) return std::nullopt;
  const program::Select& select = package_.selects[choice.payload];
  const auto index = static_cast<std::uint64_t>(selector.value.a) - static_cast<std::uint64_t>(select.least);
  const bool listed = selector.value.b == 1 && index < select.n_targets;
  const std::uint32_t target = listed ? package_.select_targets[select.first_target + index] : select.otherwise;
  return target == 0 ? std::nullopt : std::optional(operands[target - 1]);
}

template <class T, class Search>
std::vector<T> ConditionReasons::below(program::NodeId node, bool value, Search search) const {
  const program::Node& operation = package_.node(node);
  const auto operands = package_.operands_of(operation);
  if (operation.op == program::Op::kNot) return is(operands[0], !value) ? search(operands[0]) : std::vector<T>{};
  if (operation.op == program::Op::kIf) return search(is(operands[0], true) ? operands[1] : operands[2]);
  if (operation.op == program::Op::kSelect) {
    const auto chosen = selected(operation);
    return chosen ? search(*chosen) : std::vector<T>{};
  }
  if (operation.op != program::Op::kAnd && operation.op != program::Op::kOr) return {};
  // One true operand decides `ou`, one false operand decides `et`.
  const bool one_decides = (operation.op == program::Op::kOr) == value;
  std::vector<T> result;
  bool first = true;
  for (const program::NodeId operand : operands) {
    if (!is(operand, value)) continue;
    std::vector<T> part = search(operand);
    if (!one_decides) {
      for (const T& item : part) add_once(result, item);
    } else if (first || part.size() < result.size()) {
      result = std::move(part);
    }
    first = false;
  }
  return result;
}

std::vector<program::PlaceId> ConditionReasons::failing_rules(program::NodeId node) const {
  return failing_rules(node, 0);
}

std::vector<program::PlaceId> ConditionReasons::failing_rules(program::NodeId node, int depth) const {
  if (depth > kMaxDepth) return {};
  const eval::VariableTrace* rule = boolean_rule(node);
  if (rule == nullptr) {
    return below<program::PlaceId>(node, false, [&](program::NodeId next) { return failing_rules(next, depth + 1); });
  }
  if (!rule->version || rule->outcome.value.as_boolean()) return {};
  if (package_.variable(rule->variable).kind != program::RuleKind::kCondition) {
    return {package_.versions[rule->version.value].place};
  }
  const auto body = body_of(*rule);
  return body ? failing_rules(*body, depth + 1) : std::vector<program::PlaceId>{};
}

std::vector<program::DerogationId> ConditionReasons::derogations(program::NodeId node) const {
  return derogations(node, 0);
}

std::vector<program::DerogationId> ConditionReasons::derogations(program::NodeId node, int depth) const {
  if (depth > kMaxDepth) return {};
  const eval::VariableTrace* rule = boolean_rule(node);
  if (rule == nullptr) {
    return below<program::DerogationId>(node, true, [&](program::NodeId next) { return derogations(next, depth + 1); });
  }
  std::vector<program::DerogationId> found;
  if (!rule->outcome.value.as_boolean()) return found;
  for (const eval::DerogationTrace& derogation : rule->derogations) {
    if (derogation.state == eval::DerogationState::kUsed) add_once(found, derogation.derogation);
  }
  const auto body = body_of(*rule);
  return found.empty() && body && rule->body_evaluated ? derogations(*body, depth + 1) : found;
}

}  // namespace avenant::report
