#include "compiler/check/versions/reads.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_set>

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;
using program::Package;
using program::SiteId;
using program::VariableId;

struct Read {
  NodeId node;
  VariableId variable;
};

/// Expressions of a rule that are read under one condition: a version's body, a derogation, an application date.
struct Part {
  std::vector<Restriction> restrictions;
  std::vector<Read> reads;
};

class Finder {
 public:
  Finder(const Package& package, const std::vector<Unit>& units, Selection& selection)
      : package_(package), units_(units), selection_(selection), known_(package.variables.size()) {}

  std::vector<OpenReads> run() {
    std::vector<OpenReads> found;
    for (const Unit& unit : units_) {
      if (unit.variable && !is_reader(unit)) continue;
      OpenReads reader{unit, {}};
      reader_ = &reader;
      asked_.clear();
      const program::StringId dispositif = dispositif_of(unit);
      const KnownDays known = selection_.known_of(dispositif);
      for (const Part& part : unit.variable ? parts_of(unit.variable) : notice_parts(unit.notice)) {
        entered_.clear();
        follow(part, known);
      }
      for (Target& target : reader.targets) {
        if (const FirstDay* first = selection_.first_day(dispositif)) target.since = *first;
      }
      if (!reader.targets.empty()) found.push_back(std::move(reader));
    }
    return found;
  }

 private:
  struct Known {
    std::vector<Part> parts;
    bool has_parts = false;
    std::optional<bool> is_open;  // Of what is transparent: whether some read through it may find nothing.
  };

  program::StringId dispositif_of(const Unit& unit) const {
    if (unit.variable) return package_.variable(unit.variable).dispositif;
    for (const program::Notice& notice : package_.notices) {
      if (notice.condition == unit.notice) return notice.dispositif;
    }
    return {};
  }

  /// A result is asked for by itself, dated or not.
  bool is_reader(const Unit& unit) const {
    if (unit.is_part) return false;
    const program::Variable& variable = package_.variable(unit.variable);
    return variable.is_public || !selection_.has_undated(variable);
  }

  /// Whether it has a value wherever it is read, so that what it reads is its readers' matter.
  bool is_transparent(VariableId id) const {
    return units_[id.value].is_part || selection_.has_undated(package_.variable(id));
  }

  // ---- what a rule reads itself

  const std::vector<Part>& parts_of(VariableId id) {
    Known& known = known_[id.value];
    if (known.has_parts) return known.parts;
    known.has_parts = true;
    std::vector<Part> parts;
    const program::Variable& variable = package_.variable(id);
    for (std::uint32_t index = variable.first_version; index < variable.first_version + variable.n_versions; ++index) {
      const program::Version& version = package_.versions[index];
      if (version.date) add_part(parts, {}, version.date);
      if (!version.rule) continue;
      const std::vector<Restriction> applies = selection_.days_of_version(variable, index);
      const program::Rule& rule = package_.rule(version.rule);
      add_part(parts, applies, rule.body);
      for (const program::Derogation& derogation : package_.derogations_of(rule)) {
        std::vector<Restriction> in_play = applies;
        selection_.add_days_of_guard(derogation.guard, in_play);
        add_part(parts, in_play, derogation.guard);
        add_part(parts, in_play, derogation.body);
      }
    }
    known.parts = std::move(parts);
    return known.parts;
  }

  std::vector<Part> notice_parts(NodeId condition) {
    std::vector<Part> parts;
    std::vector<Restriction> restrictions;
    selection_.add_days_of_guard(condition, restrictions);
    add_part(parts, restrictions, condition);
    return parts;
  }

  void add_part(std::vector<Part>& parts, std::vector<Restriction> restrictions, NodeId root) {
    Part part{std::move(restrictions), {}};
    std::unordered_set<std::uint32_t> seen;
    std::vector<NodeId> stack{root};
    while (!stack.empty()) {
      const NodeId id = stack.back();
      stack.pop_back();
      if (!seen.insert(id.value).second) continue;
      const program::Node& node = package_.node(id);
      if (node.op == Op::kVariable) part.reads.push_back({id, VariableId(node.payload)});
      const auto operands = package_.operands_of(node);
      stack.insert(stack.end(), operands.rbegin(), operands.rend());
    }
    if (!part.reads.empty()) parts.push_back(std::move(part));
  }

  // ---- what may be out of force where it is read

  std::vector<SiteId> open_sites(VariableId id, const KnownDays& known) const {
    std::vector<SiteId> sites;
    const program::Variable& variable = package_.variable(id);
    if (!selection_.is_surely_there(variable, known)) sites.push_back(variable.no_version);
    for (std::uint32_t index = variable.first_version; index < variable.first_version + variable.n_versions; ++index) {
      const program::Version& version = package_.versions[index];
      if (!version.rule && !selection_.is_surely_passed(variable, index, known)) sites.push_back(version.repealed);
    }
    return sites;
  }

  /// Whether a reader that knows no more than the first day of the dispositif may find nothing through it.
  bool is_open(VariableId id) {
    if (known_[id.value].is_open) return *known_[id.value].is_open;
    const KnownDays first = selection_.known_of(package_.variable(id).dispositif);
    bool open = false;
    for (const Part& part : parts_of(id)) {
      KnownDays known = first;
      if (!known.restrict(part.restrictions)) continue;
      for (const Read& read : part.reads) {
        open = open || !open_sites(read.variable, known).empty() ||
               (is_transparent(read.variable) && is_open(read.variable));
      }
    }
    known_[id.value].is_open = open;
    return open;
  }

  void follow(const Part& part, KnownDays known) {
    // No case is in both: the part is never read here.
    if (!known.restrict(part.restrictions)) return;
    for (const Read& read : part.reads) {
      for (const SiteId site : open_sites(read.variable, known)) ask(read, site);
      if (!is_transparent(read.variable) || !is_open(read.variable)) continue;
      std::vector<KnownDays>& before = entered_[read.variable.value];
      if (std::any_of(before.begin(), before.end(), [&](const KnownDays& each) { return each.includes(known); }))
        continue;
      before.push_back(known);
      for (const Part& inner : parts_of(read.variable)) follow(inner, known);
    }
  }

  void ask(const Read& read, SiteId site) {
    if (!asked_.emplace(read.node.value, site.value).second) return;
    Target target;
    target.site = site;
    target.node = read.node;
    target.read = read.variable;
    target.place = package_.node(read.node).place;
    reader_->targets.push_back(std::move(target));
  }

  const Package& package_;
  const std::vector<Unit>& units_;
  Selection& selection_;
  std::vector<Known> known_;  // By variable.
  OpenReads* reader_ = nullptr;
  std::map<std::uint32_t, std::vector<KnownDays>> entered_;  // What the part was followed into, knowing what.
  std::set<std::pair<std::uint32_t, std::uint32_t>> asked_;
};

}  // namespace

std::vector<OpenReads> open_reads(const Package& package, const std::vector<Unit>& units, Selection& selection) {
  return Finder(package, units, selection).run();
}

}  // namespace avenant::check
