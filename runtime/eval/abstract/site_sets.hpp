// Sets of sites, each kept once and named by a number, so that the union of two sets met before is a look-up.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "runtime/eval/abstract_evaluator.hpp"

namespace avenant::eval::abstract {

// Only sets never seen before allocate. Not thread-safe.
class SiteSets {
 public:
  SiteSets();

  SiteSet single(program::SiteId site);
  SiteSet unite(SiteSet left, SiteSet right);
  // The members that are at most `limit`.
  SiteSet up_to(SiteSet set, program::SiteId limit);
  // The set of those sites, in any order, repetitions allowed. Sorts them.
  SiteSet of(std::vector<program::SiteId>& sites);
  SiteSet without(SiteSet set, program::SiteId site);

  std::span<const program::SiteId> members(SiteSet set) const {
    const Entry& entry = entries_[set.id];
    return std::span<const program::SiteId>(members_).subspan(entry.first, entry.size);
  }
  // Of a set that is not empty.
  program::SiteId greatest(SiteSet set) const { return members(set).back(); }
  bool contains(SiteSet set, program::SiteId site) const;

 private:
  struct Entry {
    std::uint32_t first = 0;
    std::uint32_t size = 0;
    std::uint64_t hash = 0;
  };
  struct Union {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    std::uint32_t result = 0;
  };

  // The id of the members in `scratch_`, ascending without repetition.
  SiteSet intern();
  void grow_index();

  std::vector<program::SiteId> members_;
  std::vector<Entry> entries_;
  // Open addressing over `entries_`; 0 is free, for the empty set is never looked up.
  std::vector<std::uint32_t> index_;
  // The last results of `unite`.
  std::vector<Union> unions_;
  std::vector<program::SiteId> scratch_;
};

}  // namespace avenant::eval::abstract
