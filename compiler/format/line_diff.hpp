// The differences between a source and its formatted text, for `rulec fmt --diff`. Read next: format.hpp.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace avenant::format {

/// The first line, from 1, that differs; 0 when the texts are equal.
[[nodiscard]] std::uint32_t first_difference(std::string_view before, std::string_view after);

/// A unified diff with three lines of context, as `patch` reads it; empty when the texts are equal. Formatting rewrites
/// lines one for one and drops empty ones, so that one pass finds every difference: linear in the size.
[[nodiscard]] std::string unified_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace avenant::format
