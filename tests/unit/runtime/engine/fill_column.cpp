// Input columns to the arrays of compiled code, and the rows that it is not to compute.
#include "runtime/engine/fill_column.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <limits>
#include <vector>

#include "runtime/eval/evaluator.hpp"
#include "tests/unit/runtime/engine/loaded.hpp"

namespace {

using namespace avenant;
using batch::InputColumn;
using batch::Storage;
using engine::BlockInput;
using value::Value;

constexpr std::string_view kProgram =
    "(text t text 2020-01-01 2020-01-02)\n"
    "(input rate number/100 (range 0 1)) (input amount number?/100) (input day date) (input wait duration?)\n"
    "(variable pay number/100 (is rate))\n";

constexpr std::size_t kRows = 8;
constexpr std::uint32_t kPresence = 256;
constexpr std::uint32_t kSecond = 128;

// The arrays of one input of at most eight rows, with garbage in them.
struct Arrays {
  std::array<std::byte, 512> memory;
  std::array<std::uint8_t, kRows> flags{};
  BlockInput input;

  Arrays(program::InputId id, program::TypeKind kind, std::uint32_t size, std::int64_t denominator) {
    memory.fill(std::byte{0x5A});
    input.input = id;
    input.arrays.kind = kind;
    input.arrays.a = {0, size};
    input.arrays.denominator = denominator;
  }

  template <class Word>
  std::vector<Word> words(std::size_t n, std::uint32_t offset = 0) const {
    std::vector<Word> result(n);
    std::memcpy(result.data(), memory.data() + offset, n * sizeof(Word));
    return result;
  }
  std::vector<int> marked(std::size_t n) const {
    return {flags.begin(), flags.begin() + static_cast<std::ptrdiff_t>(n)};
  }
  void fill(const program::Package& package, const InputColumn& column, std::size_t first, std::size_t n) {
    engine::fill_column(package, input, column, first, n, memory.data(), flags.data());
  }
};

Arrays rate_arrays() {
  Arrays arrays(program::InputId(0U), program::TypeKind::kNumber, 4, 100);
  arrays.input.least = 0;
  arrays.input.greatest = 100;
  return arrays;
}

}  // namespace

TEST_CASE("integers are scaled to the input's denominator, and those out of its range are marked and made safe") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays = rate_arrays();
  const std::array<std::int8_t, 5> elements{0, 50, 51, -1, 25};
  arrays.fill(package, {program::InputId(0U), Storage::kInt8, 50, elements.data(), nullptr, 0}, 0, 5);
  CHECK(arrays.words<std::int32_t>(5) == std::vector<std::int32_t>{0, 100, 0, 0, 50});
  CHECK(arrays.marked(5) == std::vector<int>{0, 0, 1, 1, 0});
}

TEST_CASE("the least and greatest integers of 64 bits are out of range, not overflows") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays = rate_arrays();
  const std::array<std::int64_t, 3> elements{std::numeric_limits<std::int64_t>::min(),
                                             std::numeric_limits<std::int64_t>::max(), 1};
  arrays.fill(package, {program::InputId(0U), Storage::kInt64, 1, elements.data(), nullptr, 0}, 0, 3);
  CHECK(arrays.marked(3) == std::vector<int>{1, 1, 0});
  CHECK(arrays.words<std::int32_t>(3)[2] == 100);
}

TEST_CASE("the least integer over a denominator is the number in lowest terms, and alone no number") {
  const program::Package package = engine::loaded(kProgram);
  const std::array<std::int64_t, 1> elements{std::numeric_limits<std::int64_t>::min()};
  const auto over = [&](std::int64_t denominator) {
    return *engine::value_at(package, {program::InputId(0U), Storage::kInt64, denominator, elements.data(), nullptr, 0},
                             0);
  };
  CHECK(over(100) == Value::number(value::Rational::unchecked(-(std::int64_t{1} << 61U), 25)));
  const program::TypeId type = package.input(program::InputId(0U)).type;
  CHECK_FALSE(eval::is_valid(package, type, {}, over(1)));
  CHECK_FALSE(eval::is_valid(package, type, {}, over(7)));
}

TEST_CASE("a denominator that the input's is no multiple of is divided value by value") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays = rate_arrays();
  const std::array<std::int16_t, 4> elements{3, 1, 6, 0};
  arrays.fill(package, {program::InputId(0U), Storage::kInt16, 6, elements.data(), nullptr, 0}, 0, 4);
  // A half, a sixth, one, zero: a sixth is no hundredth.
  CHECK(arrays.words<std::int32_t>(4) == std::vector<std::int32_t>{50, 0, 100, 0});
  CHECK(arrays.marked(4) == std::vector<int>{0, 1, 0, 0});
}

