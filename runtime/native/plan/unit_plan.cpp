#include "runtime/native/plan/unit_plan.hpp"

#include <algorithm>

namespace avenant::native {

namespace {

using program::Node;
using program::NodeId;
using program::Op;
using program::VariableId;

// Of a unit that is read.
constexpr std::uint32_t kReadWeight = 12;
// What is heavier than this and read more than once is a unit.
constexpr std::uint32_t kSharedWeight = 24;
// A function is cut where it would grow beyond this, so that compiling stays linear.
constexpr std::uint32_t kMostWeight = 4000;
// Chains of operations are cut into units, so that compiling them needs a bounded stack.
constexpr std::uint32_t kMostDepth = 100;
constexpr std::uint32_t kFoldFactor = 8;
// Of an expression that reads no element of a fold around it; of one that reads those of several.
constexpr std::uint32_t kNoBinder = 0xFFFFFFFFU;
constexpr std::uint32_t kSeveralBinders = 0xFFFFFFFEU;

std::uint32_t both_binders(std::uint32_t x, std::uint32_t y) {
  if (x == kNoBinder || x == y) return y;
  return y == kNoBinder ? x : kSeveralBinders;
}

// Whether the weight of an operation is more than that of a plain instruction.
std::uint32_t own_weight(const Node& node) {
  if (node.op >= Op::kDateAdd && node.op <= Op::kDateSubtract) return 40;
  if (node.op >= Op::kMakeDate && node.op <= Op::kCompletedYears) return 40;
  if (node.op == Op::kRound || node.op == Op::kDivide || node.op == Op::kLookup) return 10;
  return 1;
}

class Planner {
 public:
  Planner(const program::Package& package, const Settings& settings) : package_(package), settings_(settings) {
    plan_.unit_of_variable.assign(package.variables.size(), kNoUnit);
    plan_.unit_of_node.assign(package.nodes.size(), kNoUnit);
    plan_.variable_weights.assign(package.variables.size(), 0);
    plan_.node_weights.assign(package.nodes.size(), 0);
    node_depths_.assign(package.nodes.size(), 0);
    variable_depths_.assign(package.variables.size(), 0);
    node_uses_.assign(package.nodes.size(), 0);
    variable_uses_.assign(package.variables.size(), 0);
    is_requested_.assign(package.variables.size(), false);
    binders_.assign(package.nodes.size(), kNoBinder);
    done_.assign(package.nodes.size() + package.variables.size(), State::kNew);
  }

  UnitPlan run() {
    for (const VariableId request : settings_.requests) {
      is_requested_[request.value] = true;
      count_uses(request);
    }
    std::fill(done_.begin(), done_.end(), State::kNew);
    for (const VariableId request : settings_.requests) walk(of(request));
    for (const VariableId request : settings_.requests) {
      plan_.requests.push_back(plan_.unit_of_variable[request.value]);
    }
    return std::move(plan_);
  }

 private:
  enum class State : std::uint8_t { kNew, kOpen, kDone };
  // A node, or a variable: its index after those of the nodes.
  using Vertex = std::size_t;
  Vertex of(VariableId id) const { return package_.nodes.size() + id.value; }

  template <class Visit>
  void each_read(Vertex vertex, Visit visit) const;
  void count_uses(VariableId request);
  void walk(Vertex from);
  void weigh(Vertex vertex);
  void weigh_node(NodeId id);
  void weigh_variable(VariableId id);
  void make_unit(VariableId id) {
    plan_.unit_of_variable[id.value] = static_cast<UnitIndex>(plan_.units.size());
    plan_.units.push_back({id, {}});
    plan_.unit_weights.push_back(plan_.variable_weights[id.value]);
    plan_.variable_weights[id.value] = kReadWeight;
    variable_depths_[id.value] = 1;
  }

