#include "runtime/eval/partial/remaining.hpp"

#include <algorithm>

namespace avenant::eval::partial {

using program::Node;
using program::NodeId;
using program::Op;
using program::VariableId;

namespace {

class Search {
 public:
  Search(AbstractEvaluator& evaluator, std::span<const NodeMarks> marks)
      : evaluator_(evaluator),
        package_(evaluator.package()),
        marks_(marks),
        seen_nodes_(package_.nodes.size(), 0),
        seen_variables_(package_.variables.size(), 0) {}

  void add_request(VariableId variable) {
    if (!is_settled(evaluator_, evaluator_.request(variable))) enter(variable);
  }
  Remaining run();
  // The readings that what is reached looks at, decided or not. Nothing else of this search is of use then.
  std::vector<program::ReadingId> readings();

 private:
  bool is_reached(NodeId id) const { return marks_[id.value].reached; }
  bool is_decided(NodeId id) const;
  void push(NodeId id) {
    if (!id || !is_reached(id) || seen_nodes_[id.value] != 0) return;
    seen_nodes_[id.value] = 1;
    pending_.push_back(id);
  }
  void enter(VariableId id);
  void enter_rule(const program::Rule& rule);
  void look_at(const Node& node);
  void look_at_table(const Node& node);
  void add_input(program::InputId input);
  void add_elements(const Node& node);
  void compare(NodeId left, NodeId right);
  void bound(NodeId date, value::Date from, value::Date until);
  program::InputId looked_at(NodeId id) const;

  AbstractEvaluator& evaluator_;
  const program::Package& package_;
  std::span<const NodeMarks> marks_;
  std::vector<std::uint8_t> seen_nodes_;
  std::vector<std::uint8_t> seen_variables_;
  std::vector<NodeId> pending_;
  Remaining found_;
};

// Whether a condition has the same value wherever it is reached.
bool Search::is_decided(NodeId id) const {
  const NodeMarks& mark = marks_[id.value];
  const program::Type& type = package_.type(package_.node(id).type);
  return type.kind == program::TypeKind::kBoolean && !type.optional && mark.reached && !mark.may_fail &&
         mark.may_be_true != mark.may_be_false;
}

void Search::enter(VariableId id) {
  if (seen_variables_[id.value] != 0) return;
  seen_variables_[id.value] = 1;
  for (const program::Version& version : package_.versions_of(package_.variable(id))) {
    push(version.date);
    if (version.date && is_reached(version.date)) bound(version.date, version.from, version.until);
    if (version.rule) enter_rule(package_.rule(version.rule));
  }
}

void Search::enter_rule(const program::Rule& rule) {
  push(rule.body);
  for (const program::Derogation& derogation : package_.derogations_of(rule)) {
    push(derogation.guard);
    push(derogation.body);
  }
}

void Search::add_input(program::InputId input) {
  const AbstractOutcome& given = evaluator_.input(input);
  if (!is_settled(evaluator_, given)) found_.inputs.push_back(input);
}

// The cells of a column, as far as the list may still go.
void Search::add_elements(const Node& node) {
  const program::ListColumn& column = package_.column(program::ColumnId(node.payload));
  const program::ListInput& list = package_.list(column.list);
  const AbstractValue& count = evaluator_.input(list.count).value;
  if (!count.has_values()) return;
  const auto most = static_cast<std::uint32_t>(std::clamp<std::int64_t>(count.high().a, 0, list.capacity));
  for (std::uint32_t i = 0; i < most; ++i) add_input(package_.element_input(program::ColumnId(node.payload), i));
}

// A row one of whose cells is surely false is out, whatever its other cells are.
void Search::look_at_table(const Node& node) {
  const auto operands = package_.operands_of(node);
  const program::Table& table = package_.tables[node.payload];
  for (const program::Row& row : package_.rows_of(table)) {
    const auto cells = operands.subspan(row.first_operand, row.n_cells);
    const bool is_out = std::any_of(cells.begin(), cells.end(), [this](NodeId cell) {
      return is_decided(cell) && marks_[cell.value].may_be_false;
    });
    if (is_out) continue;
    for (const NodeId cell : cells) push(cell);
    push(operands[row.first_operand + row.n_cells]);
  }
  if (table.has_otherwise) push(operands.back());
}

program::InputId Search::looked_at(NodeId id) const {
  const Node* node = &package_.node(id);
  if (node->op == Op::kUnwrap) node = &package_.node(package_.operands_of(*node)[0]);
  return node->op == Op::kInput ? program::InputId(node->payload) : program::InputId();
}

void Search::compare(NodeId left, NodeId right) {
  const program::InputId input = looked_at(left);
  const Node& other = package_.node(right);
  if (input && other.op == Op::kConst) found_.boundaries.push_back({input, package_.constants[other.payload]});
}

void Search::bound(NodeId date, value::Date from, value::Date until) {
  const program::InputId input = looked_at(date);
  if (!input) return;
  found_.boundaries.push_back({input, value::Value::date(from)});
  if (until < program::kNoEnd) found_.boundaries.push_back({input, value::Value::date(until)});
}

void Search::look_at(const Node& node) {
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kInput) return add_input(program::InputId(node.payload));
  if (node.op == Op::kVariable) {
    const VariableId variable(node.payload);
    if (!is_settled(evaluator_, evaluator_.evaluate(variable))) enter(variable);
    return;
  }
  if (node.op == Op::kUnknown) found_.figures.emplace_back(node.payload);
  if (node.op == Op::kSituationDate) found_.situation_date = true;
  if (node.op == Op::kListInput) add_input(package_.lists[node.payload].count);
  if (node.op == Op::kField) add_elements(node);
  if (node.op == Op::kTable) return look_at_table(node);
  if (node.op >= Op::kEqual && node.op <= Op::kGreaterEqual) {
    compare(operands[0], operands[1]);
    compare(operands[1], operands[0]);
  }
  if (node.op == Op::kInPeriod) {
    const program::Period& period = package_.periods[node.payload];
    bound(operands[0], period.from, period.until);
  }
  for (const NodeId operand : operands) push(operand);
}

template <class T>
void tidy(std::vector<T>& ids) {
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

Remaining Search::run() {
  while (!pending_.empty()) {
    const NodeId id = pending_.back();
    pending_.pop_back();
    if (!is_decided(id)) look_at(package_.node(id));
  }
  tidy(found_.inputs);
  tidy(found_.figures);
  return std::move(found_);
}

std::vector<program::ReadingId> Search::readings() {
  std::vector<program::ReadingId> readings;
  while (!pending_.empty()) {
    const Node& node = package_.node(pending_.back());
    pending_.pop_back();
    if (node.op == Op::kReading) readings.emplace_back(node.payload);
    if (node.op == Op::kVariable) enter(VariableId(node.payload));
    for (const NodeId operand : package_.operands_of(node)) push(operand);
  }
  tidy(readings);
  return readings;
}

}  // namespace

bool is_settled(const AbstractEvaluator& evaluator, const AbstractOutcome& outcome) {
  if (outcome.value.is_nothing()) return evaluator.sites(outcome.errors).size() <= 1;
  return outcome.is_certain_value();
}

Remaining find_remaining(AbstractEvaluator& evaluator, std::span<const VariableId> requests,
                         std::span<const NodeMarks> marks) {
  Search search(evaluator, marks);
  Search of_readings(evaluator, marks);
  for (const VariableId request : requests) {
    search.add_request(request);
    of_readings.add_request(request);
  }
  Remaining found = search.run();
  found.readings = of_readings.readings();
  return found;
}

}  // namespace avenant::eval::partial
