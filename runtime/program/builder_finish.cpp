// How a builder hands over its program: texts ranked, sites sorted, versions and derogations laid side by side.
#include <algorithm>
#include <numeric>
#include <tuple>

#include "runtime/program/builder.hpp"

namespace avenant::program {

namespace {

void remap(SiteId& site, std::span<const SiteId> new_ids) {
  if (site) site = new_ids[site.value];
}

}  // namespace

// Libraries, then vocabularies, then texts by publication, then by entry into force, then by name.
void PackageBuilder::rank_texts() {
  std::vector<std::uint32_t> order(package_.texts.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [this](std::uint32_t index) {
    const Text& text = package_.texts[index];
    const bool dated = text.kind == TextKind::kText || text.kind == TextKind::kDraft;
    return std::tuple(dated ? TextKind::kText : text.kind, dated ? text.published.days() : 0,
                      dated ? text.in_force.days() : 0, package_.text_of(text.name));
  };
  std::stable_sort(order.begin(), order.end(),
                   [&key](std::uint32_t left, std::uint32_t right) { return key(left) < key(right); });
  for (std::size_t rank = 0; rank < order.size(); ++rank) {
    package_.texts[order[rank]].rank = static_cast<std::uint32_t>(rank);
  }
}

// The last two members of the key order sites that are written at one place for several variables.
void PackageBuilder::sort_sites() {
  std::vector<std::uint32_t> order(package_.sites.size());
  std::iota(order.begin(), order.end(), 0U);
  const auto key = [this](std::uint32_t index) {
    const Site& site = package_.sites[index];
    std::uint32_t rank = 0;
    std::string_view path;
    std::uint32_t offset = 0;
    if (site.place) {
      const Place& place = package_.places[site.place.value];
      // No text comes before every text.
      rank = place.text ? package_.texts[place.text.value].rank + 1 : 0;
      path = package_.text_of(place.path);
      offset = place.offset;
    }
    std::string_view subject;
    if (site.subject == SubjectKind::kInput) subject = package_.text_of(package_.inputs[site.subject_id].name);
    if (site.subject == SubjectKind::kVariable) subject = package_.text_of(package_.variables[site.subject_id].name);
    return std::tuple(site.error, rank, path, offset, site.sequence, site.subject, subject);
  };
  std::stable_sort(order.begin(), order.end(),
                   [&key](std::uint32_t left, std::uint32_t right) { return key(left) < key(right); });
  std::vector<SiteId> new_ids(order.size());
  std::vector<Site> sorted;
  for (const std::uint32_t old_index : order) {
    new_ids[old_index] = SiteId(sorted.size());
    sorted.push_back(package_.sites[old_index]);
  }
  package_.sites = std::move(sorted);
  remap_sites(new_ids);
}

void PackageBuilder::remap_sites(std::span<const SiteId> new_ids) {
  for (Node& node : package_.nodes) {
    remap(node.site, new_ids);
    remap(node.second_site, new_ids);
  }
  for (Input& input : package_.inputs) {
    remap(input.missing, new_ids);
    remap(input.out_of_range, new_ids);
  }
  for (Variable& variable : package_.variables) {
    remap(variable.no_version, new_ids);
    remap(variable.conflict, new_ids);
  }
  for (Version& version : package_.versions) remap(version.repealed, new_ids);
}

void PackageBuilder::place_versions() {
  std::stable_sort(
      pending_versions_.begin(), pending_versions_.end(),
      [](const PendingVersion& left, const PendingVersion& right) { return left.variable < right.variable; });
  for (const PendingVersion& pending : pending_versions_) {
    Variable& variable = package_.variables[pending.variable.value];
    if (variable.n_versions == 0) variable.first_version = static_cast<std::uint32_t>(package_.versions.size());
    ++variable.n_versions;
    package_.versions.push_back(pending.version);
  }
}

void PackageBuilder::place_closings() {
  std::stable_sort(pending_closings_.begin(), pending_closings_.end(),
                   [](const PendingClosing& left, const PendingClosing& right) {
                     return std::tuple(left.enumeration.value, left.closing.case_index) <
                            std::tuple(right.enumeration.value, right.closing.case_index);
                   });
  for (const PendingClosing& pending : pending_closings_) {
    Enumeration& enumeration = package_.enumerations[pending.enumeration.value];
    if (enumeration.n_closings == 0) enumeration.first_closing = static_cast<std::uint32_t>(package_.closings.size());
    ++enumeration.n_closings;
    package_.closings.push_back(pending.closing);
  }
}

void PackageBuilder::place_derogations() {
  std::vector<std::uint32_t> order(pending_derogations_.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [this](std::uint32_t left, std::uint32_t right) {
    return pending_derogations_[left].rule < pending_derogations_[right].rule;
  });
  const std::span<const std::uint32_t> all(order);
  for (std::size_t begin = 0; begin < order.size();) {
    const RuleId rule = pending_derogations_[order[begin]].rule;
    std::size_t end = begin;
    while (end < order.size() && pending_derogations_[order[end]].rule == rule) ++end;
    place_rule(rule, all.subspan(begin, end - begin));
    begin = end;
  }
}

// Lays the derogations of one rule in an order where each comes after those it derogates from: the first in order of
// declaration whose parents are all laid comes next.
void PackageBuilder::place_rule(RuleId rule_id, std::span<const std::uint32_t> members) {
  Rule& rule = package_.rules[rule_id.value];
  rule.first_derogation = static_cast<std::uint32_t>(package_.derogations.size());
  if (members.size() > kMaxDerogations) return fail("a rule has more than 63 derogations");
  std::map<std::uint32_t, std::uint32_t> laid;
  while (laid.size() < members.size()) {
    const std::size_t n_before = laid.size();
    for (const std::uint32_t member : members) {
      const PendingDerogation& pending = pending_derogations_[member];
      const bool ready = std::all_of(pending.attached_to.begin(), pending.attached_to.end(),
                                     [&laid](DerogationId parent) { return laid.contains(parent.value); });
      if (laid.contains(member) || !ready) continue;
      Derogation derogation = pending.derogation;
      for (const DerogationId parent : pending.attached_to) {
        derogation.parents |= std::uint64_t{2} << laid.at(parent.value);
      }
      laid.emplace(member, rule.n_derogations++);
      package_.derogations.push_back(derogation);
      break;
    }
    if (laid.size() == n_before) return fail("derogations derogate from each other, or from another rule's");
  }
}

BuildResult PackageBuilder::finish() {
  if (error_.empty()) {
    rank_texts();
    place_versions();
    place_closings();
    place_derogations();
    sort_sites();
  }
  BuildResult result;
  result.error = std::move(error_);
  if (result.error.empty()) result.package = std::move(package_);
  *this = PackageBuilder();
  return result;
}

}  // namespace avenant::program
