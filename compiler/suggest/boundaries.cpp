#include "compiler/suggest/boundaries.hpp"

#include <algorithm>
#include <map>
#include <string_view>
#include <tuple>

namespace avenant::suggest {
namespace {

using program::Node;
using program::NodeId;
using program::Op;
using program::TypeKind;

/// What tells groups apart: kind, place of the comparison, or text, day, and place of the date.
using Key = std::tuple<BoundaryKind, std::uint32_t, std::uint32_t, std::int64_t>;

class Collector {
 public:
  explicit Collector(const program::Package& package) : package_(package) {}

  void add(const check::Unit& unit);
  std::vector<BoundaryGroup> run();

 private:
  void add_version(std::uint32_t index, program::VariableId owner);
  void add_node(NodeId id, program::VariableId owner, bool folded);
  BoundaryGroup& group(const Key& key, program::PlaceId place, program::TextId text);
  [[nodiscard]] bool is_comparison(const Node& node) const;
  [[nodiscard]] bool is_written(program::TextId text) const {
    return text && package_.texts[text.value].kind == program::TextKind::kText;
  }

  const program::Package& package_;
  std::map<Key, BoundaryGroup> groups_;
};

/// Whether a step from one value to the next may change what it says.
bool Collector::is_comparison(const Node& node) const {
  if (node.op < Op::kEqual || node.op > Op::kGreaterEqual) return false;
  const auto operands = package_.operands_of(node);
  const program::Type& type = package_.type(package_.node(operands[0]).type);
  if (type.kind == TypeKind::kNumber || type.kind == TypeKind::kDate) return true;
  const bool is_equality = node.op == Op::kEqual || node.op == Op::kNotEqual;
  return type.kind == TypeKind::kEnumeration && !is_equality;
}

BoundaryGroup& Collector::group(const Key& key, program::PlaceId place, program::TextId text) {
  BoundaryGroup& found = groups_[key];
  if (found.members.empty() && !found.is_folded) {
    found.place = place;
    found.text = text;
  }
  return found;
}

void Collector::add_node(NodeId id, program::VariableId owner, bool folded) {
  const Node& node = package_.node(id);
  const std::uint32_t place = node.place ? node.place.value : 0;
  if (is_comparison(node)) {
    if (!node.place || !is_written(package_.place(node.place).text)) return;
    // Two constants are no boundary.
    const auto operands = package_.operands_of(node);
    const bool varies = std::any_of(operands.begin(), operands.end(),
                                    [this](NodeId operand) { return package_.node(operand).op != Op::kConst; });
    if (!varies) return;
    BoundaryGroup& found = group({BoundaryKind::Comparison, place, static_cast<std::uint32_t>(node.op), 0}, node.place,
                                 package_.place(node.place).text);
    if (folded) {
      found.is_folded = true;
    } else {
      found.members.push_back({BoundaryKind::Comparison, id, 0, owner});
    }
    return;
  }
  if (node.op != Op::kInPeriod || folded) return;
  const program::Period& period = package_.periods[node.payload];
  const NodeId date = package_.operands_of(node)[0];
  if (!is_written(period.text) || package_.node(date).op == Op::kConst) return;
  const program::PlaceId at = node.place ? node.place : package_.variable(owner).place;
  const std::uint32_t of_date = package_.node(date).place ? package_.node(date).place.value : 0;
  if (at && period.from.days() > value::kFirstDay) {
    group({BoundaryKind::VersionStart, period.text.value, of_date, period.from.days()}, at, period.text)
        .members.push_back({BoundaryKind::PeriodStart, date, id.value, owner});
  }
  if (at && period.until != program::kNoEnd) {
    group({BoundaryKind::VersionEnd, period.text.value, of_date, period.until.days()}, at, period.text)
        .members.push_back({BoundaryKind::PeriodEnd, date, id.value, owner});
  }
}

void Collector::add_version(std::uint32_t index, program::VariableId owner) {
  const program::Version& version = package_.versions[index];
  if (!version.date || !version.place || !is_written(version.text)) return;
  if (package_.node(version.date).op == Op::kConst) return;
  const std::uint32_t of_date = package_.node(version.date).place ? package_.node(version.date).place.value : 0;
  if (version.from.days() > value::kFirstDay) {
    group({BoundaryKind::VersionStart, version.text.value, of_date, version.from.days()}, version.place, version.text)
        .members.push_back({BoundaryKind::VersionStart, version.date, index, owner});
  }
  if (version.until != program::kNoEnd) {
    group({BoundaryKind::VersionEnd, version.text.value, of_date, version.until.days()}, version.place, version.text)
        .members.push_back({BoundaryKind::VersionEnd, version.date, index, owner});
  }
}

void Collector::add(const check::Unit& unit) {
  if (!unit.variable) return;
  const program::Variable& variable = package_.variable(unit.variable);
  for (std::uint32_t i = 0; i < variable.n_versions; ++i) add_version(variable.first_version + i, unit.variable);
  const Expressions expressions = expressions_of(package_, unit.roots);
  for (const NodeId id : expressions.plain) add_node(id, unit.variable, false);
  for (const NodeId id : expressions.folded) add_node(id, unit.variable, true);
}

std::vector<BoundaryGroup> Collector::run() {
  std::vector<BoundaryGroup> groups;
  for (auto& [key, group] : groups_) groups.push_back(std::move(group));
  const auto order = [this](const BoundaryGroup& group) {
    const program::Place& place = package_.place(group.place);
    return std::tuple(package_.texts[group.text.value].rank, package_.text_of(place.path), place.offset);
  };
  std::stable_sort(groups.begin(), groups.end(), [&order](const BoundaryGroup& left, const BoundaryGroup& right) {
    return order(left) < order(right);
  });
  return groups;
}

}  // namespace

std::vector<BoundaryGroup> boundaries_of(const program::Package& package, const std::vector<check::Unit>& units) {
  Collector collector(package);
  for (const check::Unit& unit : units) collector.add(unit);
  return collector.run();
}

}  // namespace avenant::suggest
