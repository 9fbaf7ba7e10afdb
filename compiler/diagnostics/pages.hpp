// The page of each code, written in docs/diagnostics/AVN####.md and embedded at build time, for `rulec code AVN3012`.
#pragma once

#include <string_view>

#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::diagnostics {

/// The page of a code in one language, as Markdown without its title; empty when the code has no page. The text lives
/// as long as the program.
[[nodiscard]] std::string_view page(Code code, Language language);

}  // namespace avenant::diagnostics
