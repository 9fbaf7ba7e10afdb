// When a version, a derogation or a notice is in force, as operations of the program: periods, texts that must be
// known, and entries into force that a later text postponed.
#pragma once

#include <span>

#include "compiler/lower/context.hpp"

namespace avenant::lower {

/// The first day of a period, or the first day there is.
[[nodiscard]] value::Date first_day(const std::optional<value::Date>& from);

/// Whether a rule of a text is in force, as a boolean. Without application date: whether what it needs is known.
[[nodiscard]] program::NodeId in_force(Context& context, const hir::InForce& item, program::TextId text,
                                       base::Span span);

/// Adds a version of a member, once for each day on which it may enter into force. `spec` has its text, its place and
/// what it says.
void add_versions(Context& context, program::VariableId member, const hir::InForce& item, program::VersionSpec spec,
                  base::Span span);

}  // namespace avenant::lower
