// Coverage as an LCOV tracefile, which genhtml and the reports of continuous integration read.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/coverage/hits.hpp"

namespace avenant::coverage {

/// One record a rule file that holds something to cover, in the order of its paths. A count is a number of scenarios.
/// Functions are articles, at their headings, and versions of rules; lines, whatever has something to cover; branches,
/// the two sides of conditions and of derogations, `-` where neither side was reached. Linear but for sorting.
[[nodiscard]] std::string lcov_of(const program::Package& package, const base::SourceMap& sources,
                                  const std::vector<GoalHits>& goals);

}  // namespace avenant::coverage
