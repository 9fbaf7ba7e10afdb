// Sets of days: those on which a version counts, those on which a rule is read. Read next: selection.hpp.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/value/date.hpp"

namespace avenant::check {

/// A set of days, as periods in order that neither meet nor touch. Operations are linear in the periods.
class Days {
 public:
  /// No day.
  Days() = default;
  /// Every day.
  [[nodiscard]] static Days all();
  /// From `from` to the day before `until`; none where that is before `from`.
  [[nodiscard]] static Days between(value::Date from, value::Date until);

  [[nodiscard]] bool is_empty() const { return periods_.empty(); }
  [[nodiscard]] Days common_with(const Days& other) const;
  [[nodiscard]] Days without(const Days& other) const;
  [[nodiscard]] Days joined_with(const Days& other) const;
  /// Whether every day of `other` is one of these.
  [[nodiscard]] bool contains(const Days& other) const { return other.without(*this).is_empty(); }

 private:
  struct Period {
    std::int64_t from = 0;
    std::int64_t until = 0;  // Excluded.
  };
  std::vector<Period> periods_;
};

}  // namespace avenant::check
