#include "compiler/check/versions/selection.hpp"

#include <algorithm>

namespace avenant::check {

namespace {

using program::NodeId;
using program::Op;

/// An application date that counts only under a condition is written as a choice whose other side is absent.
bool is_conditional(const program::Package& package, NodeId date) {
  const program::Node& node = package.node(date);
  if (node.op != Op::kIf) return false;
  const program::Node& other = package.node(package.operands_of(node)[2]);
  return other.op == Op::kConst && package.constants[other.payload].is_absent();
}

value::Date first_day_of(const hir::InForce& item) {
  if (!item.postponements.empty()) return item.postponements.back().to;
  return item.from.value_or(value::Date::unchecked(value::kFirstDay));
}

}  // namespace

Days KnownDays::of(std::uint32_t shape) const {
  const auto found = days_.find(shape);
  return found == days_.end() ? Days::all() : found->second;
}

bool KnownDays::restrict(std::uint32_t shape, const Days& days) {
  Days both = of(shape).common_with(days);
  const bool possible = !both.is_empty();
  days_[shape] = std::move(both);
  return possible;
}

bool KnownDays::restrict(const std::vector<Restriction>& restrictions) {
  return std::all_of(restrictions.begin(), restrictions.end(), [this](const Restriction& each) {
    return (!each.is_there && !days_.contains(each.shape)) || restrict(each.shape, each.days);
  });
}

bool KnownDays::includes(const KnownDays& other) const {
  return std::all_of(days_.begin(), days_.end(), [&other](const auto& each) {
    const auto found = other.days_.find(each.first);
    return found != other.days_.end() && each.second.contains(found->second);
  });
}

Selection::Selection(const hir::Program& hir, const program::Package& package, Spans& spans)
    : package_(package), shapes_(package) {
  versions_.reserve(package.versions.size());
  for (const program::Version& version : package.versions) {
    DatedVersion dated;
    dated.is_certain = package.texts[version.text.value].kind != program::TextKind::kDraft;
    dated.days = Days::all();
    if (version.date) {
      const bool conditional = is_conditional(package, version.date);
      dated.date = conditional ? package.operands_of(package.node(version.date))[1] : version.date;
      dated.shape = shapes_.of(dated.date);
      dated.days = Days::between(version.from, version.until);
      dated.is_certain = dated.is_certain && !conditional;
    }
    versions_.push_back(std::move(dated));
  }
  add_first_days(hir, spans);
}

// The node of a dispositif's application date is found where a version has it: no other date is written there.
void Selection::add_first_days(const hir::Program& hir, Spans& spans) {
  std::map<std::string, std::pair<base::Span, value::Date>> written;
  for (std::size_t i = 0; i < hir.variables.size(); ++i) {
    const hir::Variable& variable = hir.variables[hir.variables.id_at(i)];
    if (!variable.dispositif.valid()) continue;
    const hir::Dispositif& dispositif = hir.dispositifs[variable.dispositif];
    if (!dispositif.application.valid()) continue;
    for (const hir::Version& version : variable.versions) {
      if (!version.application.valid()) continue;
      const hir::TextId text = version.provenance.text;
      if (text.valid() && hir.texts[text].draft) continue;
      const value::Date day = first_day_of(version);
      const base::Span span = hir.expressions[dispositif.application].span;
      const auto [found, is_new] = written.try_emplace(hir.names.text(dispositif.name), span, day);
      if (!is_new) found->second.second = std::min(found->second.second, day);
    }
  }
  for (const program::Variable& variable : package_.variables) {
    const auto found = written.find(std::string(package_.text_of(variable.dispositif)));
    if (found == written.end() || first_days_.contains(variable.dispositif.value)) continue;
    for (std::uint32_t index = 0; index < variable.n_versions; ++index) {
      const NodeId date = versions_[variable.first_version + index].date;
      if (!date) continue;
      const program::PlaceId place = package_.node(date).place;
      const base::Span span = found->second.first;
      if (!place || package_.place(place).offset != span.begin || spans.source_of(place) != span.source) continue;
      first_days_.emplace(variable.dispositif.value, FirstDay{date, found->second.second});
      break;
    }
  }
}

Days Selection::selected(const program::Variable& variable, std::uint32_t index, std::uint32_t shape) const {
  Days days = versions_[index].shape == shape ? versions_[index].days : Days::all();
  for (std::uint32_t later = index + 1; later < variable.first_version + variable.n_versions; ++later) {
    const DatedVersion& other = versions_[later];
    if (!other.is_certain) continue;
    if (!other.shape) return {};
    if (other.shape == shape) days = days.without(other.days);
  }
  return days;
}

std::vector<Restriction> Selection::days_of_version(const program::Variable& variable, std::uint32_t own) const {
  std::vector<Restriction> restrictions;
  const std::optional<std::uint32_t> shape = versions_[own].shape;
  if (shape) restrictions.push_back({*shape, selected(variable, own, *shape), true});
  for (std::uint32_t later = own + 1; later < variable.first_version + variable.n_versions; ++later) {
    const std::optional<std::uint32_t> other = versions_[later].shape;
    if (other && other != shape) restrictions.push_back({*other, selected(variable, own, *other), false});
  }
  return restrictions;
}

void Selection::add_days(NodeId condition, bool wanted, std::vector<Restriction>& restrictions) {
  const program::Node& node = package_.node(condition);
  const auto operands = package_.operands_of(node);
  if (node.op == Op::kAnd && wanted) {
    for (const NodeId operand : operands) add_days(operand, true, restrictions);
  } else if (node.op == Op::kNot && wanted) {
    add_days(operands[0], false, restrictions);
  } else if (node.op == Op::kInPeriod) {
    const program::Period& period = package_.periods[node.payload];
    // Where its text is not known, a draft says nothing on its days.
    if (!wanted && package_.texts[period.text.value].kind == program::TextKind::kDraft) return;
    const Days days = Days::between(period.from, period.until);
    restrictions.push_back({shapes_.of(operands[0]), wanted ? days : Days::all().without(days), wanted});
  }
}

bool Selection::has_undated(const program::Variable& variable) const {
  for (std::uint32_t index = 0; index < variable.n_versions; ++index) {
    if (!versions_[variable.first_version + index].shape) return true;
  }
  return false;
}

bool Selection::is_surely_there(const program::Variable& variable, const KnownDays& known) const {
  std::map<std::uint32_t, Days> covered;
  for (std::uint32_t index = 0; index < variable.n_versions; ++index) {
    const DatedVersion& version = versions_[variable.first_version + index];
    if (!version.is_certain) continue;
    if (!version.shape) return true;
    Days& days = covered[*version.shape];
    days = days.joined_with(version.days);
  }
  // Of a date that nothing is known of, not even that it is there, nothing follows.
  return std::any_of(covered.begin(), covered.end(), [&](const auto& each) {
    const auto found = known.dates().find(each.first);
    return found != known.dates().end() && each.second.contains(found->second);
  });
}

bool Selection::is_surely_passed(const program::Variable& variable, std::uint32_t index, const KnownDays& known) const {
  return std::any_of(known.dates().begin(), known.dates().end(), [&](const auto& each) {
    return selected(variable, index, each.first).common_with(each.second).is_empty();
  });
}

const FirstDay* Selection::first_day(program::StringId dispositif) const {
  const auto found = first_days_.find(dispositif.value);
  return found == first_days_.end() ? nullptr : &found->second;
}

KnownDays Selection::known_of(program::StringId dispositif) {
  KnownDays known;
  if (const FirstDay* first = first_day(dispositif)) {
    known.restrict(shapes_.of(first->date), Days::between(first->day, program::kNoEnd));
  }
  return known;
}

const program::Version* applied_version(const program::Package& package, eval::Evaluator& evaluator,
                                        program::VariableId id) {
  const auto versions = package.versions_of(package.variable(id));
  for (auto version = versions.rbegin(); version != versions.rend(); ++version) {
    if (!evaluator.is_known(version->text)) continue;
    if (!version->date) return &*version;
    const eval::Outcome date = evaluator.evaluate(version->date);
    if (!date.ok()) return nullptr;
    if (date.value.is_absent()) continue;
    const value::Date day = date.value.as_date();
    if (version->from <= day && day < version->until) return &*version;
  }
  return nullptr;
}

}  // namespace avenant::check
