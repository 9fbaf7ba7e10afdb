// From the trees of all texts of a project to the program as its author means it.
// Inside, one file a concern; analyse.cpp is the order in which they run.
#pragma once

#include <cstddef>
#include <vector>

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"
#include "compiler/hir/program.hpp"

namespace avenant::syntax {
class Tree;
}

namespace avenant::sema {

/// Bounds on the work of one analysis; each has its own diagnostic.
struct Options {
  std::size_t max_family_members = 10'000;  ///< Members of one family.
  std::size_t max_set_cases = 128;          ///< Cases of an enumeration used as a set.
  std::size_t max_unrolled = 1'000'000;     ///< Members of all families together.
  std::size_t max_list_inputs = 20'000;     ///< Scalars of all elements of one input list.
};

/// Analyses the trees of a project together, standard library included. Reports every independent mistake to the sink;
/// the program is complete and may be lowered only when the sink has no error. Linear in the size of the trees but for
/// name suggestions, which are made for errors only.
[[nodiscard]] hir::Program analyse(const std::vector<const syntax::Tree*>& trees, const base::SourceMap& sources,
                                   diagnostics::Sink& sink, const Options& options = {});

}  // namespace avenant::sema
