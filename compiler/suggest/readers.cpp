#include "compiler/suggest/readers.hpp"

#include <algorithm>
#include <unordered_set>

namespace avenant::suggest {

using program::NodeId;
using program::VariableId;

Expressions expressions_of(const program::Package& package, const std::vector<NodeId>& roots) {
  struct Pending {
    NodeId node;
    bool folded = false;
  };
  Expressions found;
  std::unordered_set<std::uint32_t> seen;
  std::vector<Pending> pending;
  for (const NodeId root : roots) pending.push_back({root, false});
  std::reverse(pending.begin(), pending.end());
  while (!pending.empty()) {
    const Pending next = pending.back();
    pending.pop_back();
    if (!next.node || !seen.insert(next.node.value).second) continue;
    (next.folded ? found.folded : found.plain).push_back(next.node);
    const program::Node& node = package.node(next.node);
    const auto operands = package.operands_of(node);
    const bool folds = program::info(node.op).payload == program::PayloadKind::kBinder;
    // The list that a fold goes through is evaluated once, outside.
    for (std::size_t i = operands.size(); i-- > 0;) pending.push_back({operands[i], next.folded || (folds && i > 0)});
  }
  return found;
}

Readers::Readers(const program::Package& package, const std::vector<check::Unit>& units)
    : readers_(package.variables.size()),
      may_be_asked_(package.variables.size()),
      all_readers_(package.variables.size()) {
  for (const check::Unit& unit : units) {
    if (!unit.variable) continue;
    const program::Variable& variable = package.variable(unit.variable);
    const program::TypeKind kind = package.type(variable.type).kind;
    const bool is_of_text =
        variable.place && package.texts[package.place(variable.place).text.value].kind != program::TextKind::kLibrary;
    may_be_asked_[unit.variable.value] = !unit.is_part && is_of_text && variable.dispositif &&
                                         variable.kind != program::RuleKind::kCondition &&
                                         kind != program::TypeKind::kList && kind != program::TypeKind::kElement;
    const Expressions expressions = expressions_of(package, unit.roots);
    for (const std::vector<NodeId>* nodes : {&expressions.plain, &expressions.folded}) {
      for (const NodeId id : *nodes) {
        const program::Node& node = package.node(id);
        if (node.op == program::Op::kVariable) readers_[node.payload].push_back(unit.variable);
      }
    }
  }
  for (std::vector<VariableId>& readers : readers_) {
    std::sort(readers.begin(), readers.end());
    readers.erase(std::unique(readers.begin(), readers.end()), readers.end());
  }
}

std::vector<VariableId> Readers::requests_for(VariableId variable) const {
  constexpr std::size_t kMost = 3;
  if (may_be_asked_[variable.value]) return {variable};
  std::vector<VariableId> found;
  std::vector<bool> seen(readers_.size());
  std::vector<VariableId> level = {variable};
  while (!level.empty() && found.empty()) {
    std::vector<VariableId> next;
    for (const VariableId one : level) {
      for (const VariableId reader : readers_[one.value]) {
        if (seen[reader.value]) continue;
        seen[reader.value] = true;
        if (may_be_asked_[reader.value] && found.size() < kMost) found.push_back(reader);
        next.push_back(reader);
      }
    }
    level = std::move(next);
  }
  return found;
}

bool Readers::reads(VariableId reader, VariableId variable) const {
  std::vector<bool>& all = all_readers_[variable.value];
  if (all.empty()) {
    all.resize(readers_.size());
    std::vector<VariableId> pending = {variable};
    all[variable.value] = true;
    while (!pending.empty()) {
      const VariableId one = pending.back();
      pending.pop_back();
      for (const VariableId next : readers_[one.value]) {
        if (all[next.value]) continue;
        all[next.value] = true;
        pending.push_back(next);
      }
    }
  }
  return all[reader.value];
}

}  // namespace avenant::suggest
