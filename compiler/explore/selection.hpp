// What of a cone a picture shows, so that it stays readable; and how what it leaves out is said.
// Read next: picture/layout.hpp.
#pragma once

#include "compiler/explore/neighbourhood.hpp"

namespace avenant::explore {

/// Chooses boxes and links for a cone, ring by ring from the thing asked for: without a depth, rings that fit; with
/// one, that many rings. A ring too large shows its first rules, and one box for the others. Links that only say which
/// wording applies are shown at the thing itself, not between others.
void select_picture(const Things& things, const NeighbourhoodRequest& request, Neighbourhood& graph);

}  // namespace avenant::explore
