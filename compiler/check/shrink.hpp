// From any case that shows a mistake to one that people read: few facts, plain values. Read next: message.hpp.
#pragma once

#include "compiler/check/trial.hpp"

namespace avenant::check {

/// The witness of a confirmed target with fewer facts and plainer values; still a case that the target asks for.
/// Evaluates some hundred cases at most for each dimension.
[[nodiscard]] Point shrink(Trial& trial, const program::Package& package, const Unit& unit, const Cone& cone,
                           const Target& target);

}  // namespace avenant::check
