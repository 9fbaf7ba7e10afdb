#include "runtime/engine/fill_column.hpp"

#include <algorithm>
#include <cstring>
#include <optional>

#include "runtime/batch/bits.hpp"
#include "runtime/batch/interpreter_engine.hpp"
#include "runtime/batch/run_blocks.hpp"
#include "runtime/engine/elements.hpp"
#include "runtime/eval/evaluator.hpp"

namespace avenant::engine {

namespace {

using program::TypeKind;

template <class In, class Out>
void fill_scaled(const In* from, std::size_t n, const Scale& scale, std::int64_t safe, Out* to, std::uint8_t* flags) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t element = from[i];
    const bool bad = element < scale.least || element > scale.greatest;
    flags[i] = static_cast<std::uint8_t>(flags[i] | (bad ? 1 : 0));
    to[i] = static_cast<Out>(bad ? safe : element * scale.factor);
  }
}

template <class In>
void fill_scaled(const In* from, std::size_t n, const Scale& scale, const BlockInput& input, std::byte* to,
                 std::uint8_t* flags) {
  if (input.arrays.a.size == 1) fill_scaled(from, n, scale, input.least, reinterpret_cast<std::int8_t*>(to), flags);
  if (input.arrays.a.size == 4) fill_scaled(from, n, scale, input.least, reinterpret_cast<std::int32_t*>(to), flags);
  if (input.arrays.a.size == 8) fill_scaled(from, n, scale, input.least, reinterpret_cast<std::int64_t*>(to), flags);
}

// The array that says which rows have a value.
Array presence_of(const BlockInput& input) {
  return input.arrays.present.exists() ? input.arrays.present : input.valid;
}

void fill_values(const program::Package& package, const BlockInput& input, const batch::InputColumn& column,
                 std::size_t first, std::size_t n, std::byte* memory, std::uint8_t* flags) {
  const program::Input& record = package.input(input.input);
  for (std::size_t i = 0; i < n; ++i) {
    const std::optional<value::Value> value = value_at(package, column, first + i);
    const bool set = input.arrays.kind == TypeKind::kSet || input.arrays.kind == TypeKind::kList;
    const bool absent = !value || (!set && value->is_absent());
    const bool valid = !absent && eval::is_valid(package, record.type, record.range, *value);
    if (valid && put_value(input, *value, i, memory)) continue;
    put_safe(input, i, memory);
    // An absent value of a facultatif input is one: the presence says so.
    if (!absent || !presence_of(input).exists()) flags[i] |= 1;
  }
}

// The bits of a byte, as eight bytes.
struct Spread {
  std::uint64_t words[256] = {};
  constexpr Spread() {
    for (std::uint64_t bits = 0; bits < 256; ++bits) {
      for (unsigned i = 0; i < 8; ++i) words[bits] |= (bits >> i & 1U) << (8 * i);
    }
  }
};
constexpr Spread kSpread;

// Of n bits from `first_bit` on, 0 or 1 each.
void spread_bits(const std::uint8_t* validity, std::size_t first_bit, std::size_t n, std::uint8_t* to) {
  std::size_t i = 0;
  if (first_bit % 8 == 0) {
    for (; i + 8 <= n; i += 8) std::memcpy(to + i, &kSpread.words[validity[(first_bit + i) / 8]], 8);
  }
  for (; i < n; ++i) to[i] = validity[(first_bit + i) / 8] >> ((first_bit + i) % 8) & 1U;
}

bool all_given(const std::uint8_t* validity, std::size_t first_bit, std::size_t n) {
  std::size_t i = 0;
  if (first_bit % 8 == 0) {
    for (; i + 8 <= n; i += 8) {
      if (validity[(first_bit + i) / 8] != 0xFF) return false;
    }
  }
  for (; i < n; ++i) {
    if ((validity[(first_bit + i) / 8] >> ((first_bit + i) % 8) & 1U) == 0) return false;
  }
  return true;
}

// Of cells, which are absent by themselves too.
void presence_of_cells(const BlockInput& input, const batch::InputColumn& column, std::size_t first, std::size_t n,
                       std::uint8_t* to) {
  const bool words = input.arrays.kind == TypeKind::kSet || input.arrays.kind == TypeKind::kList;
  const auto* cells = static_cast<const value::Value*>(column.values) + first;
  for (std::size_t i = 0; i < n; ++i) to[i] = static_cast<std::uint8_t>(to[i] & (words || cells[i].b != 0 ? 1U : 0U));
}

}  // namespace

