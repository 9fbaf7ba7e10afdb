#include "runtime/batch/run_blocks.hpp"

#include <algorithm>
#include <atomic>
#include <thread>
#include <vector>

#include "runtime/value/value.hpp"

namespace avenant::batch {
namespace {

// What the threads share: the blocks that nobody has begun.
struct Blocks {
  std::span<const InputColumn> inputs;
  std::size_t n_rows;
  std::span<const ResultColumn> results;
  std::atomic<std::size_t> next_row{0};
};

void run_some(BlockEngine& engine, Blocks& blocks) {
  std::vector<InputColumn> inputs(blocks.inputs.size());
  std::vector<ResultColumn> results(blocks.results.size());
  while (true) {
    const std::size_t first = blocks.next_row.fetch_add(kBlockRows);
    if (first >= blocks.n_rows) return;
    for (std::size_t i = 0; i < inputs.size(); ++i) inputs[i] = from_row(blocks.inputs[i], first);
    for (std::size_t i = 0; i < results.size(); ++i) results[i] = from_row(blocks.results[i], first);
    engine.run(inputs, std::min(kBlockRows, blocks.n_rows - first), results);
  }
}

}  // namespace

std::size_t element_bytes(Storage storage) {
  switch (storage) {
    case Storage::kInt8:
      return 1;
    case Storage::kInt16:
      return 2;
    case Storage::kInt32:
      return 4;
    case Storage::kInt64:
      return 8;
    case Storage::kValue:
      return sizeof(value::Value);
  }
  return 0;
}

InputColumn from_row(const InputColumn& column, std::size_t first) {
  InputColumn rest = column;
  rest.values = static_cast<const std::byte*>(column.values) + first * element_bytes(column.storage);
  rest.first_bit += first;
  return rest;
}

ResultColumn from_row(const ResultColumn& column, std::size_t first) {
  return {column.a + first, column.b + first, column.status + first};
}

void run_blocks(std::span<const std::unique_ptr<BlockEngine>> engines, std::span<const InputColumn> inputs,
                std::size_t n_rows, std::span<const ResultColumn> results) {
  Blocks blocks{inputs, n_rows, results};
  const std::size_t n_blocks = (n_rows + kBlockRows - 1) / kBlockRows;
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < std::min(engines.size(), n_blocks); ++i) {
    threads.emplace_back([&blocks, &engine = *engines[i]] { run_some(engine, blocks); });
  }
  run_some(*engines[0], blocks);
  for (std::thread& thread : threads) thread.join();
}

}  // namespace avenant::batch
