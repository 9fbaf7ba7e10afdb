#include "runtime/optimise/draft.hpp"

#include <algorithm>

#include "runtime/program/typing.hpp"

namespace avenant::optimise {

using program::Node;
using program::NodeId;
using program::Package;

Draft::Draft(const Package& package) : package_(package), forward_(package.nodes.size()) {
  for (std::size_t i = 0; i < forward_.size(); ++i) forward_[i] = NodeId(i);
  for (std::size_t i = 0; i < package.constants.size(); ++i) {
    constants_.emplace(std::pair(package.constants[i].a, package.constants[i].b), i);
  }
  package_.conditions.clear();
  package_.condition_children.clear();
  for (program::Version& version : package_.versions) version.condition = {};
}

std::vector<NodeId> Draft::operands(NodeId id) const {
  std::vector<NodeId> result;
  for (const NodeId operand : package_.operands_of(node(id))) result.push_back(now(operand));
  return result;
}

program::ConstantId Draft::constant(value::Value value) {
  const auto [found, added] = constants_.try_emplace({value.a, value.b}, package_.constants.size());
  if (added) package_.constants.push_back(value);
  return found->second;
}

bool Draft::make_constant(NodeId id, value::Value value) {
  Node& node = package_.nodes[id.value];
  const program::Type& type = package_.type(node.type);
  const bool has_constants = type.kind != program::TypeKind::kList && type.kind != program::TypeKind::kElement;
  if (!has_constants || !program::is_value_of(package_, type, value)) return false;
  Node made;
  made.op = program::Op::kConst;
  made.type = node.type;
  made.payload = constant(value).value;
  made.place = node.place;
  node = made;
  forward_[id.value] = id;
  return true;
}

void Draft::set_operands(NodeId id, std::span<const NodeId> operands) {
  Node& node = package_.nodes[id.value];
  node.first_operand = static_cast<std::uint32_t>(package_.operands.size());
  node.n_operands = static_cast<std::uint32_t>(operands.size());
  package_.operands.insert(package_.operands.end(), operands.begin(), operands.end());
}

void Draft::set_rows(NodeId id, std::span<const DraftRow> rows, NodeId otherwise) {
  program::Table table;
  table.first_row = static_cast<std::uint32_t>(package_.rows.size());
  table.n_rows = static_cast<std::uint32_t>(rows.size());
  table.has_otherwise = static_cast<bool>(otherwise);
  std::vector<NodeId> operands;
  for (const DraftRow& each : rows) {
    program::Row row;
    row.first_operand = static_cast<std::uint32_t>(operands.size());
    row.n_cells = static_cast<std::uint32_t>(each.cells.size());
    row.place = each.place;
    row.written = each.written;
    package_.rows.push_back(row);
    operands.insert(operands.end(), each.cells.begin(), each.cells.end());
    operands.push_back(each.result);
  }
  if (otherwise) operands.push_back(otherwise);
  package_.tables.push_back(table);
  package_.nodes[id.value].payload = static_cast<std::uint32_t>(package_.tables.size() - 1);
  set_operands(id, operands);
}

void Draft::set_choice(NodeId id, std::span<const NodeId> operands, const program::Select& like,
                       std::span<const std::uint32_t> targets) {
  program::Select select = like;
  select.first_target = static_cast<std::uint32_t>(package_.select_targets.size());
  select.n_targets = static_cast<std::uint32_t>(targets.size());
  package_.select_targets.insert(package_.select_targets.end(), targets.begin(), targets.end());
  package_.selects.push_back(select);
  package_.nodes[id.value].payload = static_cast<std::uint32_t>(package_.selects.size() - 1);
  set_operands(id, operands);
}

NodeId Draft::add_constant(program::TypeId type, value::Value value, program::PlaceId place) {
  Node node;
  node.op = program::Op::kConst;
  node.type = type;
  node.payload = constant(value).value;
  node.place = place;
  package_.nodes.push_back(node);
  forward_.emplace_back(forward_.size());
  return forward_.back();
}

program::RuleId Draft::add_rule(NodeId body, std::span<const program::Derogation> derogations) {
  program::Rule rule;
  rule.body = body;
  rule.first_derogation = static_cast<std::uint32_t>(package_.derogations.size());
  rule.n_derogations = static_cast<std::uint32_t>(derogations.size());
  package_.derogations.insert(package_.derogations.end(), derogations.begin(), derogations.end());
  package_.rules.push_back(rule);
  return program::RuleId(package_.rules.size() - 1);
}

void Draft::set_versions(program::VariableId id, std::span<const program::Version> versions) {
  program::Variable& variable = package_.variables[id.value];
  variable.first_version = static_cast<std::uint32_t>(package_.versions.size());
  variable.n_versions = static_cast<std::uint32_t>(versions.size());
  package_.versions.insert(package_.versions.end(), versions.begin(), versions.end());
}

namespace {

// Lays the records that are still read one after another, as their owners come.
class Compactor {
 public:
  Compactor(Package& from, const std::vector<NodeId>& forward)
      : from_(from), forward_(forward), wanted_(from.nodes.size(), false), ids_(from.nodes.size()) {}

  Package run();

 private:
  NodeId now(NodeId id) const { return id ? forward_[id.value] : id; }
  NodeId laid(NodeId id) const { return id ? ids_[now(id).value] : id; }
  void want(NodeId id) {
    if (id) wanted_[now(id).value] = true;
  }
  template <class Visit>
  void each_version(Visit visit) const;
  void want_roots();
  void lay_nodes(Package& to);
  void lay_select(Node& node, std::uint32_t first_operand, Package& to) const;
  void lay_table(Node& node, Package& to) const;
  void lay_versions(Package& to) const;

