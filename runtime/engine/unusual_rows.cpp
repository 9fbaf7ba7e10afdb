#include "runtime/engine/unusual_rows.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>
#include <optional>

#include "runtime/batch/bits.hpp"
#include "runtime/engine/elements.hpp"
#include "runtime/engine/fill_column.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::engine {

namespace {

using program::TypeKind;

// Writes a row of an input, at `to` in its arrays, whatever it is.
class RowWriter {
 public:
  RowWriter(const program::Package& package, const BlockInput& input, std::byte* memory, std::uint8_t* flags)
      : package_(package), input_(input), record_(package.input(input.input)), memory_(memory), flags_(flags) {}

  void absent(std::size_t to) const {
    put_safe(input_, to, memory_);
    if (input_.arrays.present.exists()) put(input_.arrays.present, memory_, to, 0);
    put_status(to, input_.is_optional ? program::kStatusOk : record_.missing.value);
  }
  void given(std::size_t to) const {
    if (input_.arrays.present.exists()) put(input_.arrays.present, memory_, to, 1);
    put_status(to, program::kStatusOk);
  }
  void value(std::size_t to, value::Value value) const {
    if (value == value::Value::absent() && input_.arrays.kind != TypeKind::kSet) return absent(to);
    given(to);
    const bool is_valid = eval::is_valid(package_, record_.type, record_.range, value);
    if (is_valid && put_value(input_, value, to, memory_)) return;
    put_safe(input_, to, memory_);
    if (is_valid) {
      flags_[to] = kRowIsNotComputed;
    } else {
      put_status(to, record_.out_of_range.value);
    }
  }
  // Most are as they should be: what is not is written over afterwards.
  template <class Element>
  void elements(const batch::InputColumn& column, const Scale& scale, std::span<const std::uint64_t> rows) const {
    const auto* elements = static_cast<const Element*>(column.values);
    const std::uint32_t lacking = input_.is_optional ? program::kStatusOk : record_.missing.value;
    std::array<std::int64_t, kUnusualRows> words;
    std::array<std::uint32_t, kUnusualRows> statuses;
    std::array<std::uint8_t, kUnusualRows> present;
    std::uint64_t beyond = 0;
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::int64_t element = elements[rows[i]];
      const bool is_given = column.validity == nullptr || batch::bit_at(column.validity, column.first_bit + rows[i]);
      const bool is_within = element >= scale.least && element <= scale.greatest;
      words[i] = is_within ? element * scale.factor : input_.least;
      statuses[i] = is_given ? program::kStatusOk : lacking;
      present[i] = is_given ? 1 : 0;
      beyond |= std::uint64_t{is_given && !is_within} << i;
    }
    put_all(words, rows.size());
    std::memcpy(memory_ + input_.arrays.status.offset, statuses.data(), rows.size() * sizeof statuses[0]);
    if (input_.arrays.present.exists()) {
      std::memcpy(memory_ + input_.arrays.present.offset, present.data(), rows.size());
    }
    for (; beyond != 0; beyond &= beyond - 1) {
      const auto i = static_cast<std::size_t>(std::countr_zero(beyond));
      value(i, *value_at(package_, column, rows[i]));
    }
  }
  void cells(const batch::InputColumn& column, std::span<const std::uint64_t> rows) const {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const std::optional<value::Value> cell = value_at(package_, column, rows[i]);
      cell ? value(i, *cell) : absent(i);
    }
  }

 private:
  template <class Out>
  void put_as(const std::array<std::int64_t, kUnusualRows>& words, std::size_t n) const {
    auto* to = reinterpret_cast<Out*>(memory_ + input_.arrays.a.offset);
    for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<Out>(words[i]);
  }
  void put_all(const std::array<std::int64_t, kUnusualRows>& words, std::size_t n) const {
    if (input_.arrays.a.size == 1) put_as<std::int8_t>(words, n);
    if (input_.arrays.a.size == 4) put_as<std::int32_t>(words, n);
    if (input_.arrays.a.size == 8) put_as<std::int64_t>(words, n);
  }
  void put_status(std::size_t to, std::uint32_t status) const {
    std::memcpy(memory_ + input_.arrays.status.offset + to * sizeof status, &status, sizeof status);
  }

  const program::Package& package_;
  const BlockInput& input_;
  const program::Input& record_;
  std::byte* memory_;
  std::uint8_t* flags_;
};

}  // namespace

