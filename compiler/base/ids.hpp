// Typed 32-bit ids and the stores they index. Everything the compiler keeps is addressed by such ids, not by pointers.
// Read next: source.hpp.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <utility>
#include <vector>

#include "compiler/base/check.hpp"

namespace avenant::base {

/// An index into a Store, typed by Tag. The default value is the invalid id.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::uint32_t index) : index_(index) {}

  [[nodiscard]] constexpr std::uint32_t index() const { return index_; }
  [[nodiscard]] constexpr bool valid() const { return index_ != kInvalid; }
  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  static constexpr std::uint32_t kInvalid = std::numeric_limits<std::uint32_t>::max();
  std::uint32_t index_ = kInvalid;
};

/// A growing array indexed by its own kind of id. References stay valid until the next add().
template <class IdType, class T>
class Store {
 public:
  IdType add(T item) {
    items_.push_back(std::move(item));
    return IdType(static_cast<std::uint32_t>(items_.size() - 1));
  }
  [[nodiscard]] T& operator[](IdType id) {
    AVENANT_CHECK(id.index() < items_.size(), "id out of its store");
    return items_[id.index()];
  }
  [[nodiscard]] const T& operator[](IdType id) const {
    AVENANT_CHECK(id.index() < items_.size(), "id out of its store");
    return items_[id.index()];
  }
  [[nodiscard]] std::size_t size() const { return items_.size(); }
  [[nodiscard]] bool empty() const { return items_.empty(); }
  /// Forgets the items added since the store had `count` of them; their ids must be kept nowhere.
  void truncate(std::size_t count) {
    AVENANT_CHECK(count <= items_.size(), "a store has no items to forget");
    items_.erase(items_.begin() + static_cast<std::ptrdiff_t>(count), items_.end());
  }
  [[nodiscard]] auto begin() { return items_.begin(); }
  [[nodiscard]] auto end() { return items_.end(); }
  [[nodiscard]] auto begin() const { return items_.begin(); }
  [[nodiscard]] auto end() const { return items_.end(); }
  /// The id of the item at a position, 0 ≤ position < size().
  [[nodiscard]] IdType id_at(std::size_t position) const { return IdType(static_cast<std::uint32_t>(position)); }

 private:
  std::vector<T> items_;
};

}  // namespace avenant::base

template <class Tag>
struct std::hash<avenant::base::Id<Tag>> {
  std::size_t operator()(avenant::base::Id<Tag> id) const noexcept { return id.index(); }
};
