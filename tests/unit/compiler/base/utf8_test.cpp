#include "compiler/base/utf8.hpp"

#include <catch2/catch.hpp>
#include <random>
#include <string>

#include "compiler/base/source.hpp"

using namespace avenant::base;

namespace {

/// A decoder written from the definition (decode, then refuse what is not the shortest form), to compare with.
std::optional<std::size_t> find_invalid_slowly(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const auto byte = [&](std::size_t index) {
      return static_cast<unsigned>(static_cast<unsigned char>(bytes[index]));
    };
    const unsigned lead = byte(at);
    std::size_t length = 1;
    unsigned value = lead;
    if (lead >= 0x80) {
      if (lead < 0xC0 || lead >= 0xF8) return at;
      length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
      value = lead & (0xFFU >> (length + 1));
      if (at + length > bytes.size()) return at;
      for (std::size_t index = 1; index < length; ++index) {
        if ((byte(at + index) & 0xC0U) != 0x80U) return at;
        value = (value << 6U) | (byte(at + index) & 0x3FU);
      }
      const unsigned least = length == 2 ? 0x80 : length == 3 ? 0x800 : 0x10000;
      if (value < least || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return at;
    }
    at += length;
  }
  return std::nullopt;
}

}  // namespace

TEST_CASE("well-formed text of every length of sequence is accepted") {
  CHECK_FALSE(find_invalid_utf8("").has_value());
  CHECK_FALSE(find_invalid_utf8("article").has_value());
  CHECK_FALSE(find_invalid_utf8("é€𝄞 médecin à défaut 漢字").has_value());
  CHECK_FALSE(find_invalid_utf8("\xF4\x8F\xBF\xBF\xED\x9F\xBF\xEE\x80\x80").has_value());
}

TEST_CASE("the offset is that of the first byte of the ill-formed sequence") {
  CHECK(find_invalid_utf8("m\xE9 decin, et la suite") == std::size_t{1});
  CHECK(find_invalid_utf8("12345678901234567890\xE9") == std::size_t{20});
  CHECK(find_invalid_utf8("é\xC3") == std::size_t{2});
  CHECK(find_invalid_utf8("\xC0\x80") == std::size_t{0});
  CHECK(find_invalid_utf8("a\xED\xA0\x80") == std::size_t{1});
  CHECK(find_invalid_utf8("ab\xF4\x90\x80\x80") == std::size_t{2});
  CHECK(find_invalid_utf8("\xFF\xFE") == std::size_t{0});
}

TEST_CASE("random bytes get the same answer as a decoder written from the definition") {
  const unsigned seed = Catch::rngSeed();
  CAPTURE(seed);
  std::mt19937 random(seed);
  // Bytes near the borders of the ranges, so that most sequences are nearly right.
  const std::string borders =
      "a\x7F\x80\x8F\x90\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xE1\xEC\xED\xEE\xEF\xF0\xF1\xF3\xF4\xF5\xFF";
  for (int round = 0; round < 200'000; ++round) {
    std::string bytes(random() % 12, 'a');
    for (char& byte : bytes) byte = random() % 4 == 0 ? 'e' : borders[random() % borders.size()];
    if (find_invalid_utf8(bytes) != find_invalid_slowly(bytes)) {
      CAPTURE(bytes);
      CHECK(find_invalid_utf8(bytes) == find_invalid_slowly(bytes));
    }
  }
}

TEST_CASE("text is counted and cut by whole code points") {
  CHECK(count_code_points("é€a") == 3);
  CHECK(first_bytes("é€a", 5) == "é€");
  CHECK(first_bytes("é€a", 4) == "é");
  CHECK(first_bytes("é", 1).empty());
  CHECK(shortened("été", 5) == "été");
  CHECK(shortened("été", 4) == "ét…");
}