TEST_CASE("a row is where its bit is, from any first bit and any first row") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays = rate_arrays();
  arrays.input.valid = {kPresence, 1};
  const std::array<std::int32_t, 6> elements{1, 2, 3, 4, 5, 6};
  // Bits 5 to 10 are the rows; rows 1, 2 and 5 have a value.
  const std::array<std::uint8_t, 2> bits{0b1100'0000, 0b0000'0100};
  const InputColumn column{program::InputId(0U), Storage::kInt32, 100, elements.data(), bits.data(), 5};
  arrays.fill(package, column, 2, 4);
  CHECK(arrays.words<std::int8_t>(4, kPresence) == std::vector<std::int8_t>{1, 0, 0, 1});
  CHECK(arrays.words<std::int32_t>(4)[3] == 6);
  CHECK(arrays.marked(4) == std::vector<int>{0, 0, 0, 0});
  CHECK(engine::value_at(package, column, 1) == Value::number(value::Rational::unchecked(1, 50)));
  CHECK_FALSE(engine::value_at(package, column, 3).has_value());
}

TEST_CASE("what stands where there is no value does not matter") {
  const program::Package package = engine::loaded(kProgram);
  const std::array<std::int32_t, 3> elements{1000, 7, 1000};
  const std::array<std::uint8_t, 1> bits{0b011};
  const InputColumn column{program::InputId(0U), Storage::kInt32, 100, elements.data(), bits.data(), 0};
  Arrays sparse = rate_arrays();
  sparse.input.valid = {kPresence, 1};
  sparse.fill(package, column, 0, 3);
  CHECK(sparse.marked(3) == std::vector<int>{1, 0, 0});
  // Where code does not take rows without a value, those are marked.
  Arrays full = rate_arrays();
  full.fill(package, column, 0, 3);
  CHECK(full.marked(3) == std::vector<int>{1, 0, 1});
}

TEST_CASE("a cell that is absent and a row without a bit say the same of a facultatif input") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays(program::InputId(1U), program::TypeKind::kNumber, 8, 100);
  arrays.input.least = -1'000'000;
  arrays.input.greatest = 1'000'000;
  arrays.input.is_optional = true;
  arrays.input.arrays.present = {kPresence, 1};
  const std::array<Value, 5> cells{Value::absent(), Value{1, 2}, Value{1, 3}, Value{5, 1}, Value{20'000, 1}};
  const std::array<std::uint8_t, 1> bits{0b10111};
  arrays.fill(package, {program::InputId(1U), Storage::kValue, 1, cells.data(), bits.data(), 0}, 0, 5);
  CHECK(arrays.words<std::int8_t>(4, kPresence) == std::vector<std::int8_t>{0, 1, 1, 0});
  CHECK(arrays.words<std::int64_t>(2)[1] == 50);
  // A third is no hundredth; the last is beyond what code is made for.
  CHECK(arrays.marked(5) == std::vector<int>{0, 0, 1, 0, 1});
}

TEST_CASE("a duration is its months and its days") {
  const program::Package package = engine::loaded(kProgram);
  Arrays arrays(program::InputId(3U), program::TypeKind::kDuration, 4, 1);
  arrays.input.is_optional = true;
  arrays.input.is_checked_whole = true;
  arrays.input.arrays.b = {kSecond, 4};
  arrays.input.arrays.present = {kPresence, 1};
  const std::array<Value, 2> cells{Value::duration(value::Duration::unchecked(-3, 12)), Value::absent()};
  arrays.fill(package, {program::InputId(3U), Storage::kValue, 1, cells.data(), nullptr, 0}, 0, 2);
  CHECK(arrays.words<std::int32_t>(2) == std::vector<std::int32_t>{-3, 0});
  CHECK(arrays.words<std::int32_t>(2, kSecond) == std::vector<std::int32_t>{12, 0});
  CHECK(arrays.words<std::int8_t>(2, kPresence) == std::vector<std::int8_t>{1, 0});
  CHECK(arrays.marked(2) == std::vector<int>{0, 0});
}

TEST_CASE("an input without column is absent in every row, or marks every row") {
  Arrays optional(program::InputId(1U), program::TypeKind::kNumber, 4, 100);
  optional.input.least = -5;
  optional.input.arrays.present = {kPresence, 1};
  engine::fill_absent(optional.input, 3, optional.memory.data(), optional.flags.data());
  CHECK(optional.words<std::int8_t>(3, kPresence) == std::vector<std::int8_t>{0, 0, 0});
  CHECK(optional.marked(3) == std::vector<int>{0, 0, 0});
  CHECK(optional.words<std::int32_t>(3) == std::vector<std::int32_t>{-5, -5, -5});
  Arrays needed = rate_arrays();
  engine::fill_absent(needed.input, 3, needed.memory.data(), needed.flags.data());
  CHECK(needed.marked(3) == std::vector<int>{1, 1, 1});
}
