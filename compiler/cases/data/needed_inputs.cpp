#include "compiler/cases/data/needed_inputs.hpp"

#include "runtime/program/op.hpp"

namespace avenant::cases {
namespace {

/// Walks the program from variables; what is still to be looked at is kept in lists, so that no depth is a danger.
class Walk {
 public:
  explicit Walk(const program::Package& package)
      : package_(package),
        needed_(package.inputs.size(), false),
        seen_variables_(package.variables.size(), false),
        seen_nodes_(package.nodes.size(), false) {}

  void reach(program::VariableId variable) {
    if (seen_variables_[variable.value]) return;
    seen_variables_[variable.value] = true;
    variables_.push_back(variable);
  }

  std::vector<bool> run() {
    while (!variables_.empty() || !nodes_.empty()) {
      if (nodes_.empty()) {
        const program::VariableId variable = variables_.back();
        variables_.pop_back();
        look_at(package_.variable(variable));
      } else {
        const program::NodeId node = nodes_.back();
        nodes_.pop_back();
        look_at(package_.node(node));
      }
    }
    return std::move(needed_);
  }

 private:
  void reach(program::NodeId node) {
    if (!node || seen_nodes_[node.value]) return;
    seen_nodes_[node.value] = true;
    nodes_.push_back(node);
  }

  void look_at(const program::Variable& variable) {
    for (const program::Version& version : package_.versions_of(variable)) {
      reach(version.date);
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      reach(rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        reach(derogation.guard);
        reach(derogation.body);
      }
    }
  }

  void look_at(const program::Node& node) {
    const program::PayloadKind payload = program::info(node.op).payload;
    if (payload == program::PayloadKind::kInput) needed_[node.payload] = true;
    if (payload == program::PayloadKind::kVariable) reach(program::VariableId(node.payload));
    for (const program::NodeId operand : package_.operands_of(node)) reach(operand);
  }

  const program::Package& package_;
  std::vector<bool> needed_;
  std::vector<bool> seen_variables_;
  std::vector<bool> seen_nodes_;
  std::vector<program::VariableId> variables_;
  std::vector<program::NodeId> nodes_;
};

}  // namespace

std::vector<bool> needed_inputs(const program::Package& package, std::span<const program::VariableId> requests) {
  Walk walk(package);
  for (const program::VariableId request : requests) walk.reach(request);
  return walk.run();
}

}  // namespace avenant::cases
