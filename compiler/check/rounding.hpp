// Double rounding: a value already rounded, rounded again to a coarser step with nothing computed in between.
#pragma once

#include "compiler/check/spans.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::check {

/// Reports each such rounding once, with the first one that reaches it. Roundings of one sense to multiples of the
/// finer step change nothing and are left alone. Linear: each rounding follows what it reads, within a limit.
void report_double_rounding(const program::Package& package, Spans& spans, diagnostics::Sink& sink);

}  // namespace avenant::check
