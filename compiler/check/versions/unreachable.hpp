// Wordings that govern no case: later ones hide them on all days, or no application date reaches their period.
// Read next: selection.hpp.
#pragma once

#include "compiler/check/proof/prove.hpp"
#include "compiler/check/spans.hpp"
#include "compiler/check/versions/selection.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::check {

/// Warns of each wording of a rule, whole or left by a partial amendment, that no case selects in any of its members:
/// proved so by the days of its application date, within the values that `prover` finds for it. One that lives on in
/// what amends it is not reported. Linear in the versions, times those of one variable.
void report_unreachable_versions(const hir::Program& hir, const program::Package& package, Selection& selection,
                                 Prover& prover, Spans& spans, diagnostics::Sink& sink);

}  // namespace avenant::check
