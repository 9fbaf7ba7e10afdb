// Definitions that nothing needs: not reached from a result, a notice or a scenario.
#pragma once

#include "compiler/check/spans.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::check {

/// Reports the definitions, tables and eligibilities that serve nothing, unless another of them reads them: then that
/// one is reported. A dispositif without any result is left alone. Linear.
void report_unused(const hir::Program& hir, const program::Package& package, Spans& spans, diagnostics::Sink& sink);

}  // namespace avenant::check
