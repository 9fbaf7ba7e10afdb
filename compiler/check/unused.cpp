#include "compiler/check/unused.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "compiler/check/unit.hpp"

namespace avenant::check {

namespace {

using program::NodeId;
using program::Package;
using program::VariableId;

/// Members of one rule are written at one place.
using Places = std::map<std::pair<base::SourceId, std::uint32_t>, std::vector<VariableId>>;

/// The variables that an expression reads, each once for a walk.
class Reads {
 public:
  explicit Reads(const Package& package) : package_(package), seen_(package.nodes.size()) {}

  template <class Found>
  void of(NodeId root, Found found) {
    stack_.push_back(root);
    while (!stack_.empty()) {
      const NodeId id = stack_.back();
      stack_.pop_back();
      if (seen_[id.value]) continue;
      seen_[id.value] = true;
      const program::Node& node = package_.node(id);
      if (node.op == program::Op::kVariable) found(VariableId(node.payload));
      const auto operands = package_.operands_of(node);
      stack_.insert(stack_.end(), operands.begin(), operands.end());
    }
  }

 private:
  const Package& package_;
  std::vector<bool> seen_;
  std::vector<NodeId> stack_;
};

/// What is reached from results, notices and scenarios.
class Reachability {
 public:
  Reachability(const Package& package, const std::vector<Unit>& units)
      : units_(units), reads_(package), reached_(package.variables.size()) {}

  void from_variable(VariableId id) {
    enter(id);
    while (!waiting_.empty()) {
      const VariableId next = waiting_.back();
      waiting_.pop_back();
      from_unit(units_[next.value]);
    }
  }

  void from_notices() {
    for (const Unit& unit : units_) {
      if (unit.notice) from_unit(unit);
    }
    while (!waiting_.empty()) {
      const VariableId next = waiting_.back();
      waiting_.pop_back();
      from_unit(units_[next.value]);
    }
  }

  [[nodiscard]] bool is_reached(VariableId id) const { return reached_[id.value]; }

 private:
  void enter(VariableId id) {
    if (reached_[id.value]) return;
    reached_[id.value] = true;
    waiting_.push_back(id);
  }
  void from_unit(const Unit& unit) {
    for (const NodeId root : unit.roots) {
      reads_.of(root, [this](VariableId id) { enter(id); });
    }
  }

  const std::vector<Unit>& units_;
  Reads reads_;
  std::vector<bool> reached_;
  std::vector<VariableId> waiting_;
};

Places places_of(const Package& package, Spans& spans) {
  Places places;
  for (std::size_t index = 0; index < package.variables.size(); ++index) {
    const program::PlaceId place = package.variables[index].place;
    const base::SourceId source = spans.source_of(place);
    if (source.valid()) places[{source, package.place(place).offset}].emplace_back(index);
  }
  return places;
}

const std::vector<VariableId>* members_of(const Places& places, const hir::Variable& variable) {
  const base::Span span = variable.provenance.span;
  const auto found = span.valid() ? places.find({span.source, span.begin}) : places.end();
  return found == places.end() ? nullptr : &found->second;
}

/// The variables that a rule which serves nothing reads: they go with it.
std::vector<bool> read_by_useless(const Package& package, const std::vector<Unit>& units, const Reachability& useful) {
  std::vector<bool> is_read(package.variables.size());
  Reads reads(package);
  for (const Unit& unit : units) {
    if (!unit.variable || useful.is_reached(unit.variable)) continue;
    const program::PlaceId own = package.variable(unit.variable).place;
    for (const NodeId root : unit.roots) {
      reads.of(root,
               [&](VariableId id) { is_read[id.value] = is_read[id.value] || package.variable(id).place != own; });
    }
  }
  return is_read;
}

/// Dispositifs with a result: the others are libraries, or only begun.
std::set<hir::DispositifId> finished_dispositifs(const hir::Program& hir) {
  std::set<hir::DispositifId> finished;
  for (const hir::Variable& variable : hir.variables) {
    if (variable.is_result) finished.insert(variable.dispositif);
  }
  return finished;
}

}  // namespace

void report_unused(const hir::Program& hir, const Package& package, Spans& spans, diagnostics::Sink& sink) {
  const Places places = places_of(package, spans);
  const std::vector<Unit> units = units_of(package, hir);
  Reachability useful(package, units);
  for (std::size_t index = 0; index < package.variables.size(); ++index) {
    if (package.variables[index].is_public) useful.from_variable(VariableId(index));
  }
  useful.from_notices();
  for (const hir::Scenario& scenario : hir.scenarios) {
    for (const hir::Expectation& expectation : scenario.expectations) {
      const auto* members = members_of(places, hir.variables[expectation.member.variable]);
      if (members == nullptr) continue;
      for (const VariableId member : *members) useful.from_variable(member);
    }
  }
  const std::set<hir::DispositifId> finished = finished_dispositifs(hir);
  const std::vector<bool> is_read = read_by_useless(package, units, useful);
  // The parts of an objectif, an obligation or an échéancier serve, or do not, together: they are written at one place.
  std::set<base::Span> reported;
  for (const hir::Variable& variable : hir.variables) {
    if (variable.kind == hir::VariableKind::Condition || !finished.contains(variable.dispositif)) continue;
    const auto* members = members_of(places, variable);
    if (members == nullptr) continue;
    const bool needed = std::any_of(members->begin(), members->end(), [&](VariableId member) {
      return useful.is_reached(member) || is_read[member.value];
    });
    if (needed) continue;
    const base::Name name = variable.rule.valid() ? variable.rule : variable.name;
    if (variable.rule.valid() && !reported.insert(variable.provenance.span).second) continue;
    sink.report(diagnostics::Code::UnusedDefinition, variable.provenance.span).with("name", hir.names.text(name));
  }
}

}  // namespace avenant::check
