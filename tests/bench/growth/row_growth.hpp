// What deciding rows costs as there are more of them: columns of the synthetic population, made piece by piece, through
// the native engine. Read rule_growth.hpp next, which has the rules grow.
#pragma once

#include <cstddef>
#include <span>

namespace growth {

// Prints for each number of rows one line of JSON: `n`, `seconds` (processor time of deciding all of them once), and
// `peak_kib` (the most memory that the process had meanwhile). At the root of the repository. False, with a message,
// where there is no native engine.
bool measure_rows(std::span<const std::size_t> sizes);

}  // namespace growth