  Package& from_;
  const std::vector<NodeId>& forward_;
  std::vector<bool> wanted_;
  std::vector<NodeId> ids_;
};

template <class Visit>
void Compactor::each_version(Visit visit) const {
  for (const program::Variable& variable : from_.variables) {
    for (const program::Version& version : from_.versions_of(variable)) visit(version);
  }
}

void Compactor::want_roots() {
  each_version([this](const program::Version& version) {
    want(version.date);
    if (!version.rule) return;
    const program::Rule& rule = from_.rule(version.rule);
    want(rule.body);
    for (const program::Derogation& derogation : from_.derogations_of(rule)) {
      want(derogation.guard);
      want(derogation.body);
    }
  });
  for (const program::Notice& notice : from_.notices) want(notice.condition);
}

// Operands of a choice that have become the same are one target.
void Compactor::lay_select(Node& node, std::uint32_t first_operand, Package& to) const {
  program::Select select = from_.selects[node.payload];
  // Of targets: what they become.
  std::vector<std::uint32_t> targets{0, 1};
  for (const NodeId operand : from_.operands_of(node).subspan(1)) {
    const auto laid_operands = std::span<const NodeId>(to.operands).subspan(first_operand);
    const auto same = std::find(laid_operands.begin() + 1, laid_operands.end(), laid(operand));
    targets.push_back(static_cast<std::uint32_t>(same - laid_operands.begin()) + 1);
    if (same == laid_operands.end()) to.operands.push_back(laid(operand));
  }
  node.n_operands = static_cast<std::uint32_t>(to.operands.size() - first_operand);
  const std::uint32_t first_target = select.first_target;
  select.first_target = static_cast<std::uint32_t>(to.select_targets.size());
  for (std::uint32_t i = 0; i < select.n_targets; ++i) {
    to.select_targets.push_back(targets[from_.select_targets[first_target + i]]);
  }
  select.otherwise = targets[select.otherwise];
  node.payload = static_cast<std::uint32_t>(to.selects.size());
  to.selects.push_back(select);
}

void Compactor::lay_table(Node& node, Package& to) const {
  program::Table table = from_.tables[node.payload];
  const auto rows = from_.rows_of(table);
  table.first_row = static_cast<std::uint32_t>(to.rows.size());
  to.rows.insert(to.rows.end(), rows.begin(), rows.end());
  node.payload = static_cast<std::uint32_t>(to.tables.size());
  to.tables.push_back(table);
}

void Compactor::lay_nodes(Package& to) {
  for (std::size_t i = from_.nodes.size(); i-- > 0;) {
    if (!wanted_[i]) continue;
    for (const NodeId operand : from_.operands_of(from_.nodes[i])) want(operand);
  }
  for (std::size_t i = 0; i < from_.nodes.size(); ++i) {
    if (!wanted_[i]) continue;
    Node node = from_.nodes[i];
    const auto operands = from_.operands_of(node);
    const auto first_operand = static_cast<std::uint32_t>(to.operands.size());
    if (node.op == program::Op::kSelect) {
      to.operands.push_back(laid(operands[0]));
      lay_select(node, first_operand, to);
    } else {
      for (const NodeId operand : operands) to.operands.push_back(laid(operand));
    }
    if (node.op == program::Op::kTable) lay_table(node, to);
    node.first_operand = first_operand;
    ids_[i] = NodeId(to.nodes.size());
    to.nodes.push_back(node);
  }
}

void Compactor::lay_versions(Package& to) const {
  for (program::Variable& variable : from_.variables) {
    const auto versions = from_.versions_of(variable);
    variable.first_version = static_cast<std::uint32_t>(to.versions.size());
    for (program::Version version : versions) {
      version.date = laid(version.date);
      if (version.rule) {
        program::Rule rule = from_.rule(version.rule);
        const auto derogations = from_.derogations_of(rule);
        rule.body = laid(rule.body);
        rule.first_derogation = static_cast<std::uint32_t>(to.derogations.size());
        for (program::Derogation derogation : derogations) {
          derogation.guard = laid(derogation.guard);
          derogation.body = laid(derogation.body);
          to.derogations.push_back(derogation);
        }
        version.rule = program::RuleId(to.rules.size());
        to.rules.push_back(rule);
      }
      to.versions.push_back(version);
    }
  }
  for (program::Notice& notice : from_.notices) notice.condition = laid(notice.condition);
}

Package Compactor::run() {
  want_roots();
  Package to;
  lay_nodes(to);
  lay_versions(to);
  from_.nodes = std::move(to.nodes);
  from_.operands = std::move(to.operands);
  from_.tables = std::move(to.tables);
  from_.rows = std::move(to.rows);
  from_.selects = std::move(to.selects);
  from_.select_targets = std::move(to.select_targets);
  from_.versions = std::move(to.versions);
  from_.rules = std::move(to.rules);
  from_.derogations = std::move(to.derogations);
  return std::move(from_);
}

}  // namespace

Package Draft::finish() {
  return Compactor(package_, forward_).run();
}

bool some_value(const program::Type& type, value::Value& out) {
  if (type.kind == program::TypeKind::kList || type.kind == program::TypeKind::kElement) return false;
  const bool is_set = type.kind == program::TypeKind::kSet;
  out = type.optional || is_set ? value::Value{0, 0} : value::Value{0, 1};
  return true;
}

}  // namespace avenant::optimise
