#include "tests/engines/native/random_columns.hpp"

#include <algorithm>
#include <limits>
#include <numeric>

namespace avenant::engines {

namespace {

using batch::Storage;
using program::TypeKind;
using value::Value;

// Integers of columns are over denominators up to this.
constexpr std::int64_t kMostDenominator = 1'000'000;

// The least denominator of every value; 0 where it is too large, or where some value is none of the type.
std::int64_t common_denominator(std::span<const Inputs> cases, std::size_t input) {
  std::int64_t denominator = 1;
  for (const Inputs& each : cases) {
    if (!each[input] || each[input]->is_absent()) continue;
    const std::int64_t of_value = each[input]->b;
    if (of_value < 1 || of_value > kMostDenominator) return 0;
    denominator = std::lcm(denominator, of_value);
    if (denominator > kMostDenominator) return 0;
  }
  return denominator;
}

// What the integers of a column are, if integers hold it.
struct Integers {
  bool exist = false;
  std::int64_t denominator = 1;
  std::vector<std::optional<std::int64_t>> words;
  std::int64_t least = 0;
  std::int64_t greatest = 0;
};

Integers integers_of(const program::Type& type, std::span<const Inputs> cases, std::size_t input,
                     const batch::InputColumn* like, Random& random) {
  Integers result;
  const bool is_number = type.kind == TypeKind::kNumber;
  const bool is_plain = is_number || type.kind == TypeKind::kBoolean || type.kind == TypeKind::kDate ||
                        type.kind == TypeKind::kEnumeration;
  const std::int64_t least_denominator = common_denominator(cases, input);
  if (!is_plain || least_denominator == 0 || (!is_number && least_denominator != 1)) return result;
  if (is_number) result.denominator = least_denominator * static_cast<std::int64_t>(1 + random.below(3));
  if (like != nullptr && is_number && like->denominator % least_denominator == 0)
    result.denominator = like->denominator;
  for (const Inputs& each : cases) {
    if (!each[input] || each[input]->is_absent()) {
      result.words.emplace_back();
      continue;
    }
    std::int64_t word = 0;
    if (__builtin_mul_overflow(each[input]->a, result.denominator / each[input]->b, &word)) return result;
    result.words.emplace_back(word);
    result.least = std::min(result.least, word);
    result.greatest = std::max(result.greatest, word);
  }
  result.exist = true;
  return result;
}

template <class Word>
bool holds(const Integers& integers) {
  return integers.least >= std::numeric_limits<Word>::min() && integers.greatest <= std::numeric_limits<Word>::max();
}

bool holds(const Integers& integers, Storage storage) {
  if (storage == Storage::kInt8) return holds<std::int8_t>(integers);
  if (storage == Storage::kInt16) return holds<std::int16_t>(integers);
  if (storage == Storage::kInt32) return holds<std::int32_t>(integers);
  return storage == Storage::kInt64;
}

Storage random_storage(const Integers& integers, Random& random) {
  if (holds<std::int8_t>(integers) && random.chance(60)) return Storage::kInt8;
  if (holds<std::int16_t>(integers) && random.chance(50)) return Storage::kInt16;
  if (holds<std::int32_t>(integers) && random.chance(70)) return Storage::kInt32;
  return Storage::kInt64;
}

// Rows without a value hold anything, the limits among it.
template <class Word>
const void* fill(const Integers& integers, Random& random, std::vector<Word>& words) {
  const Word limits[] = {std::numeric_limits<Word>::min(), std::numeric_limits<Word>::max(), 0};
  for (const auto& word : integers.words) {
    words.push_back(word ? static_cast<Word>(*word) : limits[random.below(std::size(limits))]);
  }
  return words.data();
}

void fill_cells(std::span<const Inputs> cases, std::size_t input, bool has_bitmap, Random& random, RandomColumn& out) {
  for (const Inputs& each : cases) {
    const bool hides = has_bitmap && !each[input];
    const Value nothing = hides ? Value{static_cast<std::int64_t>(random.next()), 1} : Value::absent();
    out.cells.push_back(each[input] ? *each[input] : nothing);
  }
  out.column.storage = Storage::kValue;
  out.column.values = out.cells.data();
}

// A row has a value where it is given; that of a scalar that is absent may be said either way.
void fill_validity(const program::Type& type, std::span<const Inputs> cases, std::size_t input, bool cells_say,
                   Random& random, RandomColumn& out) {
  out.column.first_bit = random.below(17);
  out.validity.assign((out.column.first_bit + cases.size() + 7) / 8, static_cast<std::uint8_t>(random.next()));
  for (std::size_t i = 0; i < cases.size(); ++i) {
    const auto& given = cases[i][input];
    const bool is_absent = given && type.kind != TypeKind::kSet && type.kind != TypeKind::kList && given->is_absent();
    const bool valid = given && (!is_absent || (cells_say && random.chance(50)));
    const std::size_t bit = out.column.first_bit + i;
    const auto mask = static_cast<std::uint8_t>(1U << (bit % 8));
    out.validity[bit / 8] =
        static_cast<std::uint8_t>(valid ? out.validity[bit / 8] | mask : out.validity[bit / 8] & ~mask);
  }
  out.column.validity = out.validity.data();
}

}  // namespace

std::unique_ptr<RandomColumn> random_column(const program::Package& package, program::InputId input,
                                            std::span<const Inputs> cases, const batch::InputColumn* like,
                                            Random& random) {
  auto out = std::make_unique<RandomColumn>();
  const program::Type& type = package.type(package.input(input).type);
  const std::size_t at = input.value;
  out->column.input = input;
  bool all = true;
  for (const Inputs& each : cases) all = all && each[at].has_value();
  // Set or list without a bitmap: a row without a value would be one that is empty.
  const bool is_bits = type.kind == TypeKind::kSet || type.kind == TypeKind::kList;
  const Integers integers = integers_of(type, cases, at, like, random);
  const bool is_alike = like != nullptr && integers.exist && holds(integers, like->storage);
  if (!integers.exist || (!is_alike && random.chance(25))) {
    const bool has_bitmap = (!all && is_bits) || random.chance(50);
    fill_cells(cases, at, has_bitmap, random, *out);
    if (has_bitmap) fill_validity(type, cases, at, true, random, *out);
    return out;
  }
  bool complete = true;
  for (const auto& word : integers.words) complete = complete && word.has_value();
  if (!complete || random.chance(30)) fill_validity(type, cases, at, false, random, *out);
  out->column.denominator = integers.denominator;
  out->column.storage = is_alike ? like->storage : random_storage(integers, random);
  if (out->column.storage == Storage::kInt64) out->column.values = fill(integers, random, out->words64);
  if (out->column.storage == Storage::kInt32) out->column.values = fill(integers, random, out->words32);
  if (out->column.storage == Storage::kInt16) out->column.values = fill(integers, random, out->words16);
  if (out->column.storage == Storage::kInt8) out->column.values = fill(integers, random, out->words8);
  return out;
}

}  // namespace avenant::engines
