// Where the scenarios that there are stand already: how far each is from each boundary, where it shows in what they
// expect. Read next: lab.hpp.
#pragma once

#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "compiler/suggest/lab.hpp"

namespace avenant::suggest {

/// The scenarios of a project against its boundaries. What it refers to must outlive it.
class Standing {
 public:
  /// Decides each scenario once, for all boundaries.
  Standing(const scenario::Lookup& lookup, const Readers& readers, const std::vector<BoundaryGroup>& groups, Lab& lab);

  /// Whether a scenario stands so far from the boundary of the group, in whatever member, and expects a result that the
  /// boundary decides there. False where the distance is not known.
  [[nodiscard]] bool stands_at(const BoundaryGroup& group, const std::optional<value::Rational>& distance) const;

 private:
  struct Played {
    Situation situation;
    std::vector<program::VariableId> requests;
  };
  struct Position {
    std::size_t scenario = 0;
    std::size_t member = 0;
  };
  using Distance = std::pair<std::int64_t, std::int64_t>;

  Lab& lab_;
  std::vector<Played> played_;
  // By group, then by distance, where its scenarios are.
  std::map<const BoundaryGroup*, std::map<Distance, std::vector<Position>>> positions_;
};

}  // namespace avenant::suggest
