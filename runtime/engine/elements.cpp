#include "runtime/engine/elements.hpp"

namespace avenant::engine {

using program::TypeKind;

Scale scale_of(const BlockInput& input, const batch::InputColumn& column) {
  Scale scale;
  const std::int64_t wanted = input.arrays.kind == TypeKind::kNumber ? input.arrays.denominator : 1;
  const std::int64_t given = input.arrays.kind == TypeKind::kNumber ? column.denominator : 1;
  if (column.storage == batch::Storage::kValue || input.is_checked_whole) return scale;
  if (wanted == given) return {1, input.least, input.greatest, wanted != 0};
  if (wanted == 0 || given < 1 || wanted % given != 0) return scale;
  scale.factor = wanted / given;
  const auto floor = [](std::int64_t number, std::int64_t by) { return number / by - (number % by < 0 ? 1 : 0); };
  scale.least = -floor(-input.least, scale.factor);
  scale.greatest = floor(input.greatest, scale.factor);
  scale.exists = true;
  return scale;
}

void put(Array array, std::byte* memory, std::size_t row, std::int64_t word) {
  std::byte* place = memory + array.offset + row * array.size;
  if (array.size == 1) *reinterpret_cast<std::int8_t*>(place) = static_cast<std::int8_t>(word);
  if (array.size == 2) *reinterpret_cast<std::int16_t*>(place) = static_cast<std::int16_t>(word);
  if (array.size == 4) *reinterpret_cast<std::int32_t*>(place) = static_cast<std::int32_t>(word);
  if (array.size == 8) *reinterpret_cast<std::int64_t*>(place) = word;
}

bool put_value(const BlockInput& input, value::Value value, std::size_t row, std::byte* memory) {
  const ValueArrays& arrays = input.arrays;
  if (arrays.kind == TypeKind::kSet || arrays.kind == TypeKind::kList) {
    put(arrays.a, memory, row, value.a);
    put(arrays.b, memory, row, value.b);
    return true;
  }
  if (arrays.kind == TypeKind::kDuration) {
    put(arrays.a, memory, row, value.as_duration().months());
    put(arrays.b, memory, row, value.as_duration().days());
    return true;
  }
  std::int64_t word = value.a;
  if (arrays.kind == TypeKind::kNumber && arrays.denominator == 0) {
    constexpr std::int64_t kMost = std::int64_t{1} << 20U;
    if (value.b > kMost) return false;
    put(arrays.b, memory, row, value.b);
  } else if (arrays.kind == TypeKind::kNumber) {
    if (__builtin_mul_overflow(value.a, arrays.denominator / value.b, &word)) return false;
  }
  if (word < input.least || word > input.greatest) return false;
  put(arrays.a, memory, row, word);
  return true;
}

void put_safe(const BlockInput& input, std::size_t row, std::byte* memory) {
  put(input.arrays.a, memory, row,
      input.arrays.kind == TypeKind::kSet || input.arrays.kind == TypeKind::kList ? 0 : input.least);
  if (input.arrays.kind == TypeKind::kDuration) put(input.arrays.a, memory, row, 0);
  if (input.arrays.b.exists()) put(input.arrays.b, memory, row, input.arrays.kind == TypeKind::kNumber ? 1 : 0);
}

}  // namespace avenant::engine
