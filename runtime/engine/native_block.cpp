#include "runtime/engine/native_block.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/engine/fill_column.hpp"

namespace avenant::engine {

NativeBlockEngine::NativeBlockEngine(const program::Package& package, const NativeCode& code, const Settings& settings,
                                     const eval::RunOptions& options)
    : package_(package),
      code_(code),
      cases_(package, code, settings, options),
      unusual_(package, code, settings, options),
      by_input_(package.inputs.size()),
      columns_(code.block_layout().inputs.size()),
      results_(code.block_layout().requests.size()),
      is_number_(which_are_numbers(package, settings, code.block_layout())),
      memory_(code.block_layout()),
      context_(context_of(package, memory_, options)) {
  context_.columns = columns_.data();
  context_.results = results_.data();
}

NativeBlockEngine::~NativeBlockEngine() = default;

void NativeBlockEngine::run(std::span<const batch::InputColumn> inputs, std::size_t n_rows,
                            std::span<const batch::ResultColumn> results) {
  std::fill(by_input_.begin(), by_input_.end(), nullptr);
  for (const batch::InputColumn& column : inputs) by_input_[column.input.value] = &column;
  for (std::size_t first = 0; first < n_rows; first += batch::kBlockRows) {
    run_block(inputs, first, std::min(batch::kBlockRows, n_rows - first), results);
  }
}

void NativeBlockEngine::prepare(std::size_t first, std::size_t n_rows, std::span<const batch::ResultColumn> results,
                                std::uint8_t* flags) {
  const BlockLayout& layout = code_.block_layout();
  for (std::size_t i = 0; i < layout.inputs.size(); ++i) {
    const BlockInput& input = layout.inputs[i];
    const batch::InputColumn* column = by_input_[input.input.value];
    columns_[i] = context_.memory + input.arrays.a.offset;
    if (column == nullptr) {
      fill_absent(input, n_rows, context_.memory, flags);
    } else if (is_read_in_place(input, *column)) {
      columns_[i] = element_of(*column, first);
      fill_presence(input, *column, first, n_rows, context_.memory, flags);
    } else {
      fill_column(package_, input, *column, first, n_rows, context_.memory, flags);
    }
  }
  for (std::size_t i = 0; i < layout.requests.size(); ++i) {
    const batch::ResultColumn& result = results[layout.requests[i]];
    results_[i] = {result.a + first, result.b + first, result.status + first};
  }
}

void NativeBlockEngine::run_block(std::span<const batch::InputColumn> inputs, std::size_t first, std::size_t n_rows,
                                  std::span<const batch::ResultColumn> results) {
  const BlockLayout& layout = code_.block_layout();
  if (code_.block_entry() == nullptr) {
    for (std::size_t i = 0; i < n_rows; ++i) run_row(inputs, first + i, results, true);
    return;
  }
  auto* flags = reinterpret_cast<std::uint8_t*>(context_.memory + layout.flags.offset);
  std::memset(flags, 0, n_rows);
  prepare(first, n_rows, results, flags);
  code_.block_entry()(&context_, n_rows);
  finish(inputs, first, n_rows, results, flags);
}

void NativeBlockEngine::finish(std::span<const batch::InputColumn> inputs, std::size_t first, std::size_t n_rows,
                               std::span<const batch::ResultColumn> results, const std::uint8_t* flags) {
  unusual_rows_.clear();
  for (std::size_t row = 0; row < n_rows; ++row) {
    if ((flags[row] & kRowIsNotComputed) != 0) {
      unusual_rows_.push_back(first + row);
    } else if (flags[row] != 0) {
      for (std::size_t i = 0; i < results_.size(); ++i) {
        if (is_number_[i]) reduce(results_[i], row);
      }
    }
  }
  n_unusual_ += unusual_rows_.size();
  if (!unusual_rows_.empty()) unusual_rows_.resize(unusual_.run(by_input_, unusual_rows_, results));
  for (const std::uint64_t row : unusual_rows_) run_row(inputs, row, results, true);
  if (code_.rest_entry() == nullptr) return;
  // All results of the rows that were computed one at a time are there.
  auto done = unusual_rows_.begin();
  for (std::uint64_t row = first; row < first + n_rows; ++row) {
    if (done != unusual_rows_.end() && *done == row) {
      ++done;
    } else {
      run_row(inputs, row, results, false);
    }
  }
}

void NativeBlockEngine::run_row(std::span<const batch::InputColumn> inputs, std::size_t row,
                                std::span<const batch::ResultColumn> results, bool all) {
  n_single_ += all ? 1 : 0;
  cases_.begin_case();
  for (const batch::InputColumn& column : inputs) {
    if (const auto value = value_at(package_, column, row)) cases_.set(column.input, *value);
  }
  const std::span<const eval::Outcome> outcomes = all ? cases_.request() : cases_.request_rest();
  for (std::size_t i = 0; i < outcomes.size(); ++i) {
    if (!all && std::binary_search(code_.block_layout().requests.begin(), code_.block_layout().requests.end(), i))
      continue;
    results[i].a[row] = outcomes[i].ok() ? outcomes[i].value.a : 0;
    results[i].b[row] = outcomes[i].ok() ? outcomes[i].value.b : 0;
    results[i].status[row] = outcomes[i].status;
  }
}

}  // namespace avenant::engine
