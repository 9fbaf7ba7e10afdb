// The interpreter as an engine of blocks: one case after another, by eval::Evaluator. What it gives is what every other
// engine has to give. Read runtime/eval/evaluator.hpp next.
#pragma once

#include <span>
#include <vector>

#include "runtime/batch/block_engine.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::batch {

class InterpreterEngine final : public BlockEngine {
 public:
  // Answers `requests`, in that order. The package must have passed `program::verify` and outlive the engine.
  InterpreterEngine(const program::Package& package, std::span<const program::VariableId> requests,
                    const eval::RunOptions& options);

  void run(std::span<const InputColumn> inputs, std::size_t n_rows, std::span<const ResultColumn> results) override;

 private:
  const program::Package& package_;
  std::vector<program::VariableId> requests_;
  eval::Evaluator evaluator_;
};

// The cell that element `row` of a column stands for, whatever its validity. What is no value of the input's type is a
// cell that `eval::is_valid` refuses.
value::Value cell_of(const program::Package& package, const InputColumn& column, std::size_t row);

}  // namespace avenant::batch
