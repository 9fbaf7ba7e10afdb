#include "runtime/engine/take_results.hpp"

#include <numeric>

namespace avenant::engine {

namespace {

using program::TypeKind;

template <class In>
void widen(const In* from, std::size_t n, std::int64_t* to) {
  for (std::size_t i = 0; i < n; ++i) to[i] = from[i];
}

// Whole numbers over a denominator, in lowest terms. Most amounts of cents are of whole euros.
void reduce(std::int64_t denominator, std::size_t n, std::int64_t* a, std::int64_t* b) {
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t rest = a[i] % denominator;
    if (rest == 0) {
      a[i] /= denominator;
      b[i] = 1;
      continue;
    }
    const std::int64_t shared = std::gcd(rest, denominator);
    a[i] /= shared;
    b[i] = denominator / shared;
  }
}

void fill_words(const ValueArrays& arrays, const std::byte* memory, std::size_t n, std::int64_t* a, std::int64_t* b) {
  const auto read = [memory, n](Array array, std::int64_t* to) {
    const std::byte* from = memory + array.offset;
    if (array.size == 1) widen(reinterpret_cast<const std::int8_t*>(from), n, to);
    if (array.size == 4) widen(reinterpret_cast<const std::int32_t*>(from), n, to);
    if (array.size == 8) widen(reinterpret_cast<const std::int64_t*>(from), n, to);
  };
  read(arrays.a, a);
  if (arrays.kind == TypeKind::kDuration) {
    read(arrays.b, b);
    for (std::size_t i = 0; i < n; ++i) {
      const auto months = static_cast<std::int32_t>(a[i]);
      a[i] = value::Value::duration(value::Duration::unchecked(months, static_cast<std::int32_t>(b[i]))).a;
      b[i] = 1;
    }
  } else if (arrays.kind == TypeKind::kNumber && arrays.denominator == 0) {
    read(arrays.b, b);
    for (std::size_t i = 0; i < n; ++i) {
      const std::int64_t shared = std::gcd(a[i], b[i]);
      a[i] /= shared;
      b[i] /= shared;
    }
  } else if (arrays.kind == TypeKind::kNumber && arrays.denominator != 1) {
    reduce(arrays.denominator, n, a, b);
  } else if (arrays.b.exists()) {
    read(arrays.b, b);
  } else {
    for (std::size_t i = 0; i < n; ++i) b[i] = 1;
  }
}

}  // namespace

void take_result(const ValueArrays& arrays, const std::byte* memory, std::size_t first, std::size_t n,
                 const batch::ResultColumn& result) {
  std::int64_t* a = result.a + first;
  std::int64_t* b = result.b + first;
  std::uint32_t* status = result.status + first;
  fill_words(arrays, memory, n, a, b);
  if (arrays.present.exists()) {
    const auto* present = reinterpret_cast<const std::uint8_t*>(memory + arrays.present.offset);
    for (std::size_t i = 0; i < n; ++i) {
      a[i] = present[i] != 0 ? a[i] : 0;
      b[i] = present[i] != 0 ? b[i] : 0;
    }
  }
  if (!arrays.status.exists()) {
    for (std::size_t i = 0; i < n; ++i) status[i] = program::kStatusOk;
    return;
  }
  const auto* from = reinterpret_cast<const std::uint32_t*>(memory + arrays.status.offset);
  for (std::size_t i = 0; i < n; ++i) {
    status[i] = from[i];
    a[i] = from[i] == program::kStatusOk ? a[i] : 0;
    b[i] = from[i] == program::kStatusOk ? b[i] : 0;
  }
}

}  // namespace avenant::engine
