#include "compiler/scenario/coverage/goals.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace avenant::scenario {
namespace {

using eval::Coverage;
using program::Node;
using program::NodeId;
using program::Op;
using program::PlaceId;

/// `aide_due` of `aide_due(3)`: all members of a family are written at one place.
std::string family_name(std::string_view name) {
  return std::string(name.substr(0, name.find('(')));
}

/// A row as written, spaces put together.
std::string squeezed(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c != ' ' || (!result.empty() && result.back() != ' ')) result += c;
  }
  return result;
}

/// The condition that begins a text: up to what joins it to others, to its branch, or to the end of its line.
std::string_view condition_in(std::string_view text) {
  // A colon ends the filter of « pour tout … tel que C : … » and the case of a « selon ».
  static constexpr std::string_view kEnds[] = {" alors", " et ",  " ou ",  " sinon", " -- ",
                                               " : ",    " then", " and ", " or ",   " else"};
  std::size_t depth = 0;
  std::size_t end = 0;
  for (; end < text.size(); ++end) {
    const std::string_view rest = text.substr(end);
    if (depth == 0 &&
        (rest.starts_with(')') || std::any_of(std::begin(kEnds), std::end(kEnds),
                                              [&](std::string_view each) { return rest.starts_with(each); }))) {
      break;
    }
    if (rest.starts_with('(')) ++depth;
    if (rest.starts_with(')')) --depth;
  }
  text = text.substr(0, end);
  return text.substr(0, text.find_last_not_of(" \r") + 1);
}

class Collector {
 public:
  Collector(const program::Package& package, const base::SourceMap& sources, const Coverage& coverage)
      : package_(package),
        sources_(sources),
        coverage_(coverage),
        left_out_(package.nodes.size()),
        seen_(package.nodes.size()) {}

  std::vector<Goal> run();

 private:
  void leave_out_cells();
  void leave_out(NodeId root);
  void versions(const program::Variable& variable);
  void rule(const program::Rule& rule);
  void guard(NodeId root);
  void expressions(NodeId root);
  void look_at(NodeId id);
  void leaves(NodeId id);
  void rows(const Node& node);
  void conditions();
  void condition(PlaceId place, program::TextId text, const std::string& label, NodeId node);
  Goal& goal(GoalKind kind, PlaceId place, program::TextId text, const std::string& name);
  [[nodiscard]] std::uint8_t met(NodeId node) const { return coverage_.nodes[node.value]; }
  [[nodiscard]] std::string_view rest_of_line(PlaceId place) const;
  static void rank_rows(const program::Package& package, std::vector<Goal>& goals);
  [[nodiscard]] program::TextId text_of(PlaceId place) const { return package_.place(place).text; }

  const program::Package& package_;
  const base::SourceMap& sources_;
  const Coverage& coverage_;
  std::vector<bool> left_out_;           // By node.
  std::vector<bool> seen_;               // By node.
  std::string owner_;                    // The rule being looked at.
  std::vector<std::uint32_t> added_at_;  // Offsets where an objectif and its like say what the compiler adds.
  std::map<std::tuple<GoalKind, std::uint32_t, std::uint32_t>, Goal> goals_;
};

Goal& Collector::goal(GoalKind kind, PlaceId place, program::TextId text, const std::string& name) {
  const auto [found, added] = goals_.try_emplace({kind, place.value, text.value});
  if (added) {
    found->second.kind = kind;
    found->second.place = place;
    found->second.text = text;
    found->second.name = name;
  }
  return found->second;
}

void Collector::leave_out(NodeId root) {
  std::vector<NodeId> pending = {root};
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (left_out_[id.value]) continue;
    left_out_[id.value] = true;
    const auto operands = package_.operands_of(package_.node(id));
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
}

/// The cells of tables, and what is supposed.
void Collector::leave_out_cells() {
  for (const Node& node : package_.nodes) {
    const auto operands = package_.operands_of(node);
    if (node.op == Op::kAssume) leave_out(operands[0]);
    if (node.op != Op::kTable) continue;
    for (const program::Row& row : package_.rows_of(package_.tables[node.payload])) {
      for (const NodeId cell : operands.subspan(row.first_operand, row.n_cells)) leave_out(cell);
    }
  }
}

