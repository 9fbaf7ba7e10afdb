// `rulec consolidate`: the rules as they stand for cases all of whose application dates are one day, source to source.
// standing.hpp: what stands that day · kept.hpp: what of it is needed · plan.hpp: the wording of each rule · files.hpp:
// the files, with headings and prose.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/consolidate/files.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"
#include "compiler/syntax/tree.hpp"

namespace avenant::consolidate {

/// What is consolidated. Everything is referred to.
struct Request {
  const hir::Program& program;
  const base::SourceMap& sources;
  const std::vector<syntax::Tree>& trees;
  std::size_t n_library_sources = 0;  ///< The first sources and trees are the standard library's.
  value::Date day{};
  std::vector<hir::TextId> drafts;  ///< Taken for adopted.
};

/// The files of the consolidated rules, in the canonical layout. Reports rules that no plain wording can say, and says
/// nothing of what the new files mean: the caller compiles them. Consolidating them for the same day gives them again.
/// Linear in the rules, but for the amendments of one rule, which are looked at once each.
[[nodiscard]] std::vector<TextFile> consolidate(const Request& request, diagnostics::Sink& sink);

/// The draft of a name, or an invalid id.
[[nodiscard]] hir::TextId draft_named(const hir::Program& program, std::string_view name);
/// The drafts of these names, in order; a name that is none's is reported (AVN6038) and left out.
[[nodiscard]] std::vector<hir::TextId> drafts_named(const hir::Program& program, const std::vector<std::string>& names,
                                                    diagnostics::Sink& sink);

}  // namespace avenant::consolidate
