// A case as an author writes it in a scenario, one fact a line.
#pragma once

#include <string>
#include <vector>

#include "compiler/check/cone.hpp"

namespace avenant::check {

/// « médecin.zone = zip », « lecture seuil = plus_de », « à la date du 1er mars 2024 », « avec projet p »; a supplied
/// figure, which scenarios do not set, is a comment. Facts first, in the order of their declaration.
[[nodiscard]] std::vector<std::string> case_lines(const program::Package& package, const Cone& cone,
                                                  const Point& point);

}  // namespace avenant::check
