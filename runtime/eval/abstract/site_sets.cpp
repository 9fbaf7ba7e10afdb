#include "runtime/eval/abstract/site_sets.hpp"

#include <algorithm>
#include <iterator>

namespace avenant::eval::abstract {

namespace {

constexpr std::size_t kUnions = 4096;
constexpr std::size_t kFirstIndex = 256;

std::uint64_t mix(std::uint64_t x) {
  x ^= x >> 32U;
  x *= 0x9E3779B97F4A7C15ULL;
  return x ^ (x >> 29U);
}

}  // namespace

SiteSets::SiteSets() : entries_(1), index_(kFirstIndex), unions_(kUnions) {}

SiteSet SiteSets::intern() {
  if (scratch_.empty()) return {};
  std::uint64_t hash = scratch_.size();
  for (const program::SiteId site : scratch_) hash = mix(hash + site.value);
  const std::size_t mask = index_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(hash) & mask;
  while (index_[slot] != 0) {
    const Entry& entry = entries_[index_[slot]];
    const auto found = members(SiteSet{index_[slot]});
    if (entry.hash == hash && std::equal(found.begin(), found.end(), scratch_.begin(), scratch_.end())) {
      return SiteSet{index_[slot]};
    }
    slot = (slot + 1) & mask;
  }
  const auto id = static_cast<std::uint32_t>(entries_.size());
  entries_.push_back({static_cast<std::uint32_t>(members_.size()), static_cast<std::uint32_t>(scratch_.size()), hash});
  members_.insert(members_.end(), scratch_.begin(), scratch_.end());
  index_[slot] = id;
  if (entries_.size() * 2 > index_.size()) grow_index();
  return SiteSet{id};
}

void SiteSets::grow_index() {
  index_.assign(index_.size() * 2, 0);
  const std::size_t mask = index_.size() - 1;
  for (std::size_t id = 1; id < entries_.size(); ++id) {
    std::size_t slot = static_cast<std::size_t>(entries_[id].hash) & mask;
    while (index_[slot] != 0) slot = (slot + 1) & mask;
    index_[slot] = static_cast<std::uint32_t>(id);
  }
}

SiteSet SiteSets::single(program::SiteId site) {
  scratch_.assign(1, site);
  return intern();
}

SiteSet SiteSets::unite(SiteSet left, SiteSet right) {
  if (left.is_empty() || left == right) return right;
  if (right.is_empty()) return left;
  if (right.id < left.id) std::swap(left, right);
  const std::uint64_t key = mix(std::uint64_t{left.id} << 32U | right.id);
  Union& known = unions_[static_cast<std::size_t>(key) % kUnions];
  if (known.left == left.id && known.right == right.id) return SiteSet{known.result};
  const auto a = members(left);
  const auto b = members(right);
  scratch_.clear();
  std::set_union(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(scratch_));
  const SiteSet result = intern();
  known = {left.id, right.id, result.id};
  return result;
}

SiteSet SiteSets::up_to(SiteSet set, program::SiteId limit) {
  if (set.is_empty() || !(limit < greatest(set))) return set;
  scratch_.clear();
  for (const program::SiteId site : members(set)) {
    if (!(limit < site)) scratch_.push_back(site);
  }
  return intern();
}

SiteSet SiteSets::of(std::vector<program::SiteId>& sites) {
  std::sort(sites.begin(), sites.end());
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  scratch_.assign(sites.begin(), sites.end());
  return intern();
}

SiteSet SiteSets::without(SiteSet set, program::SiteId site) {
  if (!contains(set, site)) return set;
  scratch_.clear();
  for (const program::SiteId member : members(set)) {
    if (!(member == site)) scratch_.push_back(member);
  }
  return intern();
}

bool SiteSets::contains(SiteSet set, program::SiteId site) const {
  const auto all = members(set);
  return std::binary_search(all.begin(), all.end(), site);
}

}  // namespace avenant::eval::abstract
