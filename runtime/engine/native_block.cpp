#include "runtime/engine/native_block.hpp"

#include <algorithm>
#include <cstring>
#include <numeric>

#include "runtime/engine/fill_column.hpp"

namespace avenant::engine {

namespace {

constexpr std::size_t kAlignment = 64;

const batch::InputColumn* column_of(std::span<const batch::InputColumn> inputs, program::InputId input) {
  const auto found =
      std::find_if(inputs.begin(), inputs.end(), [input](const auto& each) { return each.input == input; });
  return found == inputs.end() ? nullptr : &*found;
}

}  // namespace

NativeBlockEngine::NativeBlockEngine(const program::Package& package, const NativeCode& code, const Settings& settings,
                                     const eval::RunOptions& options)
    : package_(package),
      code_(code),
      cases_(package, code, settings, options),
      columns_(code.block_layout().inputs.size()),
      results_(code.block_layout().requests.size()),
      memory_(new std::byte[code.block_layout().size + kAlignment]()) {
  const auto address = reinterpret_cast<std::uintptr_t>(memory_.get());
  context_.memory = memory_.get() + (kAlignment - address % kAlignment) % kAlignment;
  context_.package = &package;
  context_.columns = columns_.data();
  context_.results = results_.data();
  for (const std::uint32_t request : code.block_layout().requests) {
    is_number_.push_back(package.type(package.variable(settings.requests[request]).type).kind ==
                         program::TypeKind::kNumber);
  }
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

void NativeBlockEngine::prepare(std::span<const batch::InputColumn> inputs, std::size_t first, std::size_t n_rows,
                                std::span<const batch::ResultColumn> results, std::uint8_t* flags) {
  const BlockLayout& layout = code_.block_layout();
  for (std::size_t i = 0; i < layout.inputs.size(); ++i) {
    const BlockInput& input = layout.inputs[i];
    const batch::InputColumn* column = column_of(inputs, input.input);
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
  prepare(inputs, first, n_rows, results, flags);
  code_.block_entry()(&context_, n_rows);
  const bool has_rest = code_.rest_entry() != nullptr;
  for (std::size_t i = 0; i < n_rows; ++i) {
    if (flags[i] == 0 && !has_rest) continue;
    const bool is_computed = (flags[i] & kRowIsNotComputed) == 0;
    if (is_computed && flags[i] != 0) reduce_row(i);
    if (has_rest || !is_computed) run_row(inputs, first + i, results, !is_computed);
  }
}

// Only numbers have a second word that is neither 0 nor 1, but for sets and lists, which are left as they are.
void NativeBlockEngine::reduce_row(std::size_t row) {
  for (std::size_t i = 0; i < results_.size(); ++i) {
    if (!is_number_[i] || results_[i].b[row] <= 1) continue;
    const std::int64_t shared = std::gcd(results_[i].a[row], results_[i].b[row]);
    results_[i].a[row] /= shared;
    results_[i].b[row] /= shared;
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
