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

// What one node takes, without the variables it reads.
struct NodeFacts {
  std::uint64_t cost = 0;
  std::uint32_t depth = 0;
};

// Walks the graph of variables; ids are known to be in range and operands to come before their nodes.
class Graph {
 public:
  Graph(const Package& package, Verification& result)
      : package_(package), result_(result), roots_(package.variables.size()), seen_(package.nodes.size(), 0) {}

  void run(const Limits& limits);

 private:
  enum class Mark : std::uint8_t { kNew, kOpen, kDone };
  struct Frame {
    std::uint32_t variable;
    std::vector<std::uint32_t> reads;
    std::size_t next;
  };

  void collect_roots();
  // The nodes reachable from `roots`, each after its operands.
  std::vector<std::uint32_t> reachable(const std::vector<NodeId>& roots);
  std::vector<std::uint32_t> variables_read(std::uint32_t variable);
  bool order_variables();
  void report_cycle(const std::vector<Frame>& path, std::uint32_t variable);
  void measure_costs();
  void measure_depths();

  const Package& package_;
  Verification& result_;
  std::vector<std::vector<NodeId>> roots_;
  std::vector<std::uint32_t> seen_;
  std::uint32_t stamp_ = 0;
  std::vector<std::uint32_t> order_;
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

std::vector<std::uint32_t> Graph::reachable(const std::vector<NodeId>& roots) {
  ++stamp_;
  std::vector<std::uint32_t> found;
  std::vector<NodeId> pending = roots;
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (seen_[id.value] == stamp_) continue;
    seen_[id.value] = stamp_;
    found.push_back(id.value);
    const std::span<const NodeId> operands = package_.operands_of(package_.node(id));
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
  std::sort(found.begin(), found.end());
  return found;
}

std::vector<std::uint32_t> Graph::variables_read(std::uint32_t variable) {
  std::vector<std::uint32_t> reads;
  for (const std::uint32_t index : reachable(roots_[variable])) {
    const Node& node = package_.nodes[index];
    if (node.op == Op::kVariable) reads.push_back(node.payload);
  }
  std::sort(reads.begin(), reads.end());
  reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
  return reads;
}

void Graph::report_cycle(const std::vector<Frame>& path, std::uint32_t variable) {
  result_.problem = Problem::kCycle;
  const auto begin =
      std::find_if(path.begin(), path.end(), [variable](const Frame& frame) { return frame.variable == variable; });
  result_.message = "variables need themselves:";
  for (auto frame = begin; frame != path.end(); ++frame) {
    const VariableId id(frame->variable);
    result_.cycle.push_back(id);
    result_.message += " " + std::string(package_.text_of(package_.variable(id).name));
  }
}

// Depth-first, without recursion: `order_` gets each variable after those it reads.
bool Graph::order_variables() {
  std::vector<Mark> marks(package_.variables.size(), Mark::kNew);
  for (std::uint32_t start = 0; start < marks.size(); ++start) {
    if (marks[start] != Mark::kNew) continue;
    std::vector<Frame> path;
    marks[start] = Mark::kOpen;
    path.push_back({start, variables_read(start), 0});
    while (!path.empty()) {
      Frame& frame = path.back();
      if (frame.next == frame.reads.size()) {
        marks[frame.variable] = Mark::kDone;
        order_.push_back(frame.variable);
        path.pop_back();
        continue;
      }
      const std::uint32_t next = frame.reads[frame.next++];
      if (marks[next] == Mark::kOpen) {
        report_cycle(path, next);
        return false;
      }
      if (marks[next] == Mark::kDone) continue;
      marks[next] = Mark::kOpen;
      path.push_back({next, variables_read(next), 0});
    }
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
}

void Graph::measure_depths() {
  std::vector<std::uint32_t> depths(package_.nodes.size(), 0);
  std::vector<std::uint32_t> variable_depths(package_.variables.size(), 0);
  const auto measure = [&](const std::vector<NodeId>& roots) {
    std::uint32_t deepest = 0;
    for (const std::uint32_t index : reachable(roots)) {
      const Node& node = package_.nodes[index];
      std::uint32_t depth = node.op == Op::kVariable ? variable_depths[node.payload] : 0;
      for (const NodeId operand : package_.operands_of(node)) depth = std::max(depth, depths[operand.value]);
      depths[index] = depth + 1;
      deepest = std::max(deepest, depth + 1);
    }
    result_.depth = std::max(result_.depth, deepest);
    return deepest;
  };
  for (const std::uint32_t variable : order_) variable_depths[variable] = measure(roots_[variable]) + 1;
  for (const Notice& notice : package_.notices) measure({notice.condition});
}

void Graph::run(const Limits& limits) {
  collect_roots();
  if (!order_variables()) return;
  measure_costs();
  measure_depths();
  if (result_.cost > limits.cost) {
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
