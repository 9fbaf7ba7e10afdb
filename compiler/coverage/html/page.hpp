// Coverage as one page beside the law: each rule file as a lawyer reads it, its rules with a margin that says what
// scenarios show of them, how often, and which do. Read next: margin.hpp, ../hits.hpp; compiler/page/markdown.hpp.
#pragma once

#include <string>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/coverage/hits.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/scenario/coverage/coverage.hpp"
#include "compiler/scenario/run.hpp"

namespace avenant::coverage {

/// What a page is made of; everything must outlive the call.
struct PageInput {
  const program::Package& package;
  const base::SourceMap& sources;
  std::size_t n_library_sources = 0;  ///< The first sources, which are left out.
  const scenario::Report& report;
  const scenario::CoverageReport& coverage;
  const std::vector<GoalHits>& hits;
  diagnostics::Language language = diagnostics::Language::French;
};

/// The page: figures, what is not shown, then the files in order. It needs nothing else and no script. Each place that
/// is not wholly covered leads to the next by a link. Linear in the sources and in the scenarios of each goal.
[[nodiscard]] std::string page_of(const PageInput& input);

}  // namespace avenant::coverage