  const program::Package& package_;
  const Settings& settings_;
  UnitPlan plan_;
  std::vector<std::uint32_t> node_depths_;
  std::vector<std::uint32_t> variable_depths_;
  std::vector<std::uint32_t> node_uses_;
  std::vector<std::uint32_t> variable_uses_;
  // Of variables: a result is always a unit.
  std::vector<bool> is_requested_;
  // Of nodes: the binder whose element it reads, of a fold around it.
  std::vector<std::uint32_t> binders_;
  std::vector<State> done_;
};

template <class Visit>
void Planner::each_read(Vertex vertex, Visit visit) const {
  if (vertex < package_.nodes.size()) {
    const Node& node = package_.nodes[vertex];
    if (node.op == Op::kVariable) visit(of(VariableId(node.payload)));
    for (const NodeId operand : package_.operands_of(node)) visit(Vertex{operand.value});
    return;
  }
  const program::Variable& variable = package_.variables[vertex - package_.nodes.size()];
  for (const program::Version& version : package_.versions_of(variable)) {
    if (!settings_.known_texts[version.text.value]) continue;
    if (version.date) visit(Vertex{version.date.value});
    if (!version.rule) continue;
    const program::Rule& rule = package_.rule(version.rule);
    visit(Vertex{rule.body.value});
    for (const program::Derogation& derogation : package_.derogations_of(rule)) {
      if (!settings_.known_texts[derogation.text.value]) continue;
      visit(Vertex{derogation.guard.value});
      visit(Vertex{derogation.body.value});
    }
  }
}

void Planner::count_uses(VariableId request) {
  std::vector<Vertex> open{of(request)};
  if (done_[open[0]] != State::kNew) return;
  done_[open[0]] = State::kDone;
  while (!open.empty()) {
    const Vertex vertex = open.back();
    open.pop_back();
    each_read(vertex, [&](Vertex read) {
      if (read < package_.nodes.size()) {
        ++node_uses_[read];
      } else {
        ++variable_uses_[read - package_.nodes.size()];
      }
      if (done_[read] != State::kNew) return;
      done_[read] = State::kDone;
      open.push_back(read);
    });
  }
}

void Planner::walk(Vertex from) {
  std::vector<Vertex> open{from};
  while (!open.empty()) {
    const Vertex vertex = open.back();
    if (done_[vertex] == State::kNew) {
      done_[vertex] = State::kOpen;
      each_read(vertex, [&](Vertex read) {
        if (done_[read] == State::kNew) open.push_back(read);
      });
      continue;
    }
    open.pop_back();
    if (done_[vertex] == State::kDone) continue;
    done_[vertex] = State::kDone;
    weigh(vertex);
  }
}

void Planner::weigh(Vertex vertex) {
  if (vertex < package_.nodes.size()) {
    weigh_node(NodeId(vertex));
  } else {
    weigh_variable(VariableId(vertex - package_.nodes.size()));
  }
}

void Planner::weigh_node(NodeId id) {
  const Node& node = package_.node(id);
  std::uint64_t weight = own_weight(node);
  std::uint32_t depth = 0;
  std::uint32_t binder = node.op == Op::kBound ? node.payload : kNoBinder;
  const bool folds = node.n_operands > 0 && program::info(node.op).payload == program::PayloadKind::kBinder;
  if (node.op == Op::kVariable) {
    weight += plan_.variable_weights[node.payload];
    depth = variable_depths_[node.payload];
  }
  for (const NodeId operand : package_.operands_of(node)) {
    weight += plan_.node_weights[operand.value];
    depth = std::max(depth, node_depths_[operand.value]);
    binder = both_binders(binder, binders_[operand.value]);
  }
  if (folds) weight *= kFoldFactor;
  if (folds && binder == node.payload) binder = kNoBinder;
  binders_[id.value] = binder;
  plan_.node_weights[id.value] = static_cast<std::uint32_t>(std::min<std::uint64_t>(weight, 1U << 30U));
  node_depths_[id.value] = depth + 1;
  const bool shared = node_uses_[id.value] > 1 && weight > kSharedWeight;
  const bool leaf = node.op == Op::kVariable || node.n_operands == 0;
  if (leaf || binder != kNoBinder || !(shared || depth + 1 >= kMostDepth || weight >= kMostWeight)) return;
  plan_.unit_of_node[id.value] = static_cast<UnitIndex>(plan_.units.size());
  plan_.units.push_back({{}, id});
  plan_.unit_weights.push_back(plan_.node_weights[id.value]);
  plan_.node_weights[id.value] = kReadWeight;
  node_depths_[id.value] = 1;
}

void Planner::weigh_variable(VariableId id) {
  std::uint64_t weight = 2;
  std::uint32_t depth = 0;
  each_read(of(id), [&](Vertex read) {
    weight += plan_.node_weights[read];
    depth = std::max(depth, node_depths_[read]);
  });
  plan_.variable_weights[id.value] = static_cast<std::uint32_t>(std::min<std::uint64_t>(weight, 1U << 30U));
  variable_depths_[id.value] = depth + 1;
  const bool shared = variable_uses_[id.value] > 1 && weight > kSharedWeight;
  if (is_requested_[id.value] || shared || depth + 1 >= kMostDepth || weight >= kMostWeight) make_unit(id);
}

}  // namespace

UnitPlan plan_units(const program::Package& package, const Settings& settings) {
  return Planner(package, settings).run();
}

}  // namespace avenant::native