void Collector::rows(const Node& node) {
  const program::Table& table = package_.tables[node.payload];
  for (std::uint32_t i = 0; i < table.n_rows; ++i) {
    const program::Row& row = package_.rows[table.first_row + i];
    if (!row.place) continue;
    const std::string written = row.written ? squeezed(package_.text_of(row.written)) : std::string();
    Goal& found = goal(GoalKind::Row, row.place, text_of(row.place), written.empty() ? owner_ : written);
    found.has_label = !written.empty();
    found.is_met = found.is_met || coverage_.rows[table.first_row + i] != 0;
  }
  if (!table.has_otherwise) return;
  const NodeId otherwise = package_.operands_of(node).back();
  const PlaceId place = package_.node(otherwise).place;
  if (!place) return;
  Goal& found = goal(GoalKind::Row, place, text_of(place), owner_);
  found.is_met = found.is_met || (met(otherwise) & Coverage::kEvaluated) != 0;
}

/// The conditions that a condition is made of. Those that are labelled in an éligibilité are goals of their own.
void Collector::leaves(NodeId id) {
  const Node& node = package_.node(id);
  if (left_out_[id.value]) return;
  if (node.op == Op::kAnd || node.op == Op::kOr || node.op == Op::kNot) {
    for (const NodeId operand : package_.operands_of(node)) leaves(operand);
    return;
  }
  if (node.op == Op::kConst || node.op == Op::kInPeriod || node.op == Op::kTextKnown || !node.place) return;
  if (std::find(added_at_.begin(), added_at_.end(), package_.place(node.place).offset) != added_at_.end()) return;
  if (node.op == Op::kVariable &&
      package_.variable(program::VariableId(node.payload)).kind == program::RuleKind::kCondition) {
    return;
  }
  Goal& found = goal(GoalKind::Condition, node.place, text_of(node.place), owner_);
  if (found.written.empty()) found.written = condition_in(rest_of_line(node.place));
  found.is_met = found.is_met || (met(id) & Coverage::kTrue) != 0;
  found.is_met_false = found.is_met_false || (met(id) & Coverage::kFalse) != 0;
}

void Collector::look_at(NodeId id) {
  const Node& node = package_.node(id);
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kTable) rows(node);
  if (node.op == Op::kAnd || node.op == Op::kOr) leaves(id);
  if (node.op == Op::kIf) leaves(operands[0]);
  const bool tests_elements =
      node.op == Op::kListFilter || node.op == Op::kListAny || node.op == Op::kListAll || node.op == Op::kListUnique;
  if (tests_elements) leaves(operands[1]);
  const bool may_filter = node.op == Op::kListSum || node.op == Op::kListLeast || node.op == Op::kListGreatest ||
                          node.op == Op::kListFirst || node.op == Op::kListLast;
  if (may_filter && operands.size() == 3) leaves(operands[2]);
}

void Collector::expressions(NodeId root) {
  std::vector<NodeId> pending = {root};
  while (!pending.empty()) {
    const NodeId id = pending.back();
    pending.pop_back();
    if (!id || seen_[id.value] || left_out_[id.value]) continue;
    seen_[id.value] = true;
    look_at(id);
    const auto operands = package_.operands_of(package_.node(id));
    pending.insert(pending.end(), operands.begin(), operands.end());
  }
}

/// A guard of one condition says no more than whether the derogation is taken.
void Collector::guard(NodeId root) {
  const Node& node = package_.node(root);
  if (node.op != Op::kAnd) return expressions(root);
  std::size_t n_written = 0;
  for (const NodeId operand : package_.operands_of(node)) {
    n_written += package_.node(operand).op == Op::kInPeriod ? 0 : 1;
  }
  if (n_written > 1) return expressions(root);
  for (const NodeId operand : package_.operands_of(node)) expressions(operand);
}

void Collector::rule(const program::Rule& rule) {
  expressions(rule.body);
  for (std::uint32_t i = 0; i < rule.n_derogations; ++i) {
    const program::DerogationId id(rule.first_derogation + i);
    const program::Derogation& derogation = package_.derogations[id.value];
    const std::string name(package_.text_of(derogation.name));
    Goal& found = goal(GoalKind::Derogation, derogation.place, derogation.text, name.empty() ? owner_ : name);
    found.is_met = found.is_met || (coverage_.derogations[id.value] & Coverage::kTaken) != 0;
    found.is_met_false = found.is_met_false || (coverage_.derogations[id.value] & Coverage::kNotTaken) != 0;
    guard(derogation.guard);
    expressions(derogation.body);
  }
}

