#include "runtime/engine/native_block.hpp"

#include <algorithm>
#include <cstring>

#include "runtime/engine/fill_column.hpp"
#include "runtime/engine/take_results.hpp"

namespace avenant::engine {

namespace {

constexpr std::size_t kAlignment = 64;

const batch::InputColumn* column_of(std::span<const batch::InputColumn> inputs, program::InputId input) {
  const auto found = std::find_if(inputs.begin(), inputs.end(), [input](const auto& each) { return each.input == input; });
  return found == inputs.end() ? nullptr : &*found;
}

}  // namespace

NativeBlockEngine::NativeBlockEngine(const program::Package& package, const NativeCode& code, const Settings& settings,
                                     const eval::RunOptions& options)
    : package_(package),
      code_(code),
      settings_(settings),
      cases_(package, code, settings, options),
      reference_(package, options),
      memory_(new std::byte[code.block_layout().size + kAlignment]()) {
  const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
  context_.memory = memory_.get() + (kAlignment - address % kAlignment) % kAlignment;
  context_.package = &package;
  if (options.situation_date) {
    context_.situation_date = options.situation_date->days();
    context_.has_situation_date = 1;
  }
}

NativeBlockEngine::~NativeBlockEngine() = default;

void NativeBlockEngine::run(std::span<const batch::InputColumn> inputs, std::size_t n_rows,
                            std::span<const batch::ResultColumn> results) {
  for (std::size_t first = 0; first < n_rows; first += batch::kBlockRows) {
    run_block(inputs, first, std::min(batch::kBlockRows, n_rows - first), results);
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
  for (const BlockInput& input : layout.inputs) {
    const batch::InputColumn* column = column_of(inputs, input.input);
    if (column != nullptr) {
      fill_column(package_, input, *column, first, n_rows, context_.memory, flags);
    } else {
      fill_absent(input, n_rows, context_.memory, flags);
    }
  }
  code_.block_entry()(&context_, n_rows);
  for (std::size_t i = 0; i < layout.requests.size(); ++i) {
    const std::uint32_t request = layout.requests[i];
    take_result(layout.results[i], context_.memory, first, n_rows, results[request]);
    if (!layout.results[i].status.exists()) continue;
    const batch::ResultColumn& result = results[request];
    for (std::size_t row = first; row < first + n_rows; ++row) {
      if (result.status[row] == program::kStatusOk) continue;
      const eval::Outcome outcome = reference_.at_edge(settings_.requests[request], {{}, result.status[row]});
      result.a[row] = outcome.value.a;
      result.b[row] = outcome.value.b;
      result.status[row] = outcome.status;
    }
  }
  const bool has_rest = code_.rest_entry() != nullptr;
  for (std::size_t i = 0; i < n_rows; ++i) {
    if (has_rest || flags[i] != 0) run_row(inputs, first + i, results, flags[i] != 0);
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
    if (!all && std::binary_search(code_.block_layout().requests.begin(), code_.block_layout().requests.end(), i)) continue;
    results[i].a[row] = outcomes[i].ok() ? outcomes[i].value.a : 0;
    results[i].b[row] = outcomes[i].ok() ? outcomes[i].value.b : 0;
    results[i].status[row] = outcomes[i].status;
  }
}

}  // namespace avenant::engine
