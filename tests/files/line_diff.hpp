// The difference between two texts, line by line, for people.
#pragma once

#include <string>
#include <string_view>

namespace avenant::file_tests {

/// The lines of both texts in order: « - » only expected, « + » only printed, others common. Common lines far from any
/// difference are left out. Quadratic in the lines that differ, and bounded: beyond a limit all of both is shown.
[[nodiscard]] std::string line_diff(std::string_view expected, std::string_view actual);

}  // namespace avenant::file_tests
