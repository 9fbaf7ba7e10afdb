#include "compiler/columns/block_decider.hpp"

#include <utility>

namespace avenant::columns {

BlockDecider::BlockDecider(const Question& question, std::size_t capacity, std::unique_ptr<BlockReader> reader,
                           std::unique_ptr<batch::BlockEngine> engine, std::unique_ptr<BlockWriter> writer)
    : block_(question.package, capacity),
      results_(question, capacity),
      reader_(std::move(reader)),
      engine_(std::move(engine)),
      writer_(std::move(writer)) {}

void BlockDecider::decide(const RawBlock& raw, DecidedBlock& decided) {
  decided.text.clear();
  decided.cuts.clear();
  decided.counts = {};
  block_.clear();
  reader_->faults().clear();
  if (raw.bound) {
    block_.add(*raw.bound);
  } else {
    reader_->read(raw, block_);
  }
  decided.faults = std::move(reader_->faults().all());
  decided.n_cases = block_.n_rows();
  if (decided.n_cases > 0) engine_->run(block_.columns(), decided.n_cases, results_.columns());
  results_.count_errors(decided.n_cases, decided.counts);
  std::size_t n_faults = 0;
  for (std::size_t row = 0; row < decided.n_cases; ++row) {
    for (; n_faults < decided.faults.size() && decided.faults[n_faults].row <= row; ++n_faults) {
      decided.cuts.push_back(decided.text.size());
    }
    writer_->write(block_, results_, row, decided.text);
  }
  decided.cuts.resize(decided.faults.size(), decided.text.size());
}

}  // namespace avenant::columns