std::optional<value::Value> value_at(const program::Package& package, const batch::InputColumn& column,
                                     std::size_t row) {
  if (column.validity != nullptr && !batch::bit_at(column.validity, column.first_bit + row)) return std::nullopt;
  return batch::cell_of(package, column, row);
}

// Which rows have a value, and what is wrong with those that lack one where code takes none without.
void fill_presence(const BlockInput& input, const batch::InputColumn& column, std::size_t first, std::size_t n,
                   std::byte* memory, std::uint8_t* flags) {
  const Array array = presence_of(input);
  const bool cells = column.storage == batch::Storage::kValue;
  if (!array.exists() && !cells &&
      (column.validity == nullptr || all_given(column.validity, column.first_bit + first, n))) {
    return;
  }
  std::uint8_t given[batch::kBlockRows];
  std::uint8_t* to = array.exists() ? reinterpret_cast<std::uint8_t*>(memory + array.offset) : given;
  if (column.validity != nullptr) {
    spread_bits(column.validity, column.first_bit + first, n, to);
  } else {
    std::memset(to, 1, n);
  }
  if (cells) presence_of_cells(input, column, first, n, to);
  if (array.exists()) return;
  for (std::size_t i = 0; i < n; ++i) flags[i] = static_cast<std::uint8_t>(flags[i] | (given[i] ^ 1U));
}

bool is_read_in_place(const BlockInput& input, const batch::InputColumn& column) {
  const bool same = input.arrays.kind != TypeKind::kNumber || column.denominator == input.denominator;
  return input.is_direct && column.storage == input.storage && same;
}

const void* element_of(const batch::InputColumn& column, std::size_t row) {
  return static_cast<const std::byte*>(column.values) + row * batch::element_bytes(column.storage);
}

void fill_column(const program::Package& package, const BlockInput& input, const batch::InputColumn& column,
                 std::size_t first, std::size_t n, std::byte* memory, std::uint8_t* flags) {
  if (input.is_direct) {
    // The column is not as the sample was: its rows are computed one at a time.
    std::memset(memory + input.arrays.a.offset, 0, n * input.arrays.a.size);
    if (presence_of(input).exists()) std::memset(memory + presence_of(input).offset, 0, n);
    std::memset(flags, kRowIsNotComputed, n);
    return;
  }
  const Scale scale = scale_of(input, column);
  if (!scale.exists) {
    fill_values(package, input, column, first, n, memory, flags);
    fill_presence(input, column, first, n, memory, flags);
    return;
  }
  std::byte* to = memory + input.arrays.a.offset;
  // What stands where there is no value must not mark the row: it is looked at with the values of a copy.
  std::uint8_t beyond[batch::kBlockRows] = {};
  const auto fill = [&](auto element) {
    using Element = decltype(element);
    fill_scaled(static_cast<const Element*>(column.values) + first, n, scale, input, to, beyond);
  };
  if (column.storage == batch::Storage::kInt8) fill(std::int8_t{});
  if (column.storage == batch::Storage::kInt16) fill(std::int16_t{});
  if (column.storage == batch::Storage::kInt32) fill(std::int32_t{});
  if (column.storage == batch::Storage::kInt64) fill(std::int64_t{});
  fill_presence(input, column, first, n, memory, flags);
  const Array array = presence_of(input);
  if (column.validity == nullptr || !array.exists()) {
    for (std::size_t i = 0; i < n; ++i) flags[i] = static_cast<std::uint8_t>(flags[i] | beyond[i]);
    return;
  }
  const auto* present = reinterpret_cast<const std::uint8_t*>(memory + array.offset);
  for (std::size_t i = 0; i < n; ++i) flags[i] = static_cast<std::uint8_t>(flags[i] | (beyond[i] & present[i]));
}

void fill_absent(const BlockInput& input, std::size_t n, std::byte* memory, std::uint8_t* flags) {
  for (std::size_t i = 0; i < n; ++i) put_safe(input, i, memory);
  if (presence_of(input).exists()) {
    std::memset(memory + presence_of(input).offset, 0, n);
  } else {
    std::memset(flags, 1, n);
  }
}

}  // namespace avenant::engine
