// What a thing depends on and what depends on it, as far as it goes; and the part of that a picture shows.
// Read next: picture/layout.hpp, where its boxes stand; forms/forms.hpp.
#pragma once

#include "compiler/explore/reads.hpp"

namespace avenant::explore {

enum class Direction : std::uint8_t { Both, Depends, Used };

/// On which side of the thing asked for. Centre: itself.
enum class Side : std::uint8_t { Centre, Depends, Used };

/// A thing of the cone: a rule as a whole, a field of an entrée, a lecture …
struct Node {
  ThingId thing;
  Side side = Side::Centre;
  std::uint32_t distance = 0;  ///< Reads between it and the thing asked for, by the shortest way.
  bool reads_itself = false;   ///< A member of a family that reads another, a part that reads another.
};

/// One node reads another, for one reason or several.
struct Edge {
  std::uint32_t reader = 0;
  std::uint32_t read = 0;
  bool for_value = false;  ///< In what it says, or as a condition that it lists.
  bool for_derogation = false;
  bool for_application = false;
  std::vector<base::Span> places;
};

/// What a picture shows of the cone as one box: one node, or the fields of one entrée, or what there was no room for.
struct Box {
  std::vector<std::uint32_t> nodes;
  ThingId thing;  ///< What it is called after; invalid for what there was no room for.
  Side side = Side::Centre;
  std::uint32_t n_hidden = 0;  ///< Things further away, next to it, that are not shown.
};

struct Link {
  std::uint32_t reader = 0;
  std::uint32_t read = 0;
  bool is_derogation = false;   ///< Nothing but a derogation.
  bool is_application = false;  ///< Nothing but an application date.
};

/// The cone of one thing, and its picture. Box 0 is the thing itself.
struct Neighbourhood {
  ThingId centre;
  Direction direction = Direction::Both;
  std::vector<Node> nodes;
  std::vector<Edge> edges;
  std::vector<Box> boxes;
  std::vector<Link> links;
  std::uint32_t depth = 0;      ///< Of the picture.
  std::vector<ThingId> folded;  ///< Things of the cone that the picture does not name.
  bool has_hidden_applications = false;
};

struct NeighbourhoodRequest {
  ThingId thing;
  Direction direction = Direction::Both;
  std::optional<std::uint32_t> depth = {};  ///< Of the picture; else as far as it stays readable.
};

/// The cone of a thing and what to show of it. Linear in the reads, but for sorting.
[[nodiscard]] Neighbourhood neighbourhood_of(const Things& things, const std::vector<Read>& reads,
                                             const NeighbourhoodRequest& request);

}  // namespace avenant::explore