/// A labelled condition that has one version is a condition, not a version.
void Collector::versions(const program::Variable& variable) {
  owner_ = family_name(package_.text_of(variable.name));
  const bool counts = variable.kind != program::RuleKind::kCondition || variable.n_versions > 1;
  // What follows from the clauses of an objectif, an obligation or an échéancier stands at its name, or at a clause.
  const bool has_clauses = variable.kind == program::RuleKind::kObjective ||
                           variable.kind == program::RuleKind::kObligation ||
                           variable.kind == program::RuleKind::kSchedule;
  for (std::uint32_t i = 0; i < variable.n_versions; ++i) {
    const program::Version& version = package_.versions[variable.first_version + i];
    added_at_.clear();
    if (has_clauses && version.place) {
      added_at_ = {package_.place(variable.place).offset, package_.place(version.place).offset};
    }
    const bool is_added = has_clauses && version.place && version.rule && added_at_[0] == added_at_[1];
    if (counts && version.place && !is_added) {
      Goal& found = goal(GoalKind::Version, version.place, version.text, owner_);
      found.is_met = found.is_met || coverage_.versions[variable.first_version + i] != 0;
    }
    if (version.date) expressions(version.date);
    if (version.rule) rule(package_.rule(version.rule));
  }
  added_at_.clear();
}

void Collector::condition(PlaceId place, program::TextId text, const std::string& label, NodeId node) {
  Goal& found = goal(GoalKind::Condition, place, text, label);
  found.name = label;
  found.has_label = !label.empty();
  found.is_met = found.is_met || (met(node) & Coverage::kTrue) != 0;
  found.is_met_false = found.is_met_false || (met(node) & Coverage::kFalse) != 0;
}

/// A condition that a later text writes anew is a condition of each text, which says what that text makes of it.
void Collector::conditions() {
  for (const program::Condition& condition : package_.conditions) {
    if (condition.group != program::ConditionGroup::kLeaf || !condition.place) continue;
    const std::string label(package_.text_of(condition.label));
    const Node& node = package_.node(condition.node);
    const program::Variable* variable =
        node.op == Op::kVariable ? &package_.variable(program::VariableId(node.payload)) : nullptr;
    if (variable == nullptr || variable->kind != program::RuleKind::kCondition || variable->n_versions == 1) {
      this->condition(condition.place, text_of(condition.place), label, condition.node);
      continue;
    }
    for (const program::Version& version : package_.versions_of(*variable)) {
      if (!version.rule || !version.place) continue;
      this->condition(version.place, version.text, label, package_.rule(version.rule).body);
    }
  }
}

std::string_view Collector::rest_of_line(PlaceId id) const {
  const program::Place& place = package_.place(id);
  const std::string_view path = package_.text_of(place.path);
  for (std::size_t i = 0; i < sources_.size(); ++i) {
    const base::Source& source = sources_[base::SourceId(static_cast<std::uint32_t>(i))];
    if (source.path != path || place.offset > source.text.size()) continue;
    const std::string_view rest = std::string_view(source.text).substr(place.offset);
    return rest.substr(0, rest.find('\n'));
  }
  return {};
}

/// The rows of a table of two entries are cells: several stand in one line.
void Collector::rank_rows(const program::Package& package, std::vector<Goal>& goals) {
  const auto is_beside = [&package](const Goal& left, const Goal& right) {
    const program::Place& a = package.place(left.place);
    const program::Place& b = package.place(right.place);
    return left.kind == GoalKind::Row && right.kind == GoalKind::Row && a.line != 0 && a.line == b.line &&
           a.path == b.path;
  };
  for (std::size_t i = 1; i < goals.size(); ++i) {
    if (!is_beside(goals[i - 1], goals[i])) continue;
    if (goals[i - 1].rank_in_line == 0) goals[i - 1].rank_in_line = 1;
    goals[i].rank_in_line = goals[i - 1].rank_in_line + 1;
  }
}

std::vector<Goal> Collector::run() {
  leave_out_cells();
  for (const program::Variable& variable : package_.variables) versions(variable);
  conditions();
  std::vector<Goal> goals;
  for (auto& [key, goal] : goals_) {
    if (package_.texts[goal.text.value].kind != program::TextKind::kLibrary) goals.push_back(std::move(goal));
  }
  const auto order = [this](const Goal& goal) {
    const program::Place& place = package_.place(goal.place);
    return std::tuple(package_.texts[goal.text.value].rank, package_.text_of(place.path), place.offset, goal.kind);
  };
  std::stable_sort(goals.begin(), goals.end(),
                   [&order](const Goal& left, const Goal& right) { return order(left) < order(right); });
  rank_rows(package_, goals);
  return goals;
}

}  // namespace

std::vector<Goal> goals_of(const program::Package& package, const base::SourceMap& sources, const Coverage& coverage) {
  return Collector(package, sources, coverage).run();
}

}  // namespace avenant::scenario
