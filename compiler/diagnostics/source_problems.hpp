// Messages about the bytes and the blocks of one source, before any rule in it is read.
#pragma once

#include "compiler/base/source.hpp"
#include "compiler/diagnostics/diagnostics.hpp"

namespace avenant::diagnostics {

/// Reports what is wrong with a source: its bytes (then nothing else of it can be said), an unclosed, misspelt or
/// indented block, or a block without a mark where none is marked `avenant`. Linear in the number of fences.
void report_source_problems(const base::SourceMap& sources, base::SourceId source, Sink& sink);

}  // namespace avenant::diagnostics
