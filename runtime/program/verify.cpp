#include "runtime/program/verify.hpp"

#include <algorithm>

#include "runtime/program/check_records.hpp"
#include "runtime/program/typing.hpp"

namespace avenant::program {

namespace {

constexpr std::uint64_t kCostCeiling = std::uint64_t{1} << 62U;

std::uint64_t add_costs(std::uint64_t left, std::uint64_t right) {
  return std::min(kCostCeiling, left + right);
}

std::uint64_t multiply_costs(std::uint64_t cost, std::uint64_t times) {
  return cost > kCostCeiling / times ? kCostCeiling : cost * times;
}

// Walks the graph of nodes and variables together: a node reads its operands, and the variable that it is; a variable
// reads the roots of its versions. Ids are known to be in range, and operands to come before their nodes.
class Graph {
 public:
  Graph(const Package& package, Verification& result)
      : package_(package),
        result_(result),
        n_nodes_(package.nodes.size()),
        roots_(package.variables.size()),
        marks_(n_nodes_ + package.variables.size(), Mark::kNew),
        depths_(marks_.size(), 0) {}

  void run(const Limits& limits);

 private:
  enum class Mark : std::uint8_t { kNew, kOpen, kDone };
  // A vertex is a node, or n_nodes_ plus a variable.
  struct Frame {
    std::size_t vertex;
    std::size_t n_looked_at;
  };

  void collect_roots();
  std::size_t n_reads(std::size_t vertex) const;
  std::size_t read_of(std::size_t vertex, std::size_t index) const;
  // False at a cycle. Measures the depth of everything below `start`.
  bool visit(std::size_t start);
  void report_cycle(const std::vector<Frame>& path, std::size_t vertex);
  void measure_costs();

  const Package& package_;
  Verification& result_;
  const std::size_t n_nodes_;
  std::vector<std::vector<NodeId>> roots_;
  std::vector<Mark> marks_;
  std::vector<std::uint32_t> depths_;
  // The cost of what conditions show, once more than in the rules that they are of.
  std::uint64_t cost_of_conditions_ = 0;
};

void Graph::collect_roots() {
  for (std::size_t i = 0; i < package_.variables.size(); ++i) {
    std::vector<NodeId>& roots = roots_[i];
    for (const Version& version : package_.versions_of(package_.variables[i])) {
      if (version.date) roots.push_back(version.date);
      if (!version.rule) continue;
      const Rule& rule = package_.rule(version.rule);
      roots.push_back(rule.body);
      for (const Derogation& derogation : package_.derogations_of(rule)) {
        roots.push_back(derogation.guard);
        roots.push_back(derogation.body);
      }
    }
  }
}

std::size_t Graph::n_reads(std::size_t vertex) const {
  if (vertex >= n_nodes_) return roots_[vertex - n_nodes_].size();
  const Node& node = package_.nodes[vertex];
  return node.op == Op::kVariable ? 1 : node.n_operands;
}

std::size_t Graph::read_of(std::size_t vertex, std::size_t index) const {
  if (vertex >= n_nodes_) return roots_[vertex - n_nodes_][index].value;
  const Node& node = package_.nodes[vertex];
  return node.op == Op::kVariable ? n_nodes_ + node.payload : package_.operands_of(node)[index].value;
}

void Graph::report_cycle(const std::vector<Frame>& path, std::size_t vertex) {
  result_.problem = Problem::kCycle;
  const auto begin =
      std::find_if(path.begin(), path.end(), [vertex](const Frame& frame) { return frame.vertex == vertex; });
  result_.message = "variables need themselves:";
  for (auto frame = begin; frame != path.end(); ++frame) {
    if (frame->vertex < n_nodes_) continue;
    const VariableId id(frame->vertex - n_nodes_);
    result_.cycle.push_back(id);
    result_.message += " " + std::string(package_.text_of(package_.variable(id).name));
  }
}

// Depth-first, without recursion.
bool Graph::visit(std::size_t start) {
  if (marks_[start] == Mark::kDone) return true;
  std::vector<Frame> path = {{start, 0}};
  marks_[start] = Mark::kOpen;
  while (!path.empty()) {
    Frame& frame = path.back();
    if (frame.n_looked_at < n_reads(frame.vertex)) {
      const std::size_t next = read_of(frame.vertex, frame.n_looked_at++);
      if (marks_[next] == Mark::kOpen) {
        report_cycle(path, next);
        return false;
      }
      if (marks_[next] == Mark::kDone) continue;
      marks_[next] = Mark::kOpen;
      path.push_back({next, 0});
      continue;
    }
    std::uint32_t depth = 0;
    for (std::size_t i = 0; i < n_reads(frame.vertex); ++i) {
      depth = std::max(depth, depths_[read_of(frame.vertex, i)]);
    }
    depths_[frame.vertex] = depth + 1;
    if (frame.vertex < n_nodes_) result_.depth = std::max(result_.depth, depth + 1);
    marks_[frame.vertex] = Mark::kDone;
    path.pop_back();
  }
  return true;
}

void Graph::measure_costs() {
  std::vector<std::uint64_t> costs(package_.nodes.size(), 1);
  for (std::size_t i = 0; i < costs.size(); ++i) {
    const Node& node = package_.nodes[i];
    const bool is_fold = info(node.op).payload == PayloadKind::kBinder && node.n_operands > 0;
    // What follows the list is evaluated once an element.
    const std::uint64_t times = is_fold ? package_.list(package_.binders[node.payload].list).capacity : 1;
    for (std::uint32_t index = 0; index < node.n_operands; ++index) {
      const std::uint64_t cost = costs[package_.operands_of(node)[index].value];
      costs[i] = add_costs(costs[i], index == 0 ? cost : multiply_costs(cost, times));
    }
  }
  for (const std::vector<NodeId>& roots : roots_) {
    for (const NodeId root : roots) result_.cost = add_costs(result_.cost, costs[root.value]);
  }
  for (const Notice& notice : package_.notices) result_.cost = add_costs(result_.cost, costs[notice.condition.value]);
  for (const Condition& condition : package_.conditions) {
    if (condition.group != ConditionGroup::kLeaf) continue;
    cost_of_conditions_ = add_costs(cost_of_conditions_, costs[condition.node.value]);
  }
}

void Graph::run(const Limits& limits) {
  collect_roots();
  // From variables first, so that a cycle is named by the variables on it.
  for (std::size_t i = 0; i < roots_.size(); ++i) {
    if (!visit(n_nodes_ + i)) return;
  }
  for (std::size_t i = 0; i < n_nodes_; ++i) {
    if (!visit(i)) return;
  }
  measure_costs();
  if (result_.cost > limits.cost || cost_of_conditions_ > limits.cost) {
    result_.problem = Problem::kTooCostly;
    result_.message = "evaluating every variable once takes more operations than the limit";
  } else if (result_.depth > limits.depth) {
    result_.problem = Problem::kTooDeep;
    result_.message = "expressions and variables read each other in a chain longer than the limit";
  }
}

}  // namespace

Verification verify(const Package& package, const Limits& limits) {
  Verification result;
  result.message = check_records(package);
  if (!result.message.empty()) {
    result.problem = Problem::kMalformed;
    return result;
  }
  Graph(package, result).run(limits);
  return result;
}

}  // namespace avenant::program
