// What a name given on the command line means. Read next: places.hpp.
#pragma once

#include "compiler/explore/things.hpp"

namespace avenant::explore {

/// The things that a name may mean. One: it is clear. None: `near` are names like it.
struct Found {
  std::vector<ThingId> things;
  std::vector<std::string> near;
};

/// Finds a thing by its name, with its dispositif before a point or not, with its kind before it or not (`barème
/// aide_maximale`), a member of a family by its family's name, a case or a choice by its own name where only one is
/// called so. With `dispositif`, only what belongs to it, or to no dispositif. Linear in the things.
[[nodiscard]] Found find_thing(const Things& things, std::string_view given, std::string_view dispositif = {});

}  // namespace avenant::explore