UnusualRows::UnusualRows(const program::Package& package, const NativeCode& code, const Settings& settings,
                         const eval::RunOptions& options)
    : package_(package),
      code_(code),
      memory_(code.unusual_layout()),
      context_(context_of(package, memory_, options)),
      is_number_(which_are_numbers(package, settings, code.unusual_layout())) {
  const std::vector<std::uint32_t>& requests = code.unusual_layout().requests;
  words_.resize(requests.size() * kUnusualRows * 2);
  statuses_.resize(requests.size() * kUnusualRows);
  for (std::size_t i = 0; i < requests.size(); ++i) {
    std::int64_t* words = words_.data() + i * kUnusualRows * 2;
    columns_.push_back({words, words + kUnusualRows, statuses_.data() + i * kUnusualRows});
  }
  context_.results = columns_.data();
}

std::size_t UnusualRows::run(std::span<const batch::InputColumn* const> inputs, std::span<std::uint64_t> rows,
                             std::span<const batch::ResultColumn> results) {
  std::size_t n_left = 0;
  for (std::size_t first = 0; first < rows.size(); first += kUnusualRows) {
    const std::span<std::uint64_t> some = rows.subspan(first, std::min(kUnusualRows, rows.size() - first));
    n_left += run_some(inputs, some, results, rows.subspan(n_left));
  }
  return n_left;
}

// Those that are left are written over rows that were done with.
std::size_t UnusualRows::run_some(std::span<const batch::InputColumn* const> inputs,
                                  std::span<const std::uint64_t> rows, std::span<const batch::ResultColumn> results,
                                  std::span<std::uint64_t> left) {
  const BlockLayout& layout = code_.unusual_layout();
  // The last row again until there are as many as are computed together.
  std::array<std::uint64_t, kUnusualRows> gathered;
  const std::size_t n = (rows.size() + kRowsTogether - 1) / kRowsTogether * kRowsTogether;
  std::copy(rows.begin(), rows.end(), gathered.begin());
  std::fill(gathered.begin() + static_cast<std::ptrdiff_t>(rows.size()), gathered.end(), rows.back());
  auto* flags = reinterpret_cast<std::uint8_t*>(context_.memory + layout.flags.offset);
  std::memset(flags, 0, n);
  for (const BlockInput& input : layout.inputs) {
    gather(input, inputs[input.input.value], std::span(gathered).first(n));
  }
  code_.unusual_entry()(&context_, n);
  for (std::size_t i = 0; i < layout.requests.size(); ++i) {
    const batch::ResultColumn& to = results[layout.requests[i]];
    for (std::size_t row = 0; row < rows.size(); ++row) {
      if (is_number_[i] && flags[row] == kRowIsNotReduced) reduce(columns_[i], row);
      to.a[gathered[row]] = columns_[i].a[row];
      to.b[gathered[row]] = columns_[i].b[row];
      to.status[gathered[row]] = columns_[i].status[row];
    }
  }
  std::size_t n_left = 0;
  for (std::size_t row = 0; row < rows.size(); ++row) {
    if ((flags[row] & kRowIsNotComputed) != 0) left[n_left++] = gathered[row];
  }
  return n_left;
}

void UnusualRows::gather(const BlockInput& input, const batch::InputColumn* column,
                         std::span<const std::uint64_t> rows) {
  auto* flags = reinterpret_cast<std::uint8_t*>(context_.memory + code_.unusual_layout().flags.offset);
  const RowWriter writer(package_, input, context_.memory, flags);
  if (column == nullptr) {
    for (std::size_t i = 0; i < rows.size(); ++i) writer.absent(i);
    return;
  }
  const Scale scale = scale_of(input, *column);
  const auto storage = scale.exists ? column->storage : batch::Storage::kValue;
  switch (storage) {
    case batch::Storage::kInt8:
      return writer.elements<std::int8_t>(*column, scale, rows);
    case batch::Storage::kInt16:
      return writer.elements<std::int16_t>(*column, scale, rows);
    case batch::Storage::kInt32:
      return writer.elements<std::int32_t>(*column, scale, rows);
    case batch::Storage::kInt64:
      return writer.elements<std::int64_t>(*column, scale, rows);
    case batch::Storage::kValue:
      return writer.cells(*column, rows);
  }
}

}  // namespace avenant::engine
