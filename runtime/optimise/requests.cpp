// Keeps what the results asked for need. The other variables stay, so that no id changes and their names are found, but
// have no version any more: they must not be asked for. Notices are dropped. Without results asked for all stays.
#include "runtime/optimise/draft.hpp"
#include "runtime/optimise/optimise.hpp"

namespace avenant::optimise {

namespace {

using program::NodeId;
using program::VariableId;

// Of variables: whether a request reads it.
class Needed {
 public:
  explicit Needed(const program::Package& package)
      : package_(package), variables_(package.variables.size(), false), nodes_(package.nodes.size(), false) {}

  std::vector<bool> by(std::span<const VariableId> requests) {
    for (const VariableId request : requests) need(request);
    while (!open_.empty()) {
      const NodeId id = open_.back();
      open_.pop_back();
      const program::Node& node = package_.node(id);
      if (node.op == program::Op::kVariable) need(VariableId(node.payload));
      for (const NodeId operand : package_.operands_of(node)) need(operand);
    }
    return std::move(variables_);
  }

 private:
  void need(NodeId id) {
    if (!id || nodes_[id.value]) return;
    nodes_[id.value] = true;
    open_.push_back(id);
  }
  void need(VariableId id) {
    if (variables_[id.value]) return;
    variables_[id.value] = true;
    for (const program::Version& version : package_.versions_of(package_.variable(id))) {
      need(version.date);
      if (!version.rule) continue;
      const program::Rule& rule = package_.rule(version.rule);
      need(rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        need(derogation.guard);
        need(derogation.body);
      }
    }
  }

  const program::Package& package_;
  std::vector<bool> variables_;
  std::vector<bool> nodes_;
  std::vector<NodeId> open_;
};

}  // namespace

program::Package keep_requests(const program::Package& package, const Options& options) {
  Draft draft(package);
  if (options.requests.empty()) return draft.finish();
  const std::vector<bool> needed = Needed(package).by(options.requests);
  for (std::size_t i = 0; i < needed.size(); ++i) {
    if (!needed[i]) draft.set_versions(VariableId(i), {});
  }
  draft.drop_notices();
  return draft.finish();
}

}  // namespace avenant::optimise
