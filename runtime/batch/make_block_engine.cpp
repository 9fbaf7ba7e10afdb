#include "runtime/batch/make_block_engine.hpp"

#include "runtime/batch/interpreter_engine.hpp"

namespace avenant::batch {

std::unique_ptr<BlockEngine> make_block_engine(const program::Package& package,
                                               std::span<const program::VariableId> requests,
                                               const eval::RunOptions& options) {
  return std::make_unique<InterpreterEngine>(package, requests, options);
}

}  // namespace avenant::batch
