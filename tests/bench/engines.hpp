// The engines that benchmarks set beside the references written by hand. A new engine is one line in engines.cpp.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "runtime/batch/block_engine.hpp"
#include "runtime/engine/native_case.hpp"
#include "runtime/eval/evaluator.hpp"

namespace bench {

struct Engine {
  std::string name;
  // An engine of blocks that answers some results of a package; null where this machine has none.
  std::function<std::unique_ptr<avenant::batch::BlockEngine>(const avenant::program::Package&,
                                                             std::span<const avenant::program::VariableId>)>
      make_batch;
  // Rows that are worth its time in one iteration: fewer for slow ones.
  std::size_t n_rows;
};

std::vector<Engine> engines();

// Code for one case at a time, with what it needs; without evaluator where this machine has no native engine.
struct CompiledCase {
  std::unique_ptr<avenant::engine::Settings> settings;
  std::unique_ptr<avenant::engine::NativeCode> code;
  std::unique_ptr<avenant::engine::NativeEvaluator> evaluator;
};
CompiledCase compile_case(const avenant::program::Package& package,
                          std::span<const avenant::program::VariableId> requests);

}  // namespace bench
