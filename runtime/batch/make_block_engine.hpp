// The one place where an engine of blocks is chosen and made. Read block_engine.hpp next.
#pragma once

#include <memory>
#include <span>

#include "runtime/batch/block_engine.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::batch {

// An engine that answers `requests` for cases of `package` under `options`; never null. The package must have passed
// `program::verify` and outlive the engine. Call it once a thread: engines are not shared.
std::unique_ptr<BlockEngine> make_block_engine(const program::Package& package,
                                               std::span<const program::VariableId> requests,
                                               const eval::RunOptions& options);

}  // namespace avenant::batch
