#include "tests/bench/engines.hpp"

#include "runtime/batch/interpreter_engine.hpp"

namespace bench {
namespace {

using avenant::batch::BlockEngine;
using avenant::program::Package;
using avenant::program::VariableId;

constexpr std::size_t kSlow = std::size_t{1} << 14U;

std::unique_ptr<BlockEngine> make_interpreter(const Package& package, std::span<const VariableId> requests) {
  return std::make_unique<avenant::batch::InterpreterEngine>(package, requests, avenant::eval::RunOptions());
}

}  // namespace

std::vector<Engine> engines() {
  // Compiled engines come after the interpreter, their single case as a batch of one row.
  return {{"interpreter", make_interpreter, kSlow}};
}

}  // namespace bench
