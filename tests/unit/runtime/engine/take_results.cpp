// Arrays of compiled code to columns of results: cells in lowest terms, absent and errors with words of zero.
#include "runtime/engine/take_results.hpp"

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <vector>

namespace {

using namespace avenant;
using engine::ValueArrays;

constexpr std::uint32_t kSecond = 128;
constexpr std::uint32_t kPresence = 256;
constexpr std::uint32_t kStatus = 320;

// Arrays of four rows, and the results made of them.
struct Taken {
  std::array<std::byte, 512> memory{};
  std::vector<std::int64_t> a = std::vector<std::int64_t>(6, 77);
  std::vector<std::int64_t> b = std::vector<std::int64_t>(6, 77);
  std::vector<std::uint32_t> status = std::vector<std::uint32_t>(6, 77);

  template <class Word>
  void put(std::uint32_t offset, const std::vector<Word>& words) {
    std::memcpy(memory.data() + offset, words.data(), words.size() * sizeof(Word));
  }
  // As rows 1 to n: what is before and after stays.
  void take(const ValueArrays& arrays, std::size_t n) {
    engine::take_result(arrays, memory.data(), 1, n, {a.data(), b.data(), status.data()});
  }
};

using Words = std::vector<std::int64_t>;
using Statuses = std::vector<std::uint32_t>;
constexpr std::uint32_t kOk = program::kStatusOk;

}  // namespace

TEST_CASE("numbers over a denominator come in lowest terms, zero over 1, negative ones with their sign above") {
  Taken taken;
  ValueArrays arrays;
  arrays.kind = program::TypeKind::kNumber;
  arrays.a = {0, 4};
  arrays.denominator = 100;
  taken.put<std::int32_t>(0, {150, 0, -25, 300});
  taken.take(arrays, 4);
  CHECK(taken.a == Words{77, 3, 0, -1, 3, 77});
  CHECK(taken.b == Words{77, 2, 1, 4, 1, 77});
  CHECK(taken.status == Statuses{77, kOk, kOk, kOk, kOk, 77});
}

TEST_CASE("numbers whose denominators vary come in lowest terms") {
  Taken taken;
  ValueArrays arrays;
  arrays.kind = program::TypeKind::kNumber;
  arrays.a = {0, 8};
  arrays.b = {kSecond, 8};
  arrays.denominator = 0;
  taken.put<std::int64_t>(0, {6, -6, 0});
  taken.put<std::int64_t>(kSecond, {4, 9, 12});
  taken.take(arrays, 3);
  CHECK(taken.a == Words{77, 3, -2, 0, 77, 77});
  CHECK(taken.b == Words{77, 2, 3, 1, 77, 77});
}

TEST_CASE("absent is two zeros, and so is an error, whatever the arrays hold there") {
  Taken taken;
  ValueArrays arrays;
  arrays.kind = program::TypeKind::kDate;
  arrays.a = {0, 4};
  arrays.present = {kPresence, 1};
  arrays.status = {kStatus, 4};
  taken.put<std::int32_t>(0, {10, 20, 30, 40});
  taken.put<std::int8_t>(kPresence, {1, 0, 1, 0});
  taken.put<std::uint32_t>(kStatus, {kOk, kOk, 3, 4});
  taken.take(arrays, 4);
  CHECK(taken.a == Words{77, 10, 0, 0, 0, 77});
  CHECK(taken.b == Words{77, 1, 0, 0, 0, 77});
  CHECK(taken.status == Statuses{77, kOk, kOk, 3, 4, 77});
}

TEST_CASE("durations are packed as cells are, and sets keep both words") {
  Taken durations;
  ValueArrays arrays;
  arrays.kind = program::TypeKind::kDuration;
  arrays.a = {0, 4};
  arrays.b = {kSecond, 4};
  durations.put<std::int32_t>(0, {-1, 2});
  durations.put<std::int32_t>(kSecond, {5, -6});
  durations.take(arrays, 2);
  CHECK(durations.a[1] == value::Value::duration(value::Duration::unchecked(-1, 5)).a);
  CHECK(durations.a[2] == value::Value::duration(value::Duration::unchecked(2, -6)).a);
  CHECK(durations.b == Words{77, 1, 1, 77, 77, 77});

  Taken sets;
  arrays.kind = program::TypeKind::kSet;
  arrays.a = {0, 8};
  arrays.b = {kSecond, 8};
  sets.put<std::int64_t>(0, {-1, 5});
  sets.put<std::int64_t>(kSecond, {9, 0});
  sets.take(arrays, 2);
  CHECK(sets.a == Words{77, -1, 5, 77, 77, 77});
  CHECK(sets.b == Words{77, 9, 0, 77, 77, 77});
}
